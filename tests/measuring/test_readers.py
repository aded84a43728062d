"""Readers are measured while an import is written, and every page has to come."""

import pytest

from archive.measuring import readers
from archive.measuring.readers import measure_readers
from archive.measuring.results import PageFailed

pytestmark = pytest.mark.django_db


class Site:
    def __init__(self, failing=False):
        self.asked, self.failing = [], failing

    def get(self, address):
        self.asked.append(address)
        if self.failing and len(self.asked) > readers.QUIET:
            raise PageFailed(address)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


@pytest.fixture
def imported(monkeypatch):
    told = []
    monkeypatch.setattr(readers, "QUIET", 30)
    monkeypatch.setattr(readers, "FEWEST", 1)
    monkeypatch.setattr(readers, "run_apart", lambda *asked: told.append(asked))
    return told


def test_pages_are_asked_for_before_and_while_events_are_taken_in(made_up, imported, monkeypatch):
    site = Site()
    monkeypatch.setattr(readers, "served", lambda: site)
    quiet, busy = measure_readers()
    assert quiet.value > 0
    assert busy.goal == "≤ 2 ×"
    assert len(site.asked) >= 60
    assert len(set(site.asked)) > 3
    assert [asked[:2] for asked in imported] == [("archive.measuring.imports:import_and_tell", "events")]


def test_a_page_that_fails_meanwhile_ends_the_measurement(made_up, imported, monkeypatch):
    monkeypatch.setattr(readers, "served", lambda: Site(failing=True))
    with pytest.raises(PageFailed):
        list(measure_readers())


def test_in_an_empty_archive_there_is_nothing_to_measure(db):
    assert [result.value for result in measure_readers()] == [None]
