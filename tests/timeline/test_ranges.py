"""Days in an address: a year, a month or a day, from the first to the last of them."""

from datetime import date

import pytest

from archive.timeline.errors import FilterError
from archive.timeline.ranges import read_range


def test_a_range_goes_from_the_first_day_of_from_to_the_last_day_of_to():
    days = read_range("2021-11", "2022")
    assert days.first_day == date(2021, 11, 1).toordinal()
    assert days.last_day == date(2022, 12, 31).toordinal()


def test_either_end_may_be_left_open():
    assert read_range("2021", "").last_day is None
    assert read_range("", "2021").first_day is None
    assert not read_range("", "")


def test_years_before_christ_are_days_too():
    assert read_range("-0044-03-15", "-0044-03-15").first_day < 0


@pytest.mark.parametrize(
    "text", ["yesterday", "2021-13", "2021-02-30", "2021-12-22?", "2021/2022", "20XX", "[2021,2022]"]
)
def test_what_is_not_one_day_month_or_year_is_refused_in_a_sentence(text):
    with pytest.raises(FilterError, match=r"“from”.*\d{4}"):
        read_range(text, "")


def test_a_range_that_ends_before_it_begins_is_refused():
    with pytest.raises(FilterError, match="ends before it begins"):
        read_range("2022", "2021-12-31")
