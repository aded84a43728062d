"""Queries that are compiled once and run many times.

Django puts a queryset into SQL anew each time it is run: 0.5 to 5 ms for the queries of a record's page, where the
database answers in 0.05. `Compiled` keeps the SQL, and runs it with other values.

    statements_of = Compiled(lambda actor: Statement.objects.published().filter(speaker=actor))
    statements_of(7)

The queryset is built from stand-ins for the values, so it must hold them as they are: in a filter, as a number or
text, or as a list of primary keys. Whatever else it holds stays as it was when it was compiled; it must not depend on
the time or on the reader's language.

PostgreSQL plans a statement anew, too, which takes most of the time that it needs for one; so it is given these to
prepare, and a list of keys as one array, so that the statement is the same however many there are.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.base import ModelState
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql.compiler import SQLCompiler

Value = int | str | UUID | Sequence[int] | Sequence[str] | Sequence[UUID]
Shape = tuple[Any, ...]
# Stand-ins fit a column of 32 bits, and are in no archive.
STAND_IN_NUMBER = -2_147_000_000
STAND_IN_TEXT = "stand-in-for-a-value-"


class Compiled:
    """A query by its values: `Compiled(build)(*values)` is `list(build(*values))`, with one query and no compiling.

    On SQLite a list of keys is filled up to a power of two with its last key, so that few lengths have to be compiled.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self._plans: dict[tuple[str, Shape], _Plan] = {}

    def __call__(self, *values: Value) -> list[Any]:
        database = connections[DEFAULT_DB_ALIAS]
        filled = [_as_parameter(value, database) for value in values]
        as_arrays = _takes_arrays(database)
        shape = tuple(
            (1 if as_arrays else len(parameter), _kind(value)) if isinstance(parameter, list) else value.__class__
            for value, parameter in zip(values, filled, strict=True)
        )
        key = (database.vendor, shape)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _compile(self.build, shape, database)
        return plan.run(filled, database)


def _as_parameter(value: Value, database: BaseDatabaseWrapper) -> Any:
    """As the database takes it; a list has at least one key, for SQL knows no empty one, and no record the key 0."""
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, int | str):
        return value
    if _takes_arrays(database):
        return list(value)
    length = 1 << max(0, len(value) - 1).bit_length()
    filled = [*value, *([value[-1] if value else 0] * (length - len(value)))]
    return [_as_parameter(one, database) for one in filled] if _kind(value) is UUID else filled


def _takes_arrays(database: BaseDatabaseWrapper) -> bool:
    return database.vendor == "postgresql"


def _kind(values: Any) -> type:
    return values[0].__class__ if values else int


@dataclass(frozen=True)
class _Plan:
    """SQL with, for each parameter, what it is: a constant, or (which value, which key of it; -1: all of it)."""

    sql: str
    parameters: tuple[tuple[int, int] | None, ...]
    constants: tuple[Any, ...]
    compiler: SQLCompiler
    converters: Any
    made: Callable[[Any], list[Any]]

    def run(self, values: Sequence[Any], database: BaseDatabaseWrapper) -> list[Any]:
        filled = [
            constant if place is None else values[place[0]] if place[1] < 0 else values[place[0]][place[1]]
            for place, constant in zip(self.parameters, self.constants, strict=True)
        ]
        with _statements_prepared(database), database.cursor() as cursor:
            cursor.execute(self.sql, filled)
            rows = cursor.fetchall()
        if self.converters:
            rows = list(self.compiler.apply_converters(rows, self.converters))
        return self.made(rows)


@contextmanager
def _statements_prepared(database: Any) -> Iterator[None]:
    """Cursors of this block hand statement and values to PostgreSQL apart, where it may keep statements (settings)."""
    connection = database.connection if database.vendor == "postgresql" else None
    if connection is None or connection.prepare_threshold is None:
        yield
        return
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415 (only where it is there)

    usual, connection.cursor_factory = connection.cursor_factory, ServerBindingCursor
    try:
        yield
    finally:
        connection.cursor_factory = usual


