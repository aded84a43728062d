"""The desk is measured over a text of its own; what is missing for it is said."""

import json
import shutil

import pytest

from archive.measuring import browser, desk
from archive.measuring.desk import CHARACTERS, made_up_text, make_desk, measure_desk
from archive.measuring.desk_peers import measure_recogito
from archive.models import Citation, Source


def test_without_a_browser_that_is_said(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    results = list(measure_desk())
    assert [(result.value, result.note) for result in results] == [(None, "there is no chromium on this machine")]


def test_an_annotator_that_is_not_installed_is_named(monkeypatch):
    if browser.missing():
        pytest.skip(browser.missing())
    monkeypatch.delenv("DATELINE_PEERS", raising=False)
    (result,) = measure_recogito(["Words."], [(0, 5)])
    assert (result.value, result.note) == (None, "not installed: see DATELINE_PEERS")


def test_the_text_has_200_000_characters_in_paragraphs():
    text = made_up_text()
    assert len(text) == CHARACTERS
    assert 500 < text.count("\n\n") < 1000


@pytest.mark.django_db
def test_the_made_up_desk_has_its_text_its_citations_and_somebody_to_sit_at_it(monkeypatch, client, settings):
    monkeypatch.setattr(desk, "CITATIONS", 30)
    made = json.loads(make_desk())
    assert Citation.objects.count() == 30
    source = Source.objects.get()
    assert source.captures.get().text.length == CHARACTERS
    client.cookies[settings.SESSION_COOKIE_NAME] = made["session"]
    answer = client.get(f"{made['address']}state/")
    assert answer.status_code == 200
    assert len(answer.json()["records"]) == 30
    assert len(answer.json()["sentences"]) > 2000
