"""Names that deceive the eye are told; honest names in any script are not."""

import pytest

from archive.exchange.tables import deceptive


@pytest.mark.parametrize(
    "name",
    [
        "Sergey Lavrov",
        "Сергей Лавров",
        "Володимир Зеленський",
        "Αλέξης Τσίπρας",
        "Sergey Lavrov (Сергей Лавров)",
        "Łódź, Gdańsk, Zürich, São Paulo, Đà Nẵng",
        "بنیامین نتانیاهو",
        "نمی\u200cخواهم",
        "क्\u200dष",
        "👩\u200d🚀 NASA",
        "東京オリンピック2020",
        "IT-компания",
        "COVID-19",
        "COVIDный",
        "5 μm, Δt",
        "Ⅷ",
        "",
    ],
)
def test_an_honest_name_is_not_warned_of(name):
    assert deceptive(name) == []


@pytest.mark.parametrize(
    ("name", "warning"),
    [
        (
            "Lavrov\u202egnp.exe",
            "It holds U+202E (right-to-left override), which makes it read in another order than it is written.",
        ),
        (
            "\u2067abc\u2069",
            "It holds U+2067 (right-to-left isolate), which makes it read in another order than it is written.",
        ),
        ("Lav\u200brov", "It holds U+200B (zero width space), which is not seen."),
        ("Lav\u00adrov", "It holds U+00AD (soft hyphen), which is not seen."),
        (
            "L\u0430vrov",
            "In the word “L\u0430vrov” the letter U+0430 (cyrillic small letter a) looks like one of another script.",
        ),
        (
            "Л\u0061вров",
            "In the word “Л\u0061вров” the letter U+0061 (latin small letter a) looks like one of another script.",
        ),
        (
            "B\u03bfris",
            "In the word “B\u03bfris” the letter U+03BF (greek small letter omicron) looks like one of another script.",
        ),
        (
            "on \u0420\u0430y\u0440al",
            "In the word “\u0420\u0430y\u0440al” the letter U+0079 (latin small letter y) looks like one of another "
            "script.",
        ),
    ],
)
def test_a_name_that_deceives_is_told_with_the_character(name, warning):
    assert deceptive(name) == [warning]


def test_each_kind_of_deception_is_told_once():
    assert len(deceptive("p\u0430y\u202epal p\u0430y\u202e\u200b\u200bpal")) == 3
