"""A person reads dates in words, in their own language."""

import re

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from archive.dates import EDTFError, day_number, display, display_bounds, display_day, parse
from tests.dates.strategies import edtf_texts

SINGLE = [
    ("2021-12-22", "22 December 2021"),
    ("2021-12-02", "2 December 2021"),
    ("2021-12", "December 2021"),
    ("2021", "2021"),
    ("0800-12-25", "25 December 800 AD"),
    ("0045", "45 AD"),
    ("0000", "1 BC"),
    ("-0044", "45 BC"),
    ("-0044-03-15", "15 March 45 BC"),
    ("Y17000", "17,000 AD"),
    ("Y-170000002", "170,000,003 BC"),
    ("2021-21", "spring 2021"),
    ("2021-22", "summer 2021"),
    ("2021-23", "autumn 2021"),
    ("2021-24", "winter 2021–2022"),
    ("-0044-24", "winter 45 BC to 44 BC"),
    ("2022-01-26T16:14:00+02:00", "26 January 2022, 16:14 (UTC+2)"),
    ("2022-01-26T16:14:05Z", "26 January 2022, 16:14:05 (UTC)"),
    ("2022-01-26T06:04:00", "26 January 2022, 06:04"),
    ("2022-01-26T16:14:00-03:30", "26 January 2022, 16:14 (UTC−3:30)"),
    ("2022-01-26T16:14:00+10", "26 January 2022, 16:14 (UTC+10)"),
    ("2022-01-26T16:14:00+00:00", "26 January 2022, 16:14 (UTC)"),
    ("2022-01-26T16:14:00-00:30", "26 January 2022, 16:14 (UTC−0:30)"),
]

QUALIFIED = [
    ("2021-12~", "about December 2021"),
    ("2021-12-22?", "22 December 2021 (uncertain)"),
    ("2021%", "about 2021 (uncertain)"),
    ("2004-06-~11", "11 June 2004 (day approximate)"),
    ("2004?-06-11", "11 June 2004 (year uncertain)"),
    ("2004-06~-11", "11 June 2004 (year and month approximate)"),
    ("2004-?06-?11", "11 June 2004 (month and day uncertain)"),
    ("?2004-06-?11", "11 June 2004 (year and day uncertain)"),
    ("2004?-06-~11", "11 June 2004 (year uncertain; day approximate)"),
    ("2004?-06-11~", "about 11 June 2004 (year uncertain)"),
    ("2004-~06-11?", "11 June 2004 (uncertain; month approximate)"),
    ("2021-~24", "winter 2021–2022 (season approximate)"),
    ("2021-?21", "spring 2021 (season uncertain)"),
    ("156X~", "about the 1560s"),
    ("15XX?", "the 1500s (uncertain)"),
]

UNSPECIFIED = [
    ("156X", "1560s"),
    ("15XX", "1500s"),
    ("20XX", "2000s"),
    ("200X", "a year between 2000 and 2009"),
    ("1XXX", "a year between 1000 and 1999"),
    ("19X5", "a year between 1905 and 1995"),
    ("-004X", "a year between 50 BC and 41 BC"),
    ("XXXX", "an unknown year"),
    ("2021-XX", "a month in 2021"),
    ("2021-0X", "a month from January to September 2021"),
    ("2021-X2", "February or December 2021"),
    ("2021-X3", "March 2021"),
    ("2021-12-XX", "a day in December 2021"),
    ("2021-XX-XX", "a day in 2021"),
    ("2021-X2-XX", "a day in February or December 2021"),
    ("2021-XX-22", "day 22 of a month in 2021"),
    ("2021-12-3X", "30 or 31 December 2021"),
    ("2021-11-3X", "30 November 2021"),
    ("2021-12-X5", "5, 15 or 25 December 2021"),
    ("2021-12-2X", "a day from 20 to 29 December 2021"),
    ("2021-02-2X", "a day from 20 to 28 February 2021"),
    ("202X-02-2X", "a day from 20 to 29 February in the 2020s"),
    ("2021-1X-22", "a day between 22 October 2021 and 22 December 2021"),
    ("2021-X2-3X", "a day between 30 December 2021 and 31 December 2021"),
    ("156X-12", "December in the 1560s"),
    ("156X-12-25", "25 December in the 1560s"),
    ("156X-12-XX", "a day in December in the 1560s"),
    ("156X-24", "winter in the 1560s"),
    ("XXXX-12-25", "25 December of an unknown year"),
    ("19X5-12-25", "25 December in a year between 1905 and 1995"),
]

