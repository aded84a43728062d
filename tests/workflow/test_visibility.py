"""What has no status of its own is public when something public refers to it."""

from typing import Any

import pytest
from django.db import connection

from archive.documents import read
from archive.models import Image, Place, Position, Term, Topic
from archive.workflow import act, save, system_user, visibility, withdraw
from archive.workflow.visibility import PUBLIC_WHEN, wrongly_visible
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def public(model: Any) -> set[str]:
    return set(model.objects.published().values_list("slug", flat=True))


def set_status(record: Any, status: str) -> None:
    with act(system_user(), "set") as this:
        save({**read(record), "status": status}, this)


def test_places_and_topics_follow_what_refers_to_them_with_all_that_they_are_part_of() -> None:
    archive = ArchiveFactory()
    world = archive.place("Europe", slug="europe")
    country = archive.place("Ukraine", slug="ukraine", part_of=world)
    subject = archive.topic("Security", slug="security")
    topic = archive.topic("Troops", slug="troops", part_of=subject)
    archive.place("Elsewhere", slug="elsewhere")
    event = archive.event(places=(country,), topics=[topic], status="draft")
    assert (public(Place), public(Topic)) == (set(), set())
    set_status(event, "published")
    assert (public(Place), public(Topic)) == ({"europe", "ukraine"}, {"security", "troops"})
    set_status(event, "withdrawn")
    assert (public(Place), public(Topic)) == (set(), set())


def test_taking_a_topic_off_a_published_record_hides_it() -> None:
    archive = ArchiveFactory()
    topic = archive.topic(slug="talks")
    event = archive.event(topics=[topic])
    assert public(Topic) == {"talks"}
    with act(system_user(), "off topic") as this:
        save({**read(event), "topics": []}, this)
    assert public(Topic) == set()


def test_moving_a_place_moves_what_is_public_above_it() -> None:
    archive = ArchiveFactory()
    old, new = archive.place(slug="old"), archive.place(slug="new")
    place = archive.place(slug="city", part_of=old)
    archive.event(places=(place,))
    assert public(Place) == {"old", "city"}
    with act(system_user(), "moved") as this:
        save({**read(place), "part_of": str(new.uuid)}, this)
    assert public(Place) == {"new", "city"}


def test_a_position_is_public_when_both_its_ends_are() -> None:
    archive = ArchiveFactory()
    person, ministry = archive.actor(), archive.actor("Ministry", kind="ministry", status="draft")
    archive.position(person, ministry, slug="minister")
    assert public(Position) == set()
    set_status(ministry, "published")
    assert public(Position) == {"minister"}
    with act(system_user(), "gone") as this:
        withdraw([person], this)
    assert public(Position) == set()


def test_a_picture_is_public_with_what_it_shows() -> None:
    archive = ArchiveFactory()
    values = {"sha256": "0" * 64, "format": "jpeg", "width": 10, "height": 10, "alt": "A face", "credit": "Us"}
    image = archive.save("image", slug="face", **values)
    person = archive.actor(status="draft", portrait=image)
    assert public(Image) == set()
    set_status(person, "published")
    assert public(Image) == {"face"}


def test_a_term_is_public_when_something_public_uses_it() -> None:
    archive = ArchiveFactory()
    event = archive.event(kind="secret-meeting", status="draft")
    assert "secret-meeting" not in public(Term)
    set_status(event, "published")
    assert "secret-meeting" in public(Term)


def test_what_is_stored_is_what_the_references_give() -> None:
    archive = ArchiveFactory()
    archive.event(places=(archive.place(part_of=archive.place()),), topics=[archive.topic()])
    assert [found for model in PUBLIC_WHEN for found in wrongly_visible(model)] == []
    Topic.objects.update(is_public=False)
    assert len(wrongly_visible(Topic)) == 1


def test_marks_are_settled_however_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visibility, "BATCH", 1)
    archive = ArchiveFactory()
    wholes = [archive.place("Whole", slug=f"whole-{number}") for number in range(3)]
    parts = [archive.place("Part", slug=f"part-{number}", part_of=whole) for number, whole in enumerate(wholes)]
    archive.event(places=parts[:2])
    Place.objects.update(is_public=False)
    visibility.refresh_all_visibility()
    assert public(Place) == {"whole-0", "whole-1", "part-0", "part-1"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks for SQLite's plan")
@pytest.mark.parametrize("model", PUBLIC_WHEN)
def test_what_is_public_is_asked_of_the_records_in_question_and_not_of_the_whole_archive(db, model):
    plan = model._default_manager.filter(PUBLIC_WHEN[model](), pk__in=[1, 2]).explain()
    assert "LIST SUBQUERY" not in plan
