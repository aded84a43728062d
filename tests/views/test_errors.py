"""Pages for what went wrong: what happened, and the nearest useful thing."""

from datetime import date

import pytest
from django.core.exceptions import SuspiciousOperation
from django.template.loader import render_to_string

from archive.views.errors import bad_request, gone
from tests.views.test_timeline import words


def test_a_page_that_is_not_there_offers_a_search_for_its_words(db, client):
    response = client.get("/events/call-of-the-chiefs/")
    assert response.status_code == 404
    assert 'value="call of the chiefs"' in response.content.decode()
    assert "Back to the timeline" in words(response)


def test_a_withdrawn_record_shows_its_slug_and_the_day_and_nothing_more(db, rf):
    response = gone(rf.get("/events/slander/"), "slander", date(2022, 1, 23))
    assert response.status_code == 410
    text = words(response)
    assert "slander" in text
    assert "23 January 2022" in text


def test_what_another_part_of_the_machine_says_of_a_bad_request_is_not_told(db, rf):
    response = bad_request(rf.get("/"), SuspiciousOperation("the inner workings"))
    assert response.status_code == 400
    assert "inner workings" not in words(response)


def test_the_page_for_a_fault_of_ours_needs_neither_request_nor_database():
    assert "Something broke on our side" in render_to_string("500.html")


@pytest.mark.parametrize("name", ["403.html", "429.html"])
def test_refusals_say_what_to_do(db, rf, name):
    page = render_to_string(name, {"seconds": 30}, request=rf.get("/admin/"))
    assert "again" in page
    assert 'href="/' in page


@pytest.mark.parametrize("address", ["/", "/actors/", "/about/", "/search/"])
def test_pages_are_only_read(db, client, address):
    assert client.post(address).status_code == 405
