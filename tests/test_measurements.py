"""``benchmark`` measures what must stay quick."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from archive.measurements import MEASUREMENTS, Result, measure_dates


def test_a_date_is_read_in_less_than_50_microseconds():
    ours = next(measure_dates())
    assert ours.unit == "µs"
    assert 0 < ours.value < 50


def test_what_is_asked_for_is_measured_and_printed(monkeypatch):
    monkeypatch.setitem(MEASUREMENTS, "snail", lambda: iter([Result("cross the road", 12.34, "min")]))
    output = StringIO()
    call_command("benchmark", "snail", stdout=output)
    assert [line.split() for line in output.getvalue().splitlines()] == [
        ["snail", "cross", "the", "road", "12.3", "min"],
        ["Measured", "1", "things."],
    ]


def test_an_unknown_measurement_is_refused_with_those_there_are():
    with pytest.raises(CommandError, match="choose from dates, pages"):
        call_command("benchmark", "tortoise")


@pytest.mark.django_db
def test_a_page_that_does_not_come_is_not_measured(monkeypatch):
    monkeypatch.setattr("archive.measurements.main_pages", lambda: {"nothing": "/nothing-is-here/"})
    with pytest.raises(CommandError, match="/nothing-is-here/ answers 404"):
        call_command("benchmark", "pages", stdout=StringIO())


@pytest.mark.django_db
def test_each_page_tells_its_milliseconds_and_its_queries():
    output = StringIO()
    call_command("benchmark", "pages", stdout=output)
    assert re.search(r"^pages +timeline +[0-9.]+ ms  [1-9]\d* queries$", output.getvalue(), re.MULTILINE)
