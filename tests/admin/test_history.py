"""The history tells in words what changed, and gives every version back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.documents import read
from archive.models import Change, Event, Term, Topic
from archive.workflow import act, delete, save
from tests.admin.conftest import Desk


def history(desk: Desk, record):
    answer = desk.get(reverse(f"admin:archive_{record.record_kind}_history", args=[record.pk]))
    assert answer.status_code == 200
    return answer


def told(answer):
    """Newest change first: label → (what was, what is)."""
    return [
        {item.label: (item.before, item.after) for item in change.differences} for change in answer.context["changes"]
    ]


@pytest.fixture
def event(archive):
    archive.term("participant_role", "host")
    anna = archive.actor("Anna Berg")
    source = archive.source("The page", text="Anna Berg said that peace is near.", slug="page")
    return archive.event(
        source=source,
        words="peace is near",
        when="2021-12~",
        status="draft",
        participants=(anna,),
        chains=[[{"actor": str(anna.uuid), "source": None}, {"actor": None, "source": str(source.uuid)}]],
    )


def test_values_are_told_as_people_say_them(editors_desk, event):
    created = told(history(editors_desk, event))[-1]
    assert created["When"] == ([], ["about December 2021 (2021-12~)"])
    assert created["Kind"] == ([], ["Movement"])
    assert created["Participants"] == ([], ["Anna Berg"])
    assert created["Citations"] == ([], ["“peace is near” – The page, version 1, 20–33"])
    assert created["Chains"] == ([], ["Anna Berg → The page"])


def test_a_change_tells_only_what_differs(editors_desk, archive, event, editor):
    row = {"actor": archive.actor("Bruno").pk, "role": Term.objects.get(slug="host").pk}
    editors_desk.save(event, title="Troops left", participants=[row], reason="They left.")
    answer = history(editors_desk, event)
    assert told(answer)[0] == {
        "Title": (["Troops moved"], ["Troops left"]),
        "Participants": (["Anna Berg"], ["Bruno · Host"]),
    }
    change = answer.context["changes"][0].change
    assert (change.user_name, change.reason, change.get_action_display()) == ("editor", "They left.", "edited")


def test_names_of_deleted_records_are_still_told(editors_desk, archive, event, system):
    part = archive.topic("Gone")
    editors_desk.save(event, topics=[part.pk])
    editors_desk.save(event, topics=[])
    with act(system) as this:
        delete(part, this)
    assert told(history(editors_desk, event))[0] == {"Topics": (["Gone"], [])}


def test_the_history_costs_as_many_queries_for_many_changes(editors_desk, archive, event):
    def cost(changes: int) -> int:
        for number in range(changes):
            topic = archive.topic(f"Topic {number}")
            assert editors_desk.save(event, title=f"Title {number}", topics=[topic.pk]).status_code == 302
        with CaptureQueriesContext(connection) as queries:
            history(editors_desk, event)
        return len(queries)

    assert cost(2) == cost(4)


def test_an_earlier_version_is_restored(editors_desk, event):
    first = Change.objects.get(record_uuid=event.uuid, version=1)
    before = read(event)
    editors_desk.save(event, title="Troops left", participants=[{"DELETE": "on"}])
    address = reverse("admin:archive_change_restore", args=[first.pk])
    page = editors_desk.get(address).content.decode()
    assert 'Troops <del><span class="visually-hidden">removed: </span>left</del>' in page
    assert '<ins><span class="visually-hidden">added: </span>moved</ins>' in page
    assert editors_desk.post(address).status_code == 302
    assert read(Event.objects.get()) == before
    assert Change.objects.first().reason == "Version 1 restored."


def test_an_old_version_of_a_published_record_comes_back_as_a_revision(editors_desk, archive, system):
    actor = archive.actor("Anna Berg")
    with act(system) as this:
        save({**read(actor), "name": "Anna Bergh"}, this)
    first = Change.objects.get(record_uuid=actor.uuid, version=1)
    editors_desk.post(reverse("admin:archive_change_restore", args=[first.pk]), {"reason": "It was right."})
    actor.refresh_from_db()
    assert actor.name == "Anna Bergh"
    assert editors_desk.form(actor)["name"] == "Anna Berg"


def test_a_deleted_record_is_restored_from_the_list_of_changes(editors_desk, archive, system):
    topic = archive.topic("Talks")
    uuid = topic.uuid
    with act(system) as this:
        delete(topic, this)
    change = Change.objects.get(action="deleted")
    page = editors_desk.get(reverse("admin:archive_change_change", args=[change.pk])).content.decode()
    assert "This record was deleted." in page
    assert editors_desk.post(reverse("admin:archive_change_restore", args=[change.pk])).status_code == 302
    assert Topic.objects.get().uuid == uuid


def test_restoring_is_for_those_who_may_change_such_records(editors_desk, archive):
    archive.term("cue", "told")
    change = Change.objects.get(record_kind="term")
    assert editors_desk.post(reverse("admin:archive_change_restore", args=[change.pk])).status_code == 403
    assert editors_desk.get(reverse("admin:archive_change_restore", args=[999_999])).status_code == 404


def test_the_history_itself_is_only_read(administrators_desk, archive):
    archive.topic()
    change = Change.objects.get()
    before = change.reason
    address = reverse("admin:archive_change_change", args=[change.pk])
    administrators_desk.post(address, {"reason": "Rewritten"})
    administrators_desk.post(reverse("admin:archive_change_delete", args=[change.pk]), {"post": "yes"})
    assert administrators_desk.get(reverse("admin:archive_change_add")).status_code == 403
    change.refresh_from_db()
    assert change.reason == before
