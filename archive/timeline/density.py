"""How many events begin when: the outline of a selection, in at most sixty spans of equal kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from archive.dates import civil, day_number
from archive.timeline.selected import Selected

MOST_SPANS = 60
# Months, years, decades and so on, up to what holds all the years that EDTF reaches here.
MONTHS_TO_A_SPAN = (1, *(12 * 10**power for power in range(10)))


@dataclass(frozen=True)
class Span:
    """`months` calendar months from `first`, a number of months since January of the year 0; `count` begin in it."""

    first: int
    months: int
    count: int

    @property
    def year(self) -> int:
        return self.first // 12

    @property
    def month(self) -> int:
        return self.first % 12 + 1


def density(selected: Selected) -> Sequence[Span]:
    """Spans without a gap that hold the first and the last that begins. Empty if nothing is dated.

    Months run over whole years, years over whole decades and so on, so that the outline has round ends.
    """
    return selected.answered("density", lambda: _spans(selected))


def _spans(selected: Selected) -> Sequence[Span]:
    extent = selected.extent()
    if extent is None:
        return ()
    first, last = (_month_of(day) for day in extent)
    months, whole = _sizes(first, last)
    firsts = range(first // whole * whole, (last // whole + 1) * whole, months)
    borders = [_first_day(month) for month in (*firsts, firsts.stop)]
    return [Span(month, months, count) for month, count in zip(firsts, selected.between(borders), strict=True)]


def _month_of(day: int) -> int:
    year, month, _day = civil(day)
    return year * 12 + month - 1


def _first_day(month: int) -> int:
    return day_number(month // 12, month % 12 + 1, 1)


def _sizes(first: int, last: int) -> tuple[int, int]:
    """How many months a span has, and how many the unit that the outline is rounded to."""
    for months, whole in pairwise(MONTHS_TO_A_SPAN):
        if (last // whole - first // whole + 1) * whole // months <= MOST_SPANS:
            return months, whole
    return MONTHS_TO_A_SPAN[-2:]
