"""What makes loading a whole archive quick on each database, and puts everything back as it was."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.core.management.color import no_style
from django.db import connection

from archive.generating.rows import Model

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
def references_checked_together(tables: Collection[Model]) -> Iterator[None]:
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


def continue_counting(tables: Collection[Model]) -> None:
    """What is added next gets a primary key after those that were written."""
    _execute(*connection.ops.sequence_reset_sql(no_style(), list(tables)))


def gather_statistics() -> None:
    """PostgreSQL plans its queries by what is in the tables now; SQLite plans as in any installation."""
    if connection.vendor == "postgresql":
        _execute("ANALYZE")


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
