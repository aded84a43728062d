"""Dates of a row in EDTF: with doubt, since and until, spans, and the precision that a person knows to be false."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from django.utils.translation import gettext as _

from archive.dates import EDTFError, parse
from archive.exchange.mapping.date_words import ABOUT, RANGE, SINCE, UNTIL
from archive.exchange.mapping.day_reading import EitherWay, Manner, NotADate, Written, read_day, with_time
from archive.exchange.mapping.errors import Unclear, Unfit
from archive.exchange.mapping.ways import DateOf

Cell = Callable[[str], str]
"""The stripped text of a named column of the row at hand; "" for a column that the way does not name."""


class DateReader:
    """Reads rows as one `DateOf` says."""

    def __init__(self, way: DateOf) -> None:
        self.way = way
        self.manner = Manner(way.order, way.two_digit_years, way.serial, way.offset, way.midnight_is_day)

    def read(self, cell: Cell) -> str:
        """The EDTF of a row; "" where it has no date. Raises Unfit."""
        way = self.way
        told = [cell(name) for name in (way.column, *way.parts, way.time, way.end, *way.end_parts) if name]
        if not any(told):
            return ""
        try:
            start = self._start(cell)
            return _valid(self._precise(self._span(start, cell), cell(way.precision)))
        except NotADate as problem:
            sort = Unclear if isinstance(problem, EitherWay) else Unfit
            raise sort(" ".join(filter(None, told)), str(problem)) from None

    def _start(self, cell: Cell) -> str:
        if self.way.parts:
            return self._of_parts(self.way.parts, self.way.time, cell)
        return self._of_text(cell(self.way.column), cell(self.way.time))

    def _span(self, start: str, cell: Cell) -> str:
        end = (
            self._of_parts(self.way.end_parts, self.way.end_time, cell)
            if self.way.end_parts
            else self._of_text(cell(self.way.end), "")
        )
        if not end or end == start:
            return start
        if not start:
            raise NotADate(_("There is an end and no start."))
        if "/" in start + end:
            raise NotADate(_("The start or the end is a span of its own."))
        return f"{_without_time(start)}/{_without_time(end)}"

    # A date in one cell

    def _of_text(self, text: str, time: str) -> str:
        text = self.way.replace.get(text, text)
        if time and not text:
            raise NotADate(_("There is a time of day and no day."))
        return self._told(text, time) if text else ""

    def _told(self, text: str, time: str) -> str:
        try:
            return self._day(text, time)
        except NotADate as problem:
            for read in (self._about, self._doubted, self._bounded, self._range):
                if found := read(text):
                    return found
            raise problem from None

    def _about(self, text: str) -> str:
        found = ABOUT.match(text)
        return _qualified(self._told(text[found.end() :], ""), "~") if found and found.end() < len(text) else ""

    def _doubted(self, text: str) -> str:
        plain = text.removesuffix("(?)").removesuffix("?").strip()
        return _qualified(self._told(plain, ""), "?") if plain and plain != text else ""

    def _bounded(self, text: str) -> str:
        for pattern, form in ((UNTIL, "../{}"), (SINCE, "{}/..")):
            if found := pattern.match(text):
                rest = text[found.end() :]
                # "from 1914 to 1918" is a span with both its ends
                bounded = self._told(rest, "")
                return bounded if "/" in bounded else form.format(_without_time(bounded))
        return ""

    def _range(self, text: str) -> str:
        sides = RANGE.split(text)
        if len(sides) == 1 and text.count("-") == 1:
            sides = text.split("-")
        if len(sides) != 2 or not all(sides):
            return ""
        first, last = (side.strip() for side in sides)
        end = self._told(last, "")
        start = self._told(_completed(first, last), "")
        if "/" in start + end:
            return ""
        return f"{_without_time(start)}/{_without_time(end)}"

    def _day(self, text: str, time: str) -> str:
        return self._coarse(with_time(read_day(text, self.manner), time, self.manner)).text

    def _coarse(self, written: Written) -> Written:
        """Without the precision that is known to be false."""
        if written.edtf or written.time:
            return written
        if self.way.first_of_year and (written.month, written.day) == (1, 1):
            return replace(written, month=0, day=0)
        return replace(written, day=0) if self.way.first_of_month and written.day == 1 else written

    # A date in several cells

    def _of_parts(self, columns: tuple[str, ...], time: str, cell: Cell) -> str:
        """Year, month and day in cells of their own; of a year before Christ, -44 is 44 BC."""
        year, month, day = [*(cell(name) for name in columns), "", ""][:3]
        if not (year or month or day or (time and cell(time))):
            return ""
        if not year or (day and not month):
            raise NotADate(_("The year is missing.") if not year else _("The month is missing."))
        if not year.removeprefix("-").isdecimal() or len(year) > 5 or int(year) == 0:
            raise NotADate(_("“%(text)s” is no year.") % {"text": year})
        number = int(year) + (1 if year.startswith("-") else 0)
        whole = "-".join(filter(None, ["2000" if number < 1 else f"{number:04d}", _number(month), _number(day)]))
        written = read_day(whole, Manner("ymd", midnight_is_day=self.manner.midnight_is_day))
        return self._coarse(with_time(replace(written, year=number), cell(time), self.manner)).text

    # How exact it is

    def _precise(self, text: str, told: str) -> str:
        if not text or not told:
            return text
        if told not in self.way.precisions:
            raise NotADate(_("Nobody said how exact “%(value)s” is.") % {"value": told})
        return _MADE[self.way.precisions[told]](text)


def _number(text: str) -> str:
    """A month or a day in two digits; a month may be a name."""
    return text.zfill(2) if text.isdecimal() else text


def _completed(first: str, last: str) -> str:
    """“12” before “14 March 2021” is “12 March 2021”; “December” before “January 2022” has that year."""
    if first.isdecimal() and len(first) <= 2 and last[:2].strip(" .").isdecimal():
        return first + last[len(last[:2].strip(" .")) :]
    if not any(character.isdigit() for character in first) and last[-4:].isdecimal():
        return f"{first} {last[-4:]}"
    return first


def _qualified(text: str, sign: str) -> str:
    if "/" in text or "T" in text or text[-1:] in "~?%":
        return text
    return f"{text}{sign}"


def _without_time(text: str) -> str:
    return text.partition("T")[0]


def _valid(text: str) -> str:
    """Canonical EDTF. Raises NotADate."""
    try:
        return parse(text).text if text else ""
    except EDTFError as error:
        raise NotADate(str(error)) from None


def _cut(text: str, length: int) -> str:
    """Each end of the date cut to `length` parts; what says it in another way stays."""
    ends = [_without_time(end) for end in text.split("/")]
    cut = [end if end.startswith("-") or not end[:4].isdecimal() else "-".join(end.split("-")[:length]) for end in ends]
    return cut[0] if len(set(cut)) == 1 else "/".join(cut)


def _week(text: str) -> str:
    """The seven days of which this is the middle, about."""
    try:
        middle = date.fromisoformat(_without_time(text))
        first, last = middle - timedelta(days=3), middle + timedelta(days=3)
    except (ValueError, OverflowError):
        return text
    return f"{first.isoformat()}~/{last.isoformat()}~"


_MADE: dict[str, Callable[[str], str]] = {
    "day": str,
    "about": lambda text: _qualified(_without_time(text), "~"),
    "week": _week,
    "month": partial(_cut, length=2),
    "year": partial(_cut, length=1),
}
