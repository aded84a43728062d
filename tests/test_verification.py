"""`verify` reads everything anew and names what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from archive.models import Address, ArchivedText, Change, Citation, Event, Place, SearchEntry, Station, Topic
from archive.verification import verify
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    archive = ArchiveFactory()
    topic = archive.topic(slug="talks", part_of=archive.topic(slug="politics"))
    event = archive.event(slug="march", topics=[topic], places=(archive.place(slug="kyiv"),))
    archive.statement(slug="berg-peace", source=archive.source(slug="report"), event=event)
    return archive


def test_a_sound_archive_passes(archive: ArchiveFactory, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify() == []
    call_command("verify")
    assert "Sound: 1 events, 1 statements, 2 sources" in capsys.readouterr().out


def flip_a_character() -> None:
    text = ArchivedText.objects.get(captures__source__slug="report")
    ArchivedText.objects.filter(pk=text.pk).update(body="B" + text.body[1:])


DAMAGE: list[tuple[Callable[[], Any], str]] = [
    (flip_a_character, "report@1"),
    (lambda: Citation.objects.filter(statement__slug="berg-peace").update(exact="peace is dear"), "berg-peace"),
    (lambda: Event.objects.filter(slug="march").update(when="2021-12-24"), "march"),
    (lambda: Event.objects.filter(slug="march").update(title="Another headline"), "march"),
    (lambda: Event.objects.filter(slug="march").update(version=9), "march"),
    (lambda: Topic.objects.filter(slug="talks").update(is_public=False), "talks"),
    (lambda: Place.objects.filter(slug="kyiv").update(is_public=False), "kyiv"),
    (lambda: Topic.objects.filter(slug="politics").update(part_of=Topic.objects.get(slug="talks")), "politics"),
    (lambda: Address.objects.filter(slug="march").delete(), "march"),
    (lambda: Change.objects.filter(slug="march").delete(), "march"),
    (lambda: SearchEntry.objects.filter(kind="event").delete(), "march"),
    (lambda: Station.objects.filter(chain__statement__slug="berg-peace", order=0).delete(), "berg-peace"),
]


@pytest.mark.parametrize(("damage", "name"), DAMAGE)
def test_damage_is_found_and_named(archive: ArchiveFactory, damage: Callable[[], Any], name: str) -> None:
    damage()
    findings = verify()
    assert findings
    assert any(name in finding for finding in findings)
    with pytest.raises(CommandError):
        call_command("verify")
