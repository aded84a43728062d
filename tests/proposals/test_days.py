"""Days in words are resolved as the news means them, with the reason."""

import pytest

from archive.dates import parse
from archive.proposals import days_in

WEDNESDAY = "2021-12-22"


def read(text: str, language: str = "en", issued: str = WEDNESDAY) -> list[str]:
    return [day.edtf for day in days_in(text, language=language, issued=issued)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke on Wednesday.", "2021-12-22"),
        ("He spoke Thursday.", "2021-12-16"),
        ("They meet on Friday, when talks will resume.", "2021-12-17"),
        ("Talks on Friday will resume.", "2021-12-24"),
        ("They will meet on Friday.", "2021-12-24"),
        ("He said Friday that they will meet.", "2021-12-17"),
        ("last Wednesday", "2021-12-15"),
        ("next Wednesday", "2021-12-29"),
        ("yesterday", "2021-12-21"),
        ("today", "2021-12-22"),
        ("tomorrow", "2021-12-23"),
        ("last week", "2021-12-13/2021-12-19"),
        ("next week", "2021-12-27/2022-01-02"),
        ("last month", "2021-11"),
        ("next month", "2022-01"),
        ("earlier this month", "2021-12"),
        ("last year", "2020"),
        ("two days ago", "2021-12-20"),
        ("three weeks ago", "2021-12-01~"),
        ("on Dec. 22", "2021-12-22"),
        ("on December 17", "2021-12-17"),
        ("on December 17, 2019", "2019-12-17"),
        ("on 17 December 2019", "2019-12-17"),
        ("on the 17th of December 2019", "2019-12-17"),
        ("in January", "2022-01"),
        ("since November", "2021-11/.."),
        ("since December 2020", "2020-12/.."),
        ("until March", "../2022-03"),
        ("since 2014", "2014/.."),
        ("in 2014", "2014"),
        ("dated 2021-11-30", "2021-11-30"),
    ],
)
def test_english_words_for_days(text, expected):
    assert read(text) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am Mittwoch", "2021-12-22"),
        ("de", "am 17. Dezember 2021", "2021-12-17"),
        ("de", "seit November", "2021-11/.."),
        ("de", "vergangene Woche", "2021-12-13/2021-12-19"),
        ("de", "vorgestern", "2021-12-20"),
        ("fr", "mercredi", "2021-12-22"),
        ("fr", "le 17 décembre", "2021-12-17"),
        ("fr", "la semaine prochaine", "2021-12-27/2022-01-02"),
        ("fr", "aujourd’hui", "2021-12-22"),
        ("es", "el 17 de diciembre de 2021", "2021-12-17"),
        ("es", "el mes pasado", "2021-11"),
        ("ru", "в среду", "2021-12-22"),
        ("ru", "22 декабря 2021 года", "2021-12-22"),
        ("ru", "на прошлой неделе", "2021-12-13/2021-12-19"),
        ("uk", "у п’ятницю", "2021-12-17"),
        ("uk", "минулого місяця", "2021-11"),
        ("pl", "w środę", "2021-12-22"),
        ("pl", "w przyszłym miesiącu", "2022-01"),
    ],
)
def test_words_for_days_in_other_languages(language, text, expected):
    assert read(text, language) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "They may go.",
        "They march on.",
        "The Sun set.",
        "Article 5 of the treaty",
        "2021 soldiers",
        "She sat down.",
        "in 20210",
    ],
)
def test_other_words_are_no_days(text):
    assert read(text) == []


def test_a_day_that_does_not_exist_is_not_made_up():
    assert read("on 31 February 2021") == []
    assert read("on February 30") == []
    assert read("on February 29", issued="2024-03-01") == ["2024-02-29"]


@pytest.mark.parametrize("issued", ["", "rubbish", "2021", "../2021-12", "2021-11/..", "0001-01-01", "-0044-03-15"])
def test_without_a_day_of_issue_only_dates_with_their_year_are_found(issued):
    assert read("On Wednesday, last week, and on 17 December 2019.", issued=issued) == ["2019-12-17"]


def test_the_day_of_issue_may_be_a_moment_or_one_of_two_days():
    assert read("on Wednesday", issued="2021-12-23T00:10:00+02:00") == ["2021-12-22"]
    assert read("on Wednesday", issued="[2021-12-22,2021-12-23]") == ["2021-12-22"]


def test_an_issue_known_to_the_month_gives_months_and_no_weekdays():
    assert read("on Wednesday, in January", issued="2021-12") == ["2022-01"]


def test_the_reason_says_what_was_counted_from():
    (day,) = days_in("He spoke on Wednesday.", language="en", issued="2021-12-23")
    assert day.text == "Wednesday"
    assert day.reason == "“Wednesday” is the latest such day up to the issue of 23 December 2021: 22 December 2021."
    assert parse(day.edtf).text == day.edtf
