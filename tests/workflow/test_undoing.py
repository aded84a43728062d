"""An act on many records is taken back whole, or as far as nothing that came since would be lost."""

import pytest

from archive.documents import KINDS, read
from archive.exchange import Result, import_file
from archive.models import Action, Actor, Address, Change, Event, Revision, Statement, Topic
from archive.verification import verify
from archive.workflow import Edited, Fate, Undoing, act, publish, save
from tests.archive_factory import ArchiveFactory

TOPICS = "slug,name,part_of\r\ngas,Gas,energy\r\nenergy,Energy,\r\n"


@pytest.fixture
def archive(db):
    return ArchiveFactory()


@pytest.fixture
def editor(editor, archive):
    return editor


def bring(plural, content, user=None):
    """Import a file and return the UUID of its act."""
    report = import_file([content.encode()], plural, user, name="file.csv")
    assert report.lines == []
    return Change.objects.order_by("-id").values_list("act", flat=True)[0]


def take_back(done, user, edited=Edited.LEAVE):
    """Undo, and return (slug, fate) of each record; looking at it said the same before."""
    looked = list(Undoing(done, user, edited).look())
    with act(user, "Not so.") as this:
        fated = list(Undoing(done, user, edited).take_back(this))
    assert fated == looked
    assert verify() == []
    return {(it.slug, str(it.fate)) for it in fated}


def documents():
    return {str(record.uuid): read(record) for kind in KINDS.values() for record in kind.records}


def test_what_was_made_goes_and_its_history_and_address_stay(editor):
    before = documents()
    done = bring("topics", TOPICS, editor)
    assert take_back(done, editor) == {("gas", "removed"), ("energy", "removed")}
    assert documents() == before
    last = Change.objects.filter(slug="gas").first()
    assert (last.action, last.version, last.reason, last.user) == (Action.DELETED, 2, "Not so.", editor)
    assert last.document_before["name"] == "Gas"
    assert Address.objects.get(kind="topic", slug="gas").record_uuid == last.record_uuid


def test_the_same_file_brings_the_same_records_back(editor):
    done = bring("topics", TOPICS, editor)
    made = dict(Topic.objects.values_list("slug", "uuid"))
    take_back(done, editor)
    again = bring("topics", TOPICS, editor)
    assert dict(Topic.objects.values_list("slug", "uuid")) == made
    assert Topic.objects.get(slug="gas").version == 3
    assert verify() == []
    assert take_back(again, editor) == {("gas", "removed"), ("energy", "removed")}
    assert not Topic.objects.exists()


def test_what_was_changed_becomes_what_it_was(editor, archive):
    archive.topic("Old", slug="gas", description="Kept")
    archive.topic("Power", slug="energy")
    before = documents()
    done = bring("topics", TOPICS, editor)
    assert Topic.objects.get(slug="gas").name == "Gas"
    assert take_back(done, editor) == {("gas", "restored"), ("energy", "restored")}
    assert documents() == before


def test_a_revision_that_was_saved_is_discarded(editor, archive):
    anna = archive.actor("Anna Berg", slug="anna")
    done = bring("actors", "slug,name\r\nanna,Anna Bergh\r\n", editor)
    assert Revision.objects.count() == 1
    assert take_back(done, editor) == {("anna", "discarded")}
    assert not Revision.objects.exists()
    anna.refresh_from_db()
    assert (anna.name, Change.objects.filter(record_uuid=anna.uuid).first().action) == (
        "Anna Berg",
        Action.REVISION_DISCARDED,
    )


def test_an_approved_revision_is_taken_back_by_another_revision(editor, publisher, archive):
    anna = archive.actor("Anna Berg", slug="anna")
    done = bring("actors", "slug,name,status\r\nanna,Anna Bergh,in_review\r\n", editor)
    with act(publisher) as this:
        publish(Actor.objects.get(pk=anna.pk), this)
    assert Actor.objects.get().is_published
    assert take_back(done, editor) == {("anna", "edited")}
    assert take_back(done, editor, Edited.FIELDS) == {("anna", "revised")}
    assert Actor.objects.get().name == "Anna Bergh"
    assert Revision.objects.get().pending["name"] == "Anna Berg"


def edit(record, user, **values):
    with act(user, "Better.") as this:
        save({**read(record), **values}, this)


def test_what_was_edited_since_stays_unless_its_other_fields_are_wanted_back(editor, archive):
    archive.topic("Old", slug="gas", description="Before")
    done = bring("topics", "slug,name,description\r\ngas,Gas,Told\r\nenergy,Energy,\r\n", editor)
    edit(Topic.objects.get(slug="gas"), editor, description="Told better")
    edit(Topic.objects.get(slug="energy"), editor, description="New")
    assert take_back(done, editor) == {("gas", "edited"), ("energy", "edited")}
    fated = list(Undoing(done, editor, Edited.FIELDS).look())
    assert [it.reason for it in fated if it.slug == "gas"] == ["Edited since, so these stay: description."]
    assert take_back(done, editor, Edited.FIELDS) == {("gas", "restored"), ("energy", "edited")}
    gas = Topic.objects.get(slug="gas")
    assert (gas.name, gas.description) == ("Old", "Told better")
    assert ("energy", "removed") in take_back(done, editor, Edited.ALL)


