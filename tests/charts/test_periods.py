"""Time is cut into periods of the calendar that hold it without a gap and can be told by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.charts.periods import borders, periods, telling
from archive.dates import day_number

MONTHS, MOST = 36, 60


def names(first: tuple[int, int, int], last: tuple[int, int, int]) -> list[str]:
    return [period.name for period in periods(day_number(*first), day_number(*last), MONTHS, MOST)]


def test_a_short_time_is_told_by_months():
    assert names((2021, 11, 30), (2022, 1, 1)) == ["November 2021", "December 2021", "January 2022"]
    assert len(names((2019, 1, 1), (2021, 12, 31))) == MONTHS


@pytest.mark.parametrize(
    ("first", "last", "first_name", "last_name"),
    [
        ((2019, 1, 1), (2022, 1, 1), "2019", "2022"),
        ((1949, 4, 4), (2021, 12, 22), "1940 to 1949", "2020 to 2029"),
        ((-43, 3, 15), (2021, 12, 22), "101 BC to 2 BC", "2000 to 2099"),
        ((0, 12, 31), (1, 1, 1), "December 1 BC", "January 1 AD"),
    ],
)
def test_a_longer_time_by_years_decades_and_centuries(first, last, first_name, last_name):
    found = names(first, last)
    assert (found[0], found[-1]) == (first_name, last_name)
    assert len(found) <= MOST


def test_a_rare_early_day_does_not_squeeze_all_others_into_one_bar():
    first, last, early = day_number(2021, 1, 1), day_number(2022, 3, 1), day_number(-14000, 1, 1)
    found = telling((early, last), (first, last), MONTHS, MOST)
    assert (found[0].name, found[-1].name, len(found)) == ("January 2021", "March 2022", 15)


def test_nothing_is_left_out_where_that_would_not_make_the_periods_shorter():
    first, last = day_number(2021, 1, 1), day_number(2022, 3, 1)
    assert telling((first, last), (first + 40, last - 40), MONTHS, MOST) == periods(first, last, MONTHS, MOST)


@given(st.integers(-(10**11), 10**11), st.integers(0, 10**11))
def test_every_day_lies_in_exactly_one_of_few_periods(first, more):
    found = periods(first, first + more, MONTHS, MOST)
    ends = borders(found)
    assert len(found) <= MOST
    assert ends == sorted(set(ends))
    assert ends[0] <= first < ends[1]
    assert ends[-2] <= first + more < ends[-1]
