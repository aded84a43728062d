"""Buttons and actions ask the workflow; nothing is published by any other way."""

import pytest
from django.urls import reverse

from archive.documents import read
from archive.models import Actor, Change, Event, Revision, Topic
from archive.workflow import act, save, submit
from tests.admin.conftest import Desk, form_address


@pytest.fixture
def draft(archive):
    return archive.event(status="draft")


def submitted(record, user):
    """The record as `user` rewrote and submitted it."""
    with act(user) as this:
        record = save({**read(record), "summary": f"Written by {user.username}."}, this)
        return submit(record, this)


def text(answer):
    return answer.content.decode()


def choose(desk, action, records, **values):
    address = reverse(f"admin:archive_{records[0].record_kind}_changelist")
    chosen = [str(record.pk) for record in records]
    return desk.client.post(address, {"action": action, "_selected_action": chosen, **values}, follow=True)


def test_an_event_goes_from_draft_to_published_through_two_people(editors_desk, publishers_desk, draft):
    assert editors_desk.save(draft, summary="They met.").status_code == 302
    assert editors_desk.step(draft, "submit").status_code == 302
    assert publishers_desk.step(draft, "publish").status_code == 302
    draft.refresh_from_db()
    assert draft.status == "published"


def test_whoever_wrote_it_does_not_publish_it(publishers_desk, publisher, draft):
    record = submitted(draft, publisher)
    answer = publishers_desk.step(record, "publish")
    assert "You wrote this version; somebody else has to approve it." in text(answer)
    record.refresh_from_db()
    assert record.status == "in_review"


@pytest.mark.parametrize("step", ["publish", "send_back", "withdraw"])
def test_a_forged_post_of_an_editor_moves_nothing(editors_desk, publisher, archive, step):
    record = archive.event() if step == "withdraw" else submitted(archive.event(status="draft"), publisher)
    status = record.status
    assert editors_desk.step(record, step, reason="Forged").status_code == 403
    choose(editors_desk, f"{step}_selected", [record], reason="Forged", confirmed="yes")
    form = editors_desk.form(record)
    editors_desk.post(form_address(record), {**form, "status": "published", "is_public": "on", "reason": "Forged"})
    record.refresh_from_db()
    assert record.status == status


def test_an_unknown_step_is_not_found(publishers_desk, draft):
    assert publishers_desk.step(draft, "merge").status_code == 404


def test_a_step_needs_a_post(publishers_desk, publisher, editor, draft):
    record = submitted(draft, editor)
    address = reverse("admin:archive_event_step", args=[record.pk, "publish"])
    assert publishers_desk.get(address).status_code == 200
    record.refresh_from_db()
    assert record.status == "in_review"


def test_sending_back_and_withdrawing_need_a_reason(publishers_desk, editor, archive, draft):
    back, public = submitted(draft, editor), archive.event()
    assert "Give a reason." in text(publishers_desk.step(back, "send_back"))
    assert "Give a reason." in text(publishers_desk.step(public, "withdraw", reason="  "))
    assert publishers_desk.step(back, "send_back", reason="No day.").status_code == 302
    assert publishers_desk.step(public, "withdraw", reason="Not true.").status_code == 302
    assert list(Event.objects.order_by("pk").values_list("status", flat=True)) == ["draft", "withdrawn"]
    assert Change.objects.get(action="sent_back").reason == "No day."


def test_a_step_on_a_version_that_nobody_saw_is_refused(publishers_desk, editor, draft):
    record = submitted(draft, editor)
    seen = record.version
    with act(editor) as this:
        save({**read(record), "summary": "Rewritten meanwhile."}, this)
    address = reverse("admin:archive_event_step", args=[record.pk, "publish"])
    assert "Somebody else changed this record" in text(publishers_desk.post(address, {"version": seen}))
    assert "Somebody else changed this record" in text(publishers_desk.post(address))
    record.refresh_from_db()
    assert record.status == "in_review"


def test_the_page_says_what_is_missing_and_the_refusal_too(publishers_desk, editor, archive):
    source = archive.source(status="draft")
    speaker = archive.actor("Carla Voss", status="draft")
    record = submitted(archive.statement(speaker=speaker, source=source, quote="peace is near", status="draft"), editor)
    page = text(publishers_desk.get(form_address(record)))
    refusal = text(publishers_desk.step(record, "publish"))
    for said in (page, refusal):
        assert f"Actor “{speaker.slug}” is not published." in said
        assert f"Source “{source.slug}” is not published." in said


def test_what_published_records_need_is_not_withdrawn(publishers_desk, archive):
    source = archive.source()
    event = archive.event(source=source)
    answer = publishers_desk.step(source, "withdraw", reason="Why not")
    assert event.slug in text(answer)
    source.refresh_from_db()
    assert source.status == "published"


