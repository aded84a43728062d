"""A page of a dated list: rows of the index in order, whatever narrows the list and wherever in it the page lies."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from pyroaring import BitMap

from archive.models import Listing
from archive.timeline.filters import Selection
from archive.timeline.keyset import DATED, PAGE_SIZE, AnyRecord, Cursor, Page, by_date, page

#: so many rows are asked for by their identifiers; of more, the list is read in its order until the page is full
ASKED_FOR = 900
#: of so many, the nearest are not sought out first
FEW = 100


def listing_page(selection: Selection, size: int = PAGE_SIZE) -> Page[Listing]:
    """The rows of one page of the selection, in the list's order. Raises FilterError for a broken cursor."""
    # The rows of the index have the second as a column.
    order = replace(by_date(newest_first=selection.newest_first), worked_out=())
    cursor = order.read_cursor(selection.cursor)
    rows = Listing.objects.filter(list=selection.of.name)
    if not selection.narrows:
        return page(rows, order, cursor, size)
    return page(rows, order, cursor, size, _Narrowed(selection, cursor).take)


class _Narrowed:
    """Takes those rows that the selection holds, without reading many others."""

    def __init__(self, selection: Selection, cursor: Cursor | None) -> None:
        self.selection = selection
        self.selected = selection.selected()
        self.cursor = cursor
        self.forward = cursor.forward if cursor else True

    def take(self, segment: int, rows: QuerySet[Any], size: int) -> Sequence[Listing]:
        dated = self.selected.flagged("dated")
        keys = self.selected.keys
        keys = self._near(keys & dated, size) if segment == DATED else keys - dated
        if not keys:
            return []
        if len(keys) > ASKED_FOR:
            ids = rows.values_list("record_id", flat=True).iterator(chunk_size=ASKED_FOR)
            keys = BitMap(islice((key for key in ids if key in keys), size))
        return list(rows.filter(record_id__in=list(keys))[:size])

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
