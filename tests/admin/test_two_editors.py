"""Two people at one record: neither loses anything, and each knows of the other."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive import presence
from archive.documents import read
from archive.models import Change, Presence, Topic
from archive.workflow import act, save
from tests.admin.conftest import form_address, form_values


def words_of(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


@pytest.fixture
def topic(archive):
    return archive.topic("Negotiations", description="Talks of the two.")


def meanwhile(record, user, **values):
    with act(user, "It was so.") as this:
        return save({**read(record), **values}, this)


def columns(answer):
    """Field → (what they changed, what I changed, whether both did)."""
    return {
        side.label: (side.theirs and side.theirs.after, side.mine and side.mine.after, side.is_conflict)
        for side in answer.context["meanwhile"].sides
    }


# A save that comes too late


def test_a_stale_save_is_refused_with_both_versions_side_by_side(editors_desk, publisher, archive, topic):
    form = editors_desk.form(topic)
    meanwhile(topic, publisher, name="Talks", description="Talks of the three.")
    answer = editors_desk.save(topic, **{**form, "description": "Talks of the four.", "language": "en"})
    assert columns(answer) == {
        "Name": (["Talks"], None, False),
        "Language": (None, ["English"], False),
        "Description": (["Talks of the three."], ["Talks of the four."], True),
    }
    page = words_of(answer)
    for said in (
        "Nothing was saved, and nothing is lost",
        "publisher-1: edited",
        "It was so.",
        "You both changed this.",
    ):
        assert said in page
    assert form_values(answer)["description"] == "Talks of the four."
    topic.refresh_from_db()
    assert (topic.name, topic.description) == ("Talks", "Talks of the three.")


def test_whoever_saves_nevertheless_replaces_only_what_they_changed(editors_desk, publisher, topic):
    form = editors_desk.form(topic)
    meanwhile(topic, publisher, name="Talks", description="Talks of the three.")
    seen = form_values(editors_desk.save(topic, **{**form, "description": "Talks of the four."}))
    assert editors_desk.save(topic, **{**seen, "replace": "yes"}).status_code == 302
    topic.refresh_from_db()
    assert (topic.name, topic.description) == ("Talks", "Talks of the four.")


def test_what_belongs_to_a_record_is_compared_and_kept_too(editors_desk, publisher, archive):
    anna, bruno = archive.actor("Anna Berg"), archive.actor("Bruno Kahn")
    event = archive.event(participants=(anna,), status="draft")
    form = editors_desk.form(event)
    meanwhile(event, publisher, participants=[{"actor": str(bruno.uuid), "role": ""}])
    answer = editors_desk.save(event, **{**form, "title": "Troops left"})
    assert columns(answer) == {
        "Title": (None, ["Troops left"], False),
        "Participants": (["Bruno Kahn"], None, False),
    }
    editors_desk.save(event, **{**form_values(answer), "replace": "yes"})
    event.refresh_from_db()
    assert event.title == "Troops left"
    assert [row.actor for row in event.participants.all()] == [bruno]


def test_what_changes_while_one_reads_is_shown_before_anything_is_saved(editors_desk, publisher, topic):
    form = editors_desk.form(topic)
    meanwhile(topic, publisher, name="Talks")
    seen = form_values(editors_desk.save(topic, **{**form, "description": "Mine."}))
    meanwhile(topic, publisher, name="Peace talks")
    answer = editors_desk.save(topic, **{**seen, "replace": "yes"})
    assert columns(answer)["Name"] == (["Peace talks"], None, False)
    assert Topic.objects.get().name == "Peace talks"
    assert editors_desk.save(topic, **{**form_values(answer), "replace": "yes"}).status_code == 302
    assert (Topic.objects.get().name, Topic.objects.get().description) == ("Peace talks", "Mine.")


@pytest.mark.parametrize("forged", [{"seen_version": "99"}, {"seen_version": "-1"}, {"base_version": "0"}])
def test_a_forged_version_overwrites_nothing(editors_desk, publisher, topic, forged):
    form = editors_desk.form(topic)
    meanwhile(topic, publisher, name="Talks")
    answer = editors_desk.save(topic, **{**form, "name": "Mine", "replace": "yes", **forged})
    assert answer.status_code == 200
    assert Topic.objects.get().name == "Talks"


def test_two_revisions_of_one_published_record_are_compared_as_well(editors_desk, desk_of, other_publisher, archive):
    actor = archive.actor("Anna Berg")
    form = editors_desk.form(actor)
    desk_of(other_publisher).save(actor, description="A minister.", reason="Known since.")
    answer = editors_desk.save(actor, **{**form, "name": "Anna Bergh", "reason": "Spelled so."})
    assert columns(answer) == {"Name": (None, ["Anna Bergh"], False), "Description": (["A minister."], None, False)}
    editors_desk.save(actor, **{**form_values(answer), "replace": "yes"})
    shown = editors_desk.form(actor)
    assert (shown["name"], shown["description"]) == ("Anna Bergh", "A minister.")


def test_submitting_saves_what_was_typed(editors_desk, archive):
    actor = archive.actor("Anna Berg")
    editors_desk.save(actor, name="Anna Bergh", reason="Spelled so.")
    page = editors_desk.get(form_address(actor)).content.decode()
    button = re.search(r'<button class="button" form="actor_form" name="_submit" value="yes">', page)
    assert button
    assert editors_desk.save(actor, name="Anna Bergh-Lind", _submit="yes").status_code == 302
    assert editors_desk.form(actor)["name"] == "Anna Bergh-Lind"
    assert Change.objects.filter(action="revision_submitted").exists()


# Who else is there


def test_who_else_has_a_record_open_is_shown_without_any_script(editors_desk, publishers_desk, topic):
    assert "open too" not in words_of(editors_desk.get(form_address(topic)))
    assert "editor has this record open too." in words_of(publishers_desk.get(form_address(topic)))
    assert "publisher-1 has this record open too." in words_of(editors_desk.get(form_address(topic)))


def test_the_page_of_the_review_tells_it_too(editors_desk, publishers_desk, archive):
    event = archive.event(status="draft")
    editors_desk.get(form_address(event))
    page = publishers_desk.get(reverse("admin:archive_review_record", args=["event", event.uuid]))
    assert "editor has this record open too." in words_of(page)


def test_an_open_page_says_so_again_and_a_closed_one_is_gone(editors_desk, publishers_desk, topic):
    address = reverse("admin:archive_presence", args=["topic", topic.uuid])
    assert editors_desk.post(address).json() == {"others": [], "words": ""}
    answer = publishers_desk.post(address).json()
    assert answer == {"others": ["editor"], "words": "editor has this record open too."}
    editors_desk.post(address, {"left": "yes"})
    assert publishers_desk.post(address).json()["others"] == []


def test_who_says_nothing_any_more_has_gone_and_is_forgotten(editor, publisher, topic):
    now = timezone.now()
    presence.note_presence(editor, topic.uuid, now)
    assert presence.others_on(publisher, topic.uuid, now + presence.LASTING) == ["editor"]
    assert presence.others_on(publisher, topic.uuid, now + presence.LASTING + timedelta(seconds=1)) == []
    presence.note_presence(publisher, topic.uuid, now + presence.KEPT + timedelta(seconds=1))
    assert list(Presence.objects.values_list("user", flat=True)) == [publisher.pk]


def test_being_there_is_no_change(editors_desk, topic):
    before = (Change.objects.count(), read(topic))
    editors_desk.post(reverse("admin:archive_presence", args=["topic", topic.uuid]))
    assert (Change.objects.count(), read(Topic.objects.get())) == before


def test_names_are_those_that_people_have(editor, publisher, topic):
    editor.first_name, editor.last_name = "Erika", "Mann"
    editor.save()
    presence.note_presence(editor, topic.uuid)
    assert presence.note_presence(publisher, topic.uuid) == ["Erika Mann"]


def test_the_desk_says_who_else_has_the_source_open(archive, editors_desk, publishers_desk):
    source = archive.source()
    desk = reverse("admin:archive_source_desk", args=[source.pk])
    assert "too." not in words_of(publishers_desk.get(desk))
    for address in (desk, f"{desk}?plain=1", reverse("admin:archive_source_change", args=[source.pk])):
        assert "publisher-1 has this record open too." in words_of(editors_desk.get(address))
