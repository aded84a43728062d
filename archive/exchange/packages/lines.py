"""Rows of a table as lines of JSON: their names in order, no needless space, characters as they are.

Each column is asked for as the database keeps it, and written by the one way that its type has: to make a UUID or a
moment of every value first, and have a writer of JSON find out again what it is, takes five times as long.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from django.db import models
from django.db.models import F, Func, TextField
from django.db.models.functions import Cast
from django.utils.dateparse import parse_datetime

from archive.models.bulk import stored_moment

Tell = Callable[[Any], str]

BATCH = 2000

_LINE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_line(values: Mapping[str, Any]) -> str:
    """One line of JSON."""
    return _LINE.encode(values) + "\n"


class Lines:
    """The lines of a table's rows with these fields.

    `documents` are fields that hold a canonical document as text ("" or NULL: none), which stands in the line as it is;
    `more` are expressions that are no fields, each with what makes JSON of it.
    """

    def __init__(
        self,
        model: type[models.Model],
        fields: Collection[str],
        documents: Collection[str] = (),
        more: Mapping[str, tuple[Any, Tell]] | None = None,
    ) -> None:
        columns = {name: _column(model, name, is_document=name in documents) for name in fields}
        columns |= more or {}
        names = sorted(columns)
        self._expressions = [columns[name][0] for name in names]
        self._tellers = [columns[name][1] for name in names]
        self._template = "{" + ",".join(f'"{name}":%s' for name in names) + "}\n"

    def of(self, rows: models.QuerySet[Any], batch: int = BATCH) -> Iterator[str]:
        """The lines of these rows, in their order; `batch` of them are in memory."""
        for row in rows.values_list(*self._expressions).iterator(chunk_size=batch):
            yield self._template % tuple([tell(value) for tell, value in zip(self._tellers, row, strict=True)])


class _AsStored(Func):
    """A column as the driver gives it."""

    template = "%(expressions)s"
    output_field = TextField()


def _column(model: type[models.Model], name: str, *, is_document: bool) -> tuple[Any, Tell]:
    """What is asked for a field, and what makes JSON of it."""
    column: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]  # none is a relation
    if is_document:
        return F(name), _document
    if isinstance(column, models.UUIDField):
        return Cast(F(name), TextField()), _uuid
    if isinstance(column, models.DateTimeField):
        return _AsStored(F(name)), _moment
    if column.null:
        return F(name), _LINE.encode
    if isinstance(column, models.CharField | models.TextField):
        return F(name), encode_basestring
    return F(name), str if isinstance(column, models.IntegerField) else _LINE.encode


def _document(text: str | None) -> str:
    return text or "null"


def _uuid(text: str) -> str:
    """SQLite keeps it without its hyphens."""
    return f'"{text}"' if "-" in text else f'"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"'


# A whole act has one moment.
@lru_cache(maxsize=1000)
def _moment(stored: Any) -> str:
    """SQLite keeps it as text, in UTC without saying so."""
    value = parse_datetime(stored) if isinstance(stored, str) else stored
    if value is None:
        return "null"
    return f'"{(value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()}"'


@lru_cache(maxsize=1000)
def moment_to_store(told: str | None) -> Any:
    """What a line tells of a moment, as the database in use takes it. Raises ValueError for what is none."""
    if told is None:
        return None
    read = parse_datetime(told)
    if read is None or read.tzinfo is None:
        raise ValueError(told)
    return stored_moment(read)
