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
