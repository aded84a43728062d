"""The lists of what is under way say the same as the verbs do."""

import random

import pytest

from archive.documents import read
from archive.models import Actor, ArchiveVersion, Change, Event, Topic
from archive.workflow import (
    UNDERWAY_STATES,
    Colleague,
    Refused,
    act,
    as_if_published,
    authors_since_publication,
    colleagues,
    discard_revision,
    in_review,
    of_colleague,
    publish,
    save,
    send_back,
    sent_back_to,
    submit,
    system_user,
    underway,
    waiting_for,
    withdraw,
    written_by,
)
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def listed(rows):
    return {item.uuid for item in underway(rows, 99)}


def do_something(chance, record, people):
    """One step of anybody's, as far as the workflow lets it."""

    def rewrite(record, this):
        return save({**read(record), "name": f"Name {chance.random()}"}, this)

    verb = chance.choice([rewrite, rewrite, submit, submit, publish, send_back, discard_revision, withdraw])
    try:
        with act(chance.choice(people), "Because.") as this:
            verb([record] if verb is withdraw else record, this)
    except Refused:
        pass


@pytest.mark.parametrize("seed", range(6))
def test_the_lists_agree_with_what_the_verbs_allow(seed, editor, publisher, other_publisher):
    """After any course of events: who is an author, who could approve, what came back."""
    chance, archive = random.Random(seed), ArchiveFactory()  # noqa: S311
    people = [editor, publisher, other_publisher]
    actors = [archive.actor(f"Actor {number}", status=chance.choice(["draft", "published"])) for number in range(4)]
    for _each in range(60):
        do_something(chance, Actor.objects.get(pk=chance.choice(actors).pk), people)
    for user in people:
        waiting, mine, back = listed(waiting_for(user)), listed(written_by(user)), listed(sent_back_to(user))
        for actor in Actor.objects.all():
            is_author = user.pk in authors_since_publication(actor.uuid)
            assert (actor.uuid in waiting) is could_approve(actor, user), (actor, user)
            assert not (is_author and actor.uuid in waiting)
            if actor.uuid in mine:
                assert is_author
            if actor.uuid in back:
                assert is_author
                assert last_word(actor) in ("sent_back", "revision_sent_back")
    the_overview_says_the_same(people)


def the_overview_says_the_same(people):
    """What is counted of each colleague is what their lists have, and theirs together are all that they wrote."""
    viewer, publishers = people[0], people[1:]
    found = {colleague.user: colleague for colleague in colleagues(viewer).colleagues}
    for user in people:
        of_theirs = {state: listed(of_colleague(viewer, user, state)) for state in UNDERWAY_STATES}
        colleague = found.get(user.pk) or Colleague(user.pk, "")
        assert {state: colleague.numbers[state] for state in UNDERWAY_STATES} == {
            state: len(uuids) for state, uuids in of_theirs.items()
        }
        everything = set().union(*of_theirs.values())
        assert everything == listed(written_by(user))
        could = [
            {publisher.pk for publisher in publishers if publisher.pk not in authors_since_publication(actor.uuid)}
            for actor in Actor.objects.filter(uuid__in=everything)
        ]
        assert colleague.approvers == set().union(*could)
        assert colleague.unapproved == could.count(set())


def could_approve(actor, user):
    try:
        with act(user, "Try.") as this:
            publish(actor, this)
            raise LookupError
    except Refused:
        return False
    except LookupError:
        return True


def last_word(actor):
    """The last act on it that was not writing."""
    writing = ("created", "edited", "revision_saved")
    return Change.objects.filter(record_uuid=actor.uuid).exclude(action__in=writing).first().action


def test_who_may_not_see_a_kind_does_not_see_what_waits_of_it(editor, publisher):
    archive = ArchiveFactory()
    for record in (archive.event(status="draft"), archive.actor(status="draft")):
        with act(editor) as this:
            submit(record, this)
    publisher.groups.get().permissions.remove(
        *publisher.groups.get().permissions.filter(codename__in=["view_event", "change_event"])
    )
    assert {item.kind for item in underway(in_review(publisher), 9)} == {"actor"}


def test_the_longest_waiting_comes_first(editor, publisher):
    archive = ArchiveFactory()
    drafts = [
        archive.actor("One", status="draft"),
        archive.event("Two", status="draft"),
        archive.source(status="draft"),
    ]
    for record in drafts:
        with act(editor) as this:
            submit(record, this)
    assert [item.uuid for item in underway(waiting_for(publisher), 9)] == [record.uuid for record in drafts]
    assert [item.uuid for item in underway(waiting_for(publisher), 2)] == [record.uuid for record in drafts[:2]]


def test_the_system_user_may_approve_everything(editor):
    actor = ArchiveFactory().actor(status="draft")
    with act(editor) as this:
        submit(actor, this)
    assert listed(waiting_for(system_user())) == {actor.uuid}


# Looking ahead


def test_within_a_look_ahead_the_record_and_what_it_needs_are_public_and_afterwards_not():
    archive = ArchiveFactory()
    topic = archive.topic()
    event = archive.event(topics=[topic], status="draft")
    before = (read(event), Change.objects.count(), ArchiveVersion.current())
    with as_if_published(event) as shown:
        assert shown.is_published
        assert Event.objects.published().get() == event
        assert Topic.objects.get().is_public
    assert not Event.objects.published().exists()
    assert not Topic.objects.get().is_public
    assert (read(event), Change.objects.count(), ArchiveVersion.current()) == before


def test_a_look_ahead_shows_the_pending_revision(editor):
    actor = ArchiveFactory().actor("Anna Berg")
    with act(editor, "Spelled so.") as this:
        save({**read(actor), "name": "Anna Bergh"}, this)
    with as_if_published(actor) as shown:
        assert Actor.objects.get().name == shown.name == "Anna Bergh"
    assert Actor.objects.get().name == "Anna Berg"


def test_what_goes_wrong_while_one_looks_ahead_leaves_nothing_either():
    event = ArchiveFactory().event(status="draft")
    with pytest.raises(ZeroDivisionError), as_if_published(event):
        1 / 0  # noqa: B018
    assert Event.objects.get().status == "draft"


def test_the_lists_of_whoever_did_very_much_say_the_same(editor, publisher, monkeypatch):
    archive = ArchiveFactory()
    for record in (archive.event(status="draft"), archive.actor(status="draft"), archive.actor()):
        with act(editor, "Written anew.") as this:
            save({**read(record), "slug": f"{record.slug}-anew"}, this)
    lists = [written_by(editor), sent_back_to(editor), waiting_for(editor), of_colleague(publisher, editor, "draft")]
    monkeypatch.setattr("archive.workflow.reviewing._MANY", 2)
    again = [written_by(editor), sent_back_to(editor), waiting_for(editor), of_colleague(publisher, editor, "draft")]
    assert [listed(rows) for rows in again] == [listed(rows) for rows in lists]
    assert len(listed(again[0])) == len(listed(again[3])) == 3
    assert str(again[0].query) != str(lists[0].query)


def test_who_brought_a_public_record_in_did_not_write_what_waits_to_be_approved(editor, publisher):
    """A record that came in as public has no publication in its history; its revision is by whoever saved that."""
    actor = ArchiveFactory().actor()
    Change.objects.filter(record_uuid=actor.uuid, action="published").update(action="created")
    with act(editor, "Spelled so.") as this:
        save({**read(actor), "name": "Anna Bergh"}, this)
    assert [colleague.name for colleague in colleagues(publisher).colleagues] == ["editor"]
    assert not listed(written_by(system_user()))
