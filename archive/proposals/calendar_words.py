"""What words such as “last week” mean on a day of issue."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from archive.dates import EDTFError, parse

_WEEK = timedelta(days=7)
#: an issue known less closely than this does not say which “Wednesday” is meant
_CLOSELY = 7
_HALF_A_YEAR = 183
#: day numbers that `datetime.date` can reckon from, with room for a year to each side
_FIRST, _LAST = date(3, 1, 1).toordinal(), date(9997, 1, 1).toordinal()


@dataclass(frozen=True)
class Issue:
    """When a text was issued: `day` where that is known to a few days (the last of them), `about` to some months."""

    day: date | None
    about: date | None

    @classmethod
    def of(cls, issued: str) -> "Issue":
        """Read the EDTF of an issue; one that is empty, open or no date knows nothing."""
        try:
            when = parse(issued)
        except EDTFError:
            return cls(None, None)
        first, last = when.first_day, when.last_day
        if first is None or last is None or not _FIRST < first <= last < _LAST:
            return cls(None, None)
        about = date.fromordinal(last)
        length = last - first
        return cls(about if length < _CLOSELY else None, about if length < _HALF_A_YEAR else None)

    def weekday(self, number: int, beside: str, *, coming: bool) -> date | None:
        """The weekday (1 = Monday): the latest up to the issue, or the next one."""
        if self.day is None:
            return None
        if coming or beside == "next":
            ahead = (number - self.day.isoweekday()) % 7
            return self.day + timedelta(days=ahead or (7 if beside else 0))
        back = (self.day.isoweekday() - number) % 7
        return self.day - timedelta(days=back or (7 if beside else 0))

    def nearest_year(self, month: int, day: int, *, coming: bool, since: str) -> int | None:
        """The year in which this month, or day of it, is nearest to the issue; None where none is."""
        if self.about is None:
            return None
        years = [year for year in (self.about.year + step for step in (-1, 0, 1)) if _day_of(year, month, day)]
        if since == "since":
            years = [year for year in years if _day_of(year, month, day or 1) <= self.about]  # type: ignore[operator]
        elif coming or since == "until":
            years = [year for year in years if _end_of(year, month, day) >= self.about]
        return min(years, key=lambda year: self._distance(year, month, day), default=None)

    def _distance(self, year: int, month: int, day: int) -> int:
        """Days between the issue and the nearest day of this month, or this day of it."""
        about = self.about or date.min
        first, last = _day_of(year, month, day or 1) or date.min, _end_of(year, month, day)
        if first <= about <= last:
            return 0
        return min(abs((first - about).days), abs((about - last).days))

    def phrase(self, meaning: str) -> str:
        """The EDTF of a phrase's meaning; "" where the issue is not known closely enough."""
        if self.day and meaning in _BY_DAY:
            return _BY_DAY[meaning](self.day)
        if self.about and meaning in _BY_MONTH:
            return _BY_MONTH[meaning](self.about)
        return ""

    def ago(self, count: int, unit: str) -> str:
        if not self.day:
            return ""
        if unit == "day":
            return (self.day - timedelta(days=count)).isoformat() if count < 365 else ""
        if unit == "week":
            return f"{(self.day - count * _WEEK).isoformat()}~" if count < 52 else ""
        if unit == "month":
            return f"{_month(self.day, -count)}~"
        return f"{self.day.year - count:04d}~" if unit == "year" and count < self.day.year else ""


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day or 1)
    except ValueError:
        return None


def _end_of(year: int, month: int, day: int) -> date:
    if day:
        return _day_of(year, month, day) or date.min
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _month(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def _week(day: date, step: int) -> str:
    monday = day - timedelta(days=day.isoweekday() - 1) + step * _WEEK
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _other_day(step: int) -> Callable[[date], str]:
    return lambda day: (day + timedelta(days=step)).isoformat()


_BY_DAY: dict[str, Callable[[date], str]] = {
    "today": _other_day(0),
    "yesterday": _other_day(-1),
    "before_yesterday": _other_day(-2),
    "tomorrow": _other_day(1),
    "last_week": lambda day: _week(day, -1),
    "this_week": lambda day: _week(day, 0),
    "next_week": lambda day: _week(day, 1),
}
_BY_MONTH: dict[str, Callable[[date], str]] = {
    "last_month": lambda day: _month(day, -1),
    "this_month": lambda day: _month(day, 0),
    "earlier_month": lambda day: _month(day, 0),
    "next_month": lambda day: _month(day, 1),
    "last_year": lambda day: f"{day.year - 1:04d}",
    "this_year": lambda day: f"{day.year:04d}",
    "next_year": lambda day: f"{day.year + 1:04d}",
}