def _compile(build: Callable[..., QuerySet[Any, Any]], shape: Shape, database: BaseDatabaseWrapper) -> _Plan:
    stand_ins = [_stand_ins(number, part) for number, part in enumerate(shape)]
    queryset = build(*stand_ins)
    places = {}
    for number, stand_in in enumerate(stand_ins):
        for index, one in enumerate(stand_in if isinstance(stand_in, list) else [stand_in]):
            whole = not isinstance(stand_in, list) or _takes_arrays(database)
            places[_as_parameter(one, database)] = (number, -1 if whole else index)
    compiler = queryset.query.get_compiler(using=database.alias)
    sql, parameters = compiler.as_sql()
    if missing := set(places) - {one for one in parameters if isinstance(one, int | str | UUID)}:
        raise TypeError(f"The query does not hold its values as they are: {sorted(map(str, missing))}")
    if _takes_arrays(database):
        lists = {_as_parameter(one[0], database) for one in stand_ins if isinstance(one, list)}
        sql = _with_arrays(sql, [isinstance(one, int | str | UUID) and one in lists for one in parameters])
    selected = compiler.select[: compiler.col_count]
    return _Plan(
        sql=sql,
        parameters=tuple(places.get(one) if isinstance(one, int | str | UUID) else None for one in parameters),
        constants=tuple(parameters),
        compiler=compiler,
        converters=compiler.get_converters([column for column, _sql, _alias in selected]),
        made=_maker(queryset, compiler),
    )


_PLACE = re.compile(r"%%|IN \(%s\)|%s")


def _with_arrays(sql: str, are_lists: Sequence[bool]) -> str:
    """`= ANY(%s)` instead of `IN (%s)` for those parameters that are lists."""
    wanted = iter(are_lists)

    def written(found: re.Match[str]) -> str:
        place = found[0]
        if place == "%%" or not next(wanted):
            return place
        if place == "%s":
            raise TypeError(f"The query does not look for its list by IN: {sql}")
        return "= ANY(%s)"

    return _PLACE.sub(written, sql)


def _stand_ins(number: int, part: Any) -> Any:
    if isinstance(part, tuple):
        return [_stand_in(number, index, part[1]) for index in range(part[0])]
    return _stand_in(number, 0, part)


def _stand_in(number: int, index: int, kind: type) -> Any:
    """What stands for one value, as no other does."""
    if kind is str:
        return f"{STAND_IN_TEXT}{number}-{index}"
    if kind is UUID:
        return UUID(int=1 + number * 1_000_000 + index)
    return STAND_IN_NUMBER + number * 1_000_000 + index


def _maker(queryset: Any, compiler: SQLCompiler) -> Callable[[Any], list[Any]]:
    """What makes of the database's rows that which the queryset would have given."""
    if queryset._iterable_class is ModelIterable:
        return _records(compiler)
    if queryset._iterable_class is FlatValuesListIterable:
        return lambda rows: [row[0] for row in rows]
    if queryset._iterable_class is ValuesListIterable:
        return lambda rows: [tuple(row) for row in rows]
    raise TypeError("Compile a queryset of records, or of values_list().")


def _records(compiler: SQLCompiler) -> Callable[[Any], list[Any]]:
    """Makes records of rows, with those that `select_related` brings along and what was annotated."""
    chosen: Any = compiler.klass_info
    fields = chosen["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[first:end]]
    related = get_related_populators(chosen, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # Django 6's
    annotations = tuple((compiler.annotation_col_map or {}).items())

    def made(rows: Any) -> list[Any]:
        records = []
        for row in rows:
            record = _record(chosen["model"], names, row[first:end])
            for populator in related:
                _bring_along(populator, row, record)
            for name, position in annotations:
                setattr(record, name, row[position])
            records.append(record)
        return records

    return made


def _record(model: Any, names: Sequence[str], values: Sequence[Any]) -> Any:
    """A record as loaded; put together without the signals of its making, which nobody here listens to."""
    record = model.__new__(model)
    record.__dict__.update(zip(names, values, strict=True))
    record._state = ModelState()
    record._state.adding, record._state.db = False, DEFAULT_DB_ALIAS
    return record


def _bring_along(populator: Any, row: Sequence[Any], record: Any) -> None:
    """What Django's populator of related records does, with `_record`."""
    values = (
        populator.reorder_for_init(row)
        if populator.reorder_for_init
        else row[populator.cols_start : populator.cols_end]
    )
    if values[populator.pk_idx] is None:
        populator.local_setter(record, None)
        return
    related = _record(populator.model_cls, populator.init_list, values)
    for further in populator.related_populators:
        _bring_along(further, row, related)
    populator.local_setter(record, related)
    populator.remote_setter(related, record)
