"""The database itself refuses what must not be, whoever writes it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from archive.models import (
    Actor,
    Address,
    ArchivedText,
    Capture,
    Citation,
    Event,
    EventLink,
    Figure,
    Image,
    Membership,
    Participant,
    Place,
    Source,
    Statement,
    Station,
    Topic,
    fixity,
)
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def refused(write: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


@pytest.mark.parametrize("slug", ["Kyiv", "a--b", "-a", "a_b", "é", "", "a\n"])
def test_a_slug_has_one_form(archive: ArchiveFactory, slug: str) -> None:
    topic = archive.topic()
    refused(lambda: Topic.objects.filter(pk=topic.pk).update(slug=slug))


def test_an_address_is_given_once_in_its_kind(archive: ArchiveFactory) -> None:
    topic, other = archive.topic(slug="talks"), archive.topic(slug="treaties")
    refused(lambda: Address.objects.create(kind="topic", slug="talks", record_uuid=other.uuid, is_current=False))
    refused(lambda: Address.objects.create(kind="topic", slug="third", record_uuid=topic.uuid))
    Address.objects.create(kind="place", slug="talks", record_uuid=archive.place().uuid, is_current=False)


@pytest.mark.parametrize(
    ("model", "field", "value"),
    [
        (Event, "status", "public"),
        (Event, "factuality", "denied"),
        (Statement, "kind", "remark"),
        (Statement, "credibility", "7"),
        (Source, "access", "open"),
        (Source, "reliability", "G"),
    ],
)
def test_values_come_from_their_list(archive: ArchiveFactory, model: Any, field: str, value: str) -> None:
    archive.statement(event=archive.event())
    refused(lambda: model.objects.update(**{field: value}))


def test_bounds_are_in_order_and_give_the_day_to_sort_by(archive: ArchiveFactory) -> None:
    event = archive.event(when="2021-12-17/2021-12-22")
    events = Event.objects.filter(pk=event.pk)
    refused(lambda: events.update(last_day=event.first_day - 1))
    refused(lambda: events.update(sort_day=event.first_day + 1))
    refused(lambda: events.update(first_second=5))
    refused(lambda: events.update(first_second=90_000, last_second=90_000))


@pytest.mark.parametrize(
    ("field", "value"), [("latitude", 90.5), ("latitude", -91), ("longitude", 181), ("longitude", -180.1)]
)
def test_a_point_lies_on_the_earth(archive: ArchiveFactory, field: str, value: float) -> None:
    place = archive.place(latitude="50.45", longitude="30.52")
    refused(lambda: Place.objects.filter(pk=place.pk).update(**{field: value}))


def test_half_a_point_is_none(archive: ArchiveFactory) -> None:
    place = archive.place(latitude="50.45", longitude="30.52", uncertainty_m="1000")
    refused(lambda: Place.objects.filter(pk=place.pk).update(latitude=None))
    refused(lambda: Place.objects.filter(pk=place.pk).update(uncertainty_m=-1))


def test_a_citation_is_a_whole_span_or_none(archive: ArchiveFactory) -> None:
    archive.statement()
    citation = Citation.objects.get()
    mine = Citation.objects.filter(pk=citation.pk)
    refused(lambda: mine.update(end=citation.start))
    refused(lambda: mine.update(exact="something longer than it was before, by far"))
    refused(lambda: mine.update(start=None))
    refused(lambda: mine.update(version=None))
    refused(lambda: mine.update(statement=None))
    refused(lambda: mine.update(supports="day"))


def test_a_statement_says_something(archive: ArchiveFactory) -> None:
    statement = archive.statement()
    refused(lambda: Statement.objects.filter(pk=statement.pk).update(quote=""))


def test_nothing_is_part_of_itself(archive: ArchiveFactory) -> None:
    topic, place, event, actor = archive.topic(), archive.place(), archive.event(), archive.actor()
    for record in (topic, place, event):
        refused(lambda record=record: type(record).objects.filter(pk=record.pk).update(part_of=record))
    refused(lambda: Membership.objects.create(member=actor, group=actor))
    refused(lambda: EventLink.objects.create(event=event, to=event, kind="led_to"))


def test_a_participant_stands_once_in_a_role(archive: ArchiveFactory) -> None:
    actor = archive.actor()
    event = archive.event(participants=(actor,))
    refused(lambda: Participant.objects.create(event=event, actor=actor))


@pytest.mark.parametrize(
    "numbers",
    [{}, {"low": 3, "best": 2}, {"best": 3, "high": 2}, {"low": 3, "high": 2}],
)
def test_a_figure_has_a_number_and_its_numbers_rise(archive: ArchiveFactory, numbers: dict[str, int]) -> None:
    statement = archive.statement()
    refused(lambda: Figure.objects.create(statement=statement, unit="troops", **numbers))


@pytest.mark.parametrize("unit", ["", "armed men"])
def test_a_unit_is_one_word(archive: ArchiveFactory, unit: str) -> None:
    statement = archive.statement()
    refused(lambda: Figure.objects.create(statement=statement, unit=unit, best=1))


def test_a_station_is_somebody(archive: ArchiveFactory) -> None:
    statement = archive.statement()
    refused(lambda: Station.objects.create(chain=statement.chains.get(), order=7))


def test_an_archived_text_is_kept_as_it_is(archive: ArchiveFactory) -> None:
    archive.source(text="As captured.")
    text = ArchivedText.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ArchivedText(sha256=text.sha256, body="Something else", length=14).save()
    refused(lambda: ArchivedText.objects.filter(pk=text.pk).update(length=3))
    refused(lambda: ArchivedText.objects.create(sha256="no hash", body="a", length=1))


def test_versions_of_a_text_count_from_one_and_stand_once(archive: ArchiveFactory) -> None:
    source = archive.source(text="One.")
    text = ArchivedText.objects.create(sha256=fixity("Two."), body="Two.", length=4)
    refused(lambda: Capture.objects.create(source=source, number=1, text=text))
    refused(lambda: Capture.objects.create(source=source, number=0, text=text))


@pytest.mark.parametrize("missing", ["alt", "credit"])
def test_a_picture_has_its_alternative_and_its_credit(archive: ArchiveFactory, missing: str) -> None:
    values = {"alt": "A handshake", "credit": "State archive", missing: ""}
    refused(
        lambda: Image.objects.create(slug="x", sha256="0" * 64, format="jpeg", width=1, height=1, **values),
    )


def test_what_others_refer_to_cannot_vanish(archive: ArchiveFactory) -> None:
    statement = archive.statement()
    with pytest.raises(ProtectedError):
        Actor.objects.filter(pk=statement.speaker_id).delete()
