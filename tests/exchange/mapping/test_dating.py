"""Dates as people write them, in EDTF: what each means, and what is refused because nobody said what it means."""

from dataclasses import replace

import pytest

from archive.exchange.mapping.date_words import MONTHS
from archive.exchange.mapping.dating import DateReader
from archive.exchange.mapping.errors import Unfit
from archive.exchange.mapping.orders import evidence_of
from archive.exchange.mapping.ways import DateOf
from archive.proposals.languages import LANGUAGES

PLAIN = DateOf(column="Date")


def read(way: DateOf, text: str = "", **cells: str) -> str:
    row = {"Date": text, **cells}
    return DateReader(way).read(lambda name: row[name] if name else "")


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("", ""),
        ("2021", "2021"),
        ("2021-12-22", "2021-12-22"),
        ("2021/12/22", "2021-12-22"),
        ("20211222", "2021-12-22"),
        ("202112", "2021-12"),
        ("2021-12~", "2021-12~"),
        ("156X", "156X"),
        ("25/12/2021", "2021-12-25"),
        ("12/25/2021", "2021-12-25"),
        ("05.05.2021", "2021-05-05"),
        ("12/2021", "2021-12"),
        ("22 December 2021", "2021-12-22"),
        ("Wednesday, 22nd December 2021", "2021-12-22"),
        ("Dec. 22, 2021", "2021-12-22"),
        ("December 2021", "2021-12"),
        ("22. Dezember 2021", "2021-12-22"),
        ("22 décembre 2021", "2021-12-22"),
        ("22 de diciembre de 2021", "2021-12-22"),
        ("22 grudnia 2021 r.", "2021-12-22"),
        ("22 декабря 2021 г.", "2021-12-22"),
        ("22 грудня 2021", "2021-12-22"),
        ("2021-12-22 14:30:05", "2021-12-22T14:30:05"),
        ("22 Dec 2021 2:30 pm", "2021-12-22T14:30:00"),
        ("2021-12-22T14:30:00+02:00", "2021-12-22T14:30:00+02:00"),
        ("2021-12-22 00:00:00", "2021-12-22"),
        ("ca. 1914", "1914~"),
        ("circa December 1914", "1914-12~"),
        ("um 1914", "1914~"),
        ("около 1914", "1914~"),
        ("1914?", "1914?"),
        ("22 December 2021 (?)", "2021-12-22?"),
        ("since 1914", "1914/.."),
        ("before March 1914", "../1914-03"),
        ("bis 1914", "../1914"),
        ("from 1914 to 1918", "1914/1918"),
        ("1914–1918", "1914/1918"),
        ("1914-1918", "1914/1918"),
        ("12–14 March 2021", "2021-03-12/2021-03-14"),
        ("December 2021 – January 2022", "2021-12/2022-01"),
        ("November – December 2021", "2021-11/2021-12"),
        ("1920s", "192X"),
        ("44 BC", "-0043"),
        ("15 March 44 BC", "-0043-03-15"),
    ],
)
def test_what_has_one_meaning_needs_no_order(written, edtf):
    assert read(PLAIN, written) == edtf


@pytest.mark.parametrize(
    ("order", "written", "edtf"),
    [
        ("dmy", "03/04/2021", "2021-04-03"),
        ("mdy", "03/04/2021", "2021-03-04"),
        ("dmy", "3. 4. 2021", "2021-04-03"),
        ("mdy", "3-4-2021 10:15", "2021-03-04T10:15:00"),
        ("ymd", "2021.04.03", "2021-04-03"),
    ],
)
def test_the_order_is_the_one_that_was_said(order, written, edtf):
    assert read(replace(PLAIN, order=order), written) == edtf


@pytest.mark.parametrize(
    ("way", "written", "reason"),
    [
        (
            PLAIN,
            "03/04/2021",
            "It could be day 3 of month 4 or the other way round; say which order is meant.",
        ),
        (replace(PLAIN, order="dmy"), "04/25/2021", "There is no such day."),
        (PLAIN, "31/02/2021", "There is no such day."),
        (PLAIN, "29 February 2021", "There is no such day."),
        (PLAIN, "25/12/21", "The year has two digits; say which century is meant."),
        (PLAIN, "22 December", "The year is missing."),
        (PLAIN, "next spring", "This is not a date."),
        (PLAIN, "44552", "This is not a date."),
        (PLAIN, "2021-12-22 25:00", "“25:00” is no time of day."),
        (PLAIN, "December 2021 14:00", "A time of day needs a day."),
    ],
)
def test_what_could_mean_something_else_is_refused(way, written, reason):
    with pytest.raises(Unfit) as refused:
        read(way, written)
    assert (refused.value.value, refused.value.reason) == (written, reason)


def test_two_digits_of_a_year_are_read_as_was_said():
    way = replace(PLAIN, two_digit_years=30)
    assert [read(way, text) for text in ("25/12/21", "25/12/30", "25/12/31")] == [
        "2021-12-25",
        "2030-12-25",
        "1931-12-25",
    ]


