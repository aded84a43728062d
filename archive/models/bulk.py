"""Writing many rows of derived tables at once: `COPY` on PostgreSQL, `executemany` on SQLite.

For rows that are made from others and checked before they come here: no signals, no validation, no defaults.
"""

import gc
import itertools
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

BATCH = 2000
#: primary keys that are reserved at once
LOT = 1000
#: so many every database takes as parameters of one query
AT_ONCE = 500


def portions(values: Iterable[Any], most: int = AT_ONCE) -> Iterator[list[Any]]:
    """Lists of at most `most` of the values, in their order."""
    rest = iter(values)
    while some := list(islice(rest, most)):
        yield some


def load(model: type[models.Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` (values in the order of `fields`, as the database takes them) and return how many there were.

    `rows` must not ask the database anything while they are made: PostgreSQL is taking rows in and does not answer.
    """
    names = [_column(model, field) for field in fields]
    quote = connection.ops.quote_name
    table, columns = quote(model._meta.db_table), ", ".join(quote(name) for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            return copy_rows(cursor, f"COPY {table} ({columns}) FROM STDIN", rows)
        places = ", ".join(["%s"] * len(names))
        return _insert(cursor, f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 (our own names)


def _column(model: type[models.Model], field: str) -> str:
    described: Any = model._meta.get_field(field)
    return str(described.column)


def copy_rows(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    # Django knows nothing of COPY, and would let the driver's own errors through.
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for count, row in enumerate(rows, 1):  # noqa: B007 (the last one counts)
            copy.write_row(row)
    return count


def _insert(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    for some in portions(rows, BATCH):
        cursor.executemany(statement, some)
        count += len(some)
    return count


def update_each(model: type[models.Model], field: str, rows: Sequence[tuple[Any, Any]]) -> None:
    """Give each row its own value of one field: `rows` are (value, primary key)."""
    update_rows(model, (field,), rows)


def update_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Give each row its own values of these fields: `rows` are the values in their order, then the primary key."""
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    values = ", ".join(f"{quote(_column(model, field))} = %s" for field in fields)
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {values} WHERE id = %s", rows)  # noqa: S608 (our own names)


def delete_of(model: type[models.Model], field: str, keys: Collection[int]) -> None:
    """Delete the rows whose `field` (a reference) is one of the keys; nothing may refer to them."""
    rest = iter(keys)
    while some := list(islice(rest, BATCH)):
        model._default_manager.filter(**{f"{field}__in": some})._raw_delete(model._default_manager.db)


def reserve_keys(model: type[models.Model], count: int) -> Sequence[int]:
    """Primary keys for so many new rows, which nobody else gets meanwhile.

    Within a transaction that has written something, which on SQLite keeps all other writers out.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [connection.ops.quote_name(model._meta.db_table), count],
            )
            return array("q", (key for (key,) in cursor))
    highest = model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0
    return range(highest + 1, highest + 1 + count)


def new_keys(model: type[models.Model]) -> Iterator[int]:
    """The same for rows of which nobody knows yet how many there will be."""
    first = reserve_keys(model, LOT)
    yield from first
    while connection.vendor == "postgresql":
        yield from reserve_keys(model, LOT)
    yield from itertools.count(first[-1] + 1)


def stored_moment(moment: datetime) -> Any:
    """The moment as the database in use takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


def delete(model: type[models.Model], keys: Iterable[int]) -> None:
    """Take away the rows with these primary keys, however many."""
    for some in portions(keys):
        model._default_manager.filter(pk__in=some).delete()


def analyse() -> None:
    """Let the database look at how its rows are spread, so that it finds its way by the narrowest index.

    PostgreSQL does so by itself, but not within the transaction that wrote them; SQLite never does unasked.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")


@contextmanager
def without_collecting_cycles() -> Iterator[None]:
    """For making very many rows, which hold no cycles: looking for them again and again takes a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def collect_young_cycles() -> None:
    """Within `without_collecting_cycles`, of what came since the last time: the queries of a batch leave some."""
    gc.collect(0)


_QUICK = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -65536")
_SAFE = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA cache_size = -2000")


@contextmanager
def quick_writes() -> Iterator[None]:
    """SQLite does not wait for the disk, and keeps a journal of the few pages that were there before.

    If the machine itself stops meanwhile the file may be spoilt; all that is lost is an archive that was empty.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    _execute(*_QUICK)
    try:
        yield
    finally:
        _execute(*_SAFE)


@contextmanager
def references_checked_together(tables: Collection[type[models.Model]]) -> Iterator[None]:
    """PostgreSQL checks the references of these tables once, at the end; within a transaction.

    One by one, forty millions of them would wait in its memory for the transaction to end.
    """
    if connection.vendor != "postgresql":
        yield
        return
    names = [model._meta.db_table for model in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
            [names],
        )
        constraints = cursor.fetchall()
    quote = connection.ops.quote_name
    _execute(*(f"ALTER TABLE {table} DROP CONSTRAINT {quote(name)}" for table, name, _check in constraints))
    yield
    _execute(*(f"ALTER TABLE {table} ADD CONSTRAINT {quote(name)} {check}" for table, name, check in constraints))
    _execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def references_checked_early(kinds: Collection[type[models.Model]]) -> Iterator[None]:
    """PostgreSQL checks each reference as it is written, but for those to rows of `kinds`, which may come later.

    Otherwise every one of them would wait in its memory for the transaction to end. Within a transaction; readers
    and writers of the tables are not kept waiting.
    """
    if connection.vendor != "postgresql":
        yield
        return
    later = [model._meta.db_table for model in kinds]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'f' AND condeferrable"
            " AND connamespace = current_schema()::regnamespace AND NOT confrelid::regclass::text = ANY(%s)",
            [later],
        )
        names = ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
    _execute(f"SET CONSTRAINTS {names} IMMEDIATE")
    yield
    _execute(f"SET CONSTRAINTS {names} DEFERRED")


def continue_counting(tables: Collection[type[models.Model]]) -> None:
    """What is added next gets a primary key after those that were written."""
    _execute(*connection.ops.sequence_reset_sql(no_style(), list(tables)))


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
