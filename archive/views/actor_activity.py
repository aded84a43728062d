"""How often an actor spoke, was spoken of and took part, month by month, or year by year over a long time."""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import CharField, Count, Value
from django.utils.translation import gettext as _

from archive.dates import UNDATED, civil, display
from archive.dates.words import year_number_words
from archive.models import Actor, Event, Participant, Statement

SAID, ABOUT, TOOK_PART = "said", "about", "events"
SIDES = (SAID, ABOUT, TOOK_PART)
MOST_MONTHS = 36
MOST_YEARS = 120
NARROWEST, WIDEST, FULL_WIDTH = 20, 96, 288
GAP, HEIGHT = 8, 72


@dataclass(frozen=True)
class Block:
    """A piece of a bar, in units of the drawing."""

    side: str
    y: float
    height: float


@dataclass(frozen=True)
class Bar:
    name: str
    x: int
    counts: tuple[int, int, int]
    blocks: tuple[Block, ...]


def slot(bars: int) -> int:
    """How much room a bar has, with the gap after it: few bars stand wide."""
    return max(NARROWEST, min(WIDEST, FULL_WIDTH // bars))


@dataclass(frozen=True)
class Activity:
    """`totals` counts all that is public, dated or not, by side; `bars` only what has a date."""

    totals: dict[str, int]
    bars: tuple[Bar, ...]
    height: int = HEIGHT

    @property
    def bar_width(self) -> int:
        return slot(len(self.bars)) - GAP

    @property
    def width(self) -> int:
        return len(self.bars) * slot(len(self.bars)) - GAP

    @property
    def is_drawn(self) -> bool:
        """One month is said better in words than in a drawing."""
        return len(self.bars) > 1


def activity(actor: Actor) -> Activity:
    """One query; what is dated only to a year counts in the month in which its time begins."""
    totals: Counter[str] = Counter()
    months: Counter[tuple[str, int]] = Counter()
    for side, day, count in _counted(actor):
        totals[side] += count
        if day != UNDATED:
            year, month, _day = civil(day)
            months[side, year * 12 + month - 1] += count
    return Activity({side: totals[side] for side in SIDES}, tuple(_bars(months)))


def _counted(actor: Actor) -> Any:
    """(side, sort_day, how many), one row for each day."""
    took_part = Participant.objects.filter(actor=actor).values("event")
    sides: dict[str, Any] = {
        SAID: Statement.objects.published().filter(speaker=actor),
        ABOUT: Statement.objects.published().filter(about_actors=actor),
        TOOK_PART: Event.objects.published().filter(pk__in=took_part),
    }
    first, *rest = (
        records.order_by()
        .annotate(side=Value(side, CharField()))
        .values_list("side", "sort_day")
        .annotate(Count("pk", distinct=True))
        for side, records in sides.items()
    )
    return first.union(*rest, all=True)


def _bars(months: Counter[tuple[str, int]]) -> list[Bar]:
    if not months:
        return []
    first, last = min(month for _side, month in months), max(month for _side, month in months)
    if last - first < MOST_MONTHS:
        return _drawn(months, [(month, _month_name(month)) for month in range(first, last + 1)])
    years: Counter[tuple[str, int]] = Counter()
    for (side, month), count in months.items():
        years[side, month // 12] += count
    if (last - first) // 12 < MOST_YEARS:
        return _drawn(years, [(year, year_number_words(year)) for year in range(first // 12, last // 12 + 1)])
    # Over centuries, only the years in which something is known stand side by side.
    return _drawn(years, [(year, year_number_words(year)) for year in sorted({year for _side, year in years})])


def _drawn(counts: Counter[tuple[str, int]], spans: list[tuple[int, str]]) -> list[Bar]:
    most = max(sum(counts[side, span] for side in SIDES) for span, _name in spans)
    bars = []
    for index, (span, name) in enumerate(spans):
        said, about, took_part = (counts[side, span] for side in SIDES)
        blocks = _blocks((said, about, took_part), most)
        bars.append(Bar(name, index * slot(len(spans)), (said, about, took_part), blocks))
    return bars


def _blocks(counts: tuple[int, int, int], most: int) -> tuple[Block, ...]:
    """One upon the other, the first side at the foot."""
    tops = [0.0]
    for count in counts:
        tops.append(tops[-1] + count / most * HEIGHT)
    return tuple(
        Block(side, round(HEIGHT - top, 1), round(top - foot, 1))
        for side, (foot, top) in zip(SIDES, pairwise(tops), strict=True)
        if top > foot
    )


def _month_name(month: int) -> str:
    year, number = divmod(month, 12)
    if 0 <= year <= 9999:
        return display(f"{year:04}-{number + 1:02}")
    return _("%(year)s, month %(month)d") % {"year": year_number_words(year), "month": number + 1}
