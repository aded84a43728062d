"""robots.txt and the sitemap: everything public, and nothing else."""

import re
from xml.etree import ElementTree

import pytest

from archive.views import crawlers
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def locations(response) -> list[str]:
    tree = ElementTree.fromstring(response.content)  # noqa: S314 (our own answer)
    return [element.text for element in tree.iter(f"{{{crawlers.NAMESPACE}}}loc")]


def test_robots_are_told_where_the_sitemap_is_and_to_leave_the_editors_alone(db, client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_the_sitemap_leads_to_every_public_record_and_no_other(archive, client):
    archive.event("Public", slug="public")
    archive.event("Draft", slug="draft", status="draft")
    addresses = []
    for part in locations(client.get("/sitemap.xml")):
        addresses += locations(client.get(part))
    assert "http://testserver/" in addresses
    assert "http://testserver/events/public/" in addresses
    assert "http://testserver/events/draft/" not in addresses


def test_a_long_sitemap_is_cut_into_parts(archive, client, monkeypatch):
    monkeypatch.setattr(crawlers, "MOST_ADDRESSES", 2)
    for number in range(5):
        archive.topic(slug=f"topic-{number}")
        archive.event(topics=[crawlers.Topic.objects.get(slug=f"topic-{number}")])
    parts = [part for part in locations(client.get("/sitemap.xml")) if "topic" in part]
    assert len(parts) == 3
    assert sum(len(locations(client.get(part))) for part in parts) == 5


@pytest.mark.parametrize("part", ["term-1", "event", "event-0", "event-x", "event-99999", "image-1", "event-٣"])
def test_a_part_that_cannot_be_is_404(db, client, part):
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_the_icon_is_where_browsers_look_for_it(db, client):
    assert re.fullmatch(r"/static/archive/icons/dateline.*\.ico", client.get("/favicon.ico")["Location"])
