"""From records to documents, and from documents to the one text that stands for them."""

import json
from collections.abc import Iterator
from typing import Any

from django.db import models

from archive.documents.kinds import KINDS, Document, Kind, kind_of
from archive.models import Curated, Record


def read(record: Record) -> Document:
    """The document of one record, as it stands in the database now."""
    kind = KINDS[record.record_kind]
    return _document(kind, kind.records.get(pk=record.pk))


def read_many(kind: Kind, records: models.QuerySet[Any] | None = None) -> Iterator[Document]:
    """The documents of `records` (default: all of the kind), in batches with a fixed number of queries each."""
    queryset = kind.records if records is None else kind.with_parts(records)
    for record in queryset.iterator(chunk_size=500):
        yield _document(kind, record)


def _document(kind: Kind, record: Any) -> Document:
    document: Document = {"record": kind.name, "uuid": str(record.uuid), "slug": record.slug}
    if isinstance(record, Curated):
        document["status"] = str(record.status)
    for item in kind.fields:
        document[item.name] = item.read(record)
    return document


def read_prefetched(record: Record) -> Document:
    """The document of a record that came from `Kind.records`; no further query."""
    return _document(KINDS[record.record_kind], record)


def canonical(document: Document) -> str:
    """The one text of a document: JSON with sorted keys, no needless space, characters as they are."""
    return _CANONICAL.encode(document)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def blank(kind: Kind, /, **values: Any) -> Document:
    """A document of the kind with `values`, its other fields as the tables' defaults have them."""
    instance: Any = kind.model()
    document: Document = {"record": kind.name, "uuid": str(instance.uuid), "slug": ""}
    if kind.has_status:
        document["status"] = str(instance.status)
    for item in kind.fields:
        document[item.name] = list(item.empty) if isinstance(item.empty, tuple) else _default(instance, item)
    unknown = values.keys() - document.keys()
    if unknown:
        raise TypeError(f"{kind.name} has no {', '.join(sorted(unknown))}")
    return normal({**document, **values})


def _default(instance: Any, item: Any) -> Any:
    if item.joins:
        return item.empty
    value = getattr(instance, item.name, item.empty)
    return item.empty if value is None else str(value) if isinstance(value, str) else value


def normal(document: Document) -> Document:
    """The document with what nobody put in order sorted, as reading would give it."""
    shifting = [item for item in kind_of(document).shifting if item.name in document]
    return document | {item.name: item.normal(document[item.name]) for item in shifting}
