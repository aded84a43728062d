"""While somebody else writes for long, whoever saves is told to wait, and what they wrote is kept."""

import json

import pytest
from django.db import connection
from django.urls import reverse

from archive.admin import waiting
from archive.models import DeskDraft, Topic
from tests.admin.conftest import form_address

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORDS = "Something large is being written just now"


@pytest.fixture
def other(monkeypatch):
    """Another connection to the database, as of an import; `hold` it has, and nobody else writes."""
    monkeypatch.setattr(waiting, "WAIT", 0.2)
    connection_of_others = connection.copy()
    try:
        yield connection_of_others
    finally:
        connection_of_others.close()


def hold(other):
    with other.cursor() as cursor:
        if other.vendor == "sqlite":
            cursor.execute("BEGIN IMMEDIATE")
        else:
            other.set_autocommit(False)
            cursor.execute("SELECT number FROM archive_archiveversion FOR UPDATE")


def release(other):
    other.close()


def test_a_form_comes_back_as_it_was_filled_in_and_is_saved_when_sent_again(editors_desk, archive, other):
    topic = archive.topic("Old", slug="gas")
    form = {**editors_desk.form(topic), "name": "New", "description": "Long thought about"}
    hold(other)
    answer = editors_desk.post(form_address(topic), form)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"
    page = answer.content.decode()
    assert WORDS in page
    assert "Long thought about" in page
    assert Topic.objects.get().name == "Old"
    release(other)
    again = {field.html_name: field.value() or "" for field in answer.context["adminform"].form}
    assert editors_desk.post(form_address(topic), {**form, **again}).status_code == 302
    assert Topic.objects.get().description == "Long thought about"


def test_a_step_of_the_workflow_waits_with_its_reason(publishers_desk, archive, other):
    actor = archive.actor()
    hold(other)
    answer = publishers_desk.step(actor, "withdraw", reason="Not so after all.")
    assert answer.status_code == 503
    assert WORDS in answer.content.decode()
    assert "Not so after all." in answer.content.decode()
    release(other)
    assert publishers_desk.step(actor, "withdraw", reason="Not so after all.").status_code == 302


def test_what_else_is_posted_stands_in_a_page_that_sends_it_again(editors_desk, archive, other):
    actor = archive.actor(status="draft")
    address = reverse("admin:archive_actor_changelist")
    posted = {"action": "submit_selected", "_selected_action": [str(actor.pk)], "index": "0"}
    hold(other)
    answer = editors_desk.post(address, posted)
    assert answer.status_code == 503
    page = answer.content.decode()
    assert WORDS in page
    assert f'<input type="hidden" name="_selected_action" value="{actor.pk}">' in page
    release(other)
    assert editors_desk.post(address, posted).status_code == 302


def test_scripts_are_told_in_their_own_language(editors_desk, archive, other):
    source = archive.source()
    address = f"/admin/archive/source/{source.pk}/desk/keep/?version=1"
    draft = {"form": "new", "content": json.dumps({"kind": "statement"})}
    if connection.vendor == "sqlite":
        hold(other)
        answer = editors_desk.client.post(address, json.dumps(draft), content_type="application/json")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
        assert answer.json()["busy"] is True
        assert WORDS in answer.json()["problems"][0]["message"]
        release(other)
    # On PostgreSQL a draft has nobody to wait for.
    assert editors_desk.client.post(address, json.dumps(draft), content_type="application/json").status_code == 200
    assert DeskDraft.objects.count() == 1


def test_a_session_that_cannot_be_written_is_told_too_and_no_password_comes_back(client, editor, other):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL a session has nobody to wait for")
    hold(other)
    answer = client.post("/admin/login/", {"username": "editor", "password": "editor-password", "next": "/admin/"})
    assert answer.status_code == 503
    assert "editor-password" not in answer.content.decode()
    assert "Go back and send the form again" in answer.content.decode()


def test_looking_waits_for_nobody(editors_desk, archive, other, client):
    actor = archive.actor("Anna Berg")
    hold(other)
    assert "Anna Berg" in editors_desk.get(form_address(actor)).content.decode()
    presence = reverse("admin:archive_presence", args=["actor", actor.uuid])
    assert editors_desk.post(presence).json()["others"] == []
    assert client.get(f"/actors/{actor.slug}/").status_code == 200
    assert editors_desk.get("/admin/archive/imports/").status_code == 200
