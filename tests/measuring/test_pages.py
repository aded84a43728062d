"""Pages, tiles, counts and search are measured as the archive stands, and a page that does not come is no figure."""

import pytest
from django.core.management import CommandError, call_command

from archive.generating import generate
from archive.measuring import pages
from archive.measuring.facets import measure_facets
from archive.measuring.pages import measure_pages
from archive.measuring.peers import measure_peers
from archive.measuring.requests import EMPTY, queries
from archive.measuring.results import PageFailed
from archive.measuring.samples import busiest, list_pages, record_pages, words
from archive.measuring.searching import measure_search
from archive.measuring.tiles import days_of_events, indexes, measure_tiles
from archive.models import Actor, Event, Participant


def test_every_page_is_measured_made_anew_and_kept_beside_the_empty_view(made_up, site, monkeypatch):
    monkeypatch.setattr("archive.measuring.requests.ROUNDS", 1)
    results = {result.what: result for result in measure_pages()}
    assert EMPTY in site.asked
    for what in ("first page", "middle page", "last page", "event page", "actor page, the busiest"):
        assert results[what].value > results["empty view"].value
        assert "× the empty view" in results[what].note
        assert "queries" in results[what].note
        assert results[what].holds is not None
        assert results[f"{what}, kept"].goal == "≤ 1.2 × empty"


def test_the_same_pages_of_a_small_archive_are_measured_beside_them(made_up, site, monkeypatch):
    monkeypatch.setattr("archive.measuring.requests.ROUNDS", 1)
    monkeypatch.setenv("DATELINE_SMALL_ARCHIVE", "sqlite:///small.sqlite3")
    monkeypatch.setattr(pages, "run_apart", lambda function, *, database: '{"first page": "/?order=oldest"}')
    beside = [result for result in measure_pages() if result.what.endswith("beside the small archive")]
    assert [(result.what, result.unit, result.goal) for result in beside] == [
        ("first page, beside the small archive", "×", "≤ 1.15 ×"),
    ]
    assert "/?order=oldest" in site.asked


def test_the_pages_of_the_list_are_different_ones(made_up, client):
    bodies = {what: client.get(address).content for what, address in list_pages().items()}
    assert len(set(bodies.values())) == len(bodies)


def test_the_last_page_ends_with_the_undated(client, db):
    generate(400, seed=1)
    undated = Event.objects.published().filter(when="").order_by("slug").last()
    assert undated.slug in client.get(list_pages()["last page"]).content.decode()


def test_the_busiest_actor_is_the_one_in_most_published_events(made_up):
    slug = busiest("actor", Actor)
    events = Event.objects.published()
    counts = {
        actor.slug: events.filter(participants__in=Participant.objects.filter(actor=actor)).distinct().count()
        for actor in Actor.objects.published()
    }
    assert counts[slug] == max(counts.values())


def test_records_that_are_measured_are_public(made_up, client):
    assert all(client.get(address).status_code == 200 for address in record_pages().values())


def test_a_page_that_does_not_come_is_not_measured(made_up, site, monkeypatch):
    monkeypatch.setattr(pages, "list_pages", lambda: {"nothing": "/nothing-is-here/"})
    with pytest.raises(CommandError, match="/nothing-is-here/ answers 404"):
        call_command("benchmark", "pages")


def test_an_archive_without_events_is_not_measured(site):
    with pytest.raises(PageFailed, match="no published event"):
        list(measure_pages())


def test_queries_are_counted(made_up):
    assert 1 < queries("/") < 20


def test_tiles_of_every_level_are_asked_for_once_each(made_up, site):
    results = list(measure_tiles())
    assert [result.what for result in results[:2]] == ["level 13", "level 10"]
    assert all(result.holds is not None for result in results)
    assert results[-1].what == "the largest, compressed"
    assert results[-1].holds


def test_the_tiles_that_are_asked_for_hold_events(made_up):
    days = days_of_events()
    assert days
    assert all(place << 13 <= max(days) and (place + 1) << 13 > min(days) for place in indexes(7, days))


def test_counts_are_measured_for_several_selections(made_up, site):
    results = list(measure_facets())
    assert len(results) == 7
    assert all(result.goal == "≤ 60 ms" for result in results)


def test_search_is_measured_for_rare_and_frequent_words(made_up, site):
    results = {result.what: result for result in measure_search()}
    assert results["a rare word"].goal == "≤ 10 ms"
    assert results["the most frequent word"].goal == "≤ 60 ms"
    assert results["suggestions for 3 letters"].goal == "≤ 10 ms"


def test_the_frequent_word_is_in_more_events_than_the_rare_one(made_up):
    found = words()
    texts = [f"{title} {summary}".lower() for title, summary in Event.objects.values_list("title", "summary")]
    counts = {name: sum(word in text for text in texts) for name, word in found.items()}
    assert counts["frequent"] >= counts["another"] > counts["sometimes"] > 0
    assert counts["rare"] < counts["frequent"] / 10


def test_stock_django_shows_the_same_events_with_their_actors(made_up, site):
    body = site.get("/measured/list/?page=1").decode()
    first = Event.objects.published().order_by("-sort_day", "-first_second", "-slug")[0]
    assert first.participants.all()[0].actor.slug in body
    assert body.count('href="/events/') == 50


def test_a_peer_that_is_not_installed_is_named_and_not_invented(made_up, site, monkeypatch):
    monkeypatch.delenv("DATELINE_PEERS", raising=False)
    results = {result.what: result for result in measure_peers()}
    assert results["Datasette"].value is None
    assert results["Datasette"].note == "not installed: see DATELINE_PEERS"
    assert results["stock Django list, last page"].value > 0
