"""One date as people write it, read into year, month, day, time and doubt; in the order that a person said, or none.

Read are numbers with `/`, `.`, `-` or spaces between them, months by name, `20211222`, day numbers of spreadsheets,
“1920s”, “44 BC” and times of day. What is a date in EDTF already means itself, whatever the order. Where no order was
said, what could be read in two ways is refused.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from archive.dates import EDTFError, parse
from archive.exchange.mapping.date_words import BEFORE_CHRIST, BETWEEN, MONTHS, WEEKDAYS
from archive.proposals.tokens import fold

_TIME = re.compile(
    r"(?i)(?:^|[\sT,]+)(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?\s*$"
)
_NUMBERS = re.compile(r"(\d{1,4})\s*([/.\-\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?$")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})$")
_YEAR_AND_MONTH = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})$")
_COMPACT = re.compile(r"([12]\d{3})(\d{2})(\d{2})$")
_COMPACT_MONTH = re.compile(r"([12]\d{3})(0[1-9]|1[0-2])$")
_DECADE = re.compile(r"(\d{3})0(?:s|’s|'s|er|-х)$")
_YEAR = re.compile(r"\d{1,4}$")
_YEAR_AT_THE_END = re.compile(r"(?<!\d)\d{1,3}$")
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_SERIAL = re.compile(r"\d{5,6}(?:[.,]\d+)?$|\d{1,4}[.,]\d+$")
_FIRST_DAYS = {"1900": date(1899, 12, 30), "1904": date(1904, 1, 1)}
#: the shortest of what `parse` could take for a day is a year
_EDTF = re.compile(r"[\[({]?-?(?:\d{4}|\d{1,3}X|Y|\.\.|/)")


class NotADate(ValueError):
    """The text says why, for a person."""


class EitherWay(NotADate):
    """It could be two dates, and nobody has said in which order they are."""


@dataclass(frozen=True)
class Manner:
    """How a person said that dates are to be read (see `ways.DateOf`)."""

    order: str = ""
    two_digit_years: int = -1
    serial: str = ""
    offset: str = ""
    midnight_is_day: bool = True


@dataclass(frozen=True)
class Written:
    """A date that was read. `edtf`: set where it cannot be put in year, month and day; then these are not."""

    year: int = 0
    month: int = 0
    day: int = 0
    time: str = ""
    edtf: str = ""

    @property
    def text(self) -> str:
        """In EDTF."""
        if self.edtf:
            return self.edtf
        sign, year = ("-" if self.year < 0 else ""), abs(self.year)
        parts = [f"{sign}{year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts) + (f"T{self.time}" if self.time else "")


@lru_cache(maxsize=20_000)
def read_day(text: str, manner: Manner) -> Written:
    """Raises NotADate."""
    if found := _in_edtf(text):
        return found
    if manner.serial and _SERIAL.match(text):
        return _serial(text, manner)
    found_time = _TIME.search(text)
    day = text[: found_time.start()].strip() if found_time else text
    if not day:
        raise NotADate(_("There is no day."))
    written = _in_edtf(day) or _day(day.rstrip(","), manner)
    if not found_time:
        return written
    return _with_time(written, read_time(found_time.group(), manner))


def _in_edtf(text: str) -> Written | None:
    if not _EDTF.match(text):
        return None
    try:
        found = parse(text).text
    except EDTFError:
        return None
    if plain := re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", found):
        year, month, day = (int(part or 0) for part in plain.groups())
        return Written(year, month, day) if month < 13 else Written(edtf=found)
    return Written(edtf=found)


def _with_time(written: Written, time: str) -> Written:
    if not time:
        return written
    if not written.day:
        raise NotADate(_("A time of day needs a day."))
    return Written(written.year, written.month, written.day, time)


def with_time(written: Written, text: str, manner: Manner) -> Written:
    """The day with a time from elsewhere. Raises NotADate."""
    return _with_time(written, read_time(text, manner)) if text else written


def read_time(text: str, manner: Manner) -> str:
    """`hh:mm:ss` with its offset; "" for midnight, where that means no time. Raises NotADate."""
    found = _TIME.fullmatch(text.strip()) or _TIME.fullmatch(" " + text.strip())
    if not found:
        raise NotADate(_("“%(text)s” is no time of day.") % {"text": text})
    hour, minute, second = (int(part or 0) for part in found.groups()[:3])
    if half := (found.group(4) or "").lower().replace(".", ""):
        if not 1 <= hour <= 12:
            raise NotADate(_("“%(text)s” is no time of day.") % {"text": text.strip()})
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise NotADate(_("“%(text)s” is no time of day.") % {"text": text.strip()})
    offset = _offset(found.group(5) or "") or manner.offset
    if manner.midnight_is_day and (hour, minute, second) == (0, 0, 0):
        return ""
    return f"{hour:02d}:{minute:02d}:{second:02d}{offset}"


def _offset(text: str) -> str:
    return f"{text[:3]}:{text[3:]}" if len(text) == 5 and text[3] != ":" else text


def _serial(text: str, manner: Manner) -> Written:
    number = float(text.replace(",", "."))
    moment = timedelta(seconds=round(number % 1 * 86400))
    day = _FIRST_DAYS[manner.serial] + timedelta(days=int(number)) + timedelta(days=moment.days)
    time = str(timedelta(seconds=moment.seconds)).zfill(8) if moment.seconds else ""
    return Written(day.year, day.month, day.day, time + manner.offset if time else "")


def _day(text: str, manner: Manner) -> Written:
    is_before_christ = BEFORE_CHRIST.search(text)
    if is_before_christ:
        # Years before Christ are written in full, however short.
        text = _YEAR_AT_THE_END.sub(lambda year: year.group().zfill(4), text[: is_before_christ.start()].strip())
    written = _numeric(text, manner) or _named(text, manner)
    if written is None:
        raise NotADate(_("This is not a date."))
    if is_before_christ and not written.edtf:
        return Written(1 - written.year, written.month, written.day)
    return written


def _numeric(text: str, manner: Manner) -> Written | None:
    if found := _NUMBERS.match(text):
        first, _separator, second, third = found.groups()
        return _ordered(first, second, third, manner)
    if found := _COMPACT.match(text):
        return _checked(*map(int, found.groups()))
    if found := _MONTH_AND_YEAR.match(text):
        return _checked(int(found.group(2)), int(found.group(1)), 0)
    if found := (_YEAR_AND_MONTH.match(text) or _COMPACT_MONTH.match(text)):
        return _checked(int(found.group(1)), int(found.group(2)), 0)
    if found := _DECADE.match(text):
        return Written(edtf=f"{found.group(1)}X")
    return Written(_year(text, manner)) if _YEAR.match(text) else None


def _ordered(first: str, second: str, third: str, manner: Manner) -> Written:
    """Three numbers in the order that was said, or in the only one that can be meant."""
    if len(first) > 2:
        return _checked(int(first), int(second), int(third))
    if manner.order == "ymd" and len(third) <= 2:
        return _checked(_year(first, manner), int(second), int(third))
    one, two = int(first), int(second)
    order = manner.order or _only_order(one, two)
    if not order:
        message = _("It could be day %(one)s of month %(two)s or the other way round; say which order is meant.")
        raise EitherWay(message % {"one": one, "two": two})
    day, month = (two, one) if order == "mdy" else (one, two)
    return _checked(_year(third, manner), month, day)


def _only_order(one: int, two: int) -> str:
    if one == two or one > 12:
        return "dmy"
    return "mdy" if two > 12 else ""


def _year(text: str, manner: Manner) -> int:
    if len(text) > 2:
        return int(text)
    if manner.two_digit_years < 0:
        raise NotADate(_("The year has two digits; say which century is meant."))
    return int(text) + (2000 if int(text) <= manner.two_digit_years else 1900)


def _checked(year: int, month: int, day: int) -> Written:
    try:
        date(year or 2000, month, day or 1)
    except ValueError:
        raise NotADate(_("There is no such day.")) from None
    return Written(year, month, day)


def _named(text: str, manner: Manner) -> Written | None:
    """“22 December 2021”, “Dec. 22, 2021”, “22 декабря 2021 г.”, “December 2021”."""
    words = [fold(word) for word in _WORDS.findall(text)]
    names = [word for word in words if word in MONTHS]
    numbers = [word for word in words if word.isdigit()]
    others = set(words) - {*names, *numbers} - BETWEEN - WEEKDAYS
    if len(names) != 1 or others or "?" in text or not 1 <= len(numbers) <= 2:
        return None
    month = MONTHS[names[0]]
    if len(numbers) == 1:
        if len(numbers[0]) < 3:
            raise NotADate(_("The year is missing."))
        return _checked(int(numbers[0]), month, 0)
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return _checked(_year(year, manner), month, int(day))
