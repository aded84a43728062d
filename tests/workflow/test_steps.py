"""draft → in review → published → withdrawn, with four eyes."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from archive.documents import read
from archive.models import Action, Change, Event, Revision, Status
from archive.workflow import (
    NotPermitted,
    Refused,
    act,
    discard_revision,
    publish,
    save,
    send_back,
    submit,
    system_user,
    withdraw,
)
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def written_by(user: User, **values: Any) -> Event:
    """A draft that `user` wrote."""
    draft = ArchiveFactory().event(status="draft", **values)
    with act(user) as this:
        return save({**read(draft), "summary": f"Written by {user}."}, this)


def status_of(record: Any) -> str:
    return str(type(record).objects.get(pk=record.pk).status)


def test_two_people_take_a_draft_to_the_public(editor: User, publisher: User) -> None:
    event = written_by(editor)
    with act(editor) as this:
        submit(event, this)
    assert not Event.objects.published().exists()
    with act(publisher) as this:
        publish(event, this)
    assert Event.objects.published().get() == event
    actions = list(Change.objects.filter(record_uuid=event.uuid).values_list("action", flat=True))
    assert actions[:3] == [Action.PUBLISHED, Action.SUBMITTED, Action.EDITED]


def test_nobody_publishes_their_own_words(publisher: User, other_publisher: User) -> None:
    event = written_by(publisher)
    with act(publisher) as this:
        submit(event, this)
    with pytest.raises(NotPermitted, match="somebody else"), act(publisher) as this:
        publish(event, this)
    with act(other_publisher) as this:
        publish(event, this)


def test_the_rule_of_four_eyes_can_be_lifted(publisher: User, settings: Any) -> None:
    settings.FOUR_EYES = False
    event = written_by(publisher)
    with act(publisher) as this:
        submit(event, this)
        publish(event, this)
    assert status_of(event) == Status.PUBLISHED


def test_an_author_of_an_earlier_part_is_an_author_too(publisher: User, other_publisher: User, editor: User) -> None:
    event = written_by(publisher)
    with act(editor) as this:
        save({**read(event), "title": "Another headline"}, this)
        submit(event, this)
    with pytest.raises(NotPermitted), act(publisher) as this:
        publish(event, this)
    with act(other_publisher) as this:
        publish(event, this)


@pytest.mark.parametrize("verb", [publish, send_back])
def test_editors_do_not_decide(editor: User, verb: Any) -> None:
    event = written_by(editor)
    with act(editor, "please") as this:
        submit(event, this)
    with pytest.raises(NotPermitted), act(editor, "please") as this:
        verb(event, this)
    with pytest.raises(NotPermitted), act(editor, "please") as this:
        withdraw([event], this)


def test_a_draft_is_not_published_past_the_review(editor: User, publisher: User) -> None:
    event = written_by(editor)
    with pytest.raises(Refused, match="in review"), act(publisher) as this:
        publish(event, this)


def test_nothing_is_published_without_what_it_rests_on(editor: User, publisher: User) -> None:
    archive = ArchiveFactory()
    speaker = archive.actor(status="draft")
    source = archive.source(text=f"{speaker.name} said: peace is near", status="draft")
    statement = archive.statement(speaker=speaker, source=source, status="in_review")
    with pytest.raises(Refused) as refusal, act(publisher) as this:
        publish(statement, this)
    assert {problem.field for problem in refusal.value.problems} == {"speaker", "citations"}
    assert status_of(statement) == Status.IN_REVIEW


def test_an_uncited_draft_cannot_be_submitted(editor: User) -> None:
    event = ArchiveFactory().event(status="draft", citations=[])
    with pytest.raises(Refused, match="citation"), act(editor) as this:
        submit(event, this)


def test_what_is_sent_back_is_a_draft_again_with_the_reason(editor: User, publisher: User) -> None:
    event = written_by(editor)
    with act(editor) as this:
        submit(event, this)
    with pytest.raises(Refused, match="reason"), act(publisher) as this:
        send_back(event, this)
    with act(publisher, "Which border?") as this:
        send_back(event, this)
    assert status_of(event) == Status.DRAFT
    assert Change.objects.first().reason == "Which border?"  # type: ignore[union-attr]


def test_a_revision_becomes_public_when_somebody_else_approves_it(editor: User, publisher: User) -> None:
    event = ArchiveFactory().event("Troops moved")
    with act(editor, "wrong day") as this:
        save({**read(event), "when": "2021-12-23"}, this)
    with pytest.raises(Refused, match="not submitted"), act(publisher) as this:
        publish(event, this)
    with act(editor) as this:
        submit(event, this)
    with act(publisher) as this:
        publish(event, this)
    event = Event.objects.published().get(pk=event.pk)
    assert event.date_words == "23 December 2021"
    assert not Revision.objects.exists()
    correction = Change.objects.get(action=Action.CORRECTED)
    assert correction.reason == "wrong day"
    assert correction.document_before["when"] == "2021-12-22"  # type: ignore[index]


def test_revisions_approved_in_one_act_keep_each_its_own_reason(editor: User, publisher: User) -> None:
    archive = ArchiveFactory()
    events = {"wrong day": archive.event("Troops moved"), "wrong name": archive.event("Troops marched")}
    for reason, event in events.items():
        with act(editor, reason) as this:
            save({**read(event), "summary": "Mended."}, this)
            submit(event, this)
    with act(publisher) as this:
        for event in events.values():
            publish(event, this)
    corrections = Change.objects.filter(action=Action.CORRECTED)
    assert {change.record_uuid: change.reason for change in corrections} == {
        event.uuid: reason for reason, event in events.items()
    }


def test_nobody_approves_their_own_revision(publisher: User) -> None:
    event = ArchiveFactory().event()
    with act(publisher, "better") as this:
        save({**read(event), "title": "A better headline"}, this)
        submit(event, this)
    with pytest.raises(NotPermitted), act(publisher) as this:
        publish(event, this)


def test_a_revision_can_be_sent_back_and_given_up(editor: User, publisher: User) -> None:
    event = ArchiveFactory().event("Troops moved")
    with act(editor, "wrong day") as this:
        save({**read(event), "when": "2021-12-23"}, this)
        submit(event, this)
    with act(publisher, "The source says the 22nd") as this:
        send_back(event, this)
    assert not Revision.objects.get().is_submitted
    with act(editor) as this:
        discard_revision(event, this)
    assert not Revision.objects.exists()
    assert Event.objects.get(pk=event.pk).when == "2021-12-22"


def test_what_published_records_need_is_not_withdrawn_from_under_them(publisher: User) -> None:
    archive = ArchiveFactory()
    statement = archive.statement()
    source, speaker = statement.citations.get().source, statement.speaker
    for needed in (source, speaker):
        with pytest.raises(Refused, match=statement.slug), act(publisher, "gone") as this:
            withdraw([needed], this)
    with act(publisher, "All of it was made up") as this:
        withdraw([source, speaker, statement], this)
    assert {status_of(record) for record in (source, speaker, statement)} == {Status.WITHDRAWN}
    assert len(set(Change.objects.filter(action=Action.WITHDRAWN).values_list("act", flat=True))) == 1


def test_a_withdrawal_takes_a_reason(publisher: User) -> None:
    event = ArchiveFactory().event()
    with pytest.raises(Refused, match="reason"), act(publisher) as this:
        withdraw([event], this)


def test_a_withdrawn_record_can_be_mended_and_published_again(editor: User, publisher: User) -> None:
    event = ArchiveFactory().event()
    with act(publisher, "doubtful") as this:
        withdraw([event], this)
    with act(editor) as this:
        save({**read(event), "title": "Troops were seen"}, this)
        submit(event, this)
    with act(publisher) as this:
        publish(event, this)
    assert Event.objects.published().get(pk=event.pk).title == "Troops were seen"


def test_the_system_user_may_set_any_status() -> None:
    event = ArchiveFactory().event(status="draft")
    for status in ("in_review", "published", "draft", "withdrawn", "published"):
        with act(system_user(), "set") as this:
            save({**read(event), "status": status}, this)
        assert status_of(event) == status