INTERVALS = [
    ("2021-12-17/2022-01", "17 December 2021 to January 2022"),
    ("2021-12-17/2021-12-19", "17–19 December 2021"),
    ("2021-12-17/2021-12-17", "17 December 2021"),
    ("2021-11-17/2021-12-03", "17 November to 3 December 2021"),
    ("2021-11/2021-12", "November to December 2021"),
    ("2021-11/2021-12-05", "November to 5 December 2021"),
    ("2021/2021-11", "2021 to November 2021"),
    ("1964/2008", "1964–2008"),
    ("-0044/0014", "45 BC to 14 AD"),
    ("156X/158X", "the 1560s to the 1580s"),
    ("2021-12-17~/2021-12-19", "about 17 December 2021 to 19 December 2021"),
    ("2021-11/..", "since November 2021"),
    ("2021-11~/..", "since about November 2021"),
    ("156X/..", "since the 1560s"),
    ("../2021-12", "until December 2021"),
    ("2021-11/", "from November 2021, end unknown"),
    ("/2021-12", "until December 2021, start unknown"),
]

SETS = [
    ("[2021-12-21,2021-12-22]", "21 or 22 December 2021"),
    ("{2021-12-21,2021-12-22}", "21 and 22 December 2021"),
    ("[2021-12-21,2021-12-23..2021-12-25]", "21 or 23–25 December 2021"),
    ("[2021-11-21,2021-12-03]", "21 November or 3 December 2021"),
    ("{2021-11,2021-12}", "November and December 2021"),
    ("[2021-12-31,2022-01-01]", "31 December 2021 or 1 January 2022"),
    ("[2021-12-21~,2021-12-22]", "about 21 December 2021 or 22 December 2021"),
    ("[1667,1668,1670..1672]", "1667, 1668 or 1670–1672"),
    ("[2021]", "2021"),
    ("[2021-12-17..2021-12-19]", "some time in 17–19 December 2021"),
    ("{1670..1672}", "all of 1670–1672"),
    ("[..1984]", "1984 or earlier"),
    ("{..1984}", "1984 and earlier"),
    ("[1760-12..]", "December 1760 or later"),
    ("{1667,1760-12..}", "1667 and December 1760 and later"),
]


@pytest.mark.parametrize(("text", "words"), SINGLE + QUALIFIED + UNSPECIFIED + INTERVALS + SETS)
def test_a_date_is_told_in_words(text: str, words: str) -> None:
    assert display(text) == words
    assert display(parse(text)) == words


def test_undated_is_told_by_nothing() -> None:
    assert display("") == ""
    assert display_bounds("") == ""


def test_what_is_no_date_is_not_told() -> None:
    with pytest.raises(EDTFError):
        display("soon")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2021-12", "1 December 2021 to 31 December 2021"),
        ("2021-12-22", "22 December 2021"),
        ("2021-11/..", "since 1 November 2021"),
        ("../2021-12", "until 31 December 2021"),
        ("2021-11/", "1 November 2021 to 30 November 2021"),
        ("[..1984,1990..]", "any day"),
        ("-0044", "1 January 45 BC to 31 December 45 BC"),
        ("Y17000", "1 January 17,000 AD to 31 December 17,000 AD"),
    ],
)
def test_bounds_are_told_as_days(text: str, words: str) -> None:
    assert display_bounds(text) == words
    assert display_bounds(parse(text)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((2021, 12, 22), "22 December 2021"),
        ((-44, 3, 15), "15 March 45 BC"),
        ((10**9, 12, 31), "31 December 1,000,000,000 AD"),
    ],
)
def test_a_day_number_is_told_as_a_day(day: tuple[int, int, int], words: str) -> None:
    assert display_day(day_number(*day)) == words


@pytest.fixture
def other_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language without Latin letters, in which every message is translated."""

    def gettext(message: str) -> str:
        pieces = re.split(r"(%\(\w+\)s)", message)
        return "".join(piece if piece.startswith("%(") else re.sub("[A-Za-z]", "ж", piece) for piece in pieces)

    monkeypatch.setattr("django.utils.translation._trans.gettext", gettext)
    monkeypatch.setattr("django.utils.translation._trans.pgettext", lambda context, message: gettext(message))


def has_latin_letters(words: str) -> bool:
    return re.search("[A-Za-z]", words) is not None


# The language is the same for every example.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=edtf_texts())
def test_all_words_are_translated(other_language: None, text: str) -> None:
    assert not has_latin_letters(display(text))
    assert not has_latin_letters(display_bounds(text))


@pytest.mark.parametrize("text", [text for text, _ in SINGLE + QUALIFIED + UNSPECIFIED + INTERVALS + SETS])
def test_words_of_every_form_are_translated(other_language: None, text: str) -> None:
    assert not has_latin_letters(display(text))
    assert not has_latin_letters(display_bounds(text))


def test_refusals_are_translated(other_language: None) -> None:
    with pytest.raises(EDTFError) as caught:
        parse("2022/2021")
    assert not has_latin_letters(str(caught.value))


def test_months_are_told_in_the_readers_language() -> None:
    with translation.override("de"):
        assert display("2021-12") == "Dezember 2021"
