"""Time in equal parts of the calendar: months, years, or tens, hundreds and so on of years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from archive.dates import civil, day_number
from archive.dates.words import month_name, month_of_year_words, year_number_words

#: a period's length in months: a month, a year, then ten times as long each
LENGTHS = (1, *(12 * 10**power for power in range(10)))


@dataclass(frozen=True)
class Period:
    """`months` calendar months from `first`, a number of months since January of the year 0."""

    first: int
    months: int

    @property
    def first_day(self) -> int:
        """Its day number."""
        return day_number(self.first // 12, self.first % 12 + 1, 1)

    @cached_property
    def name(self) -> str:
        """“December 2021”, “2021”, “2020 to 2029”."""
        year = year_number_words(self.first // 12)
        if self.months == 1:
            return month_of_year_words(month_name(self.first % 12 + 1), year)
        if self.months == LENGTHS[1]:
            return year
        last = year_number_words((self.first + self.months) // 12 - 1)
        return _("%(first)s to %(last)s") % {"first": year, "last": last}


def periods(first_day: int, last_day: int, most_months: int, most: int) -> list[Period]:
    """The periods from that of the first day to that of the last, without a gap.

    Months where they are at most `most_months`, else the shortest of which there are at most `most`.
    """
    first, last = month_of(first_day), month_of(last_day)
    fitting = (months for months, room in _sizes(most_months, most) if last // months - first // months < room)
    months = next(fitting, LENGTHS[-1])
    return [Period(number * months, months) for number in range(first // months, last // months + 1)]


def telling(whole: tuple[int, int], middle: tuple[int, int], most_months: int, most: int) -> list[Period]:
    """The periods of `whole` (first and last day), or those of its `middle` alone where they are shorter.

    So one deed of the Stone Age does not make a single bar of all that happened since.
    """
    of_all, of_middle = periods(*whole, most_months, most), periods(*middle, most_months, most)
    return of_middle if of_middle[0].months < of_all[0].months else of_all


def _sizes(most_months: int, most: int) -> Iterator[tuple[int, int]]:
    yield LENGTHS[0], most_months
    yield from ((months, most) for months in LENGTHS[1:])


def borders(of: Sequence[Period]) -> list[int]:
    """The first day of each period, and the day after the last."""
    end = Period(of[-1].first + of[-1].months, of[-1].months)
    return [period.first_day for period in (*of, end)]


def month_of(day: int) -> int:
    """Months since January of the year 0."""
    year, month, _day = civil(day)
    return year * 12 + month - 1