def test_a_revision_is_discarded(editors_desk, archive):
    actor = archive.actor()
    editors_desk.save(actor, name="Anna Bergh", reason="Typing error.")
    assert editors_desk.step(actor, "discard", reason="It was right.").status_code == 302
    assert not Revision.objects.exists()
    assert editors_desk.form(actor)["name"] == "Anna Berg"


def buttons(desk: Desk, record):
    return [step.name for step in desk.get(form_address(record)).context["steps"]]


def test_each_person_sees_the_steps_that_are_theirs(editors_desk, publishers_desk, editor, archive, draft):
    assert (buttons(editors_desk, draft), buttons(publishers_desk, draft)) == (["submit"], ["submit"])
    submitted(draft, editor)
    assert (buttons(editors_desk, draft), buttons(publishers_desk, draft)) == ([], ["publish", "send_back"])
    public = archive.actor()
    assert (buttons(editors_desk, public), buttons(publishers_desk, public)) == ([], ["withdraw"])
    editors_desk.save(public, name="Anna Bergh", reason="Typing error.")
    assert buttons(editors_desk, public) == ["submit", "discard"]


def test_many_are_submitted_and_published_in_one_act(editors_desk, publishers_desk, archive, editor):
    actors = [archive.actor(f"Actor {number}", status="draft") for number in range(3)]
    for actor in actors:
        with act(editor) as this:
            save({**read(actor), "description": "Somebody."}, this)
    choose(editors_desk, "submit_selected", actors)
    assert set(Actor.objects.values_list("status", flat=True)) == {"in_review"}
    choose(publishers_desk, "publish_selected", actors)
    assert set(Actor.objects.values_list("status", flat=True)) == {"published"}
    assert len(set(Change.objects.filter(action="published").values_list("act", flat=True))) == 1


def test_of_many_all_or_none_are_published_and_refusals_name_the_record(publishers_desk, publisher, editor, archive):
    fine, own = archive.actor("Fine", status="draft"), archive.actor("Own", status="draft")
    for actor, author in ((fine, editor), (own, publisher)):
        with act(author) as this:
            submit(save({**read(actor), "description": "Somebody."}, this), this)
    page = text(choose(publishers_desk, "publish_selected", [fine, own]))
    assert "“Own”: You wrote this version" in page
    assert set(Actor.objects.values_list("status", flat=True)) == {"in_review"}


def test_many_are_withdrawn_together_with_a_reason(publishers_desk, archive):
    source, other = archive.source(), archive.source()
    page = text(choose(publishers_desk, "withdraw_selected", [source, other]))
    assert "It stands in the history with your name." in page
    assert "Give a reason." in text(choose(publishers_desk, "withdraw_selected", [source, other], confirmed="yes"))
    choose(publishers_desk, "withdraw_selected", [source, other], confirmed="yes", reason="Both forged.")
    source.refresh_from_db()
    other.refresh_from_db()
    assert (source.status, other.status) == ("withdrawn", "withdrawn")


def test_a_draft_is_deleted_and_its_history_stays(editors_desk, draft):
    address = reverse("admin:archive_event_delete", args=[draft.pk])
    assert editors_desk.post(address, {"reason": "Made twice."}).status_code == 302
    assert not Event.objects.exists()
    assert Change.objects.get(action="deleted").reason == "Made twice."


def test_what_was_public_or_is_referred_to_is_not_deleted(editors_desk, publishers_desk, archive):
    withdrawn = archive.event()
    publishers_desk.step(withdrawn, "withdraw", reason="Not true.")
    part_of = archive.topic("Outer")
    archive.topic("Inner", part_of=part_of)
    public = archive.actor()
    refusals = {
        withdrawn: "It is or was public, so it stays",
        part_of: "Other records refer to it: topic “Inner”.",
    }
    for record, refusal in refusals.items():
        answer = editors_desk.post(reverse(f"admin:archive_{record.record_kind}_delete", args=[record.pk]))
        assert refusal in text(answer)
    assert editors_desk.post(reverse("admin:archive_actor_delete", args=[public.pk])).status_code == 403
    assert (Event.objects.count(), Topic.objects.count(), Actor.objects.filter(pk=public.pk).count()) == (1, 2, 1)


def test_lists_have_no_action_that_deletes(publishers_desk, draft):
    actions = publishers_desk.get("/admin/archive/event/").context["action_form"].fields["action"].choices
    steps = {"submit_selected", "publish_selected", "withdraw_selected"}
    assert {name for name, _label in actions} == {"", "export_selected", *steps}
    choose(publishers_desk, "delete_selected", [draft], post="yes")
    assert Event.objects.exists()
