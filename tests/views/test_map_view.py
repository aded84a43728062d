"""Where events happened: the map's data, and the table of places that says the same without a script."""

import re

import pytest
from django.http import QueryDict

from archive.views import map_view
from tests.archive_factory import ArchiveFactory
from tests.views.test_timeline import words

MOST_QUERIES = 16


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def kyiv(archive):
    return archive.place("Kyiv", slug="kyiv", country="UA", latitude="50.45", longitude="30.52", uncertainty_m="20000")


@pytest.fixture
def minsk(archive):
    return archive.place("Minsk", slug="minsk", country="BY", latitude="53.9", longitude="27.57")


def data(client, query=""):
    return client.get(f"/map.json{query}").json()


def counts(client, query=""):
    return {place["slug"]: place["count"] for place in data(client, query)["places"]}


def test_a_place_has_its_point_its_area_and_its_number_of_events(archive, client, kyiv):
    for _event in range(2):
        archive.event(places=(kyiv,))
    found = data(client)
    assert found["places"] == [
        {
            "slug": "kyiv",
            "name": "Kyiv",
            "url": "/places/kyiv/",
            "latitude": 50.45,
            "longitude": 30.52,
            "uncertainty_m": 20000.0,
            "country": "UA",
            "count": 2,
            "counted": "2 events",
            "area": "to within 20 km",
        }
    ]
    assert (found["placed"], found["unplaced"], found["more"]) == (2, 0, False)


def test_where_nobody_said_how_exactly_no_area_is_made_up(archive, client, minsk):
    archive.event(places=(minsk,))
    [place] = data(client)["places"]
    assert (place["uncertainty_m"], place["area"]) == (None, "")


def test_places_with_most_events_come_first(archive, client, kyiv, minsk):
    archive.event(places=(kyiv,))
    for _event in range(2):
        archive.event(places=(minsk,))
    assert list(counts(client)) == ["minsk", "kyiv"]


def test_an_event_at_two_places_is_placed_once(archive, client, kyiv, minsk):
    archive.event(places=(kyiv, minsk))
    archive.event()
    found = data(client)
    assert (found["placed"], found["unplaced"]) == (1, 1)


def test_a_place_without_a_point_is_not_on_the_map(archive, client):
    archive.event(places=(archive.place("Somewhere", slug="somewhere"),))
    found = data(client)
    assert (found["places"], found["placed"], found["unplaced"]) == ([], 0, 1)


def test_only_published_events_are_counted(archive, client, kyiv):
    archive.event(places=(kyiv,))
    archive.event(places=(kyiv,), status="draft")
    assert counts(client) == {"kyiv": 1}


def test_the_filters_of_the_list_narrow_the_map(archive, client, kyiv, minsk):
    anna = archive.actor(slug="anna")
    archive.event(places=(kyiv,), participants=(anna,), when="2021-12-22")
    archive.event(places=(minsk,), when="2014-03-01")
    assert counts(client, "?actor=anna") == {"kyiv": 1}
    assert counts(client, "?from=2014&to=2014") == {"minsk": 1}
    assert counts(client, "?country=BY") == {"minsk": 1}


@pytest.mark.parametrize(("query", "status"), [("?from=never", 400), ("?kind=nothing", 404), ("?country=XX", 400)])
def test_what_cannot_be_asked_is_refused_in_words(archive, client, query, status):
    response = client.get(f"/map.json{query}")
    assert response.status_code == status
    assert response.json()["reason"]


def test_the_data_is_sent_again_only_after_the_archive_has_changed(archive, client, kyiv):
    archive.event(places=(kyiv,))
    tag = client.get("/map.json")["ETag"]
    assert client.get("/map.json", headers={"if-none-match": tag}).status_code == 304
    archive.event(places=(kyiv,))
    changed = client.get("/map.json", headers={"if-none-match": tag})
    assert (changed.status_code, changed.json()["places"][0]["count"]) == (200, 2)


def test_of_more_places_than_are_drawn_the_busiest_are_shown_and_the_rest_is_owned_up_to(archive, kyiv, minsk):
    archive.event(places=(kyiv,))
    for _event in range(2):
        archive.event(places=(minsk,))
    selected = map_view.read_selection(QueryDict(""), "event").selected()
    found = map_view.counted_places(selected, most=1)
    assert ([place.slug for place, _count in found.places], found.placed, found.more) == (["minsk"], 2, True)


def test_the_page_says_the_same_in_a_table_with_links(archive, client, kyiv):
    archive.event(places=(kyiv,))
    archive.event()
    response = client.get("/?view=map&order=oldest")
    text, page = words(response), response.content.decode()
    assert "1 event at 1 place. 1 event has no place on the map." in text
    assert "Kyiv Ukraine, to within 20 km 1 event" in text
    assert 'href="/places/kyiv/"' in page
    assert 'href="/?view=map&amp;order=oldest&amp;place=kyiv"' in page


def test_choosing_another_place_takes_the_place_of_the_first(archive, client, kyiv, minsk):
    archive.event(places=(kyiv, minsk))
    page = client.get("/?view=map&place=kyiv").content.decode()
    assert 'href="/?view=map&amp;place=minsk"' in page


def test_a_long_table_ends_with_how_many_more_there_are(archive, client, kyiv, minsk, monkeypatch):
    monkeypatch.setattr(map_view, "MOST_LISTED", 1)
    archive.event(places=(kyiv, minsk))
    assert "1 more place is on the map." in words(client.get("/?view=map"))


def test_where_nothing_has_a_place_the_page_says_so(archive, client):
    archive.event()
    assert "None of these events has a place whose position is known." in words(client.get("/?view=map"))


def test_the_three_views_keep_the_filters(archive, client):
    archive.actor(slug="anna")
    page = client.get("/?actor=anna&from=2021&view=calendar").content.decode()
    [nav] = re.findall(r'<nav class="views-nav".*?</nav>', page, re.DOTALL)
    assert re.findall(r'href="([^"]+)"( aria-current="page")?', nav) == [
        ("/?from=2021&amp;actor=anna", ""),
        ("/?from=2021&amp;actor=anna&amp;view=map", ""),
        ("/?from=2021&amp;actor=anna&amp;view=calendar", ' aria-current="page"'),
    ]


def test_every_address_that_the_page_gives_to_the_map_is_of_this_site(archive, client, kyiv):
    archive.event(places=(kyiv,))
    page = client.get("/?view=map").content.decode()
    addresses = re.findall(r'data-(?:places|narrow|coarse|fine)="([^"]+)"', page)
    assert len(addresses) == 4
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)


def test_the_map_costs_no_more_queries_however_many_places_there_are(archive, client, django_assert_max_num_queries):
    for number in range(12):
        place = archive.place(f"Place {number}", latitude=str(number), longitude="1")
        archive.event(places=(place,))
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/?view=map")
    with django_assert_max_num_queries(8):
        assert len(data(client)["places"]) == 12
