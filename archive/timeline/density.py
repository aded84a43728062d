"""How many events begin when: the outline of a selection, in at most sixty spans of equal kind."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from archive.dates import UNDATED, civil
from archive.models import Event

MOST_SPANS = 60
MONTHS_TO_A_SPAN = (1, 12, 120, 1200, 12_000, 120_000, 12_000_000_000)


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
    """Spans without a gap from the first to the last event, by `sort_day`; one query. Empty if nothing is dated."""
    days = events.filter(sort_day__lt=UNDATED).order_by().values_list("sort_day").annotate(Count("pk"))
    counts: Counter[int] = Counter()
    for day, count in days:
        year, month, _day = civil(day)
        counts[year * 12 + month - 1] += count
    return _spans(counts) if counts else ()


def _spans(counts: Counter[int]) -> Sequence[Span]:
    first, last = min(counts), max(counts)
    months = next(size for size in MONTHS_TO_A_SPAN if last // size - first // size < MOST_SPANS)
    spans: Counter[int] = Counter()
    for month, count in counts.items():
        spans[month // months] += count
    return [Span(number * months, months, spans[number]) for number in range(first // months, last // months + 1)]
