"""Where the `edtf` package answers, it answers the same, or the table says why not.

The package is slow (milliseconds a date) and is used as a second opinion only here.
"""

import math

import edtf
import pytest

from archive.dates import civil, parse

Day = tuple[int, int, int] | float | None

AGREED = [
    "2021",
    "2021-12",
    "2021-12-22",
    "2020-02",
    "0000",
    "-0044",
    "-0044-03-15",
    "1066-10-14",
    "Y17000",
    "Y-17000",
    "2021-12~",
    "2021-12-22?",
    "2021%",
    "2004?-06-~11",
    "2004-06~-11",
    "156X",
    "15XX",
    "1XXX",
    "XXXX",
    "1X6X",
    "-156X",
    "2021-XX",
    "2021-12-XX",
    "2021-02-XX",
    "2021-XX-XX",
    "2021-XX-22",
    "156X-12",
    "156X-12-25",
    "156X-12-XX",
    "XXXX-12-25",
    "2021-21",
    "2021-22",
    "2021-23",
    "2021-12-17/2022-01",
    "1964/2008",
    "2004-06~/2004-06-11?",
    "2021-12/2021-12-05",
    "2021-24/2022-01",
    "156X/158X",
    "[2021-12-21,2021-12-22]",
    "{2021-12-21,2021-12-22}",
    "[1667,1668,1670..1672]",
    "{1960,1961-12}",
    "2022-01-26T16:14:00",
    "2022-01-26T16:14:00Z",
    "2022-01-26T16:14:00+02:00",
]

OPEN_IS_INFINITE = "the package gives infinity for an end that is open; here it has no bound"
WINTER_ENDS_WITH_THE_YEAR = "the package ends winter on 31 December; here it goes on to the end of February"
LEAP_DAY_IN_ANY_YEAR = "the package puts 29 February into years that have none; here a day must exist"
UNKNOWN_END_IS_GUESSED = "the package guesses ten years for an unknown end; here nothing is guessed"

# Text, what the package says, what is said here, and why.
DIFFERENT: list[tuple[str, tuple[Day, Day], tuple[Day, Day], str]] = [
    ("2021-11/..", ((2021, 11, 1), math.inf), ((2021, 11, 1), None), OPEN_IS_INFINITE),
    ("../2021-12", (-math.inf, (2021, 12, 31)), (None, (2021, 12, 31)), OPEN_IS_INFINITE),
    ("[..1984]", (-math.inf, (1984, 12, 31)), (None, (1984, 12, 31)), OPEN_IS_INFINITE),
    ("{1760-12..}", ((1760, 12, 1), math.inf), ((1760, 12, 1), None), OPEN_IS_INFINITE),
    ("[1667,1760-12..]", ((1667, 1, 1), math.inf), ((1667, 1, 1), None), OPEN_IS_INFINITE),
    (
        "2021-24",
        ((2021, 12, 1), (2021, 12, 31)),
        ((2021, 12, 1), (2022, 2, 28)),
        WINTER_ENDS_WITH_THE_YEAR,
    ),
    ("-0001-24", ((-1, 12, 1), (-1, 12, 31)), ((-1, 12, 1), (0, 2, 29)), WINTER_ENDS_WITH_THE_YEAR),
    ("15XX-02-29", ((1500, 2, 29), (1599, 2, 29)), ((1504, 2, 29), (1596, 2, 29)), LEAP_DAY_IN_ANY_YEAR),
    ("190X-02-29", ((1900, 2, 29), (1909, 2, 29)), ((1904, 2, 29), (1908, 2, 29)), LEAP_DAY_IN_ANY_YEAR),
    ("2021-11/", ((2021, 11, 1), (2031, 11, 1)), ((2021, 11, 1), (2021, 11, 30)), UNKNOWN_END_IS_GUESSED),
    ("/2021-11", ((2011, 11, 30), (2021, 11, 30)), ((2021, 11, 1), (2021, 11, 30)), UNKNOWN_END_IS_GUESSED),
]

# The package fails inside on unknown digits of a month or a day that are not all unknown.
UNANSWERED = ["2021-1X", "2021-X2", "2021-12-3X", "2021-XX/2021-03"]


def their_bounds(text: str) -> tuple[Day, Day]:
    value = edtf.parse_edtf(text)
    first, last = value.lower_strict(), value.upper_strict()
    return (
        first if isinstance(first, float) else tuple(first)[:3],
        last if isinstance(last, float) else tuple(last)[:3],
    )


def our_bounds(text: str) -> tuple[Day, Day]:
    value = parse(text)
    first, last = value.first_day, value.last_day
    return None if first is None else civil(first), None if last is None else civil(last)


@pytest.mark.parametrize("text", AGREED)
def test_both_read_the_same(text: str) -> None:
    assert our_bounds(text) == their_bounds(text)


@pytest.mark.parametrize(("text", "theirs", "ours", "why"), DIFFERENT)
def test_differences_are_known(text: str, theirs: tuple[Day, Day], ours: tuple[Day, Day], why: str) -> None:
    assert their_bounds(text) == theirs
    assert our_bounds(text) == ours, why


@pytest.mark.parametrize("text", UNANSWERED)
def test_the_package_does_not_answer(text: str) -> None:
    with pytest.raises((AttributeError, ValueError)):
        their_bounds(text)
    assert None not in our_bounds(text)
