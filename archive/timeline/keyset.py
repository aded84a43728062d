"""Pages of an ordered list by keyset: no OFFSET and no COUNT, so that every page costs the same.

A list is one or more *segments*, each ordered by unique keys; the timeline has two, the dated events and then,
whichever way it runs, the undated ones. A *cursor* names the place of one record and whether the page lies after
or before it. It is opaque to readers and checked when it comes back: its shape, its kinds of values and a checksum.
A cursor outlives the record that it names, and inserts before or after it move nothing.
"""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Collate, Lower
from django.utils.translation import gettext as _

from archive.dates import UNDATED
from archive.models import OfTheRow
from archive.timeline.errors import FilterError

PAGE_SIZE = 50
# A name of 300 characters, of four bytes each, fits.
LONGEST_CURSOR = 2000
SIXTY_FOUR_BITS = 2**63
# Half a character, which JSON can name and no database can take.
SURROGATE = re.compile("[\ud800-\udfff]")

AnyRecord = TypeVar("AnyRecord", bound=Model)
#: what of a row it is ordered by
Column = Callable[[str], Any]


@dataclass(frozen=True)
class Segment:
    """A part of a list: what is in it, the columns it is ordered by, and whether the greatest come first."""

    condition: Q
    keys: tuple[str, ...]
    descending: bool = False

    def ordered(self, records: QuerySet[AnyRecord], *, forward: bool, column: Column = F) -> QuerySet[AnyRecord]:
        downwards = self.descending == forward
        return records.order_by(*(column(key).desc() if downwards else column(key).asc() for key in self.keys))

    def beyond(self, values: Sequence[int | str], *, forward: bool, column: Column = F) -> "_Beyond":
        """What lies strictly after (or, going backwards, before) these values of the keys."""
        return _Beyond([column(key) for key in self.keys], values, "<" if self.descending == forward else ">")


class _Beyond(Func):
    """`(sort_day, second, slug) < (7, 0, 'a')`: every database enters an index of these columns at that very row.

    Written out with OR and AND it is the same, and SQLite reads and sorts half the list for it.
    """

    output_field = BooleanField()

    def __init__(self, columns: Sequence[Any], values: Sequence[int | str], sign: str) -> None:
        super().__init__(*columns, *map(Value, values))
        self.sign = sign

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> Any:  # type: ignore[override]
        found = [compiler.compile(part) for part in self.source_expressions]
        middle = len(found) // 2
        here, there = (", ".join(sql for sql, _values in side) for side in (found[:middle], found[middle:]))
        return f"({here}) {self.sign} ({there})", [value for _sql, values in found for value in values]


@dataclass(frozen=True)
class Cursor:
    """A place between two records: `segment` and `values` of its keys, and which way the page lies."""

    segment: int
    values: tuple[int | str, ...]
    forward: bool

    def __str__(self) -> str:
        content = json.dumps(
            [int(self.forward), self.segment, *self.values], separators=(",", ":"), ensure_ascii=False
        ).encode()
        return base64.urlsafe_b64encode(zlib.crc32(content).to_bytes(4) + content).decode().rstrip("=")


@dataclass(frozen=True)
class Order:
    """How a list is ordered: its segments, and columns that are worked out (`second`) rather than stored."""

    segments: tuple[Segment, ...]
    worked_out: tuple[tuple[str, Any], ...] = ()

    def cursor(self, record: Model, *, forward: bool) -> Cursor:
        """The place of a record that this order's queryset has loaded."""
        dated = len(self.segments) > 1 and getattr(record, "sort_day") == UNDATED  # noqa: B009 (not on Model)
        segment = 1 if dated else 0
        return Cursor(segment, tuple(getattr(record, key) for key in self.segments[segment].keys), forward)

    def read_cursor(self, text: str) -> Cursor | None:
        """Raises FilterError for anything that this order did not make itself."""
        if not text:
            return None
        forward, segment, *values = _unpacked(text)
        if forward not in (0, 1) or segment not in range(len(self.segments)):
            raise _not_ours()
        keys = self.segments[segment].keys
        if len(keys) != len(values) or not all(map(_fits, keys, values)):
            raise _not_ours()
        return Cursor(segment, tuple(values), bool(forward))


def _unpacked(text: str) -> list[Any]:
    try:
        raw = base64.b64decode((text + "=" * (-len(text) % 4)).encode("ascii"), altchars=b"-_", validate=True)
        content = json.loads(raw[4:])
    except (UnicodeEncodeError, binascii.Error, ValueError, RecursionError):
        raise _not_ours() from None
    whole = len(text) <= LONGEST_CURSOR and isinstance(content, list) and len(content) > 2
    if not whole or zlib.crc32(raw[4:]).to_bytes(4) != raw[:4]:
        raise _not_ours()
    return content


