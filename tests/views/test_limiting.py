"""Who asks too often is told to wait, for how long, and nobody else with them."""

import pytest
from django.core.cache import cache

from archive.views.limiting import seconds_to_wait
from tests.views.test_timeline import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings):
    settings.SEARCH_PER_MINUTE = settings.SUGGEST_PER_MINUTE = 2
    cache.clear()
    yield
    cache.clear()


def test_the_search_says_when_to_come_again(client):
    assert [client.get("/search/?q=a").status_code for _time in range(3)] == [200, 200, 429]
    response = client.get("/search/?q=a")
    assert 1 <= int(response["Retry-After"]) <= 61
    assert response["Cache-Control"] == "no-store"
    assert "a little fast" in words(response)
    assert client.get("/suggest.json?facet=actor&q=a").status_code == 200


def test_suggestions_say_so_in_data(client):
    for _time in range(2):
        assert client.get("/suggest.json?facet=actor&q=a").status_code == 200
    response = client.get("/suggest.json?facet=actor&q=a")
    assert response.status_code == response.json()["status"] == 429
    assert response.json()["seconds"] == int(response["Retry-After"])


def test_clients_are_counted_apart_and_begin_anew_each_minute():
    def wait(address, now=0.0):
        return seconds_to_wait("SEARCH_PER_MINUTE", address, now)

    assert [wait("192.0.2.1", 10.0) for _time in range(3)] == [0, 0, 51]
    assert wait("192.0.2.2", 10.0) == 0
    assert wait("192.0.2.1", 60.0) == 0


def test_one_connection_cannot_change_its_address_to_ask_more():
    waits = [seconds_to_wait("SEARCH_PER_MINUTE", f"2001:db8::{number}", 0.0) for number in range(1, 4)]
    assert waits == [0, 0, 61]
    assert seconds_to_wait("SEARCH_PER_MINUTE", "2001:db8:0:1::1", 0.0) == 0


def test_without_a_limit_nobody_waits(settings):
    settings.SEARCH_PER_MINUTE = 0
    assert {seconds_to_wait("SEARCH_PER_MINUTE", "192.0.2.9", 0.0) for _time in range(9)} == {0}


@pytest.mark.parametrize("address", ["", "no address", "\u2028", "x" * 500])
def test_any_address_can_be_counted(address):
    assert seconds_to_wait("SEARCH_PER_MINUTE", address, 0.0) == 0