def test_what_others_name_since_stays_with_all_that_it_names_itself(editor, archive):
    done = bring("topics", TOPICS + "water,Water,\r\n", editor)
    archive.topic("Pipelines", slug="pipelines", part_of=Topic.objects.get(slug="gas"))
    fated = list(Undoing(done, editor).look())
    assert {it.slug: it.reason for it in fated} == {
        "gas": "The topic “pipelines” names it.",
        "energy": "A record that stays itself names it.",
        "water": "",
    }
    assert take_back(done, editor) == {("gas", "needed"), ("energy", "needed"), ("water", "removed")}


def test_a_record_that_no_longer_names_it_keeps_nothing(editor, archive):
    """The import led a known topic to a new one; both go back together."""
    archive.topic("Gas", slug="gas")
    done = bring("topics", TOPICS, editor)
    assert take_back(done, editor) == {("gas", "restored"), ("energy", "removed")}


def test_what_a_restored_record_will_name_stays(editor, archive):
    done = bring("topics", TOPICS, editor)
    later = bring("topics", "slug,part_of\r\ngas,\r\n", editor)
    assert take_back(done, editor, Edited.ALL) == {("gas", "removed"), ("energy", "removed")}
    assert take_back(later, editor) == {("gas", "gone")}


EVENTS = (
    "slug,title,kind,when,citations,participants,places,status\r\n"
    "talks,Talks,meeting,2021-12,report:7-8:{hash},anna:speaker,,{status}\r\n"
)


def events(archive, status):
    archive.term("event_kind", "meeting")
    archive.term("participant_role", "speaker")
    archive.source(slug="report")
    return EVENTS.replace(":7-8:{hash}", "").replace("{status}", status)


def test_events_go_with_all_that_belongs_to_them(editor, archive):
    archive.actor(slug="anna")
    before = documents() | {}
    content = events(archive, "in_review")
    before = documents()
    done = bring("events", content, editor)
    assert Event.objects.get().status == "in_review"
    assert take_back(done, editor) == {("talks", "removed")}
    assert documents() == before
    assert not Event.objects.exists()


def test_what_became_public_is_withdrawn_by_publishers_only(editor, publisher, archive):
    archive.actor(slug="anna")
    done = bring("events", events(archive, "in_review"), editor)
    with act(publisher) as this:
        publish(Event.objects.get(), this)
    assert take_back(done, editor, Edited.ALL) == {("talks", "refused")}
    assert Event.objects.get().is_published
    assert take_back(done, publisher, Edited.ALL) == {("talks", "withdrawn")}
    assert Event.objects.get().status == "withdrawn"
    assert take_back(done, publisher, Edited.ALL) == {("talks", "refused")}


def test_public_records_of_one_act_do_not_keep_each_other(system, archive):
    archive.term("actor_kind", "person")
    done = bring("actors", "slug,name,kind,status\r\nanna,Anna,person,published\r\n")
    archive.statement(slug="words", speaker=Actor.objects.get(slug="anna"), source=archive.source())
    assert take_back(done, system) == {("anna", "needed")}
    with act(system, "Gone.") as this:
        save({**read(Statement.objects.get()), "status": "withdrawn"}, this)
    assert take_back(done, system) == {("anna", "withdrawn")}


def test_a_status_goes_back_by_the_steps_of_the_workflow(editor, publisher, archive):
    archive.actor("Anna", slug="anna", status="draft")
    done = bring("actors", "slug,name,status\r\nanna,Anna Berg,in_review\r\n", editor)
    assert take_back(done, editor) == {("anna", "refused")}
    assert take_back(done, publisher) == {("anna", "restored")}
    assert (Actor.objects.get().name, Actor.objects.get().status) == ("Anna", "draft")


def test_the_system_user_takes_everything_back(system, archive):
    anna = archive.actor("Anna", slug="anna")
    before = documents()
    done = bring("actors", "slug,name,status\r\nanna,Anna Berg,published\r\n")
    assert take_back(done, system) == {("anna", "restored")}
    assert documents() == before
    done = bring("actors", "slug,status\r\nanna,withdrawn\r\n")
    assert take_back(done, system) == {("anna", "restored")}
    anna.refresh_from_db()
    assert anna.is_published


def test_undoing_twice_does_nothing(editor):
    done = bring("topics", TOPICS, editor)
    take_back(done, editor)
    assert take_back(done, editor) == {("gas", "same"), ("energy", "same")}


def test_it_needs_the_rights_of_the_verbs(editor, administrator, archive):
    done = bring("terms", "vocabulary,slug,name\r\ncue,said,said\r\n", administrator)
    fated = list(Undoing(done, editor).look())
    assert [(it.fate, it.reason) for it in fated] == [(Fate.REFUSED, "You may not delete records of this kind.")]
    assert take_back(done, administrator) == {("said", "removed")}


def test_deleted_records_come_back_with_their_file_whoever_deleted_them(editor, archive):
    done = bring("topics", TOPICS, editor)
    take_back(done, editor)
    report = import_file([TOPICS.encode()], "topics", editor, dry_run=True)
    assert report.counts == {Result.NEW: 2}
