"""What a parsed date is made of.

`EDTF` is what the archive stores and sorts by; its `structure` is what words are made from: a `Date`, a
`Moment` (a day with a time), an `Interval` or a `DateSet`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

UNDATED = 2**63 - 1
"""The `sort_day` of what has no day to sort by: after all days, in a 64-bit column."""

UNCERTAIN = 1
APPROXIMATE = 2


class Date(NamedTuple):
    """One date: a year with perhaps a month (or season) and a day.

    `year`, `month` and `day` are as written, X for unspecified digits, without qualifiers; month and day
    are "" where they are left out. `qualifiers` has for each part that is there 0 or the sum of
    `UNCERTAIN` and `APPROXIMATE`. `text` is canonical; both bounds are inclusive day numbers.
    """

    text: str
    year: str
    month: str
    day: str
    qualifiers: tuple[int, ...]
    first_day: int
    last_day: int

    @property
    def is_season(self) -> bool:
        return "21" <= self.month <= "24"

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, month or day of the calendar with nothing left open about it."""
        return not (any(self.qualifiers) or self.is_season or "X" in self.text)


class Moment(NamedTuple):
    """A day with a time: `second` of the day as written, `zone` "", "Z", "±hh" or "±hh:mm"."""

    date: Date
    second: int
    zone: str


class Interval(NamedTuple):
    """From one date to another. An end that is None is open (written `..`) or unknown (left empty)."""

    start: Date | None
    end: Date | None
    is_start_open: bool
    is_end_open: bool


class Member(NamedTuple):
    """A member of a set: one date, both start and end, or a range, of which an end that is None is open."""

    start: Date | None
    end: Date | None
    is_range: bool


class DateSet(NamedTuple):
    """One of its members (`[…]`) or, where `is_every`, all of them (`{…}`)."""

    members: tuple[Member, ...]
    is_every: bool


Structure = Date | Moment | Interval | DateSet


@dataclass(frozen=True, slots=True)
class EDTF:
    """A date as the archive keeps it.

    `text` is canonical EDTF. `first_day` and `last_day` are proleptic Gregorian day numbers as of
    `datetime.date.toordinal`, zero and below for years before 1, both inclusive; None is an open end.
    `first_second` and `last_second` (0 to 86399) are of the day as written, in the time zone as written,
    and None where no time of day is given.
    """

    text: str
    first_day: int | None
    last_day: int | None
    first_second: int | None
    last_second: int | None
    structure: Structure

    def __str__(self) -> str:
        return self.text

    @property
    def sort_day(self) -> int:
        """The day to sort by: the first, else the last, else `UNDATED`."""
        if self.first_day is not None:
            return self.first_day
        return UNDATED if self.last_day is None else self.last_day

    @property
    def is_uncertain(self) -> bool:
        """Whether `?` or `%` qualifies any part of any of its dates."""
        return self._has(UNCERTAIN)

    @property
    def is_approximate(self) -> bool:
        """Whether `~` or `%` qualifies any part of any of its dates."""
        return self._has(APPROXIMATE)

    @property
    def is_unspecified(self) -> bool:
        """Whether a digit of any of its dates is X."""
        return "X" in self.text

    @property
    def is_open(self) -> bool:
        """Whether either end is open (`..`)."""
        return self.first_day is None or self.last_day is None

    @property
    def has_unknown_end(self) -> bool:
        """Whether it is an interval of which one end is unknown (`2021-11/`), which is not open."""
        return self.text.startswith("/") or self.text.endswith("/")

    def dates(self) -> Iterator[Date]:
        """Every date in it, as written."""
        match self.structure:
            case Date() as date:
                yield date
            case Moment(date=date):
                yield date
            case Interval(start=start, end=end):
                yield from (date for date in (start, end) if date)
            case DateSet(members=members):
                for start, end, is_range in members:
                    yield from (date for date in ((start, end) if is_range else (start,)) if date)

    def _has(self, qualifier: int) -> bool:
        return any(flags & qualifier for date in self.dates() for flags in date.qualifiers)
