"""Where records are, and what is left at the addresses where they were."""

import pytest

from archive.documents import read
from archive.views.addresses import data_url, record_url
from archive.workflow import act, save, system_user, withdraw
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db

KINDS = ["event", "actor", "statement", "source", "place", "topic"]
WITHDRAWABLE = ["event", "actor", "statement", "source"]


@pytest.mark.parametrize("form", [record_url, data_url])
@pytest.mark.parametrize("kind", KINDS)
def test_a_former_slug_leads_to_the_present_one(client, kind, form):
    record = published(kind)
    former = record.slug
    rename(record, "another-slug")
    answer = client.get(form(kind, former))
    assert (answer.status_code, answer.headers["Location"]) == (301, form(kind, "another-slug"))


@pytest.mark.parametrize("form", [record_url, data_url])
@pytest.mark.parametrize("kind", KINDS)
def test_what_never_was_is_not_found(client, kind, form):
    for slug in ("nothing", "Nothing", "no_thing", "a" * 120):
        assert client.get(form(kind, slug)).status_code == 404


def rename(record, slug):
    with act(system_user(), "Renamed") as this:
        save({**read(record), "slug": slug}, this)


def published(kind):
    """A record of the kind that is public, with the slug `gone-by-now` for what is to go."""
    make = ArchiveFactory()
    if kind in ("place", "topic"):
        record = getattr(make, kind)(slug="gone-by-now")
        make.event(**({"places": (record,)} if kind == "place" else {"topics": [record]}))
        return record
    return getattr(make, kind)(slug="gone-by-now")


def withdrawn(kind):
    record = published(kind)
    with act(system_user(), "A mistake in the archive") as this:
        withdraw([record], this)
    record.refresh_from_db()
    return record


@pytest.mark.parametrize("kind", WITHDRAWABLE)
def test_a_withdrawn_record_leaves_its_slug_and_the_day(client, kind):
    record = withdrawn(kind)
    page, data = client.get(record_url(kind, record.slug)), client.get(data_url(kind, record.slug))
    assert page.status_code == data.status_code == 410
    day = record.status_changed_at.date()
    assert "gone-by-now" in page.content.decode()
    assert str(day.year) in page.content.decode()
    assert "mistake" not in page.content.decode() + data.content.decode()
    assert {"slug": "gone-by-now", "withdrawn_on": day.isoformat()}.items() <= data.json().items()
    assert data.json().keys() == {"status", "reason", "slug", "withdrawn_on"}


def test_a_withdrawn_record_stays_gone_while_it_is_reworked_under_another_slug(client):
    record = withdrawn("event")
    with act(system_user(), "Reworked") as this:
        save({**read(record), "slug": "better-slug", "status": "draft"}, this)
    assert client.get("/events/gone-by-now/").status_code == 410
    assert client.get("/events/better-slug/").status_code == 404
    assert client.get("/events/better-slug.json").status_code == 404


def test_a_slug_that_only_a_draft_had_is_not_found_after_the_withdrawal(client):
    make = ArchiveFactory()
    record = make.event(slug="draft-slug", status="draft")
    rename(record, "public-slug")
    with act(system_user(), "Published, then withdrawn") as this:
        save({**read(record), "status": "published"}, this)
        withdraw([type(record).objects.get(pk=record.pk)], this)
    assert client.get("/events/public-slug/").status_code == 410
    assert client.get("/events/draft-slug/").status_code == 404


def test_a_record_that_is_published_again_is_there_again(client):
    record = withdrawn("actor")
    with act(system_user(), "It was right after all") as this:
        save({**read(record), "status": "published"}, this)
    assert client.get("/actors/gone-by-now/").status_code == 200