def _fits(key: str, value: object) -> bool:
    if key == "slug":
        return isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9-]{1,100}", value))
    if key == "sort_name":
        return isinstance(value, str) and "\0" not in value and not SURROGATE.search(value)
    return type(value) is int and -SIXTY_FOUR_BITS <= value < SIXTY_FOUR_BITS


def _not_ours() -> FilterError:
    return FilterError(_("This link into the middle of a list is broken. Begin at the start of the list."))


SECOND = (("second", Coalesce("first_second", 0)),)
DAY_KEYS = ("sort_day", "second", "slug")


DATED, UNDATED_ONES = 0, 1


def by_date(*, newest_first: bool) -> Order:
    """The order of the design (`sort_day`, `first_second` or 0, `slug`) either way; the undated always last."""
    dated = Segment(Q(sort_day__lt=UNDATED), DAY_KEYS, descending=newest_first)
    # Of the undated every second is 0; it is named because the index has it before the slug.
    return Order((dated, Segment(Q(sort_day=UNDATED), ("second", "slug"))), SECOND)


def by_name() -> Order:
    """For records without a date: small and capital letters alike, by code points, the same on every database."""
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    sort_name = Collate(Lower("name"), collation)
    return Order((Segment(Q(), ("sort_name", "slug")),), (("sort_name", sort_name),))


@dataclass(frozen=True)
class Page(Generic[AnyRecord]):
    """Records in the list's order; the cursors lead to the pages before and after, and are "" where none is."""

    records: tuple[AnyRecord, ...]
    before: str = ""
    after: str = ""


#: gives at most so many rows of a segment (by its number), after the cursor where it lies in that segment
Taking = Callable[[int, Cursor | None, int], Sequence[AnyRecord]]


def page(
    records: QuerySet[AnyRecord], order: Order, cursor: Cursor | None = None, size: int = PAGE_SIZE
) -> Page[AnyRecord]:
    """At most `size` records after or before the cursor, or the first ones; one query for each segment touched."""
    forward = cursor.forward if cursor else True
    annotated = records.annotate(**dict(order.worked_out))

    def take(number: int, here: Cursor | None, most: int) -> Sequence[AnyRecord]:
        return list(rows_of(annotated, order.segments[number], here, forward=forward)[:most])

    return page_of(order, cursor, size, take)


def rows_of(
    records: QuerySet[AnyRecord], segment: Segment, cursor: Cursor | None, *, forward: bool
) -> QuerySet[AnyRecord]:
    """The records of a segment in the direction of the walk, after the cursor if one is given."""
    # First of all conditions, for SQLite enters the index by the first that it can use.
    rows = records.filter(segment.beyond(cursor.values, forward=forward)) if cursor else records
    return segment.ordered(rows.filter(segment.condition), forward=forward)


def few_of(
    records: QuerySet[AnyRecord], segment: Segment, cursor: Cursor | None, *, forward: bool
) -> QuerySet[AnyRecord]:
    """The same of few records, all of that segment, which are found by other means than their order."""

    def column(name: str) -> OfTheRow:
        return OfTheRow(F(name))

    rows = records.filter(segment.beyond(cursor.values, forward=forward, column=column)) if cursor else records
    return segment.ordered(rows, forward=forward, column=column)


def page_of(order: Order, cursor: Cursor | None, size: int, take: Taking[AnyRecord]) -> Page[AnyRecord]:
    """The same of rows that come from anywhere."""
    forward = cursor.forward if cursor else True
    found = _walk(order, cursor, size + 1, take)
    more = len(found) > size
    kept = found[:size] if forward else found[:size][::-1]
    if not kept:
        return Page(())
    before_exists, after_exists = (cursor is not None, more) if forward else (more, True)
    return Page(
        tuple(kept),
        before=str(order.cursor(kept[0], forward=False)) if before_exists else "",
        after=str(order.cursor(kept[-1], forward=True)) if after_exists else "",
    )


def _walk(order: Order, cursor: Cursor | None, size: int, take: Taking[AnyRecord]) -> list[AnyRecord]:
    """`size` records in the direction of the cursor, from segment to segment."""
    forward = cursor.forward if cursor else True
    start = cursor.segment if cursor else 0
    numbers = range(start, len(order.segments)) if forward else range(start, -1, -1)
    found: list[AnyRecord] = []
    for number in numbers:
        found += take(number, cursor if number == start else None, size - len(found))
        if len(found) == size:
            break
    return found
