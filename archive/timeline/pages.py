"""A page of a dated list: rows of the index in order, whatever narrows the list and wherever in it the page lies."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from pyroaring import BitMap

from archive.models import Compiled, Listing
from archive.timeline.filters import Selection
from archive.timeline.keyset import DATED, PAGE_SIZE, AnyRecord, Cursor, Order, Page, by_date, few_of, page_of, rows_of

#: so many rows are asked for by their identifiers; of more, the list is read in its order until the page is full
ASKED_FOR = 900
#: of so many, the nearest are not sought out first
FEW = 100


def listing_page(selection: Selection, size: int = PAGE_SIZE) -> Page[Listing]:
    """The rows of one page of the selection, in the list's order. Raises FilterError for a broken cursor."""
    order = _order(newest_first=selection.newest_first)
    cursor = order.read_cursor(selection.cursor)
    return page_of(order, cursor, size, _Rows(selection, cursor, size + 1).take)


@cache
def _order(*, newest_first: bool) -> Order:
    # The rows of the index have the second as a column.
    return replace(by_date(newest_first=newest_first), worked_out=())


@dataclass(frozen=True)
class _Walk:
    """One way through a list: what its query is made of, but for the values."""

    newest_first: bool
    segment: int
    forward: bool
    size: int
    after_cursor: bool
    of_keys: bool

    def rows(self, listed: str, *values: Any) -> QuerySet[Listing]:
        """`values`: those of the cursor, if it goes on from one, and the identifiers, if it asks for some."""
        rows = Listing.objects.filter(list=listed)
        if self.of_keys:
            *values, keys = values  # type: ignore[assignment]
            rows = rows.filter(record_id__in=keys)
        segment = _order(newest_first=self.newest_first).segments[self.segment]
        cursor = Cursor(self.segment, tuple(values), self.forward) if self.after_cursor else None
        found = few_of if self.of_keys else rows_of
        return found(rows, segment, cursor, forward=self.forward)[: self.size]


@cache
def _compiled(walk: _Walk) -> Compiled:
    return Compiled(walk.rows)


class _Rows:
    """Takes the rows of the list, or those that the selection holds without reading many others."""

    def __init__(self, selection: Selection, cursor: Cursor | None, size: int) -> None:
        self.selection = selection
        self.selected = selection.selected()
        self.cursor = cursor
        self.forward = cursor.forward if cursor else True
        self.size = size
        if selection.narrows:
            self.selected.prepare(self.selected.key("is", "dated"))

    def take(self, segment: int, cursor: Cursor | None, size: int) -> Sequence[Listing]:
        """At most `size` rows of the segment, after the cursor if it is given."""
        if not self.selection.narrows:
            return self._rows(segment, cursor)[:size]
        dated = self.selected.flagged("dated")
        keys = self.selected.keys
        keys = self._near(keys & dated, size) if segment == DATED else keys - dated
        if not keys:
            return []
        if len(keys) > ASKED_FOR:
            keys = self._first(keys, segment, cursor, size)
        return self._rows(segment, cursor, keys)[:size]

    def _rows(self, segment: int, cursor: Cursor | None, keys: BitMap | None = None) -> list[Listing]:
        newest_first = self.selection.newest_first
        walk = _Walk(newest_first, segment, self.forward, self.size, cursor is not None, keys is not None)
        values: list[Any] = [*(cursor.values if cursor else ()), *([list(keys)] if keys is not None else ())]
        return _compiled(walk)(self.selection.of.name, *values)

    def _first(self, keys: BitMap, segment: int, cursor: Cursor | None, size: int) -> BitMap:
        """The first `size` of many, by reading the list in its order until so many have been met."""
        order = _order(newest_first=self.selection.newest_first)
        listed = Listing.objects.filter(list=self.selection.of.name)
        rows = rows_of(listed, order.segments[segment], cursor, forward=self.forward)
        ids = rows.values_list("record_id", flat=True).iterator(chunk_size=ASKED_FOR)
        return BitMap(islice((key for key in ids if key in keys), size))

    def _near(self, keys: BitMap, size: int) -> BitMap:
        """Those that may stand on the page: what begins on the day of the cursor, and the nearest days beyond."""
        if len(keys) <= FEW:
            return keys
        downwards = self.selection.newest_first == self.forward
        cursor = self.cursor
        if cursor is None or cursor.segment != DATED:
            return self.selected.near(keys, size, newest_first=downwards)
        day = int(cursor.values[0])
        selected = self.selected
        beyond = selected.before(keys, day) if downwards else selected.since(keys, day + 1)
        same_day = selected.since(selected.before(keys, day + 1), day)
        return same_day | selected.near(beyond, size, newest_first=downwards)


def records_of(found: Page[Listing], published: QuerySet[AnyRecord]) -> list[AnyRecord]:
    """The records of a page in its order, out of those that are published."""
    records = published.in_bulk([row.record_id for row in found.records])
    return [records[row.record_id] for row in found.records if row.record_id in records]
