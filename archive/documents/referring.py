"""Who names a record, and what a document looks like that names another one in its place."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from archive.documents.catalogue import Reference
from archive.documents.fields import Field, RecordReference, RecordReferences
from archive.documents.kinds import KINDS, Document, Kind, kind_of
from archive.documents.parts import Chains, Rows
from archive.documents.reading import normal
from archive.documents.values import sort_key


def referring(record: Any) -> Iterator[tuple[Kind, QuerySet[Any]]]:
    """For each kind that can name records such as this: the records of it that do, with their parts, by slug.

    The record itself is not among them.
    """
    for kind in KINDS.values():
        paths = [path for item in kind.fields for path in _paths(item, record.record_kind)]
        if not paths:
            continue
        condition = Q()
        for path in paths:
            condition |= Q(**{path: record.pk})
        keys = kind.model._default_manager.filter(condition).values("pk")
        found = kind.records.filter(pk__in=keys).order_by("slug")
        yield kind, found.exclude(pk=record.pk) if isinstance(record, kind.model) else found


def _paths(item: Field, target: str) -> Iterator[str]:
    """The relations by which a field leads to records of the kind `target`."""
    if isinstance(item, Chains):
        yield from (f"{item.name}__stations__{path}" for part in item.stations.fields for path in _paths(part, target))
    elif isinstance(item, Rows):
        yield from (f"{item.name}__{path}" for part in item.fields for path in _paths(part, target))
    elif isinstance(item, RecordReference | RecordReferences) and item.kind == target:
        yield item.name


def exchanged(
    document: Document, old: Reference, new: Reference, versions: Mapping[int, int] | None = None
) -> Document:
    """The document with `new` wherever it names `old`; what then stands twice stands once, and nothing names itself.

    `versions` are for sources: the number of each text version of `old` as a version of `new`.
    """
    result = dict(document)
    for item in kind_of(document).fields:
        value = document[item.name]
        if any(reference == old for _path, reference in item.references(value)):
            value = _exchanged(value, old.key, new.key, versions or {})
            if document["uuid"] == new.key and document["record"] == new.kind:
                value = _without(value, new.key)
            result[item.name] = value
    return normal(result)


def _exchanged(value: Any, old: str, new: str, versions: Mapping[int, int]) -> Any:
    if isinstance(value, list):
        return distinct([_exchanged(item, old, new, versions) for item in value])
    if isinstance(value, dict):
        row = {name: _exchanged(item, old, new, versions) for name, item in value.items()}
        if value.get("source") == old and value.get("version") is not None:
            row["version"] = versions.get(value["version"], value["version"])
        return row
    return new if value == old else value


def _without(value: Any, key: str) -> Any:
    """A value that does not name `key`: a record is no part of itself, and not linked to itself."""
    if isinstance(value, list):
        return [item for item in value if item != key and not (isinstance(item, dict) and key in item.values())]
    return None if value == key else value


def distinct(items: list[Any]) -> list[Any]:
    """Each item once, where it stands first."""
    return list({sort_key(item): item for item in reversed(items)}.values())[::-1]
