"""Canonical text is the text as read, with qualifiers in their shortest equivalent form."""

from itertools import product

import pytest

from archive.dates import parse
from archive.dates.qualifiers import Arrangement, effective, shortest

UNCHANGED = [
    "2021-12-22",
    "-0044-03-15",
    "Y17000",
    "2021-24",
    "156X",
    "2021-12-22?",
    "2021-12~",
    "2021%",
    "2004-06~-11",
    "2004-06-~11",
    "2004-~06-11",
    "2004-?06-11",
    "2021-12-17/2022-01",
    "2021-11/..",
    "../2021-12",
    "2021-11/",
    "/2021-11",
    "[2021-12-22,2021-12-21]",
    "{1667,1668,1670..1672}",
    "[..1984,1990..]",
    "[2021..2021]",
    "2022-01-26T16:14:00+02:00",
]

SHORTENED = [
    ("?2021-?12-?22", "2021-12-22?"),
    ("2021?-12?-22?", "2021-12-22?"),
    ("?2021", "2021?"),
    ("?2021?", "2021?"),
    ("?2021~", "2021%"),
    ("?2021-12", "2021?-12"),
    ("?2021-?12", "2021-12?"),
    ("?2021-?12-22", "2021-12?-22"),
    ("2021?-12-22?", "2021-12-22?"),
    ("?2004-06-~11", "2004?-06-~11"),
    ("2021?-12~", "2021?-12~"),
    ("2021%-12~", "2021?-12~"),
    ("2021?-12%", "2021-12%"),
    ("~2021-~12-%22", "2021-12-?22~"),
    ("2021-?12-?22", "2021-?12-?22"),
    ("~2021-~24", "2021-24~"),
    ("?Y17000", "Y17000?"),
    ("?2021-?11/~2022", "2021-11?/2022~"),
    ("[?2021..~2022,?2023]", "[2021?..2022~,2023?]"),
    ("?156X-?1X", "156X-1X?"),
]


@pytest.mark.parametrize("text", UNCHANGED)
def test_canonical_text_stays_as_it_is(text: str) -> None:
    assert parse(text).text == text


@pytest.mark.parametrize(("text", "canonical"), SHORTENED)
def test_qualifiers_take_their_shortest_form(text: str, canonical: str) -> None:
    assert parse(text).text == canonical


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_no_way_of_writing_the_same_is_shorter(parts: int) -> None:
    pairs = [(left, right) for left in range(4) for right in range(4)]
    for arrangement in product(pairs, repeat=parts):
        flags = effective(arrangement)
        best = shortest(flags)
        assert effective(best) == flags
        assert signs(best) <= signs(arrangement)


def signs(arrangement: Arrangement) -> int:
    return sum(1 for pair in arrangement for sign in pair if sign)
