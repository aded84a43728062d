"""Bars and marks lie where their numbers say, within the drawing, and nothing that is counted disappears."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.charts.bars import LEAST, labels, shares, stacked
from archive.charts.ranges import Values, mark
from archive.charts.scales import scale


def test_bars_stand_on_the_foot_one_upon_the_other():
    (bar,) = stacked([(1, 2, 1)], height=80)
    assert [(block.series, block.y, block.height) for block in bar.blocks] == [(0, 60, 20), (1, 20, 40), (2, 0, 20)]


def test_a_shared_measure_makes_bars_of_several_rows_comparable():
    (bar,) = stacked([(1,)], height=80, most=4)
    assert bar.blocks[0].height == 20


COLUMNS = st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=60)


@given(COLUMNS)
def test_bars_lie_side_by_side_within_the_drawing(counts):
    bars = stacked(counts, height=72)
    assert all(before.x + before.width <= after.x for before, after in pairwise(bars))
    assert bars[0].x >= 0
    assert bars[-1].x + bars[-1].width <= 100
    for bar, column in zip(bars, counts, strict=True):
        assert len(bar.blocks) == sum(1 for count in column if count)
        assert all(block.height >= LEAST and block.y >= 0 for block in bar.blocks)


def test_shares_are_measured_by_the_greatest():
    assert shares([8, 4, 1]) == [100, 50, 12.5]
    assert shares([]) == []


@pytest.mark.parametrize("count", [1, 2, 3, 4, 36])
def test_at_most_three_periods_are_named_from_one_end_to_the_other(count):
    names = [str(number) for number in range(count)]
    found = labels(names)
    assert len(found) <= 3
    assert (found[0].words, found[-1].words) == (names[0], names[-1])


def values(low: str = "", best: str = "", high: str = "") -> Values:
    return Values(*(Decimal(text) if text else None for text in (low, best, high)))


@pytest.mark.parametrize(
    ("given_values", "start", "end", "open_start", "open_end"),
    [
        (values(best="100"), 50, 50, False, False),
        (values(high="100"), 50, 50, True, False),
        (values(low="100"), 50, 50, False, True),
        (values("50", "", "150"), 25, 75, False, False),
        (values("50", "100", ""), 25, 50, False, True),
        (values("50", "100", "150"), 25, 75, False, False),
    ],
)
def test_a_figure_is_open_only_where_it_gives_a_bound_on_the_other_side(given_values, start, end, open_start, open_end):
    found = mark(given_values, scale([Decimal(0), Decimal(200)]))
    assert (found.start, found.end, found.open_start, found.open_end) == (start, end, open_start, open_end)


@pytest.mark.parametrize(("best", "anchor"), [("1", "start"), ("100", "middle"), ("199", "end")])
def test_its_number_runs_inwards_from_the_edges(best, anchor):
    assert mark(values(best=best), scale([Decimal(0), Decimal(200)])).anchor == anchor
