"""From documents to records. Only the workflow calls this, inside its transaction and after `check`."""

from typing import Any

from archive.documents.catalogue import Catalogue, Reference
from archive.documents.fields import Field
from archive.documents.kinds import KINDS, Document, kind_of
from archive.documents.reading import read_prefetched
from archive.models import Address, Change, Record


def find(document: Document) -> Any:
    """The record that the document is of, with its parts, or None."""
    return kind_of(document).records.filter(uuid=document["uuid"]).first()


def write(document: Document, record: Any, catalogue: Catalogue, **attributes: Any) -> Any:
    """Make `record` (None: a new one) what its document says, and return it with its parts.

    `record` comes from `find`; only what differs is written. `attributes` (status, version …) stand outside the
    content.
    """
    kind = kind_of(document)
    before = read_prefetched(record) if record else None
    differing = [item for item in kind.fields if before is None or before[item.name] != document[item.name]]
    record = record or kind.model(uuid=document["uuid"])
    record.slug = document["slug"]
    for name, value in attributes.items():
        setattr(record, name, value)
    for item in differing:
        item.assign(record, document[item.name], catalogue.primary_key)
    record.save()
    for item in differing:
        _store(item, record, document[item.name], catalogue, is_new=before is None)
    if kind.name == "source":
        catalogue.forget_texts()
    return kind.records.get(pk=record.pk) if differing else record


def _store(item: Field, record: Any, value: Any, catalogue: Catalogue, *, is_new: bool) -> None:
    if not is_new:
        item.clear(record)
    if value:
        item.store(record, value, catalogue.primary_key)


def remove(record: Record, catalogue: Catalogue) -> None:
    """Delete the record and what belongs to it. Raises ProtectedError where other records refer to it."""
    catalogue.forget(Reference(record.address_kind, _key(record)))
    record.delete()


def _key(record: Any) -> str:
    return record.slug if record.record_kind == "term" else str(record.uuid)


def is_empty() -> bool:
    """Whether the archive has no record, no address and no history."""
    models: tuple[Any, ...] = (Address, Change, *(kind.model for kind in KINDS.values()))
    return not any(model._default_manager.exists() for model in models)
