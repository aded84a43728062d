"""Public pages are made once for all who ask for the same, and never outlive the archive's version."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.workflow import act, withdraw
from tests.archive_factory import ArchiveFactory

PAGES = ("/", "/actors/", "/statements/", "/sources/", "/places/", "/topics/", "/corrections/", "/about/", "/data/")


@pytest.fixture
def keeping(settings):
    """Pages are kept, and none of another test."""
    local = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {**settings.CACHES, "pages": {"BACKEND": local, "LOCATION": "kept-in-a-test"}}
    yield caches["pages"].clear()
    caches["pages"].clear()


@pytest.fixture
def archive(db):
    return ArchiveFactory()


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers=headers)
    return len(asked)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_made_once_and_then_costs_one_query(archive, client, keeping, address):
    first = client.get(address)
    with CaptureQueriesContext(connection) as asked:
        second = client.get(address)
    assert len(asked) == 1
    assert second.content == first.content
    assert second.headers == first.headers
    assert "Content-Security-Policy" in second.headers


def test_the_page_of_a_record_is_kept_too(archive, client, keeping):
    event = archive.event()
    address = f"/events/{event.slug}/"
    assert queries(client, address) > 1
    assert queries(client, address) == 1


def test_an_act_is_seen_at_once(archive, client, keeping, system):
    event = archive.event(title="Troops moved")
    assert "Troops moved" in client.get("/").content.decode()
    with act(system, "a mistake") as this:
        withdraw([event], this)
    assert "Troops moved" not in client.get("/").content.decode()
    assert client.get(f"/events/{event.slug}/").status_code == 410


def test_errors_redirects_and_searches_are_not_kept(archive, client, keeping):
    for address in ("/events/nothing/", "/?from=nonsense", "/events/", "/search/?q=war", "/robots.txt"):
        for _twice in range(2):
            client.get(address)
    assert not caches["pages"]._cache


def test_another_filter_language_host_or_compression_is_another_page(archive, client, keeping, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    plain = client.get("/actors/")
    packed = client.get("/actors/", headers={"accept-encoding": "gzip"})
    elsewhere = client.get("/actors/", headers={"host": "other.example.org"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/actors/").headers
    assert b"http://testserver/actors/" in plain.content
    assert b"http://other.example.org/actors/" in elsewhere.content
    assert client.get("/actors/?kind=nothing").status_code == 404


def test_a_host_that_is_not_ours_is_refused_as_ever(archive, client, keeping):
    client.get("/about/")
    assert client.get("/about/", headers={"host": "evil.example.org"}).status_code == 400


def test_who_is_logged_in_sees_the_same_page(archive, client, keeping, administrator):
    anonymous = client.get("/")
    client.force_login(administrator)
    assert client.get("/").content == anonymous.content
    caches["pages"].clear()
    assert client.get("/").content == anonymous.content


@pytest.mark.parametrize("kept", [True, False])
def test_whoever_has_the_page_is_told_so(archive, client, request, kept):
    if kept:
        request.getfixturevalue("keeping")
    first = client.get("/about/")
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get("/about/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.content
    archive.actor()
    assert client.get("/about/", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_a_head_is_answered_from_what_is_kept(archive, client, keeping):
    page = client.get("/about/")
    head = client.head("/about/")
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    assert not head.content


def test_the_editors_pages_are_not_kept(client, keeping, administrator):
    client.force_login(administrator)
    for _twice in range(2):
        client.get("/admin/")
    assert not caches["pages"]._cache
