"""A year as a calendar: what begins on which day, the way to each day, and to the years beside."""

import re
from datetime import date

import pytest

from archive.dates import day_number
from archive.views.calendar_view import shade, weekday
from tests.archive_factory import ArchiveFactory
from tests.views.test_timeline import words

MOST_QUERIES = 14


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def calendar(client, query=""):
    page = client.get(f"/?view=calendar{query}").content.decode()
    return re.search(r'<section class="calendar".*?</section>', page, re.DOTALL)[0]


def days(client, query=""):
    """Words and address of each day that has a link."""
    found = re.findall(r'<li class="day[^>]*><a href="([^"]+)" aria-label="([^"]+)"', calendar(client, query))
    return {label: url.replace("&amp;", "&") for url, label in found}


def shown_year(client, query=""):
    return re.search(r'<h2 id="calendar-year">([^<]*)<', calendar(client, query))[1]


def years(client, query=""):
    [nav] = re.findall(r'<nav class="calendar-years".*?</nav>', calendar(client, query), re.DOTALL)
    return re.findall(r'<a href="[^"]*" title="([^"]*)"[^>]*>([^<]+)<', nav)


def test_each_day_says_how_many_begin_on_it_and_leads_to_it(archive, client):
    for when in ("2021-12-22", "2021-12-22", "2021-03-01"):
        archive.event(when=when)
    assert days(client, "&year=2021") == {
        "1 March 2021: 1 event begins": "/?from=2021-03-01&to=2021-03-01&view=calendar",
        "22 December 2021: 2 events begin": "/?from=2021-12-22&to=2021-12-22&view=calendar",
    }
    assert "3 events begin in 2021." in words(client.get("/?view=calendar&year=2021"))


def test_days_keep_the_filters_and_count_only_what_fits_them(archive, client):
    anna = archive.actor(slug="anna")
    archive.event(when="2021-12-22", participants=(anna,))
    archive.event(when="2021-12-23")
    assert days(client, "&actor=anna") == {
        "22 December 2021: 1 event begins": "/?from=2021-12-22&to=2021-12-22&actor=anna&view=calendar"
    }


def test_the_chosen_day_is_marked_and_the_days_beside_it_stay_in_sight(archive, client):
    for when in ("2021-12-22", "2021-12-23"):
        archive.event(when=when)
    query = "&from=2021-12-22&to=2021-12-22"
    assert len(days(client, query)) == 2
    marked = re.findall(r'aria-label="([^"]+)" aria-current="date"', calendar(client, query))
    assert marked == ["22 December 2021: 1 event begins"]


def test_drafts_and_undated_events_are_on_no_day(archive, client):
    archive.event(when="2021-12-22", status="draft")
    archive.event(when="")
    assert days(client, "&year=2021") == {}


def test_a_year_without_events_is_shown_as_one(archive, client):
    archive.event(when="2021-12-22")
    assert "No event begins in 1999." in words(client.get("/?view=calendar&year=1999"))


@pytest.mark.parametrize(("year", "squares"), [(2021, 365), (2024, 366), (1900, 365), (-4, 366)])
def test_every_day_of_the_year_has_its_square(archive, client, year, squares):
    assert len(re.findall(r'<li class="day ', calendar(client, f"&year={year}"))) == squares


def test_the_year_shown_is_the_latest_with_an_event_until_today(archive, client):
    for when in ("2014-05-01", "2019-05-01", "2999-01-01"):
        archive.event(when=when)
    assert shown_year(client) == "2019"


def test_where_all_lies_ahead_the_first_year_is_shown(archive, client):
    for when in ("2998-05-01", "2999-01-01"):
        archive.event(when=when)
    assert shown_year(client) == "2998"


def test_the_year_shown_is_that_of_the_range_unless_another_is_asked_for(archive, client):
    archive.event(when="2014-05-01")
    assert shown_year(client, "&from=2011-02") == "2011"
    assert shown_year(client, "&to=2012") == "2012"
    assert shown_year(client, "&from=2011-02&year=2013") == "2013"


def test_an_empty_archive_shows_the_year_of_today(archive, client):
    assert shown_year(client) == str(date.today().year)


def test_the_nearest_years_with_events_are_offered_with_their_counts(archive, client):
    for when in ("1914-06-28", "1914-07-28", "2014-03-01", "2021-12-22"):
        archive.event(when=when)
    assert years(client, "&year=2014") == [
        ("2 events begin", "1914"),
        ("1 event begins", "2014"),
        ("1 event begins", "2021"),
    ]


def test_one_steps_to_the_nearest_years_that_have_events(archive, client):
    for when in ("1914-06-28", "2021-12-22"):
        archive.event(when=when)
    found = calendar(client, "&year=1990&order=oldest")
    assert 'rel="prev" href="/?view=calendar&amp;order=oldest&amp;year=1914"' in found
    assert 'rel="next" href="/?view=calendar&amp;order=oldest&amp;year=2021"' in found


def test_no_step_leads_on_for_ever(archive, client):
    """A robot that follows every link comes to an end."""
    archive.event(when="2021-12-22")
    assert 'rel="next"' not in calendar(client, "&year=2021")
    assert 'rel="prev"' not in calendar(client, "&year=2021")
    assert 'rel="next"' not in calendar(client, "&year=1000000000")
    assert 'rel="prev"' not in calendar(client, "&year=-1000000000")


def test_days_before_christ_have_their_address_and_days_of_long_years_only_words(archive, client):
    archive.event(when="-0043-03-15")
    assert days(client, "&year=-43") == {
        "15 March 44 BC: 1 event begins": "/?from=-0043-03-15&to=-0043-03-15&view=calendar"
    }
    archive.event(when="Y-17000")
    found = calendar(client, "&year=-17000")
    assert days(client, "&year=-17000") == {}
    assert "1 January 17,001 BC: 1 event begins" in found


@pytest.mark.parametrize("year", ["x", "20 21", "1000000001", "٢٠٢١", "2021.5", "9" * 40])
def test_a_year_that_cannot_be_is_refused_in_words(archive, client, year):
    response = client.get("/", {"view": "calendar", "year": year})
    assert response.status_code == 400
    assert "is the number of a year" in words(response)


@pytest.mark.parametrize(
    ("count", "most", "expected"),
    [(1, 1, 4), (1, 2, 1), (1, 5, 1), (2, 5, 2), (3, 5, 3), (5, 5, 4), (1, 1000, 1), (30, 1000, 2), (999, 1000, 4)],
)
def test_days_are_shaded_by_the_logarithm(count, most, expected):
    assert shade(count, most) == expected


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 3, 1), date(2021, 12, 22), date(2024, 2, 29)])
def test_weekdays_are_those_of_the_calendar(day):
    assert weekday(day_number(day.year, day.month, day.day)) == day.weekday()


def test_the_calendar_costs_no_more_queries_however_many_events_there_are(
    archive, client, django_assert_max_num_queries
):
    for day in range(1, 13):
        archive.event(when=f"2021-12-{day:02}")
    with django_assert_max_num_queries(MOST_QUERIES):
        assert len(days(client, "&year=2021")) == 12
