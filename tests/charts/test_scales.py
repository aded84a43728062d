"""An axis of numbers is round, holds everything, and begins at zero unless the page says otherwise."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.charts.scales import scale


def numbers(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("175000", "122000"), ("0", "50000", "100000", "150000", "200000")),
        (("7",), ("0", "2", "4", "6", "8")),
        (("0.3", "0.12"), ("0", "0.1", "0.2", "0.3")),
        (("-40", "20"), ("-40", "-20", "0", "20")),
        (("1995", "2005"), ("1994", "1996", "1998", "2000", "2002", "2004", "2006")),
        (("0",), ("0", "0.2", "0.4", "0.6", "0.8", "1.0")),
        ((), ("0", "0.2", "0.4", "0.6", "0.8", "1.0")),
    ],
)
def test_ticks_are_round_numbers(values, ticks):
    assert scale(numbers(*values)).ticks == tuple(numbers(*ticks))


def test_places_are_in_percent_of_the_axis():
    axis = scale(numbers("175000", "122000"))
    assert [axis.at(value) for value in numbers("0", "100000", "200000", "122000")] == [0, 50, 100, 61]


def test_values_of_like_size_have_an_axis_of_their_own():
    assert not scale(numbers("1995", "2005")).begins_at_zero
    assert scale(numbers("1000", "2005")).begins_at_zero


LARGEST = Decimal(10**15)


@given(st.lists(st.decimals(-LARGEST, LARGEST, places=6), max_size=20))
def test_every_value_lies_on_the_axis_and_ticks_are_few(values):
    axis = scale(values)
    assert 2 <= len(axis.ticks) <= 9
    assert all(0 <= axis.at(value) <= 100 for value in values)
    steps = {after - before for before, after in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert len(steps) == 1
