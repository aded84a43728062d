"""Between the values of forms and those of documents: a form holds rows of tables, a document UUIDs and slugs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from archive.documents import Catalogue, Document, Reference
from archive.documents.fields import Field, RecordReference, RecordReferences, TermReference
from archive.documents.values import plain
from archive.workflow import line_feeds


def to_document(field: Field, value: Any, before: Any = None) -> Any:
    """A cleaned value as the document has it.

    Forms trim text and give its lines other ends; where nothing else differs from `before`, that one stays.
    """
    if isinstance(field, TermReference):
        return value.slug if value else ""
    if isinstance(field, RecordReference):
        return str(value.uuid) if value else None
    if isinstance(field, RecordReferences):
        return sorted(str(record.uuid) for record in value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str):
        text = line_feeds(value)
        return before if isinstance(before, str) and line_feeds(before).strip() == text.strip() else text
    return value


def to_form(field: Field, value: Any, catalogue: Catalogue) -> Any:
    """A document's value as a form shows it: references become primary keys."""
    if isinstance(field, RecordReference):
        return catalogue.primary_key(Reference(field.kind, value)) if value else None
    if isinstance(field, RecordReferences):
        return [catalogue.primary_key(Reference(field.kind, item)) for item in value]
    return value


def initial_values(fields: Iterable[Field], values: Document, catalogue: Catalogue) -> dict[str, Any]:
    """What a form for `fields` shows of a document, or of a row in it."""
    return {field.name: to_form(field, values[field.name], catalogue) for field in fields}
