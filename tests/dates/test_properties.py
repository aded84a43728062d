"""What holds for every date, and for every text that is none."""

import re
import string
from calendar import monthrange

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.dates import UNDATED, EDTFError, day_number, display, display_bounds, parse
from tests.dates.strategies import (
    DatedText,
    Day,
    calendar_dates,
    dates,
    edtf_texts,
    plain_dates,
    real_days,
    times,
    year_text,
)

NOTATION = re.compile(r"[~%?\[\]{}/X]|\.\.|\b[0-9]{4}-|-[0-9]|\bY-?[0-9]|T[0-9]")


@given(edtf_texts())
def test_canonical_text_means_the_same_and_stays(text: str) -> None:
    edtf = parse(text)
    again = parse(edtf.text)
    assert again == edtf
    assert len(edtf.text) <= len(text)


@given(edtf_texts())
def test_the_first_day_is_never_after_the_last(text: str) -> None:
    edtf = parse(text)
    if edtf.first_day is not None and edtf.last_day is not None:
        assert edtf.first_day <= edtf.last_day
    assert -(2**63) <= edtf.sort_day <= UNDATED


@given(dates() | times())
def test_a_date_holds_the_day_that_it_was_made_from(dated: DatedText) -> None:
    text, day = dated
    edtf = parse(text)
    assert edtf.first_day is not None
    assert edtf.last_day is not None
    assert edtf.first_day <= day_number(*day) <= edtf.last_day


@given(real_days(), st.data())
def test_unknown_digits_reach_to_the_outermost_days_that_fit(day: Day, data: st.DataObject) -> None:
    written = f"{year_text(day[0])}-{day[1]:02}-{day[2]:02}"
    # At most two digits of the year, so that all years that fit are at most 99 away.
    hidden = data.draw(st.sets(st.integers(len(written) - 8, len(written) - 1)))
    text = "".join("X" if at in hidden and one.isdigit() else one for at, one in enumerate(written))
    years, months, days = text[:-6], text[-5:-3], text[-2:]
    fitting = [
        day_number(year, month, number)
        for year in range(day[0] - 99, day[0] + 100)
        if fits(years, year_text(year))
        for month in range(1, 13)
        if fits(months, f"{month:02}")
        for number in range(1, monthrange(2000 + year % 400, month)[1] + 1)
        if fits(days, f"{number:02}")
    ]
    edtf = parse(text)
    assert (edtf.first_day, edtf.last_day) == (fitting[0], fitting[-1])


def fits(pattern: str, digits: str) -> bool:
    return re.fullmatch(pattern.replace("X", "[0-9]"), digits) is not None


@given(plain_dates(), st.sampled_from("?~%"))
def test_qualifiers_never_widen(dated: DatedText, qualifier: str) -> None:
    plain, qualified = parse(dated[0]), parse(dated[0] + qualifier)
    assert (plain.first_day, plain.last_day) == (qualified.first_day, qualified.last_day)


@given(st.text())
@example("2021-12-22\n")
@example("१२३४")
def test_rubbish_raises_nothing_but_the_one_error(text: str) -> None:
    parses_or_refuses(text)


@settings(max_examples=500)
@given(st.text(alphabet="0123456789X-?~%/.[]{},TYZES:+ ", max_size=30))
def test_what_looks_like_a_date_raises_nothing_but_the_one_error(text: str) -> None:
    parses_or_refuses(text)


@settings(max_examples=500)
@given(edtf_texts(), st.data())
def test_a_date_with_one_wrong_character_raises_nothing_but_the_one_error(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    wrong = data.draw(st.sampled_from(string.printable + "٣é"))
    parses_or_refuses(text[:at] + wrong + text[at + data.draw(st.integers(0, 1)) :])


def parses_or_refuses(text: str) -> None:
    try:
        edtf = parse(text)
    except EDTFError as error:
        refused = error
    else:
        assert text.isascii()
        assert display(edtf)
        return
    assert refused.text == text
    assert refused.example in str(refused)


@given(edtf_texts())
def test_people_never_see_the_notation(text: str) -> None:
    words = display(text)
    assert words
    assert not NOTATION.search(words), words
    assert not NOTATION.search(display_bounds(text))


@given(calendar_dates())
def test_a_date_reads_the_same_however_it_is_qualified(dated: DatedText) -> None:
    assert display(dated[0]) == display(parse(dated[0]).text)
