"""Figures conflict only where they cannot all be true, and those that do stand side by side."""

from dataclasses import replace

import pytest

from archive.charts.agreement import Claim, groups
from tests.charts.test_drawing import values

EXACT = Claim(1, values(best="122000"), "near the border", 10, 10)


def conflicts(one: Claim, other: Claim) -> bool:
    return any(group.conflicts for group in groups([one, replace(other, said=other.said + 1)]))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (values(best="100000"), True),
        (values("90000", "", "120000"), True),
        (values(high="100000"), True),
        (values(low="150000"), True),
        (values(best="122000"), False),
        (values("90000", "", "130000"), False),
        (values(high="175000"), False),
        (values(low="100000"), False),
        (values("", "100000", "130000"), False),
    ],
)
def test_ranges_without_a_number_in_common_conflict(other, expected):
    assert conflicts(EXACT, replace(EXACT, values=other)) is expected


@pytest.mark.parametrize(
    "change",
    [
        {"what": "in an invasion"},
        {"first_day": 11, "last_day": 11},
        {"dated": False},
        {"said": 0},
    ],
    ids=["of something else", "of another day", "of no day", "by the same statement"],
)
def test_figures_that_cannot_be_compared_do_not_conflict(change):
    other = replace(EXACT, values=values(best="1"))
    assert conflicts(EXACT, other)
    assert not conflicts(EXACT, replace(other, **change))


def test_what_is_counted_may_be_written_with_other_capitals_but_must_be_known():
    other = replace(EXACT, values=values(best="1"), what="Near  the border")
    assert conflicts(EXACT, other)
    assert not conflicts(replace(EXACT, what=""), replace(other, what=""))


def test_an_open_date_has_a_time_in_common_with_all_on_its_side():
    other = replace(EXACT, values=values(best="1"), first_day=None, last_day=12)
    assert conflicts(EXACT, other)
    assert not conflicts(EXACT, replace(other, last_day=9))


def test_a_denial_sets_figures_side_by_side_whatever_they_count():
    far = replace(EXACT, said=3, what="elsewhere")
    between = replace(EXACT, said=2)
    found = groups([EXACT, between, far], [(3, 1)])
    assert [(group.claims, group.opposed, group.apart) for group in found] == [
        ((0, 2), True, False),
        ((1,), False, False),
    ]


def test_every_figure_stands_on_the_chart_once():
    claims = [replace(EXACT, said=number, values=values(best=str(number % 3))) for number in range(1, 30)]
    found = groups(claims, [(1, 2), (2, 99)])
    assert sorted(number for group in found for number in group.claims) == list(range(29))
