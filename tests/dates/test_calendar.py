"""The calendar counts the days of any year as `datetime.date.toordinal` counts those it knows."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dates import civil, day_number

DAYS_IN_400_YEARS = 146_097


@given(st.dates())
def test_days_have_the_numbers_that_python_gives_them(day: datetime.date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-400 * 10**9, 400 * 10**9))
def test_every_day_number_is_one_day(number: int) -> None:
    assert day_number(*civil(number)) == number
    assert civil(number) < civil(number + 1)


@given(st.dates(), st.integers(-2_500_000, 2_499_000))
def test_the_calendar_repeats_every_400_years(day: datetime.date, cycles: int) -> None:
    shifted = day_number(day.year + 400 * cycles, day.month, day.day)
    assert shifted == day.toordinal() + DAYS_IN_400_YEARS * cycles


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ((1, 1, 1), 1),
        ((0, 12, 31), 0),
        ((0, 2, 29), -306),
        ((0, 1, 1), -365),
        ((-1, 12, 31), -366),
        ((-4, 2, 29), -1767),
        ((10**9, 12, 31), 365_242_500_000),
        ((-(10**9), 1, 1), -365_242_500_365),
    ],
)
def test_days_before_year_1_and_far_away_are_numbered(day: tuple[int, int, int], number: int) -> None:
    assert day_number(*day) == number
    assert civil(number) == day


@pytest.mark.parametrize("day", [(2021, 2, 29), (1900, 2, 29), (2021, 13, 1), (2021, 0, 1), (2021, 4, 31), (1, 1, 0)])
def test_a_day_that_does_not_exist_has_no_number(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="there is no day"):
        day_number(*day)
