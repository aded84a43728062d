"""Dated records under the years and months that stand in the margin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from django.utils.translation import gettext as _

from archive.dates import EDTF, UNDATED, civil
from archive.dates.words import month_name, year_number_words

Item = TypeVar("Item")


class InTime(Protocol):
    """A dated record, or a row of one."""

    @property
    def sort_day(self) -> int: ...
    @property
    def date(self) -> EDTF | None: ...


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
        year = years.setdefault(number, Year("" if number is None else year_number_words(number)))
        year.months.setdefault(month, Month(month_name(month) if month else "")).items.append(item)
    return list(years.values())


def year_and_month(record: InTime) -> tuple[int | None, int]:
    """The month is 0 where the date says none; the year is None for an undated record."""
    if record.sort_day == UNDATED:
        return None, 0
    year, month, _day = civil(record.sort_day)
    return year, month if _has_month(record) else 0


def _has_month(record: InTime) -> bool:
    date = record.date
    if date is None:
        return False
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
