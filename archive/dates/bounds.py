"""The first and the last day that one date can mean.

Digits that are X take the smallest and the largest value with which the date is a day of the calendar:
a month from 01 to 12 (never a season), a day that its month has in its year. `2021-1X` is October to
December, `15XX-02-29` is 29 February 1504 to 29 February 1596. If no value fits, it is an error.

Seasons are the northern meteorological ones: 21 is March to May, 22 June to August, 23 September to
November, 24 December to February of the next year.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

from archive.dates import errors
from archive.dates.calendar import FURTHEST_YEAR, day_number, days_in_month
from archive.dates.errors import EDTFError

_LEAP_YEAR = 2000


def date_bounds(year: str, month: str, day: str) -> tuple[int, int]:
    """First and last day number of a date of which month and day may be "" and digits may be X."""
    first_year, last_year = year_bounds(year)
    if not month:
        return day_number(first_year, 1, 1), day_number(last_year, 12, 31)
    if "21" <= month <= "24":
        return _season_bounds(first_year, last_year, month, day)
    months = months_matching(month)
    if not day:
        end = days_in_month(last_year, months[-1])
        return day_number(first_year, months[0], 1), day_number(last_year, months[-1], end)
    if "X" in year or "X" in month or "X" in day:
        return _unspecified_bounds(year, month, day)
    if not 1 <= int(day) <= days_in_month(first_year, months[0]):
        raise EDTFError(day, errors.NO_DAY, {"part": f"{year}-{month}-{day}"})
    number = day_number(first_year, months[0], int(day))
    return number, number


def year_bounds(year: str) -> tuple[int, int]:
    """First and last year that fit, of `2021`, `-0044`, `156X`, `Y17000`.

    A year that begins with Y has five digits or more, the first not 0.
    """
    if year[0] == "Y":
        return _long_year_bounds(year)
    if year[0] != "-":
        return (int(year.replace("X", "0")), int(year.replace("X", "9"))) if "X" in year else (int(year),) * 2
    largest = int(year[1:].replace("X", "9"))
    if largest == 0:
        raise EDTFError(year, errors.NEGATIVE_ZERO)
    return -largest, -max(int(year[1:].replace("X", "0")), 1)


def _long_year_bounds(year: str) -> tuple[int, int]:
    digits = year.lstrip("Y-")
    if digits[0] == "0":
        raise EDTFError(year, errors.SHORT_LONG_YEAR, {"part": year})
    first_digit = digits[0].replace("X", "1")
    smallest = int(first_digit + digits[1:].replace("X", "0"))
    if smallest > FURTHEST_YEAR:
        raise EDTFError(year, errors.TOO_FAR, {"part": year})
    largest = min(int(digits.replace("X", "9")), FURTHEST_YEAR)
    return (-largest, -smallest) if year[1] == "-" else (smallest, largest)


@cache
def months_matching(pattern: str) -> tuple[int, ...]:
    """The months from 1 to 12 that fit two digits or X."""
    months = _matching(pattern, 12)
    if months:
        return months
    if "X" in pattern:
        raise EDTFError(pattern, errors.NO_MONTH_FITS, {"month": pattern})
    fault = errors.NO_SUCH_CODE if "25" <= pattern <= "41" else errors.NO_MONTH
    raise EDTFError(pattern, fault, {"month": pattern})


@cache
def days_matching(pattern: str) -> tuple[int, ...]:
    """The days from 1 to 31 that fit two digits or X."""
    return _matching(pattern, 31)


def _matching(pattern: str, highest: int) -> tuple[int, ...]:
    return tuple(
        number
        for number in range(1, highest + 1)
        if all(wanted in ("X", digit) for wanted, digit in zip(pattern, f"{number:02}", strict=True))
    )


def _season_bounds(first_year: int, last_year: int, season: str, day: str) -> tuple[int, int]:
    if day:
        raise EDTFError(season, errors.DAY_OF_SEASON, {"part": f"{season}-{day}"})
    month = 3 * (int(season) - 20)
    if month == 12:
        return day_number(first_year, 12, 1), day_number(last_year + 1, 3, 1) - 1
    return day_number(first_year, month, 1), day_number(last_year, month + 3, 1) - 1


def _unspecified_bounds(year: str, month: str, day: str) -> tuple[int, int]:
    months, days = months_matching(month), days_matching(day)
    if not days or all(days[0] > days_in_month(_LEAP_YEAR, one) for one in months):
        raise EDTFError(day, errors.NO_DAY_FITS, {"part": f"{year}-{month}-{day}"})
    first = _earliest(_years_matching(year, is_latest_first=False), months, days)
    last = _latest(_years_matching(year, is_latest_first=True), months, days)
    if first is None or last is None:
        raise EDTFError(day, errors.NO_DAY_FITS, {"part": f"{year}-{month}-{day}"})
    return first, last


def _years_matching(pattern: str, *, is_latest_first: bool) -> Iterator[int]:
    """The years that fit a pattern of four digits, in order, one at a time."""
    sign = -1 if pattern[0] == "-" else 1
    digits = "9876543210" if is_latest_first == (sign == 1) else "0123456789"
    for chosen in product(*(digits if one == "X" else one for one in pattern.lstrip("-"))):
        year = sign * int("".join(chosen))
        if year or sign == 1:
            yield year


def _earliest(years: Iterator[int], months: tuple[int, ...], days: tuple[int, ...]) -> int | None:
    for year in years:
        for month in months:
            if days[0] <= days_in_month(year, month):
                return day_number(year, month, days[0])
    return None


def _latest(years: Iterator[int], months: tuple[int, ...], days: tuple[int, ...]) -> int | None:
    for year in years:
        for month in reversed(months):
            length = days_in_month(year, month)
            if days[0] <= length:
                return day_number(year, month, max(day for day in days if day <= length))
    return None