@pytest.mark.parametrize(
    ("serial", "written", "edtf"),
    [
        ("1900", "44552", "2021-12-22"),
        ("1904", "43090", "2021-12-22"),
        ("1900", "44552.5", "2021-12-22T12:00:00"),
        ("1900", "2021", "2021"),
    ],
)
def test_day_numbers_of_spreadsheets(serial, written, edtf):
    assert read(replace(PLAIN, serial=serial), written) == edtf


@pytest.mark.parametrize(
    ("rules", "written", "edtf"),
    [
        ({"first_of_year": True}, "1914-01-01", "1914"),
        ({"first_of_year": True}, "1914-02-01", "1914-02-01"),
        ({"first_of_month": True}, "1 February 1914", "1914-02"),
        ({"first_of_year": True, "first_of_month": True}, "01.01.1914", "1914"),
        ({"first_of_year": True}, "1914-01-01 10:00", "1914-01-01T10:00:00"),
        ({"first_of_month": True}, "ca. 1 February 1914", "1914-02~"),
        ({"midnight_is_day": False}, "1914-02-01 00:00", "1914-02-01T00:00:00"),
    ],
)
def test_false_precision_is_taken_away_where_somebody_said_so(rules, written, edtf):
    assert read(replace(PLAIN, **rules), written) == edtf


def test_a_column_can_say_how_exact_the_date_is():
    rules = {"1": "day", "2": "week", "3": "month", "4": "year", "5": "about"}
    way = replace(PLAIN, precision="Exact", precisions=rules)
    found = [read(way, "2022-03-05", Exact=told) for told in ("1", "2", "3", "4", "5", "")]
    assert found == ["2022-03-05", "2022-03-02~/2022-03-08~", "2022-03", "2022", "2022-03-05~", "2022-03-05"]
    with pytest.raises(Unfit, match="Nobody said how exact “9” is"):
        read(way, "2022-03-05", Exact="9")


def test_a_span_has_its_end_in_another_column():
    way = replace(PLAIN, end="End", order="dmy")
    assert read(way, "01/03/2022", End="05/03/2022") == "2022-03-01/2022-03-05"
    assert read(way, "01/03/2022", End="01/03/2022") == "2022-03-01"
    assert read(way, "01/03/2022", End="") == "2022-03-01"
    with pytest.raises(Unfit, match="There is an end and no start"):
        read(way, "", End="05/03/2022")
    with pytest.raises(Unfit, match="2022-03-05"):
        read(way, "05/03/2022", End="01/03/2022")


def test_a_date_in_several_columns():
    way = DateOf(parts=("Year", "Month", "Day"), time="Time", end_parts=("To", "", ""))
    cells = {"Year": "2021", "Month": "12", "Day": "2", "Time": "", "To": ""}
    assert read(way, **cells) == "2021-12-02"
    assert read(way, **{**cells, "Time": "14:30:00"}) == "2021-12-02T14:30:00"
    assert read(way, **{**cells, "Day": ""}) == "2021-12"
    assert read(way, **{**cells, "Month": "", "Day": ""}) == "2021"
    assert read(way, **{**cells, "To": "2022"}) == "2021-12-02/2022"
    assert read(way, **{**cells, "Year": "-44", "Month": "3", "Day": "15"}) == "-0043-03-15"
    with pytest.raises(Unfit, match="The year is missing"):
        read(way, **{**cells, "Year": "", "Month": "", "Day": "", "Time": "14:30"})
    with pytest.raises(Unfit, match="The month is missing"):
        read(way, **{**cells, "Month": ""})


def test_values_can_be_replaced_before_they_are_read():
    assert read(replace(PLAIN, replace={"n.d.": "", "Xmas": "2021-12-25"}), "n.d.") == ""
    assert read(replace(PLAIN, replace={"n.d.": "", "Xmas": "2021-12-25"}), "Xmas") == "2021-12-25"


def test_no_name_of_a_month_means_two_months():
    for language in LANGUAGES.values():
        assert {word: MONTHS[word] for word in language.months} == dict(language.months)


@pytest.mark.parametrize(
    ("values", "order", "is_asked", "is_mixed"),
    [
        (["03/04/2021", "25/12/2021"], "dmy", False, False),
        (["03/04/2021", "12/25/2021"], "mdy", False, False),
        (["03/04/2021", "05/06/2021"], "", True, False),
        (["25/12/2021", "12/25/2021", "03/04/2021"], "", True, True),
        (["05/05/2021", "2021-03-04"], "", False, False),
    ],
)
def test_the_order_is_told_by_all_values_or_asked(values, order, is_asked, is_mixed):
    evidence = evidence_of(values)
    assert (evidence.order, evidence.must_be_asked, evidence.is_mixed) == (order, is_asked, is_mixed)


def test_values_that_leave_the_order_open_are_shown():
    assert evidence_of(["25/25/2021", "03/04/21", "03/04/21", "5.6.21"]).unclear == ["03/04/21", "5.6.21"]
