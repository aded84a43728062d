"""Figures, positions and distances in words."""

from decimal import Decimal

import pytest

from archive.models import Figure, Place
from archive.models.language_names import language_name
from archive.views.figure_words import figure_words
from archive.views.place_words import distance_words, position_words


@pytest.mark.parametrize(
    ("low", "best", "high", "of", "words"),
    [
        (None, None, "175000", "", "as many as 175,000 troops"),
        (None, "122000", None, "within 200 km of the border", "122,000 troops within 200 km of the border"),
        ("90000", None, None, "", "at least 90,000 troops"),
        ("90000", None, "110000", "", "90,000 to 110,000 troops"),
        ("100", None, "100", "", "100 troops"),
        ("90000", "100000", "110000", "", "100,000 (from 90,000 to 110,000) troops"),
        (None, "1.5", None, "", "1.5 troops"),
        (None, "3", None, "the Russian army", "3 troops of the Russian army"),
    ],
)  # fmt: skip
def test_a_figure_is_told_with_its_bounds_its_unit_and_what_it_counts(low, best, high, of, words):
    numbers = {"low": low, "best": best, "high": high}
    figure = Figure(unit="troops", of=of, **{name: Decimal(text) for name, text in numbers.items() if text})
    assert figure_words(figure) == words


@pytest.mark.parametrize(
    ("latitude", "longitude", "uncertainty", "words"),
    [
        ("50.45", "30.5234", "20000", "50.45° N, 30.52° E, to within 20 km"),
        ("48.4", "31.2", "700000", "48° N, 31° E, to within 700 km"),
        ("-33.8688", "-70.6693", "10", "33.8688° S, 70.6693° W, to within 10 m"),
        ("0", "0", None, "0.0000° N, 0.0000° E"),
        (None, None, None, ""),
    ],
)
def test_a_position_is_told_as_finely_as_it_is_known(latitude, longitude, uncertainty, words):
    numbers = {"latitude": latitude, "longitude": longitude, "uncertainty_m": uncertainty}
    place = Place(**{name: Decimal(text) for name, text in numbers.items() if text is not None})
    assert position_words(place) == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [("0.5", "1 m"), ("350", "350 m"), ("1500", "1.5 km"), ("2000", "2 km"), ("1234567", "1,235 km")],
)
def test_a_distance_is_told_in_round_numbers(metres, words):
    assert distance_words(Decimal(metres)) == words


@pytest.mark.parametrize(("tag", "name"), [("ru", "Russian"), ("uk-Latn", "Ukrainian"), ("tlh", "tlh"), ("", "")])
def test_a_language_is_called_by_its_name(tag, name):
    assert language_name(tag) == name
