"""Waiting for somebody else who writes: how long, and how it is known that the wait was in vain.

On SQLite one transaction writes at a time; on PostgreSQL acts wait for each other at the archive's version.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import OperationalError, connection

#: SQLite's codes for a database, or a table of it, that somebody else has locked
_LOCKED = (5, 6)
#: PostgreSQL's for a lock that did not come in time
_NOT_AVAILABLE = "55P03"


def is_locked(error: BaseException | None) -> bool:
    """Whether an error of the database says that somebody else was writing for too long."""
    if not isinstance(error, OperationalError):
        return False
    cause: Any = error.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return (code is not None and code & 0xFF in _LOCKED) or getattr(cause, "sqlstate", None) == _NOT_AVAILABLE


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Within it, whoever is to write waits so long for others and no longer; then `is_locked` tells the error."""
    connection.ensure_connection()
    # Past Django, which would count these among the queries of a page.
    raw: Any = connection.connection
    before = _set_patience(raw, str(round(seconds * 1000)))
    try:
        yield
    finally:
        if connection.connection is raw:
            # A transaction that failed takes no more orders; the next one to wait says anew for how long.
            with suppress(Exception):
                _set_patience(raw, before)


def _set_patience(raw: Any, milliseconds: str) -> str:
    """Returns what it was before."""
    if connection.vendor == "sqlite":
        before = str(raw.execute("PRAGMA busy_timeout").fetchone()[0])
        raw.execute(f"PRAGMA busy_timeout = {int(milliseconds)}")
        return before
    asked = "SELECT current_setting('lock_timeout'), set_config('lock_timeout', %s, false)"
    return str(raw.execute(asked, [milliseconds]).fetchone()[0])
