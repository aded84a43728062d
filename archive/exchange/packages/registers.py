"""What a package carries beside the records: a file of JSON lines for each table, its fields named one by one.

A field that is not named here leaves the archive in no package. People are not among them: the history names who did
what, and needs no account for that.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Collate

from archive.documents import canonical
from archive.documents.loading import stored_uuid
from archive.documents.values import is_uuid
from archive.exchange.packages.lines import Lines, moment_to_store
from archive.models import Address, Change, Likeness, Merge, Revision
from archive.models.bulk import load


@dataclass(frozen=True)
class Register:
    """`path` below `data/`; `documents` are the fields that hold a canonical document as text."""

    path: str
    title: str
    model: Any
    fields: tuple[str, ...]
    order: tuple[str, ...]
    documents: frozenset[str] = frozenset()
    only: Callable[[Any], Any] = lambda rows: rows

    def lines(self) -> Iterator[str]:
        """Each row as a line."""
        rows = self.only(self.model._default_manager.all()).order_by(*map(_in_code_points, self.order))
        return Lines(self.model, self.fields, self.documents).of(rows)

    def load(self, lines: Iterator[str]) -> int:
        """Rows from lines, in their order. Raises ValueError or KeyError for a line that is none of this register."""
        stored = [(name, self._stored(name)) for name in self.fields]
        rows = map(json.loads, lines)
        return load(self.model, self.fields, ([convert(row[name]) for name, convert in stored] for row in rows))

    def _stored(self, name: str) -> Callable[[Any], Any]:
        """What makes a value of a line one of the table."""
        if name in self.documents:
            return lambda value: canonical(value) if value is not None else ""
        column: models.Field[Any, Any] = self.model._meta.get_field(name)
        if isinstance(column, models.DateTimeField):
            return moment_to_store
        if isinstance(column, models.UUIDField):
            return lambda value: stored_uuid(value) if is_uuid(value) else column.get_db_prep_save(value, connection)
        if isinstance(column, models.CharField | models.TextField):
            return lambda value: value if type(value) is str else column.get_db_prep_save(value, connection)
        return lambda value: column.get_db_prep_save(value, connection)


def _in_code_points(name: str) -> Any:
    """An order that is the same on every database."""
    is_text = name in ("kind", "slug", "record_kind")
    return Collate(name, "C") if is_text and connection.vendor == "postgresql" else F(name)


REGISTERS = (
    Register(
        "addresses.jsonl",
        "Every current and former address",
        Address,
        ("kind", "slug", "record_uuid", "is_current"),
        ("kind", "slug"),
    ),
    Register(
        "history.jsonl",
        "Every change, with the whole record before and after",
        Change,
        (
            *("act", "record_kind", "record_uuid", "version", "action", "at", "user_name", "slug", "title", "reason"),
            *("before", "after", "archive_version"),
        ),
        ("id",),
        frozenset({"before", "after"}),
    ),
    Register(
        "revisions.jsonl",
        "Pending revisions of public records",
        Revision,
        ("record_kind", "record_uuid", "document", "reason", "is_submitted", "author_name", "saved_at"),
        ("record_uuid",),
        frozenset({"document"}),
    ),
    Register(
        "merges.jsonl",
        "Records that became one",
        Merge,
        (
            *("record_kind", "kept", "gone", "kept_title", "gone_title", "addresses", "act", "at", "user_name"),
            *("reason", "undone_at", "undone_by_name"),
        ),
        ("id",),
    ),
    Register(
        "told-apart.jsonl",
        "Records that look alike and are not the same",
        Likeness,
        (
            *("record_kind", "one", "other", "score", "reasons", "found_at", "is_dismissed"),
            *("dismissed_at", "dismissed_by_name"),
        ),
        ("one", "other"),
        only=lambda rows: rows.filter(is_dismissed=True),
    ),
)
