"""A search within a selection, in a bounded time however frequent a word is."""

import pytest
from pyroaring import BitMap

from archive import search
from archive.search import matching, places
from tests.search.asking import found

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[2000, 1], ids=["few hits", "more than are counted"])
def counted(request, monkeypatch):
    monkeypatch.setattr(matching, "COUNTED", request.param)


@pytest.fixture(params=[1000, 0], ids=["a small selection", "a wide one"])
def looked_at(request, monkeypatch):
    monkeypatch.setattr(matching, "_LOOKED_AT", request.param)


@pytest.mark.usefixtures("counted", "looked_at")
def test_only_what_is_within_the_selection_is_found(archive):
    events = [archive.event(f"Zephyr {number}", slug=f"event-{number}") for number in range(4)]
    archive.topic("Zephyr policy")
    archive.actor("Zephyr Institute", slug="institute")
    within = {"event": BitMap([events[1].pk, events[2].pk])}
    assert set(found("zephyr", within=within)) == {"event-1", "event-2"}
    assert found("zephyr", kinds=["actor"], within=within) == []
    assert found("zephyr -1", within=within) == ["event-2"]
    assert found("mistral", within=within) == found("zephyr", within={}) == []


def test_of_a_frequent_word_the_named_and_the_important_are_ranked(archive, monkeypatch):
    monkeypatch.setattr(matching, "COUNTED", 2)
    monkeypatch.setattr(matching, "RANKED", 2)
    for number in range(6):
        archive.event(f"Event {number}", summary="The zephyr blew.", slug=f"event-{number}")
    archive.event("Zephyr", slug="named", when="1850")
    important = archive.event("Storm", summary="The zephyr blew.", slug="important", when="1850")
    for _statement in range(3):
        archive.statement(about_events=[important])
    results = search.search("zephyr", kinds=["event"])
    slugs = [hit.record.slug for hit in results.hits]
    assert slugs[0] == "named"
    assert "important" in slugs
    assert not results.total_is_exact


def test_the_number_of_an_entry_says_what_it_is():
    number = places.number("source", 123_456_789, 7, 99) + 5
    assert places.read_number(number) == places.Place(7, 99, "source", 123_456_789, 5)
    assert 0 < number < 2**63
    assert places.number("event", 1, 8, 0) < places.number("event", 1, 7, 127)
    assert places.number("event", 1, 7, 100) < places.number("event", 1, 7, 99)


def test_about_one_record_in_64_is_in_the_sample():
    sampled = sum(places.is_sampled(key) for key in range(1, 64_001))
    assert 900 < sampled < 1100


@pytest.mark.parametrize(("total", "told"), [(7, 7), (99, 99), (123, 120), (76_432, 76_000), (1_249_000, 1_200_000)])
def test_an_estimate_is_told_in_two_digits(total, told):
    assert matching.rounded(total) == told
