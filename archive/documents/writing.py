"""From documents to records. Only the workflow calls this, inside its transaction and after `check`."""

from typing import Any

from archive.documents.catalogue import Catalogue, Reference
from archive.documents.kinds import Document, kind_of
from archive.models import Record


def find(document: Document) -> Any:
    """The record that the document is of, with its parts, or None."""
    return kind_of(document).records.filter(uuid=document["uuid"]).first()


def write(document: Document, catalogue: Catalogue, **attributes: Any) -> Record:
    """Make the record what its document says; `attributes` (status, version …) stand outside the content."""
    kind = kind_of(document)
    record = find(document) or kind.model(uuid=document["uuid"])
    record.slug = document["slug"]
    for name, value in attributes.items():
        setattr(record, name, value)
    for item in kind.fields:
        item.assign(record, document[item.name], catalogue.primary_key)
    record.save()
    for item in kind.fields:
        item.store(record, document[item.name], catalogue.primary_key)
    if kind.name == "source":
        catalogue.forget_texts()
    return kind.records.get(pk=record.pk)


def remove(record: Record, catalogue: Catalogue) -> None:
    """Delete the record and what belongs to it. Raises ProtectedError where other records refer to it."""
    catalogue.forget(Reference(record.address_kind, _key(record)))
    record.delete()


def _key(record: Any) -> str:
    return record.slug if record.record_kind == "term" else str(record.uuid)
