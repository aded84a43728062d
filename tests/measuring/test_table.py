"""``benchmark`` measures what must stay quick, and says what of it holds."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.measuring.dates import measure_dates
from archive.measuring.results import Result, at_most, in_terms_of, not_there, times_as_much
from archive.measuring.table import MEASUREMENTS


@pytest.mark.django_db
def test_a_date_is_read_in_less_than_50_microseconds():
    ours = next(measure_dates())
    assert ours.unit == "µs"
    assert 0 < ours.value < 50
    assert ours.holds


def test_what_is_asked_for_is_measured_and_printed(monkeypatch):
    monkeypatch.setitem(MEASUREMENTS, "snail", lambda: iter([Result("cross the road", 12.34, "min")]))
    output = StringIO()
    call_command("benchmark", "snail", stdout=output)
    assert [line.split() for line in output.getvalue().splitlines()] == [
        ["snail", "cross", "the", "road", "12.3", "min"],
        ["Measured", "1", "things."],
    ]


def test_an_unknown_measurement_is_refused_with_those_there_are():
    with pytest.raises(
        CommandError,
        match="choose from dates, pages, tiles, facets, search, rebuild, acts, export, import, package, readers, ",
    ):
        call_command("benchmark", "tortoise")


def test_a_goal_is_told_with_whether_it_holds():
    assert at_most("a page", 8, "ms", 10).line("pages").split()[-4:] == ["≤", "10", "ms", "holds"]
    assert "≤ 10 ms MISSED" in at_most("a page", 10.1, "ms", 10).line("pages")


def test_a_page_is_told_in_terms_of_the_empty_view():
    result = in_terms_of("a page", 6, 0.5, 10, "9 queries")
    assert not result.holds
    assert "≤ 10 × empty MISSED" in result.line("pages")
    assert result.line("pages").endswith("12.0 × the empty view, 9 queries")
    assert in_terms_of("a page", 5, 0.5, 10).holds


def test_what_is_not_there_is_said_to_be_missing_and_has_no_number():
    line = not_there("Datasette", "not installed").line("peers")
    assert line.split() == ["peers", "Datasette", "–", "not", "installed"]


def test_a_page_of_a_large_archive_is_told_in_terms_of_a_small_one():
    assert times_as_much("a page", 11, 10, 1.15).holds
    line = times_as_much("a page", 12, 10, 1.15).line("pages")
    assert line.split()[2:] == ["page", "1.20", "×", "≤", "1.15", "×", "MISSED", "12.0", "and", "10.0", "ms"]
