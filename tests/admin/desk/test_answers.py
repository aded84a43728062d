"""What the desk's page asks for: everything on the source, what rules propose, records as one types."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.admin.desk import proposing
from archive.admin.desk.answers import ASKED, TOLD
from archive.admin.desk.pages import MODULES
from archive.documents import KINDS, blank, cite, span
from archive.models import Change, DeskAct, DeskDraft
from archive.workflow import act, capture, system_user
from tests.admin.desk.conftest import TEXT, Seat


@dataclass(frozen=True)
class MadeUp:
    """A proposal as rules make it."""

    key: str = "k1"
    start: int = 0
    end: int = 47
    quote: Any = None
    speaker: Any = None
    confidence: float = 0.8
    reasons: tuple[str, ...] = ("“said” after a name",)


@pytest.fixture
def rules(monkeypatch, anna):
    """Rules that propose one statement, and one day."""

    def document(proposal: Any, source: Any) -> dict[str, Any]:
        words = cite(str(source.uuid), version=1, **span(TEXT, proposal.start, proposal.end))
        values = {"speaker": str(anna.uuid), "kind": "assertion", "summary": "Peace is near.", "said_on": "2021-12-22"}
        return blank(KINDS["statement"], citations=[words], **values)

    @dataclass(frozen=True)
    class Day:
        start: int = 15
        end: int = 27
        edtf: str = "2021-12-22"
        reason: str = "The Wednesday before."

    monkeypatch.setattr(proposing, "proposals", lambda sheet: [MadeUp()])
    monkeypatch.setattr(
        proposing, "statement_documents", lambda found, sheet: [document(each, sheet.source) for each in found]
    )
    monkeypatch.setattr(proposing, "days_in", lambda sheet: [Day()])


def test_the_page_shows_the_text_by_paragraphs_with_their_places(seat):
    answer = seat.client.get(seat.address())
    assert answer.status_code == 200
    paragraphs = answer.context["sheet"].paragraphs
    assert [TEXT[each.start : each.end] for each in paragraphs] == TEXT.split("\n\n")
    assert f'data-start="{paragraphs[1].start}"' in answer.content.decode()


def test_without_scripts_the_marks_and_the_list_lead_to_the_forms(said, seat):
    row = said().json()["records"][0]
    page = seat.client.get(seat.address(), {"plain": "1"}).content.decode()
    assert f'<a href="{row["url"]}">We will talk</a>' in page
    assert page.count(f'href="{row["url"]}"') == 3


def test_a_source_that_is_only_cited_says_so(seat_of, editor, archive):
    seat = Seat(editor, archive.source("Elsewhere", text=""))
    assert "Archive its text first" in seat.client.get(seat.address()).content.decode()
    assert seat.ask("state").status_code == 404


def test_an_older_version_has_its_own_marks(said, seat, source, editor):
    said()
    with act(system_user(), "Anew") as this:
        capture(source, TEXT + " Peace came.", "2021-12-24T10:00:00+02:00", this)
    assert seat.ask("state").json()["records"][0]["spans"] == []
    assert seat.ask("state", version="1").json()["records"][0]["spans"]
    for nonsense in ("3", "x", "-1", "9" * 20):
        assert seat.ask("state", version=nonsense).status_code == 404


def test_the_desk_of_a_newer_text_says_what_rests_on_the_older_one(said, seat, source):
    said()
    asked = reverse("admin:archive_source_citations", args=[source.pk])
    assert asked not in seat.ask("").content.decode()
    with act(system_user(), "Anew") as this:
        capture(source, TEXT + " Peace came.", "2021-12-24T10:00:00+02:00", this)
    page = seat.ask("").content.decode()
    assert "1 citation rests on an older version of this text." in page
    assert asked in page
    assert asked not in seat.ask("", version="1").content.decode()


def test_the_state_tells_sentences_records_and_what_was_not_saved(said, seat):
    said()
    seat.tell("keep", form="new-1", content='{"kind": "event"}')
    state = seat.ask("state").json()
    first, last = state["sentences"][0]
    assert TEXT[first:last] == "Anna Berg said on Wednesday that peace is near."
    assert len(state["sentences"]) >= 4
    assert [row["kind"] for row in state["records"]] == ["statement"]
    assert [row["form"] for row in state["kept"]] == ["new-1"]
    assert state["may_undo"] is True


def test_the_state_costs_as_many_queries_for_many_records(said, seat):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            seat.ask("state")
        return len(queries)

    said()
    few = cost()
    for number in range(5):
        said(summary=f"Number {number}.")
    assert cost() == few


def test_an_unsaved_form_is_nobody_elses(seat, seat_of, publisher):
    seat.tell("keep", form="new-1", content="{}")
    assert seat_of(publisher).ask("state").json()["kept"] == []
    seat_of(publisher).tell("keep", form="new-1", content=None)
    assert DeskDraft.objects.count() == 1
    seat.tell("keep", form="new-1", content=None)
    assert not DeskDraft.objects.exists()


def test_proposals_come_with_a_form_filled_in_and_nothing_is_saved(rules, seat, anna):
    answer = seat.ask("proposals").json()
    (proposal,) = answer["proposals"]
    assert proposal["values"]["speaker"] == str(anna.uuid)
    assert proposal["names"] == {str(anna.uuid): "Anna Berg"}
    assert proposal["values"]["citations"] == [{"start": 0, "end": 47, "supports": ""}]
    assert proposal["reasons"] == ["“said” after a name"]
    assert answer["days"][0]["words"] == "22 December 2021"
    assert not Change.objects.filter(record_kind="statement").exists()


def test_what_was_proposed_can_be_saved_as_it_is(rules, seat):
    (proposal,) = seat.ask("proposals").json()["proposals"]
    assert seat.save(**proposal["values"]).status_code == 200


def test_a_proposal_that_was_dismissed_is_not_shown_again_to_anybody_until_that_is_undone(
    rules, seat, seat_of, publisher
):
    assert seat.tell("dismiss", key="k1").json()["may_undo"] is True
    assert seat_of(publisher).ask("proposals").json()["proposals"] == []
    seat.tell("undo")
    assert len(seat.ask("proposals").json()["proposals"]) == 1
    assert DeskAct.objects.get().is_undone


@pytest.mark.parametrize("typed", ["Anna", "берг", "berg an", "ANNA BERG"])
@pytest.mark.parametrize("status", ["published", "draft"])
def test_actors_are_found_by_all_their_names_in_whatever_letters(seat, archive, typed, status):
    archive.actor("Anna Berg", status=status, other_names=[{"name": "Анна Берг", "language": "ru"}])
    archive.actor("Boris Kern", status=status)
    assert [entry["name"] for entry in seat.ask("find", kind="actor", q=typed).json()["found"]] == ["Anna Berg"]


def test_a_speaker_comes_with_the_posts_that_they_held(seat, archive, anna):
    archive.position(anna, archive.actor("Ministry", kind="ministry"), held="2020/..")
    (entry,) = seat.ask("find", kind="actor", q="anna").json()["found"]
    assert entry["posts"][0]["name"] == "Minister, Ministry"
    assert seat.ask("posts", actor=str(anna.uuid)).json()["posts"] == entry["posts"]
    assert seat.ask("posts", actor="nonsense").json()["posts"] == []


def test_other_kinds_are_found_too(said, seat, archive):
    said(summary="There will be talks.")
    archive.event("Troops moved", status="draft")
    archive.place("Kyiv")
    archive.topic("Negotiations")
    for kind, typed, name in [
        ("statement", "talks", "“We will talk”"),
        ("event", "troops", "Troops moved"),
        ("place", "kyi", "Kyiv"),
        ("topic", "nego", "Negotiations"),
        ("source", "report", "A report"),
    ]:
        assert name in [entry["name"] for entry in seat.ask("find", kind=kind, q=typed).json()["found"]], kind
    assert seat.ask("find", kind="user", q="x").status_code == 400
    assert seat.ask("find", kind="actor", q="").json()["found"] == []


# Who may


@pytest.fixture
def viewer(db):
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return user


@pytest.mark.parametrize("name", TOLD)
def test_whoever_may_only_look_tells_nothing(viewer, seat_of, name):
    assert seat_of(viewer).tell(name, form="x", content="x", key="x").status_code == 403
    assert not Change.objects.filter(user=viewer).exists()
    assert not DeskDraft.objects.exists()
    assert not DeskAct.objects.exists()


@pytest.mark.parametrize("name", ["", *ASKED, *TOLD])
def test_nobody_comes_to_the_desk_without_the_right_to_see_sources(seat_of, source, name, db):
    stranger = User.objects.create_user("stranger", is_staff=True)
    stranger.user_permissions.set(Permission.objects.filter(codename__in=["change_statement", "view_statement"]))
    seat = seat_of(stranger)
    assert (seat.tell(name) if name in TOLD else seat.client.get(seat.address(name))).status_code == 403
    assert Client().get(seat.address(name)).status_code == 302


def test_whoever_may_see_only_sources_sees_nothing_of_what_rests_on_them(said, seat_of, anna):
    uuid = said().json()["records"][0]["uuid"]
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_source"))
    seat = seat_of(reader)
    assert seat.ask("state").json()["records"] == []
    assert "Anna Berg</b>" not in seat.client.get(seat.address(), {"plain": "1"}).content.decode()
    assert seat.ask("form", kind="statement", uuid=uuid).status_code == 400
    assert seat.ask("find", kind="actor", q="anna").json()["found"] == []
    assert seat.ask("posts", actor=str(anna.uuid)).json()["posts"] == []


@pytest.mark.parametrize("name", [*ASKED, *TOLD])
def test_each_address_is_asked_in_its_own_way(seat, name):
    assert (seat.ask(name) if name in TOLD else seat.tell(name)).status_code == 405


@pytest.mark.parametrize("name", TOLD)
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"kind": 3, "uuid": [], "values": 1, "key": 1, "form": 1}'])
def test_nonsense_is_refused_and_writes_nothing(seat, name, body):
    before = Change.objects.count()
    answer = seat.client.post(seat.address(name), body, content_type="application/json")
    assert answer.status_code in (400, 422) or (name in ("submit", "undo") and answer.status_code == 200)
    assert Change.objects.count() == before


def test_a_forged_request_is_refused(seat):
    client = Client(enforce_csrf_checks=True)
    client.force_login(seat.user)
    answer = client.post(seat.address("save"), json.dumps({}), content_type="application/json")
    assert answer.status_code == 403


def test_the_desk_never_changes_a_status(said, seat):
    answer = said(status="published")
    assert answer.status_code == 400


def test_the_desk_is_linked_from_the_sources_list_and_form(seat, source):
    for address in (
        reverse("admin:archive_source_changelist"),
        reverse("admin:archive_source_change", args=[source.pk]),
    ):
        assert f'href="{seat.address()}"' in seat.client.get(address).content.decode()


def test_the_page_has_no_script_or_style_of_its_own(seat):
    for query in ({}, {"plain": "1"}):
        page = seat.client.get(seat.address(), query).content.decode()
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", page)


def test_all_modules_of_the_page_are_asked_for_at_once():
    folder = Path(settings.PROJECT, "archive/static/archive/admin/desk")
    assert {Path(name).name for name in MODULES} == {path.name for path in folder.glob("*.js")} - {"desk.js"}
