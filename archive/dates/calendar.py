"""The proleptic Gregorian calendar for any year.

Days are numbered as `datetime.date.toordinal` numbers them: 1 is 0001-01-01, and zero and below are
earlier days. Years are astronomical: 0 is 1 BC, -44 is 45 BC. Python's integers bound nothing, so the
functions hold for every year; EDTF as read here reaches ±`FURTHEST_YEAR`.
"""

FURTHEST_YEAR = 10**9

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_BEFORE = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_DAYS_IN_400_YEARS = 146_097
_DAYS_IN_100_YEARS = 36_524
_DAYS_IN_4_YEARS = 1_461


def is_leap_year(year: int) -> bool:
    """Whether the astronomical year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month (1 to 12)."""
    return 29 if month == 2 and is_leap_year(year) else _LENGTHS[month]


def day_number(year: int, month: int, day: int) -> int:
    """The number of a day. Raises ValueError for a day or month that does not exist."""
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        raise ValueError(f"there is no day {day} in month {month} of the year {year}")
    before = year - 1
    leap_day = 1 if month > 2 and is_leap_year(year) else 0
    return before * 365 + before // 4 - before // 100 + before // 400 + _DAYS_BEFORE[month] + leap_day + day


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a day number: the inverse of `day_number`."""
    cycles, rest = divmod(number - 1, _DAYS_IN_400_YEARS)
    # The last day of a cycle of 400 and of 4 years is the leap day that would make a fifth part: hence min.
    centuries = min(rest // _DAYS_IN_100_YEARS, 3)
    rest -= centuries * _DAYS_IN_100_YEARS
    fours, rest = divmod(rest, _DAYS_IN_4_YEARS)
    singles = min(rest // 365, 3)
    rest -= singles * 365
    year = cycles * 400 + centuries * 100 + fours * 4 + singles + 1
    return year, *_month_and_day(year, rest)


def _month_and_day(year: int, days_into_year: int) -> tuple[int, int]:
    month = 1
    while days_into_year >= days_in_month(year, month):
        days_into_year -= days_in_month(year, month)
        month += 1
    return month, days_into_year + 1
