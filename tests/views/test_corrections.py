"""Corrections of what is public, in the open."""

import re

from archive.models import Action, Change
from tests.archive_factory import ArchiveFactory
from tests.views.test_timeline import words


def corrected(archive: ArchiveFactory, title: str, now: str):
    event = archive.event(title)
    citation = archive.citation(archive.source())
    event = archive.save(
        "event", uuid=str(event.uuid), slug=event.slug, title=now, kind="movement", status="published",
        when="2021-12-22", citations=[citation],
    )  # fmt: skip
    Change.objects.filter(record_uuid=event.uuid, action=Action.CORRECTED).update(reason="The title was wrong.")
    return event


def test_a_correction_stands_with_its_day_record_and_reason(db, client):
    corrected(ArchiveFactory(), "Troops mooved", "Troops moved on")
    page = client.get("/corrections/")
    text = words(page)
    for expected in ("Troops moved on", "The title was wrong.", "event"):
        assert expected in text
    assert re.search(r'<time datetime="\d{4}-\d\d-\d\d">', page.content.decode())
    assert "mooved" not in text


def test_of_what_is_no_longer_public_no_correction_remains(db, client):
    event = corrected(ArchiveFactory(), "A slander", "A lesser slander")
    type(event).objects.filter(pk=event.pk).update(status="withdrawn")
    assert "slander" not in words(client.get("/corrections/"))


def test_first_publications_are_not_corrections(db, client):
    ArchiveFactory().event("Troops moved")
    assert "Nothing has been corrected yet" in words(client.get("/corrections/"))
