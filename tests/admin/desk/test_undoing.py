"""What a person did last at the desk is taken back, one act after the other, through the history."""

import pytest

from archive.documents import read
from archive.models import Actor, Change, Revision, Statement
from archive.workflow import act, save, system_user


def test_acts_are_undone_one_after_the_other(said, seat):
    uuid = said().json()["records"][0]["uuid"]
    seat.save(uuid=uuid, base_version=1, summary="First words.")
    seat.save(uuid=uuid, base_version=2, summary="Second words.")
    statement = Statement.objects.get()
    for summary in ("First words.", ""):
        assert seat.tell("undo").status_code == 200
        statement.refresh_from_db()
        assert statement.summary == summary
    answer = seat.tell("undo").json()
    assert not Statement.objects.exists()
    assert answer["records"] == []
    assert answer["may_undo"] is False
    assert seat.tell("undo").status_code == 422
    assert Change.objects.filter(record_uuid=uuid).count() == 6


def test_a_deleted_draft_comes_back(said, seat):
    uuid = said().json()["records"][0]["uuid"]
    assert seat.tell("delete", kind="statement", uuid=uuid).json()["gone"] == uuid
    assert not Statement.objects.exists()
    answer = seat.tell("undo").json()
    assert [row["uuid"] for row in answer["records"]] == [uuid]
    assert Statement.objects.get().status == "draft"


def test_an_actor_made_in_place_is_unmade_unless_somebody_needs_it(said, seat, archive):
    archive.term("actor_kind", "person")
    made = seat.tell("actor", name="Boris Kern", kind="person").json()["made"]
    said(speaker=made["uuid"])
    seat.tell("undo")
    assert Actor.objects.filter(name="Boris Kern").exists()
    seat.tell("undo")
    assert not Actor.objects.filter(name="Boris Kern").exists()


def test_a_revision_is_given_up(seat, archive, anna, source):
    statement = archive.statement("We will talk", speaker=anna, source=source)
    seat.save(uuid=str(statement.uuid), summary="One.", reason="It was missing.")
    seat.save(uuid=str(statement.uuid), summary="Two.", reason="Better.")
    answer = seat.tell("undo")
    assert answer.status_code == 200, answer.content
    assert Revision.objects.get().pending["summary"] == "One."
    assert seat.tell("undo").status_code == 200
    assert not Revision.objects.exists()


def test_what_somebody_built_on_is_not_undone(said, seat):
    said()
    with act(system_user(), "Better") as this:
        save({**read(Statement.objects.get()), "summary": "Somebody else's words."}, this)
    answer = seat.tell("undo")
    assert answer.status_code == 422
    assert "changed since" in answer.json()["problems"][0]["message"]
    assert Statement.objects.get().summary == "Somebody else's words."


def test_nobody_undoes_what_somebody_else_did(said, seat_of, publisher):
    said()
    assert seat_of(publisher).tell("undo").status_code == 422
    assert Statement.objects.exists()


def test_what_was_submitted_is_not_undone(said, seat):
    said()
    seat.tell("submit")
    assert seat.tell("undo").status_code == 422
    assert Statement.objects.get().status == "in_review"


@pytest.mark.parametrize("whose", ["published", "draft"])
def test_only_drafts_of_ones_own_are_deleted(seat, archive, source, whose):
    statement = archive.statement("We will talk", source=source, status=whose)
    assert seat.tell("delete", kind="statement", uuid=str(statement.uuid)).status_code == 422
    assert Statement.objects.exists()
