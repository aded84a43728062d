"""Numbers with units, as the archive keeps figures."""

import pytest

from archive.proposals.figures import found_figures
from archive.proposals.languages import language_of
from archive.proposals.tokens import Tokens


def read(text: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    tokens = Tokens(text)
    figures = found_figures(tokens, range(len(tokens)), language_of(language), [])
    return [(figure.low, figure.best, figure.high, figure.unit) for figure in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("122,000 troops", ("", "122000", "", "troops")),
        ("as many as 175,000 troops", ("", "", "175000", "troops")),
        ("at least 14 people", ("14", "", "", "people")),
        ("more than 1,000 armoured vehicles", ("1000", "", "", "vehicles")),
        ("between 2,500 and 3,000 people", ("2500", "", "3000", "people")),
        ("10–20 drones", ("10", "", "20", "drones")),
        ("3 to 5 tanks", ("3", "", "5", "tanks")),
        ("1.2 million people", ("", "1200000", "", "people")),
        ("2.5 percent", ("", "2.5", "", "percent")),
        ("45% of voters", ("", "45", "", "percent")),
        ("$500 million", ("", "500000000", "", "USD")),
        ("three soldiers", ("", "3", "", "soldiers")),
    ],
)
def test_a_number_is_kept_with_its_unit(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text", ["two draft treaties", "within 200 kilometers", "in 2021 and", "Article 5", "9" * 20 + " people", "G7"]
)
def test_a_number_that_counts_nothing_is_no_figure(text):
    assert read(text) == []


def test_numbers_are_written_as_the_language_writes_them():
    assert read("mindestens 1.200 Menschen und 2,5 Prozent", "de") == [
        ("1200", "", "", "Menschen"),
        ("", "2.5", "", "Prozent"),
    ]


def test_what_is_counted_is_kept_in_words():
    tokens = Tokens("Russia has 122,000 troops within 200 kilometers of the border, it said.")
    (figure,) = found_figures(tokens, range(len(tokens)), language_of("en"), [])
    assert figure.of == "within 200 kilometers of the border"
    assert tokens.text[figure.start : figure.end] == "122,000 troops"
