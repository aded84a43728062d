"""Days that come in bursts, and dates of every form that EDTF has here.

Most of what an archive holds lies within a few episodes of some days each; between them are quiet years.
"""

import random
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from archive.dates import UNDATED, parse
from archive.generating.chance import Weighted, Zipf

FIRST_YEAR, TODAY = 1985, date(2026, 6, 30)
SHARE_OF_EPISODES = 0.45
LONGEST_AGO = 1500


class Dating(NamedTuple):
    """A canonical date with the bounds that are stored beside it; an empty text is undated."""

    text: str
    first_day: int | None = None
    last_day: int | None = None
    first_second: int | None = None
    last_second: int | None = None
    sort_day: int = UNDATED

    @property
    def bounds(self) -> tuple[int | None, int | None, int | None, int | None, int]:
        return self[1:]


@lru_cache(maxsize=1 << 14)
def dating(text: str) -> Dating:
    """Read the date as the archive does."""
    if not text:
        return Dating("")
    read = parse(text)
    return Dating(read.text, read.first_day, read.last_day, read.first_second, read.last_second, read.sort_day)


class Days:
    """Days on which something happens: in years that are quiet or busy, and in episodes."""

    def __init__(self, random_: random.Random, episodes: int) -> None:
        self._random = random_
        years = range(FIRST_YEAR, TODAY.year)
        self._year = Weighted(random_, {year: random_.lognormvariate(0, 1.1) * (year - 1970) for year in years})
        self._episode = Zipf(random_, [(self._quiet_day(), random_.uniform(1, 12)) for _ in range(episodes)], 0.9)

    def recent(self) -> int:
        """The ordinal of a day of the last decades."""
        if self._random.random() < SHARE_OF_EPISODES:
            middle, width = self._episode()
            return min(middle + round(self._random.gauss(0, width)), TODAY.toordinal())
        return self._quiet_day()

    def long_ago(self) -> int:
        """The ordinal of a day since the sixteenth century, the nearer the likelier."""
        year = FIRST_YEAR - int((FIRST_YEAR - LONGEST_AGO) * self._random.random() ** 2)
        return date(year, 1, 1).toordinal() + self._random.randrange(365)

    def _quiet_day(self) -> int:
        return date(self._year(), 1, 1).toordinal() + self._random.randrange(365)


Form = Callable[[random.Random, date], str]


def _month(day: date) -> str:
    return f"{day:%Y-%m}"


def _later(random_: random.Random, day: date, days: float) -> date:
    return date.fromordinal(day.toordinal() + 1 + int(random_.expovariate(1 / days)))


def _time_of_day(random_: random.Random, day: date) -> str:
    zone = random_.choice(("", "Z", "Z", "+02:00", "+03:00", "-05:00", "+05:30"))
    return f"{day}T{random_.randrange(24):02}:{random_.randrange(0, 60, 5):02}:00{zone}"


def _set_of_days(random_: random.Random, day: date) -> str:
    end = _later(random_, day, 1)
    opening, closing = random_.choice(("[]", "[]", "{}"))
    return f"{opening}{day},{end}{closing}"


def _open_set(random_: random.Random, day: date) -> str:
    return random_.choice((f"[..{day}]", f"[{day}..]", f"{{{_month(day)}..}}"))


def _range_in_set(random_: random.Random, day: date) -> str:
    end = _later(random_, day, 60)
    return f"[{day:%Y}-01..{_month(end)}]" if _month(end) > f"{day:%Y}-01" else f"[{day:%Y}]"


def _unspecified(random_: random.Random, day: date) -> str:
    year = f"{day:%Y}"
    return random_.choice((f"{year[:3]}X", f"{year[:2]}XX", f"{year}-XX", f"{_month(day)}-XX", f"{year}-XX-XX"))


def _qualified(random_: random.Random, day: date) -> str:
    written = random_.choice((str(day), _month(day), f"{day:%Y}"))
    return written + random_.choice("~~?%")


def _partly_qualified(random_: random.Random, day: date) -> str:
    return f"{_month(day)}-{random_.choice('~?')}{day:%d}"


def _months(random_: random.Random, day: date) -> str:
    return f"{_month(day)}/{_month(_later(random_, day, 200))}"


def _end_of_month(_random: random.Random, day: date) -> str:
    return f"{day}/{_month(day)}-{monthrange(day.year, day.month)[1]}"


def _unknown_end(random_: random.Random, day: date) -> str:
    return random_.choice((f"{_month(day)}/", f"/{_month(day)}"))


def _antiquity(random_: random.Random, _day: date) -> str:
    year = int(random_.triangular(1, 1200, 60))
    return random_.choice((f"-{year:04}", f"-{year:04}-03-15", f"-{year:04}/-{max(year - 5, 1):04}", f"-{year:04}~"))


#: every form, with how often it occurs among a thousand dates
FORMS: dict[Form, float] = {
    lambda _random, day: str(day): 640,
    _time_of_day: 80,
    lambda _random, day: _month(day): 60,
    lambda _random, day: f"{day:%Y}": 25,
    lambda random_, day: f"{day}/{_later(random_, day, 4)}": 55,
    _months: 15,
    _end_of_month: 5,
    lambda _random, day: f"{day}/..": 14,
    lambda _random, day: f"../{_month(day)}": 4,
    _unknown_end: 5,
    _qualified: 40,
    _partly_qualified: 5,
    _set_of_days: 14,
    _open_set: 2,
    _range_in_set: 2,
    lambda random_, day: f"{day:%Y}-2{random_.randrange(1, 5)}": 10,
    _unspecified: 10,
    _antiquity: 3,
    lambda random_, _day: f"Y-{random_.randrange(12000, 20000)}": 0.2,
    lambda _random, _day: "": 10,
}


class Dates:
    """Dates of every form about a given day."""

    def __init__(self, random_: random.Random) -> None:
        self._random = random_
        self._form = Weighted(random_, FORMS)

    def about(self, day: int) -> Dating:
        """A date of some form; `day` is an ordinal, not before the year 1."""
        return dating(self._form()(self._random, date.fromordinal(day)))
