"""The search finds everything public, by the words that people use."""

import pytest

from archive import search
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return ArchiveFactory()


def found(query, **options):
    """Kind and slug of what is found, best first."""
    return [(hit.kind, hit.record.slug) for hit in search.search(query, **options).hits]


def marked(segments):
    return [text for text, is_hit in segments if is_hit]


def test_every_kind_of_record_is_found(archive):
    archive.actor("Zephyr Institute", slug="zephyr-actor")
    source = archive.source("Zephyr report", slug="zephyr-source")
    topic, place = (
        archive.topic("Zephyr policy", slug="zephyr-topic"),
        archive.place("Zephyr Hills", slug="zephyr-place"),
    )
    archive.event("Zephyr blew", slug="zephyr-event", source=source, places=(place,), topics=[topic])
    archive.statement("the zephyr is mild", slug="zephyr-statement")
    kinds = {kind for kind, slug in found("zephyr") if slug == f"zephyr-{kind}"}
    assert kinds == {"actor", "source", "topic", "place", "event", "statement"}
