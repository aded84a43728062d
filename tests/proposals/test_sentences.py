"""Sentences end where a reader would say so."""

import pytest

from archive.proposals import sentences


def split(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Gen. Milley met Mr. Lavrov. They spoke.", ["Gen. Milley met Mr. Lavrov.", "They spoke."]),
        (
            "The U.S. Joint Chiefs met in the U.S. The Kremlin did not.",
            ["The U.S. Joint Chiefs met in the U.S.", "The Kremlin did not."],
        ),
        ("J. Biden came on Dec. 22. It was cold.", ["J. Biden came on Dec. 22.", "It was cold."]),
        ("“Stop it!” he said. “Now.” They went.", ["“Stop it!” he said.", "“Now.”", "They went."]),
        ("It cost 2.5 million. Nobody paid.", ["It cost 2.5 million.", "Nobody paid."]),
        ("A headline\n\nA text.", ["A headline", "A text."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_sentence_ends_at_its_mark_and_not_in_a_short_form(text, expected):
    assert split(text) == expected


def test_short_forms_and_ordinals_are_those_of_the_language():
    assert split("Am 17. Dezember kam z. B. Dr. Berg. Sie ging.", "de") == [
        "Am 17. Dezember kam z. B. Dr. Berg.",
        "Sie ging.",
    ]
    assert split("В 2021 г. А. Иванов приехал. Он уехал.", "ru") == ["В 2021 г. А. Иванов приехал.", "Он уехал."]


def test_a_line_that_is_only_wrapped_goes_on():
    text = "The ministry said that the exercises near the border\nwould end in March. Others doubted it."
    assert len(split(text)) == 2


def test_scripts_without_spaces_have_sentences_too():
    assert split("彼は言った。雨だ。", "ja") == ["彼は言った。", "雨だ。"]
