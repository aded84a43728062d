"""A year of a selection as a calendar: a square for each day, the darker the more events begin on it.

The year is `year` of the address, else that of the range asked for, else the latest with an event until today. The
counts are those of the selection without its range, so that the days beside the chosen ones stay in sight.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from archive.dates import civil, day_number, display_day
from archive.dates.calendar import FURTHEST_YEAR, days_in_month
from archive.dates.words import month_name, year_number_words
from archive.timeline.errors import FilterError
from archive.timeline.filters import Selection
from archive.timeline.selected import Selected
from archive.views.filtering import address

YEAR = re.compile(r"-?\d{1,10}", re.ASCII)
MONTHS_TO_A_QUARTER = 3
SHADES = 4
#: years with events that are offered on either side
YEARS_BESIDE = 5
#: only years of four digits have days in EDTF as the archive reads it
MOST_DIGITS_WITH_DAYS = 9999


@dataclass(frozen=True)
class Day:
    """A square. `shade` is 0 where nothing begins, else 1 to 4; `row` is 1 on the first day of the week."""

    row: int
    shade: int
    words: str = ""
    url: str = ""
    chosen: bool = False
    today: bool = False


@dataclass(frozen=True)
class Month:
    """`column`: the week of the quarter, from 1, in which the month begins."""

    name: str
    short_name: str
    column: int
    url: str


@dataclass(frozen=True)
class Quarter:
    months: Sequence[Month]
    days: Sequence[Day]


@dataclass(frozen=True)
class YearLink:
    words: str
    url: str
    title: str
    current: bool


@dataclass(frozen=True)
class CalendarView:
    """All that `archive/parts/calendar.html` needs; `earlier` and `later` are the nearest years with events."""

    words: str
    summary: str
    quarters: Sequence[Quarter]
    weekdays: Sequence[str]
    earlier: YearLink | None
    later: YearLink | None
    years: Sequence[YearLink]


def calendar_context(selection: Selection, selected: Selected, path: str, year_text: str, today: int) -> dict[str, Any]:
    """`calendar` for the page. `selected`: the selection without its range; `today`: a day number.

    Raises FilterError for a year that cannot be.
    """
    wanted = _read_year(year_text)
    year = _shown_year(selection, selected, today) if wanted is None else wanted
    counts = year_counts(selected, year)
    links = _Links(selection, path)
    years = [links.year(beside, count, year) for beside, count in years_beside(selected, year)]
    place = next(index for index, link in enumerate(years) if link.current)
    view = CalendarView(
        words=year_number_words(year),
        summary=_summary(sum(counts.values()), year),
        quarters=[_Squares(year, counts, links, today).quarter(number) for number in range(4)],
        weekdays=[_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")],
        earlier=years[place - 1] if place else None,
        later=years[place + 1] if place + 1 < len(years) else None,
        years=years,
    )
    return {"calendar": view}


def year_counts(selected: Selected, year: int) -> Mapping[int, int]:
    """How many events begin on each day (by its number) of the year on which any do."""
    return selected.days(day_number(year, 1, 1), day_number(year, 12, 31))


def years_beside(selected: Selected, year: int) -> Sequence[tuple[int, int]]:
    """The years with events nearest to this one, some on either side and itself, with their counts."""
    dated = selected.keys & selected.flagged("dated")
    start, end = day_number(year, 1, 1), day_number(year + 1, 1, 1)
    before, after = selected.before(dated, start), selected.since(dated, end)
    here = (year, len(dated) - len(before) - len(after))
    return sorted([here, *_years(selected, before, newest_first=True), *_years(selected, after, newest_first=False)])


def _years(selected: Selected, keys: BitMap, *, newest_first: bool) -> Iterator[tuple[int, int]]:
    """The newest or the oldest years of these, with how many begin in each."""
    rest = keys
    for _step in range(YEARS_BESIDE):
        if not rest:
            return
        year = _year_of(selected, rest, newest_first=newest_first)
        beyond = selected.before(rest, day_number(year, 1, 1))
        if not newest_first:
            beyond = selected.since(rest, day_number(year + 1, 1, 1))
        yield year, len(rest) - len(beyond)
        rest = beyond


def _year_of(selected: Selected, keys: BitMap, *, newest_first: bool) -> int:
    return civil(selected.outermost(keys, newest_first=newest_first))[0]


def _shown_year(selection: Selection, selected: Selected, today: int) -> int:
    asked = selection.days.first_day if selection.days.first_day is not None else selection.days.last_day
    if asked is not None:
        return max(-FURTHEST_YEAR, min(civil(asked)[0], FURTHEST_YEAR))
    dated = selected.keys & selected.flagged("dated")
    if not dated:
        return civil(today)[0]
    past = selected.before(dated, today + 1)
    return _year_of(selected, past or dated, newest_first=bool(past))


def _read_year(text: str) -> int | None:
    if not text:
        return None
    year = int(text) if YEAR.fullmatch(text) else FURTHEST_YEAR + 1
    if abs(year) > FURTHEST_YEAR:
        raise FilterError(_("“year” is the number of a year, such as 2021 or -44."))
    return year


def _summary(total: int, year: int) -> str:
    """“1,234 events begin in 2021.”"""
    words = year_number_words(year)
    if not total:
        return _("No event begins in %(year)s.") % {"year": words}
    return ngettext("%(count)s event begins in %(year)s.", "%(count)s events begin in %(year)s.", total) % {
        "count": number_format(total, force_grouping=True),
        "year": words,
    }


def begin_words(count: int) -> str:
    words = ngettext("%(count)s event begins", "%(count)s events begin", count)
    return words % {"count": number_format(count, force_grouping=True)}


class _Links:
    """Addresses that keep the selection and step to a year or narrow it to a day."""

    def __init__(self, selection: Selection, path: str) -> None:
        self.days = selection.days
        self.path = path
        self.kept = selection.parameters()
        self.kept_but_days = [pair for pair in self.kept if pair[0] not in ("from", "to")]

    def year(self, year: int, count: int, shown: int) -> YearLink:
        url = address(self.path, [*self.kept, ("year", str(year))])
        return YearLink(year_number_words(year), url, begin_words(count), year == shown)

    def narrowed(self, notation: str) -> str:
        return address(self.path, [("from", notation), ("to", notation), *self.kept_but_days]) if notation else ""

    def holds(self, day: int) -> bool:
        """Whether the day is in the range asked for."""
        first, last = self.days.first_day, self.days.last_day
        return bool(self.days) and (first is None or first <= day) and (last is None or day <= last)


class _Squares:
    """The days of one year as squares, shaded against its busiest day."""

    def __init__(self, year: int, counts: Mapping[int, int], links: _Links, today: int) -> None:
        self.year, self.counts, self.links, self.today = year, counts, links, today
        self.most = max(counts.values(), default=0)

    def quarter(self, number: int) -> Quarter:
        months = range(number * MONTHS_TO_A_QUARTER + 1, (number + 1) * MONTHS_TO_A_QUARTER + 1)
        start = day_number(self.year, months[0], 1)
        monday = start - weekday(start)
        days = [self.day(month, day) for month in months for day in range(1, days_in_month(self.year, month) + 1)]
        return Quarter([self.month(month, monday) for month in months], days)

    def month(self, month: int, monday: int) -> Month:
        start = day_number(self.year, month, 1)
        # A name stands over the first week that is wholly its month's, or two names would touch.
        column = (start + 6 - monday) // 7 + 1
        url = self.links.narrowed(self._notation(month))
        return Month(month_name(month), month_name(month)[:3], column, url)

    def day(self, month: int, day: int) -> Day:
        number = day_number(self.year, month, day)
        row, today, count = weekday(number) + 1, number == self.today, self.counts.get(number, 0)
        chosen = self.links.holds(number)
        if not count:
            return Day(row, 0, today=today, chosen=chosen)
        words = _("%(day)s: %(begin)s") % {"day": display_day(number), "begin": begin_words(count)}
        url = self.links.narrowed(self._notation(month, day))
        return Day(row, shade(count, self.most), words, url, chosen, today)

    def _notation(self, month: int, day: int = 0) -> str:
        """EDTF of the month or the day; empty in years that have none."""
        if abs(self.year) > MOST_DIGITS_WITH_DAYS:
            return ""
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{month:02}" + (f"-{day:02}" if day else "")


def weekday(day: int) -> int:
    """0 is Monday, in any year."""
    return (day + 6) % 7


def shade(count: int, most: int) -> int:
    """1 to 4, by the logarithm, so that one very busy day does not make all others pale."""
    return SHADES if count >= most else 1 + int(log(count) / log(most) * SHADES)
