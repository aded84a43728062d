"""How many events begin when: the outline of a selection, in at most sixty spans of equal kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, QuerySet

from archive.dates import UNDATED, civil
from archive.models import Event

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


def density(events: QuerySet[Event]) -> Sequence[Span]:
    """Spans without a gap that hold the first and the last event, by `sort_day`; one query. Empty if nothing is dated.

    Months run over whole years, years over whole decades and so on, so that the outline has round ends.
    """
    days = events.filter(sort_day__lt=UNDATED).order_by().values_list("sort_day").annotate(Count("pk"))
    counts: Counter[int] = Counter()
    for day, count in days:
        year, month, _day = civil(day)
        counts[year * 12 + month - 1] += count
    return _spans(counts) if counts else ()


def _spans(counts: Counter[int]) -> Sequence[Span]:
    months, whole = _sizes(min(counts), max(counts))
    start = min(counts) // whole * whole
    end = (max(counts) // whole + 1) * whole
    spans: Counter[int] = Counter()
    for month, count in counts.items():
        spans[month // months] += count
    return [Span(first, months, spans[first // months]) for first in range(start, end, months)]


def _sizes(first: int, last: int) -> tuple[int, int]:
    """How many months a span has, and how many the unit that the outline is rounded to."""
    for months, whole in pairwise(MONTHS_TO_A_SPAN):
        if (last // whole - first // whole + 1) * whole // months <= MOST_SPANS:
            return months, whole
    return MONTHS_TO_A_SPAN[-2:]
