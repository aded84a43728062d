"""Any earlier version comes back with one call; what was public is not deleted."""

import pytest
from django.contrib.auth.models import User

from archive.documents import read
from archive.models import Change, Event, Revision, Source, Status
from archive.workflow import Refused, act, capture, delete, restore, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def test_restoring_gives_back_the_whole_record(editor: User) -> None:
    archive = ArchiveFactory()
    event = archive.event(participants=(archive.actor(),), topics=[archive.topic()], status="draft")
    first = read(event)
    with act(editor) as this:
        save({**first, "title": "Something else", "participants": [], "topics": [], "citations": []}, this)
    with act(editor) as this:
        restore(Change.objects.get(record_uuid=event.uuid, version=1), this)
    assert read(event) == first


def test_restoring_a_published_record_makes_a_revision(editor: User) -> None:
    event = ArchiveFactory().event("Troops moved")
    with act(system_user(), "new headline") as this:
        save({**read(event), "title": "Troops marched"}, this)
    with act(editor, "the old one was right") as this:
        restore(Change.objects.get(record_uuid=event.uuid, version=1), this)
    assert Event.objects.get(pk=event.pk).title == "Troops marched"
    assert Revision.objects.get().pending["title"] == "Troops moved"


def test_a_deleted_record_comes_back_under_its_old_name(editor: User) -> None:
    event = ArchiveFactory().event(status="draft", slug="troops")
    document = read(event)
    with act(editor, "double") as this:
        delete(event, this)
    assert not Event.objects.exists()
    with act(editor, "not a double after all") as this:
        back = restore(Change.objects.filter(record_uuid=document["uuid"]).first(), this)  # type: ignore[arg-type]
    assert read(back) == {**document, "status": str(Status.DRAFT)}
    assert back.version == Change.objects.filter(record_uuid=back.uuid).count()


def test_a_deleted_source_comes_back_with_its_text(editor: User) -> None:
    source = ArchiveFactory().source(text="As captured.", status="draft")
    with act(editor, "by mistake") as this:
        delete(source, this)
    with act(editor) as this:
        back = restore(Change.objects.filter(record_uuid=source.uuid).first(), this)  # type: ignore[arg-type]
    assert back.latest_capture().text.body == "As captured."


def test_restoring_a_source_keeps_the_texts_captured_since(editor: User) -> None:
    source = ArchiveFactory().source(text="First.", status="draft")
    with act(editor) as this:
        capture(source, "Second.", "2022-01-01T00:00:00Z", this)
        restore(Change.objects.get(record_uuid=source.uuid, version=1), this)
    assert Source.objects.get().captures.count() == 2


def test_what_is_or_was_public_is_not_deleted(publisher: User) -> None:
    event = ArchiveFactory().event()
    with pytest.raises(Refused, match="public"), act(publisher, "away") as this:
        delete(event, this)


def test_what_others_refer_to_is_not_deleted(editor: User) -> None:
    archive = ArchiveFactory()
    actor = archive.actor(status="draft")
    archive.statement(speaker=actor, status="draft")
    with pytest.raises(Refused, match="refer to it"), act(editor) as this:
        delete(actor, this)
