"""`/search/`: found words in their context, and sentences for what cannot be searched."""

import pytest

from tests.archive_factory import ArchiveFactory
from tests.views.test_timeline import words


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def test_what_was_found_is_linked_and_its_words_are_marked(archive, client):
    archive.event("Troops moved by train", slug="by-train")
    page = client.get("/search/?q=train").content.decode()
    assert 'href="/events/by-train/"' in page
    assert "<mark>train</mark>" in page


def test_results_can_be_narrowed_to_one_kind(archive, client):
    archive.event("A train of events", slug="by-train")
    archive.topic("Train")
    page = client.get("/search/?q=train&kind=topic").content.decode()
    assert "/events/by-train/" not in page


def test_markup_in_a_record_or_in_the_query_stays_text(archive, client):
    archive.event("A <b>bold</b> train")
    page = client.get("/search/", {"q": "train <script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in client.get("/search/?q=train").content.decode()


def test_nothing_found_is_said_with_a_way_on(archive, client):
    assert "Nothing was found" in words(client.get("/search/?q=unheardof"))


def test_without_words_the_page_says_how_to_search(archive, client):
    assert "Write words above" in words(client.get("/search/"))


@pytest.mark.parametrize("parameters", [{"kind": "secret"}, {"cursor": "broken"}, {"q": "x" * 401}])
def test_what_cannot_be_searched_is_400_with_a_sentence(archive, client, parameters):
    response = client.get("/search/", {"q": "train", **parameters})
    assert response.status_code == 400
    assert "Something in the request" not in words(response)


def test_the_lists_filters_narrow_the_search_and_can_be_taken_away(archive, client):
    berlin, speaker = archive.place("Berlin", slug="berlin"), archive.actor("Anna Berg", slug="anna")
    archive.event("Train talks", slug="talks", when="2021-12-22", places=(berlin,), participants=(speaker,))
    archive.event("Train strike", slug="strike", when="2022-02-01")
    archive.statement("the train is late", speaker=speaker, slug="late", said_on="2022-02-02")
    archive.topic("Train")
    page = client.get("/search/?q=train&actor=anna").content.decode()
    assert "/events/talks/" in page
    assert "/events/strike/" not in page
    assert "/statements/late/" not in page
    assert 'class="filter-chip" href="/search/?q=train"' in page
    page = client.get("/search/?q=train&from=2022").content.decode()
    assert "/events/talks/" not in page
    assert "/events/strike/" in page
    assert "/statements/late/" in page


def test_filters_stay_with_the_tabs_and_the_next_pages(archive, client):
    speaker = archive.actor("Anna Berg", slug="anna")
    for number in range(25):
        archive.event(f"Train {number}", participants=(speaker,))
    page = client.get("/search/?q=train&actor=anna&kind=movement").content.decode()
    assert "q=train&amp;in=event&amp;actor=anna&amp;kind=movement" in page
    assert "cursor=" in page
    assert "in=topic" not in page


def test_a_kind_of_event_is_no_kind_of_statement(archive, client):
    archive.event("Train talks", slug="talks", kind="movement")
    archive.statement("the train is late", slug="late", kind="denial")
    for kind, there, not_there in (
        ("movement", "/events/talks/", "/statements/late/"),
        ("denial", "/statements/late/", "/events/talks/"),
    ):
        page = client.get(f"/search/?q=train&kind={kind}").content.decode()
        assert there in page
        assert not_there not in page


def test_a_misspelt_name_is_mended_with_one_click(archive, client):
    archive.actor("Sergei Lavrov", slug="lavrov")
    page = client.get("/search/?q=Lavorv&in=actor").content.decode()
    assert "Did you mean" in page
    assert 'href="/search/?q=Lavrov&amp;in=actor"' in page


def test_suggestions_are_data(archive, client):
    archive.actor("Володимир Зеленський", slug="president", language="uk")
    response = client.get("/suggest.json?facet=actor&q=zel")
    assert response.json() == {
        "values": [{"value": "president", "name": "Володимир Зеленський", "language": "uk", "note": ""}]
    }
    assert response["ETag"]


@pytest.mark.parametrize("parameters", [{}, {"facet": "password"}, {"facet": "actor", "q": "x" * 101}])
def test_what_cannot_be_suggested_is_400_with_a_sentence(client, db, parameters):
    response = client.get("/suggest.json", parameters)
    assert response.status_code == 400
    assert response.json()["reason"].endswith(".")
