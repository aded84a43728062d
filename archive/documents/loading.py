"""Documents of new records straight into the tables, many at a time.

For what was checked before: no rules, no history, no addresses, nothing derived but the bounds of dates. The caller
gives every record its primary key and knows those of what the documents refer to, so references may point forward.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection, models

from archive.dates import UNDATED, parse
from archive.documents.catalogue import Reference
from archive.documents.fields import ArchivedTextHash, Chains, Field, RecordReference, RecordReferences, Rows, Scalar
from archive.documents.kinds import KINDS, Document, Kind
from archive.models import Chain, Curated, Dated, Station
from archive.models.bulk import load
from archive.models.dated import BOUNDS

Resolve = Callable[[Reference], int | None]
Model = type[models.Model]
#: one column: its name, and what a value of the document becomes in it
Column = tuple[str, Callable[[Any], Any]]

FULL = 20_000


class Loader:
    """`add` documents, then `flush`. The rows wait in memory until there are `FULL` of them.

    `written` are the tables that have got rows, for whoever has to tell the database about them.
    """

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._tables = {name: _Table(kind, resolve) for name, kind in KINDS.items()}
        # An event's citations and a statement's stand in the same table, each in a column of its own.
        self._rows: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        self.written: set[Model] = set()
        self._count = 0
        self._chain = _highest(Chain)

    def add(self, document: Document, key: int, **attributes: Any) -> None:
        """A record with everything that belongs to it. `attributes`: version, changed_at, status_changed_at …"""
        table = self._tables[document["record"]]
        self._put(table.model, table.columns, table.row(document, key, attributes))
        for part in table.parts:
            for row in part.rows(document[part.field], key):
                self._put(part.model, part.columns, row)
        for owner, name in table.chains:
            for order, stations in enumerate(document[name]):
                self._add_chain(owner, key, order, stations)
        if self._count >= FULL:
            self.flush()

    def _add_chain(self, owner: str, key: int, order: int, stations: list[Any]) -> None:
        self._chain += 1
        carriers = (key, None) if owner == "event" else (None, key)
        self._put(Chain, ("id", "event", "statement", "order"), (self._chain, *carriers, order))
        for place, station in enumerate(stations):
            actor, source = (
                self._resolve(Reference(kind, station[kind])) if station[kind] else None for kind in ("actor", "source")
            )
            self._put(Station, ("chain", "actor", "source", "order"), (self._chain, actor, source, place))

    def _put(self, model: Model, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        self._rows[model, columns].append(row)
        self._count += 1

    def flush(self) -> None:
        """Write what waits. References are checked by the database when the transaction ends."""
        for (model, columns), rows in self._rows.items():
            load(model, columns, rows)
            self.written.add(model)
        self._rows.clear()
        self._count = 0


def _highest(model: Model) -> int:
    return model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0


def next_keys(kind: Kind) -> Iterator[int]:
    """Primary keys for new records of a kind, beginning after those that there are."""
    key = _highest(kind.model)
    while True:
        key += 1
        yield key


class _Table:
    """The table of a kind of record: its columns, and what makes a row of a document."""

    def __init__(self, kind: Kind, resolve: Resolve) -> None:
        self.model: Any = kind.model
        self._own = [(item.name, column) for item in kind.fields for column in _columns(item, resolve)]
        self._date: str = self.model.date_field if issubclass(self.model, Dated) else ""
        self._state = ("status", "status_changed_at") if issubclass(kind.model, Curated) else ("is_public",)
        bounds = (*BOUNDS, "sort_day") if self._date else ()
        fixed = ("id", "uuid", "slug", "version", "changed_at", *self._state)
        self.columns = (*fixed, *bounds, *(name for _field, (name, _convert) in self._own))
        self.parts = [part for item in kind.fields for part in _parts(item, self.model, resolve)]
        self.chains = [(kind.name, item.name) for item in kind.fields if isinstance(item, Chains)]

    def row(self, document: Document, key: int, attributes: dict[str, Any]) -> tuple[Any, ...]:
        state = (
            (document["status"], attributes.get("status_changed_at"))
            if self._state[0] == "status"
            else (attributes.get("is_public", False),)
        )
        return (
            key,
            stored_uuid(document["uuid"]),
            document["slug"],
            attributes.get("version", 1),
            attributes.get("changed_at"),
            *state,
            *(_bounds(document[self._date]) if self._date else ()),
            *(convert(document[field]) for field, (_name, convert) in self._own),
        )


@dataclass(frozen=True)
class _Part:
    """Rows that belong to a record: their table, its columns, and how the value of `field` becomes rows."""

    field: str
    model: Model
    columns: tuple[str, ...]
    rows: Callable[[Any, int], Iterator[tuple[Any, ...]]]


def _columns(item: Field, resolve: Resolve) -> list[Column]:
    """What of a field stands in the row itself."""
    if isinstance(item, RecordReference):
        kind = item.kind
        return [(item.name, lambda value: resolve(Reference(kind, value)) if value else None)]
    if isinstance(item, Scalar) and item.is_decimal:
        return [(item.name, _decimal(item.column))]
    if isinstance(item, Scalar | ArchivedTextHash):
        return [(item.name, _as_it_is)]
    return []


def _as_it_is(value: Any) -> Any:
    return value


def _decimal(column: Any) -> Callable[[Any], Any]:
    return lambda value: None if value is None else column.get_db_prep_save(Decimal(value), connection)


def _parts(item: Field, owner: Any, resolve: Resolve) -> Iterator[_Part]:
    if isinstance(item, Rows) and not isinstance(item, Chains):
        yield _rows_part(item, resolve)
    elif isinstance(item, RecordReferences):
        yield _references_part(item, owner, resolve)


def _rows_part(item: Rows, resolve: Resolve) -> _Part:
    own = [(field.name, column) for field in item.fields for column in _columns(field, resolve)]
    date = item.row_model.date_field if issubclass(item.row_model, Dated) else ""
    bounds = (*BOUNDS, "sort_day") if date else ()
    order = ("order",) if item.ordered else ()
    columns = (item.owner, *order, *bounds, *(name for _field, (name, _convert) in own))

    def rows(value: Any, key: int) -> Iterator[tuple[Any, ...]]:
        for place, row in enumerate(value):
            yield (
                key,
                *((place,) if order else ()),
                *(_bounds(row[date]) if date else ()),
                *(convert(row[field]) for field, (_name, convert) in own),
            )

    return _Part(item.name, item.row_model, columns, rows)


def _references_part(item: RecordReferences, owner: Any, resolve: Resolve) -> _Part:
    relation = owner._meta.get_field(item.name)
    columns = (relation.m2m_field_name(), relation.m2m_reverse_field_name())

    def rows(value: Any, key: int) -> Iterator[tuple[Any, ...]]:
        return ((key, resolve(Reference(item.kind, target))) for target in value)

    return _Part(item.name, relation.remote_field.through, columns, rows)


@lru_cache(maxsize=20_000)
def _bounds(text: str) -> tuple[int | None, ...]:
    date = parse(text) if text else None
    return (*(getattr(date, name) if date else None for name in BOUNDS), date.sort_day if date else UNDATED)


def stored_uuid(uuid: str) -> str:
    """As the database in use keeps it."""
    return uuid if connection.features.has_native_uuid_field else uuid.replace("-", "")
