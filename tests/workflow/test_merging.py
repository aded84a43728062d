"""Two records become one, everything follows, and all of it can be taken back."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.documents import read
from archive.models import Action, Actor, Address, Change, Event, Merge, Position, Revision, Source, Statement
from archive.verification import verify
from archive.workflow import NotPermitted, Refused, act, merge, plan_unmerge, save, system_user, unmerge
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def merged(kept: Any, gone: Any, by: User, chosen: tuple[str, ...] = ()) -> Merge:
    with act(by, "The same person") as this:
        return merge(kept, gone, this, chosen)


def taken_back(done: Merge, by: User) -> Any:
    with act(by, "They are two after all") as this:
        return unmerge(done, this)


def documents() -> dict[str, Any]:
    """Every record of the archive as its document, by kind and slug."""
    models = (Actor, Event, Position, Source, Statement)
    return {f"{item.record_kind}/{item.slug}": read(item) for model in models for item in model._default_manager.all()}


@pytest.fixture
def two(archive: ArchiveFactory) -> tuple[Actor, Actor]:
    """One man under two spellings; the second is named everywhere an actor can be."""
    kept = archive.actor("Sergei Lavrov", slug="lavrov", country="RU", language="en")
    gone = archive.actor(
        "Sergey Lavrov", slug="lavrov-2", language="en", description="A diplomat.",
        other_names=[{"name": "Сергей Лавров", "language": "ru"}],
        external_ids=[{"scheme": "wikidata", "value": "Q58217"}],
    )  # fmt: skip
    ministry = archive.actor("Foreign Ministry", kind="ministry", slug="ministry")
    archive.position(gone, ministry, slug="minister")
    source = archive.source(text="Sergey Lavrov said: “peace is near”.", publisher=gone)
    archive.event(slug="talks", participants=(kept, gone), source=source)
    event = archive.event(slug="call", participants=(gone, ministry), source=source)
    archive.statement(slug="words", speaker=gone, source=source, about_actors=[gone, ministry], about_events=[event])
    archive.actor("The delegation", kind="group", slug="delegation", part_of=[{"group": str(gone.uuid), "during": ""}])
    return kept, gone


def test_whatever_named_the_one_that_goes_names_the_one_that_stays(two, publisher):
    kept, gone = two
    merged(kept, gone, publisher)
    assert not Actor.objects.filter(uuid=gone.uuid).exists()
    assert Statement.objects.get(slug="words").speaker == kept
    assert kept in Statement.objects.get(slug="words").about_actors.all()
    assert Position.objects.get(slug="minister").person == kept
    assert Source.objects.get(publisher=kept)
    assert Actor.objects.get(slug="delegation").part_of.get().group == kept
    assert str(gone.uuid) not in str(documents())
    assert verify() == []


def test_who_took_part_under_both_names_took_part_once(two, publisher):
    merged(*two, publisher)
    assert [item.actor.slug for item in Event.objects.get(slug="talks").participants.all()] == ["lavrov"]


def test_the_one_that_stays_learns_what_it_did_not_know(two, publisher):
    kept, gone = two
    merged(kept, gone, publisher)
    kept = Actor.objects.get(pk=kept.pk)
    assert kept.name == "Sergei Lavrov"
    assert {item.name for item in kept.other_names.all()} == {"Сергей Лавров", "Sergey Lavrov"}
    assert kept.external_ids.get().value == "Q58217"
    assert kept.description == "A diplomat."
    assert kept.country == "RU"


def test_of_what_both_say_the_chosen_one_is_believed(two, publisher):
    kept, gone = two
    merged(kept, gone, publisher, chosen=("name",))
    kept = Actor.objects.get(pk=kept.pk)
    assert kept.name == "Sergey Lavrov"
    assert "Sergei Lavrov" in {item.name for item in kept.other_names.all()}


def test_the_old_address_leads_to_the_one_that_stays(two, publisher, client):
    merged(*two, publisher)
    answer = client.get("/actors/lavrov-2/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/actors/lavrov/")


def test_both_histories_stay(two, publisher):
    kept, gone = two
    merged(kept, gone, publisher)
    assert Change.objects.filter(record_uuid=gone.uuid, action=Action.CREATED).exists()
    last = Change.objects.filter(record_uuid=gone.uuid).first()
    assert (last.action, last.reason, last.document_after) == (Action.MERGED, "The same person", None)
    assert Change.objects.filter(record_uuid=kept.uuid).first().action == Action.MERGED


def test_readers_are_told_of_it(two, publisher, client):
    merged(*two, publisher)
    assert "The same person" in client.get("/actors/lavrov/").content.decode()
    assert client.get("/corrections/").content.decode().count("The same person") == 1


def test_a_merge_can_be_taken_back_whole(two, publisher):
    kept, gone = two
    before = documents()
    back = taken_back(merged(kept, gone, publisher), publisher)
    assert back.uuid == gone.uuid
    assert documents() == before
    assert Address.objects.get(slug="lavrov-2").record_uuid == gone.uuid
    assert verify() == []


def test_what_was_written_since_stays_when_a_merge_is_taken_back(two, publisher, archive):
    kept, gone = two
    done = merged(kept, gone, publisher)
    since = archive.event(slug="since", participants=(Actor.objects.get(slug="lavrov"),))
    statement = Statement.objects.get(slug="words")
    with act(system_user(), "Newer") as this:
        save({**read(statement), "summary": "In other words.", "about_actors": []}, this)
        save({**read(Actor.objects.get(slug="lavrov")), "description": "A minister."}, this)
    plan = plan_unmerge(done)
    assert [(item.record.slug, item.left) for item in plan.edited] == [("lavrov", ("description",))]
    taken_back(done, publisher)
    statement.refresh_from_db()
    assert (statement.speaker.slug, statement.summary) == ("lavrov-2", "In other words.")
    assert statement.about_actors.get().slug == "lavrov-2"
    assert since.participants.get().actor.slug == "lavrov"
    assert Actor.objects.get(slug="lavrov").description == "A minister."
    assert verify() == []


def test_a_merge_is_taken_back_once(two, publisher):
    done = merged(*two, publisher)
    taken_back(done, publisher)
    with pytest.raises(Refused, match="already"):
        taken_back(done, publisher)


def test_editors_do_not_merge(two, editor):
    with pytest.raises(NotPermitted, match="Only publishers"):
        merged(*two, editor)
    assert Actor.objects.filter(slug="lavrov-2").exists()


def test_nothing_is_merged_without_a_reason(two, publisher):
    with pytest.raises(Refused, match="reason"), act(publisher) as this:
        merge(*two, this)


def test_what_is_public_does_not_vanish_into_a_draft(archive, publisher):
    with pytest.raises(Refused, match="Keep the other one"):
        merged(archive.actor("Anna", status="draft"), archive.actor("Anna Berg"), publisher)


def test_a_drafts_words_do_not_become_public_by_a_merge(archive, publisher):
    kept = archive.actor("Anna Berg", slug="anna")
    draft = archive.actor("Anna Berg", status="draft", description="Unchecked.")
    merged(kept, draft, publisher)
    assert Actor.objects.get(slug="anna").description == ""
    assert Revision.objects.get(record_uuid=kept.uuid).pending["description"] == "Unchecked."


def test_a_pending_revision_is_decided_on_first(two, publisher, editor, archive):
    kept, gone = two
    with act(editor, "Nearer to his words") as this:
        save({**read(Statement.objects.get(slug="words")), "summary": "Peace is near, he says."}, this)
    with pytest.raises(Refused, match="statement words"):
        merged(kept, gone, publisher)


def test_two_ends_of_one_post_are_not_merged(archive, publisher):
    person, office = archive.actor("Anna Berg"), archive.actor("The office", kind="ministry")
    archive.position(person, office, slug="post")
    with pytest.raises(Refused, match="Minister"):
        merged(person, office, publisher)
    assert Actor.objects.filter(pk=office.pk).exists()


def test_two_events_become_one_with_all_that_was_in_either(archive, publisher):
    anna, boris = archive.actor("Anna"), archive.actor("Boris")
    kept = archive.event("They met", slug="met", participants=(anna,))
    gone = archive.event("A meeting", slug="meeting", participants=(boris,), summary="At noon.")
    part = archive.event(slug="part", part_of=gone)
    link = archive.event(slug="link", links=[{"to": str(gone.uuid), "kind": "led_to"}])
    said = archive.statement(slug="said", event=gone)
    before = documents()
    done = merged(kept, gone, publisher)
    kept = Event.objects.get(slug="met")
    assert {item.actor for item in kept.participants.all()} == {anna, boris}
    assert (kept.summary, kept.citations.count()) == ("At noon.", 2)
    for record in (part, link, said):
        record.refresh_from_db()
    assert (part.part_of, link.links.get().to, said.event) == (kept, kept, kept)
    taken_back(done, publisher)
    assert documents() == before


def test_a_part_that_was_the_same_is_no_part_of_itself(archive, publisher):
    kept = archive.event(slug="whole")
    gone = archive.event(slug="part", part_of=kept, links=[{"to": str(kept.uuid), "kind": "led_to"}])
    merged(kept, gone, publisher)
    kept.refresh_from_db()
    assert (kept.part_of, kept.links.count()) == (None, 0)


def test_citations_follow_their_text_into_the_source_that_stays(archive, publisher):
    kept = archive.source("A report", slug="kept", text="First words.", captured_at="2021-12-22T10:00:00+00:00")
    gone = archive.source("The report", slug="gone", text="Second words.", captured_at="2021-12-23T10:00:00+00:00")
    archive.event(slug="one", source=kept, words="First")
    archive.event(slug="two", source=gone, words="Second")
    before = documents()
    done = merged(kept, gone, publisher)
    citation = Event.objects.get(slug="two").citations.get()
    assert (citation.source.slug, citation.version, citation.exact) == ("kept", 2, "Second")
    assert verify() == []
    taken_back(done, publisher)
    assert documents() == before
    assert verify() == []


def test_the_same_text_stays_one_version(archive, publisher):
    kept, gone = archive.source(slug="kept"), archive.source(slug="gone")
    archive.event(slug="two", source=gone)
    merged(kept, gone, publisher)
    assert Source.objects.get(slug="kept").captures.count() == 1
    assert Event.objects.get(slug="two").citations.get().version == 1


def test_an_older_text_does_not_become_the_latest(archive, publisher):
    kept = archive.source(text="New words.", captured_at="2021-12-23T10:00:00+00:00")
    gone = archive.source(text="Old words.", captured_at="2021-12-22T10:00:00+00:00")
    with pytest.raises(Refused, match="older"):
        merged(kept, gone, publisher)


def test_a_text_that_is_cited_since_stays_when_a_merge_is_taken_back(archive, publisher):
    kept = archive.source(slug="kept", text="First words.", captured_at="2021-12-22T10:00:00+00:00")
    gone = archive.source(slug="gone", text="Second words.", captured_at="2021-12-23T10:00:00+00:00")
    done = merged(kept, gone, publisher)
    archive.event(slug="since", source=Source.objects.get(slug="kept"), words="Second")
    taken_back(done, publisher)
    assert Source.objects.get(slug="kept").captures.count() == 2
    assert verify() == []
