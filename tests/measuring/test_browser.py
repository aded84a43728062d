"""The timeline is measured in a real browser; what is missing for it is said."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archive.measuring import browser, timelines
from archive.measuring.browser import Load, measure_browser
from archive.measuring.timelines import PEERS, measure_timelines


def test_without_a_browser_that_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    results = list(measure_browser())
    assert [(result.value, result.note) for result in results] == [(None, "there is no chromium on this machine")]


def test_timelines_that_are_not_installed_are_named(monkeypatch):
    monkeypatch.delenv("DATELINE_PEERS", raising=False)
    results = list(measure_timelines())
    assert [result.what for result in results] == [peer.name for peer in PEERS]
    assert {result.value for result in results} == {None}


@pytest.mark.django_db
def test_others_get_the_days_and_titles_of_published_events(made_up):
    events = timelines._events(30)
    assert len(events) == 30
    assert all(len(event["day"]) == 10 and event["title"] for event in events)


def visited(folder: Path) -> Load:
    with timelines.files_at(folder) as address, browser.browser() as opened:
        return browser.visit(opened, f"{address}/index.html", ready="body[data-ready]", container="#shown")


@pytest.mark.browser
def test_a_page_tells_what_it_cost(tmp_path):
    if browser.missing():
        pytest.skip(browser.missing())
    (tmp_path / "index.html").write_text('<body data-ready><p id="shown"><b></b><i></i></p>', encoding="utf-8")
    # In a thread of its own: the tests' own browser keeps an event loop in this one.
    with ThreadPoolExecutor(1) as threads:
        load = threads.submit(visited, tmp_path).result()
    assert load.nodes == 2
    assert 0 < load.ready < 5000
    assert 0 < load.heap < 50
    assert load.code == 0
