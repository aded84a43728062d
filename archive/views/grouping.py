"""Dated records under the years and months that stand in the margin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _

from archive.dates import EDTF, UNDATED, civil, parse
from archive.dates.words import month_name, year_number_words

Item = TypeVar("Item")


class InTime(Protocol):
    """A dated record, or a row of one."""

    @property
    def sort_day(self) -> int: ...
    @property
    def date_text(self) -> str: ...


@dataclass
class Month:
    """`name` is empty for what has a year but no month."""

    name: str
    items: list[Any] = field(default_factory=list)


@dataclass
class Year:
    """`name` is empty for what has no date at all."""

    name: str
    months: dict[int, Month] = field(default_factory=dict)


def by_month(records: Sequence[InTime], items: Iterable[Any]) -> list[Year]:
    """`items` (cards) grouped by the months of their `records`, in the order given.

    What is dated only to a year stands beside the months, not in January, though it is sorted there.
    """
    years: dict[int | None, Year] = {}
    for record, item in zip(records, items, strict=True):
        number, month = year_and_month(record)
        if number not in years:
            years[number] = Year("" if number is None else year_number_words(number))
        months = years[number].months
        if month not in months:
            months[month] = Month(month_name(month) if month else "")
        months[month].items.append(item)
    return list(years.values())


def year_and_month(record: InTime) -> tuple[int | None, int]:
    """The month is 0 where the date says none; the year is None for an undated record."""
    return _year_and_month(record.sort_day, record.date_text)


@lru_cache(maxsize=4096)
def _year_and_month(sort_day: int, date_text: str) -> tuple[int | None, int]:
    """Kept, for what stands side by side in a list often has the same date."""
    if sort_day == UNDATED:
        return None, 0
    year, month, _day = civil(sort_day)
    return year, month if date_text and _has_month(parse(date_text)) else 0


def _has_month(date: EDTF) -> bool:
    wanted = date.first_day if date.first_day is not None else date.last_day
    for part in date.dates():
        if wanted in (part.first_day, part.last_day):
            return part.month.isdigit() and not part.is_season
    return False


@dataclass
class Letter:
    """What begins with the same letter; all that begins with none stands together."""

    name: str
    items: list[Any] = field(default_factory=list)


def by_letter(items: Iterable[Item], name: Callable[[Item], str]) -> list[Letter]:
    letters: dict[str, Letter] = {}
    for item in items:
        first = name(item)[:1].upper()
        heading = first if first.isalpha() else _("0–9")
        letters.setdefault(heading, Letter(heading)).items.append(item)
    return list(letters.values())
