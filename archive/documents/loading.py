"""Documents straight into the tables, many at a time.

For what was checked before: no rules, no history, no addresses, nothing derived but the bounds of dates. The caller
gives every record its primary key and knows those of what the documents refer to, so references may point forward.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from django.db import connection, models

from archive.dates import UNDATED, parse
from archive.documents.catalogue import Reference
from archive.documents.fields import ArchivedTextHash, Field, RecordReference, RecordReferences, Scalar
from archive.documents.kinds import KINDS, Document, Kind
from archive.documents.parts import Chains, Rows
from archive.models import Chain, Curated, Dated, Station
from archive.models.bulk import delete_of, load, new_keys, update_rows
from archive.models.dated import BOUNDS

Resolve = Callable[[Reference], int | None]
Model = type[models.Model]
#: one column: its name, and what a value of the document becomes in it (None: it stands in it as it is)
Column = tuple[str, Callable[[Any], Any] | None]

FULL = 5000


class Loader:
    """`add` new records, `change` those that there are, then `flush`. `FULL` rows wait in memory at most.

    `written` are the tables that have got rows, for whoever has to tell the database about them.
    """

    def __init__(self, resolve: Resolve) -> None:
        # What a key is once it is always: records are announced before they are loaded.
        self._resolve = lru_cache(maxsize=5000)(resolve)
        self._tables = {name: _Table(kind, self._resolve) for name, kind in KINDS.items()}
        # An event's citations and a statement's stand in the same table, each in a column of its own.
        self._rows: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        # What is to be taken from a table before its new rows come: the column that names the record, and its keys.
        self._gone: dict[tuple[Model, str], list[int]] = defaultdict(list)
        self._changed: dict[tuple[Model, tuple[str, ...]], list[tuple[Any, ...]]] = defaultdict(list)
        self.written: set[Model] = set()
        self._count = 0
        self._chains = new_keys(Chain)

    def add(self, document: Document, key: int, **attributes: Any) -> None:
        """A record with everything that belongs to it. `attributes`: version, changed_at, status_changed_at …"""
        table = self._tables[document["record"]]
        self._put(table.model, table.columns, [table.row(document, key, attributes)])
        self._add_parts(table, document, key, table.fields)
        if self._count >= FULL:
            self.flush()

    def change(self, document: Document, before: Document, key: int, **attributes: Any) -> None:
        """Make a record that says `before` say `document`; only what differs is written."""
        table = self._tables[document["record"]]
        differing = {name for name in table.fields if document[name] != before[name]}
        for part in table.parts:
            if part.field in differing:
                self._gone[part.model, part.columns[0]].append(key)
        if differing & {name for _owner, name in table.chains}:
            self._gone[Chain, document["record"]].append(key)
        columns, values = table.changed(document, attributes)
        self._changed[table.model, columns].append((*values, key))
        self._count += 1
        self._add_parts(table, document, key, differing)
        if self._count >= FULL:
            self.flush()

    def _add_parts(self, table: "_Table", document: Document, key: int, fields: Collection[str]) -> None:
        for part in table.parts:
            if part.field in fields and (value := document[part.field]):
                self._put(part.model, part.columns, part.rows(value, key))
        for owner, name in table.chains:
            if name in fields:
                for order, stations in enumerate(document[name]):
                    self._add_chain(owner, key, order, stations)

    def _add_chain(self, owner: str, key: int, order: int, stations: list[Any]) -> None:
        chain = next(self._chains)
        carriers = (key, None) if owner == "event" else (None, key)
        self._put(Chain, ("id", "event", "statement", "order"), [(chain, *carriers, order)])
        rows = [
            (chain, self._key("actor", station), self._key("source", station), place)
            for place, station in enumerate(stations)
        ]
        self._put(Station, ("chain", "actor", "source", "order"), rows)

    def _key(self, kind: str, station: dict[str, str | None]) -> int | None:
        return self._resolve(Reference(kind, key)) if (key := station[kind]) else None

    def _put(self, model: Model, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
        self._rows[model, columns].extend(rows)
        self._count += len(rows)

    def flush(self) -> None:
        """Write what waits. References are checked by the database when the transaction ends."""
        for (model, owner), keys in self._gone.items():
            if model is Chain:
                delete_of(Station, f"chain__{owner}", keys)
            delete_of(model, owner, keys)
        for (model, columns), changed in self._changed.items():
            update_rows(model, columns, changed)
        self._gone.clear()
        self._changed.clear()
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
        self.fields = frozenset(kind.by_name)
        self._own = [(item.name, column) for item in kind.fields for column in _columns(item, resolve)]
        self._date: str = self.model.date_field if issubclass(self.model, Dated) else ""
        self._is_curated = issubclass(kind.model, Curated)
        state = ("status", "status_changed_at") if self._is_curated else ("is_public",)
        bounds = (*BOUNDS, "sort_day") if self._date else ()
        self._content = (*bounds, *(name for _field, (name, _convert) in self._own))
        self.columns = ("id", "uuid", "slug", "version", "changed_at", *state, *self._content)
        self.parts = [part for item in kind.fields for part in _parts(item, self.model, resolve)]
        self.chains = [(kind.name, item.name) for item in kind.fields if isinstance(item, Chains)]

    def row(self, document: Document, key: int, attributes: dict[str, Any]) -> tuple[Any, ...]:
        if self._is_curated:
            state: tuple[Any, ...] = (document["status"], attributes.get("status_changed_at"))
        else:
            state = (attributes.get("is_public", False),)
        fixed = (key, stored_uuid(document["uuid"]), document["slug"], attributes.get("version", 1))
        return (*fixed, attributes.get("changed_at"), *state, *self._values(document))

    def changed(self, document: Document, attributes: dict[str, Any]) -> tuple[tuple[str, ...], tuple[Any, ...]]:
        """The columns of a record that is there already, and their values; `attributes` are those that change."""
        state = {"status": document["status"]} if self._is_curated else {}
        state |= attributes
        return (*state, *self._content), (*state.values(), *self._values(document))

    def _values(self, document: Document) -> Iterator[Any]:
        if self._date:
            yield from _bounds(document[self._date])
        yield from _converted(document, self._own)


@dataclass(frozen=True)
class _Part:
    """Rows that belong to a record: their table, its columns, and how the value of `field` becomes rows."""

    field: str
    model: Model
    columns: tuple[str, ...]
    rows: Callable[[Any, int], list[tuple[Any, ...]]]


def _columns(item: Field, resolve: Resolve) -> list[Column]:
    """What of a field stands in the row itself."""
    if isinstance(item, RecordReference):
        kind = item.kind
        return [(item.name, lambda value: resolve(Reference(kind, value)) if value else None)]
    if isinstance(item, Scalar) and item.is_decimal:
        return [(item.name, _decimal(item.column))]
    if isinstance(item, Scalar | ArchivedTextHash):
        return [(item.name, None)]
    return []


def _converted(values: dict[str, Any], own: list[tuple[str, Column]]) -> list[Any]:
    """The values of these fields as they stand in their columns."""
    return [convert(values[field]) if convert else values[field] for field, (_name, convert) in own]


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

    def rows(value: Any, key: int) -> list[tuple[Any, ...]]:
        return [
            (
                key,
                *((place,) if order else ()),
                *(_bounds(row[date]) if date else ()),
                *_converted(row, own),
            )
            for place, row in enumerate(value)
        ]

    return _Part(item.name, item.row_model, columns, rows)


def _references_part(item: RecordReferences, owner: Any, resolve: Resolve) -> _Part:
    relation = owner._meta.get_field(item.name)
    columns = (relation.m2m_field_name(), relation.m2m_reverse_field_name())

    def rows(value: Any, key: int) -> list[tuple[Any, ...]]:
        return [(key, resolve(Reference(item.kind, target))) for target in value]

    return _Part(item.name, relation.remote_field.through, columns, rows)


@lru_cache(maxsize=5000)
def _bounds(text: str) -> tuple[int | None, ...]:
    date = parse(text) if text else None
    return (*(getattr(date, name) if date else None for name in BOUNDS), date.sort_day if date else UNDATED)


def stored_uuid(uuid: str) -> str:
    """As the database in use keeps it."""
    return uuid if _keeps_uuids() else uuid.replace("-", "")


@cache
def _keeps_uuids() -> bool:
    return connection.features.has_native_uuid_field
