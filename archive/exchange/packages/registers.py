"""What a package carries beside the records: a file of JSON lines for each table, its fields named one by one.

A field that is not named here leaves the archive in no package. People are not among them: the history names who did
what, and needs no account for that.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Collate
from django.utils.dateparse import parse_datetime

from archive.documents import canonical
from archive.documents.loading import stored_uuid
from archive.documents.values import is_uuid
from archive.models import Address, Change, Likeness, Merge, Revision
from archive.models.bulk import load

BATCH = 2000


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
        for row in rows.values(*self.fields).iterator(chunk_size=BATCH):
            documents = {name: row.pop(name) or "null" for name in self.documents}
            yield as_line({name: told(value) for name, value in row.items()}, documents)

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
            # A whole act has one moment.
            return lru_cache(maxsize=100)(lambda value: column.get_db_prep_save(moment(value), connection))
        if isinstance(column, models.UUIDField):
            return lambda value: stored_uuid(value) if is_uuid(value) else column.get_db_prep_save(value, connection)
        if isinstance(column, models.CharField | models.TextField):
            return lambda value: value if type(value) is str else column.get_db_prep_save(value, connection)
        return lambda value: column.get_db_prep_save(value, connection)


def _in_code_points(name: str) -> Any:
    """An order that is the same on every database."""
    is_text = name in ("kind", "slug", "record_kind")
    return Collate(name, "C") if is_text and connection.vendor == "postgresql" else F(name)


def told(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value


def moment(text: str | None) -> datetime | None:
    """Raises ValueError for what is no moment."""
    if text is None:
        return None
    read = parse_datetime(text)
    if read is None or read.tzinfo is None:
        raise ValueError(text)
    return read


def as_line(values: dict[str, Any], written: Mapping[str, str] | None = None) -> str:
    """One line of JSON, its names in order; `written` are values that are canonical JSON already."""
    told = {name: _LINE.encode(value) for name, value in values.items()} | dict(written or {})
    return "{" + ",".join(f'"{name}":{told[name]}' for name in sorted(told)) + "}\n"


_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
