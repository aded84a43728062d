"""Every page of the admin answers each person as it should, and lists cost the same however long they are."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from archive.admin.records import RecordAdmin
from archive.models import Change, Curated, Revision, Term, Topic
from archive.workflow import act, submit

EDITED = ["topic", "place", "actor", "position", "source", "event", "statement", "image"]
FILES = ["term", *(kind for kind in EDITED if kind != "image")]
DENIED = 403


@pytest.fixture
def one_of_each(archive):
    """A record of every kind, with everything that belongs to it."""
    anna, ministry = archive.actor(other_names=[{"name": "A. B.", "language": ""}]), archive.actor("Ministry")
    place, topic, source = archive.place(latitude="1.5", longitude="2", country="UA"), archive.topic(), archive.source()
    event = archive.event(participants=(anna,), places=(place,), topics=[topic], source=source)
    post = archive.position(anna, ministry, held="2020/..")
    statement = archive.statement(
        speaker=anna, position=post, figures=[{"low": None, "best": "3", "high": None, "unit": "troops", "of": ""}]
    )
    image = archive.save("image", sha256="0" * 64, format="png", width=10, height=10, alt="A hall", credit="Nobody")
    records = {item.record_kind: item for item in (anna, place, topic, source, event, post, statement, image)}
    for record in records.values():
        record.refresh_from_db()
    return {**records, "term": Term.objects.first()}


def status(desk, name, *arguments):
    return desk.get(reverse(f"admin:{name}", args=arguments)).status_code


@pytest.mark.parametrize("view", ["changelist", "add", "change", "history", "delete"])
def test_editors_publishers_and_administrators_reach_what_is_theirs(
    view, one_of_each, editors_desk, publishers_desk, administrators_desk
):
    for kind, record in one_of_each.items():
        arguments = [] if view in ("changelist", "add") else [record.pk]
        for desk in (editors_desk, publishers_desk, administrators_desk):
            allowed = kind != "term" or desk is administrators_desk or view in ("changelist", "change", "history")
            # What is public is withdrawn, never deleted.
            expected = 200 if allowed and not (view == "delete" and record.is_published) else DENIED
            assert status(desk, f"archive_{kind}_{view}", *arguments) == expected, (kind, desk.user)


@pytest.mark.parametrize("view", ["import", "export"])
@pytest.mark.parametrize("kind", FILES)
def test_files_come_and_go_for_whoever_may_add_or_see(view, kind, one_of_each, editors_desk, administrators_desk):
    expected = DENIED if (view, kind) == ("import", "term") else 200
    assert status(editors_desk, f"archive_{kind}_{view}") == expected
    assert status(administrators_desk, f"archive_{kind}_{view}") == 200


def test_people_are_for_administrators(editors_desk, publishers_desk, administrators_desk, system):
    for desk, expected in ((editors_desk, DENIED), (publishers_desk, DENIED), (administrators_desk, 200)):
        assert status(desk, "auth_user_changelist") == expected
        assert status(desk, "auth_user_add") == expected
        assert status(desk, "auth_user_change", desk.user.pk) == expected
        assert status(desk, "auth_group_changelist") == expected
        assert status(desk, "auth_group_change", Group.objects.first().pk) == expected


def test_an_administrator_makes_nobody_a_superuser(administrators_desk, system):
    superuser = User.objects.create_superuser("root", password="root-password")
    address = reverse("admin:auth_user_change", args=[administrators_desk.user.pk])
    answer = administrators_desk.get(address)
    assert "is_superuser" not in answer.context["adminform"].form.fields
    administrators_desk.post(
        address, {"username": "administrator", "is_superuser": "on", "is_active": "on", "is_staff": "on"}
    )
    assert not User.objects.get(username="administrator").is_superuser
    for user in (superuser, system):
        for view in ("change", "delete", "password_change"):
            answer = administrators_desk.post(reverse(f"admin:auth_user_{view}", args=[user.pk]))
            assert answer.status_code == DENIED, view


def test_the_rest_of_the_admin_answers(editors_desk, one_of_each):
    change = Change.objects.first()
    for address in (
        reverse("admin:index"),
        reverse("admin:app_list", args=["archive"]),
        reverse("admin:archive_change_changelist"),
        reverse("admin:archive_change_changelist") + "?record_kind=event&action=created&q=Troops",
        reverse("admin:archive_change_change", args=[change.pk]),
        reverse("admin:archive_revision_changelist"),
        reverse("admin:password_change"),
        reverse("admin:archive_source_capture", args=[one_of_each["source"].pk]),
    ):
        assert editors_desk.get(address).status_code == 200, address


def test_what_does_not_exist_is_not_an_error_of_the_server(editors_desk):
    for page in ("change", "history", "delete"):
        answer = editors_desk.get(reverse(f"admin:archive_event_{page}", args=[999]))
        assert answer.status_code in (302, 404), page
    assert editors_desk.get("/admin/archive/event/nonsense/step/submit/").status_code == 404
    assert editors_desk.get("/admin/archive/source/nonsense/capture/").status_code == 404
    assert editors_desk.get("/admin/archive/revision/999/change/").status_code == 404
    assert editors_desk.get("/admin/archive/event/?time=2021-13").status_code == 200
    assert editors_desk.get("/admin/archive/event/export/?nonsense=1").status_code in (302, 400)


def test_a_revision_leads_to_its_record(editors_desk, one_of_each):
    actor = one_of_each["actor"]
    editors_desk.save(actor, name="Anna Bergh", reason="Typing error.")
    page = editors_desk.get(reverse("admin:archive_revision_changelist")).content.decode()
    assert "Anna Bergh" in page
    answer = editors_desk.get(reverse("admin:archive_revision_change", args=[Revision.objects.get().pk]))
    assert answer.url == reverse("admin:archive_actor_change", args=[actor.pk])


def test_whoever_may_only_look_sees_everything_and_changes_nothing(one_of_each, desk_of):
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    desk = desk_of(viewer)
    for kind, record in one_of_each.items():
        for view in ("change", "history"):
            assert status(desk, f"archive_{kind}_{view}", record.pk) == 200, kind
        for view in ("delete", "add"):
            arguments = [record.pk] if view == "delete" else []
            assert status(desk, f"archive_{kind}_{view}", *arguments) == DENIED, kind
        assert desk.post(reverse(f"admin:archive_{kind}_change", args=[record.pk])).status_code == DENIED
    assert Change.objects.filter(user=viewer).count() == 0


def test_a_record_is_added_in_place_beside_the_one_that_needs_it(editors_desk):
    address = reverse("admin:archive_topic_add") + "?_popup=1&_to_field=id"
    answer = editors_desk.post(address, {"name": "Talks", "_popup": "1"})
    assert answer.status_code == 200
    assert "popup_response.js" in answer.content.decode()
    assert Topic.objects.get().slug == "talks"


def test_the_front_page_says_what_waits(publishers_desk, editors_desk, editor, archive):
    draft = archive.event("Trains were seen", status="draft")
    with act(editor) as this:
        submit(draft, this)
    page = publishers_desk.get(reverse("admin:index")).content.decode()
    assert "Trains were seen" in page
    assert "Nothing is in review." not in page


def test_nobody_gets_in_without_logging_in(one_of_each):
    for kind, record in one_of_each.items():
        answer = Client().get(reverse(f"admin:archive_{kind}_change", args=[record.pk]))
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")


def test_the_public_page_is_linked_only_when_there_is_one(editors_desk, archive):
    public, draft = archive.event(slug="public-one"), archive.event(slug="draft-one", status="draft")
    for record, linked in ((public, True), (draft, False)):
        page = editors_desk.get(reverse("admin:archive_event_change", args=[record.pk])).content.decode()
        assert (f'href="/events/{record.slug}/"' in page) is linked


def test_lists_cost_as_many_queries_for_many_records(archive, editors_desk):
    def more(number: int) -> None:
        for _each in range(number):
            person, body = archive.actor(f"Person {next(archive.numbers)}"), archive.actor("Body")
            archive.position(person, body)
            event = archive.event(participants=(person,), places=(archive.place(),), topics=[archive.topic()])
            archive.statement(speaker=person)
            archive.term("cue", f"cue-{next(archive.numbers)}")
            image = {"sha256": f"{next(archive.numbers):064x}", "format": "png", "width": 9, "height": 9}
            archive.save("image", alt="A hall", credit="Nobody", **image)
            editors_desk.save(event, title="Another", reason="Better.")

    def cost(kind: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editors_desk.get(reverse(f"admin:archive_{kind}_changelist")).status_code == 200
        return len(queries)

    kinds = ["term", *EDITED, "change", "revision"]
    more(1)
    few = {kind: cost(kind) for kind in kinds}
    more(3)
    assert {kind: cost(kind) for kind in kinds} == few


def test_no_page_has_script_or_style_of_its_own(editors_desk, one_of_each):
    """What the Content-Security-Policy would keep from working."""
    addresses = [reverse("admin:index"), reverse("admin:archive_event_add"), reverse("admin:archive_event_changelist")]
    addresses += [reverse(f"admin:archive_{page}") for page in ("review", "findings", "roles")]
    for kind, record in one_of_each.items():
        addresses += [reverse(f"admin:archive_{kind}_{page}", args=[record.pk]) for page in ("change", "history")]
        if isinstance(record, Curated):
            addresses.append(reverse("admin:archive_review_record", args=[kind, record.uuid]))
        if kind in FILES and kind != "term":
            addresses += [reverse(f"admin:archive_{kind}_{page}") for page in ("import", "export")]
    for address in addresses:
        page = editors_desk.get(address).content.decode()
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", page), address


def test_every_record_has_an_admin_that_writes_through_the_workflow():
    for kind in (*EDITED, "term"):
        model = next(model for model in admin.site._registry if model._meta.model_name == kind)
        record_admin = admin.site._registry[model]
        assert isinstance(record_admin, RecordAdmin)
        assert not record_admin.list_editable
