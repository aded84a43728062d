"""Saving goes through one door: checked, permitted, logged, and all or nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.documents import KINDS, blank, canonical, read
from archive.models import Action, Address, ArchiveVersion, Change, Revision, Status, Term, Topic
from archive.workflow import NotPermitted, Refused, Stale, act, publish, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def topic(**values: Any) -> dict[str, Any]:
    return blank(KINDS["topic"], **{"slug": "talks", "name": "Talks", **values})


def test_a_new_record_has_an_address_a_history_and_raises_the_archive_version(editor: User) -> None:
    before = ArchiveVersion.current()
    with act(editor, "first") as this:
        record = save(topic(), this)
    change = Change.objects.get(record_uuid=record.uuid)
    assert (change.version, change.action, change.user_name, change.reason) == (1, Action.CREATED, "editor", "first")
    assert (change.before, change.after) == ("", canonical(read(record)))
    assert change.title == "Talks"
    assert Address.objects.get(kind="topic", slug="talks").record_uuid == record.uuid
    assert ArchiveVersion.current() == before + 1 == change.archive_version


def test_one_act_raises_the_archive_version_once(editor: User) -> None:
    before = ArchiveVersion.current()
    with act(editor) as this:
        save(topic(), this)
        save(topic(slug="treaties"), this)
    assert ArchiveVersion.current() == before + 1
    assert len(set(Change.objects.values_list("act", flat=True))) == 1


def test_saving_what_is_already_so_writes_nothing(editor: User) -> None:
    with act(editor) as this:
        record = save(topic(), this)
    version = ArchiveVersion.current()
    with act(editor) as this:
        save(read(record), this)
    assert ArchiveVersion.current() == version
    assert Change.objects.count() == 1


def save_both(user: User, *documents: dict[str, Any]) -> None:
    with act(user) as this:
        for document in documents:
            save(document, this)


def test_an_act_that_fails_leaves_nothing_behind(editor: User) -> None:
    with pytest.raises(Refused, match="slug"):
        save_both(editor, topic(), topic(slug="No slug"))
    assert (Topic.objects.count(), Change.objects.count(), Address.objects.count()) == (0, 0, 0)


def test_the_history_outlives_the_person(editor: User) -> None:
    with act(editor) as this:
        save(topic(), this)
    editor.delete()
    assert Change.objects.get().user_name == "editor"


def test_a_stale_save_is_refused_and_says_so(editor: User, publisher: User) -> None:
    with act(editor) as this:
        record = save(topic(), this)
    mine = read(record)
    with act(publisher) as this:
        save({**read(record), "name": "Negotiations"}, this, base_version=1)
    with pytest.raises(Stale), act(editor) as this:
        save({**mine, "description": "Mine"}, this, base_version=1)
    assert Topic.objects.get().name == "Negotiations"
    assert Topic.objects.get().description == ""


def test_only_those_with_the_right_may_save(administrator: User, editor: User) -> None:
    reader = User.objects.create_user("reader")
    with pytest.raises(NotPermitted), act(reader) as this:
        save(topic(), this)
    term = blank(KINDS["term"], vocabulary="cue", slug="said", name="said")
    with pytest.raises(NotPermitted), act(editor) as this:
        save(term, this)
    with act(administrator) as this:
        save(term, this)


def test_a_term_keeps_its_slug(administrator: User) -> None:
    archive = ArchiveFactory()
    archive.term("cue", "said")
    document = read(Term.objects.get())
    with pytest.raises(Refused, match="slug"), act(administrator) as this:
        save({**document, "slug": "told"}, this)


def test_a_renamed_record_keeps_its_former_address(editor: User) -> None:
    with act(editor) as this:
        record = save(topic(), this)
        save({**read(record), "slug": "negotiations"}, this)
    former = Address.objects.get(slug="talks")
    assert (former.record_uuid, former.is_current) == (record.uuid, False)
    with pytest.raises(Refused, match="never given again"), act(editor) as this:
        save(topic(), this)
    with act(editor) as this:
        save({**read(record), "slug": "talks"}, this)
    assert Address.objects.get(slug="talks").is_current
    assert not Address.objects.get(slug="negotiations").is_current


def test_what_is_published_is_changed_by_a_pending_revision(editor: User) -> None:
    event = ArchiveFactory().event("Troops moved")
    public = read(event)
    with pytest.raises(Refused, match="Say why"), act(editor) as this:
        save({**public, "title": "Troops were moved"}, this)
    with act(editor, "The passive says what the source says") as this:
        save({**public, "title": "Troops were moved"}, this)
    assert read(event) == public
    revision = Revision.objects.get()
    assert revision.pending == {**public, "title": "Troops were moved"}
    assert revision.reason == "The passive says what the source says"
    assert Change.objects.first().action == Action.REVISION_SAVED  # type: ignore[union-attr]


def test_the_system_user_corrects_what_is_published_at_once() -> None:
    event = ArchiveFactory().event("Troops moved")
    with act(system_user(), "Import of events.csv") as this:
        save({**read(event), "title": "Troops were moved"}, this)
    event.refresh_from_db()
    assert (event.title, event.status) == ("Troops were moved", Status.PUBLISHED)
    assert Change.objects.first().action == Action.CORRECTED  # type: ignore[union-attr]


def test_nobody_makes_published_what_rests_on_nothing() -> None:
    event = ArchiveFactory().event()
    with pytest.raises(Refused, match="citation"), act(system_user(), "cut") as this:
        save({**read(event), "citations": []}, this)


def test_a_source_cannot_become_private_under_a_published_record() -> None:
    archive = ArchiveFactory()
    source = archive.source()
    event = archive.event(source=source)
    with pytest.raises(Refused, match=event.slug), act(system_user(), "hide") as this:
        save({**read(source), "access": "private"}, this)
    other = archive.source("Another report", text="Troops moved by train, they said.")
    with act(system_user(), "second leg") as this:
        save({**read(event), "citations": [*read(event)["citations"], archive.citation(other)]}, this)
        save({**read(source), "access": "private"}, this)


def test_the_words_of_a_private_source_are_not_published_as_a_quote(publisher: User) -> None:
    archive = ArchiveFactory()
    speaker = archive.actor()
    secret = archive.source(text=f"{speaker.name} said: peace is near", access="private")
    report = archive.source("A report", text="Somebody spoke about peace.")
    citations = [archive.citation(secret, "peace is near"), archive.citation(report)]
    statement = archive.statement(speaker=speaker, source=secret, citations=citations, status="in_review")
    with pytest.raises(Refused, match="not private"), act(publisher) as this:
        publish(statement, this)


def test_a_quoted_source_cannot_become_private() -> None:
    archive = ArchiveFactory()
    statement = archive.statement()
    source = statement.citations.get().source
    report = archive.source("A report", text="Somebody spoke about peace.")
    with act(system_user(), "second leg") as this:
        save({**read(statement), "citations": [*read(statement)["citations"], archive.citation(report)]}, this)
    with pytest.raises(Refused, match=statement.slug), act(system_user(), "hide") as this:
        save({**read(source), "access": "private"}, this)


@pytest.mark.parametrize("status", ["in_review", "published", "withdrawn"])
def test_an_editor_cannot_publish_by_writing_a_status(editor: User, status: str) -> None:
    archive = ArchiveFactory()
    document = {**read(archive.event(status="draft")), "status": status}
    if status == "in_review":
        with act(editor) as this:
            assert save(document, this).status == Status.IN_REVIEW
        return
    with pytest.raises(NotPermitted), act(editor) as this:
        save(document, this)
