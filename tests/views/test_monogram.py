"""What stands for somebody without a portrait."""

import pytest

from archive.views.monogram import TINTS, monogram


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Sergei Lavrov", "SL"),
        ("Ursula von der Leyen", "UL"),
        ("The Kremlin", "K"),
        ("National Security and Defense Council of Ukraine", "NU"),
        ("U.S.", "US"),
        ("EU", "EU"),
        ("NATO", "N"),
        ("Людмила Денісова", "ЛД"),
        ("习近平", "习"),
        ("Jean-Luc Picard", "JP"),
        ("…", "…"),
    ],
)
def test_initials_are_those_of_the_first_and_the_last_weighty_word(name, initials):
    assert monogram(name).initials == initials


def test_the_tint_is_always_the_same_for_a_name_and_differs_between_names():
    assert monogram("Anna Berg") == monogram("Anna Berg")
    tints = {monogram(f"Person {number}").tint for number in range(200)}
    assert tints == set(range(TINTS))
