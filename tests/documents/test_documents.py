"""A record's document holds all of it, can be written back, and is the same text every time."""

import json
from typing import Any

import pytest

from archive.documents import KINDS, Catalogue, blank, canonical, check, compare, normal, read, read_many
from archive.workflow import act, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def records() -> list[Any]:
    """One record of each kind, with something in every field."""
    archive = ArchiveFactory()
    asia, kyiv = archive.topic("Security"), archive.place("Ukraine", country="UA")
    topic = archive.topic("Enlargement", part_of=asia, language="en", description="Who joins whom.")
    place = archive.place(
        "Kyiv",
        part_of=kyiv,
        country="UA",
        latitude="50.45",
        longitude="30.5234",
        uncertainty_m="20000",
        other_names=[{"name": "Київ", "language": "uk"}],
        external_ids=[{"scheme": "wikidata", "value": "Q1899"}],
    )
    ministry = archive.actor("Ministry", kind="ministry")
    speaker = archive.actor(
        "Anna Berg",
        other_names=[{"name": "Анна Берг", "language": "uk"}],
        part_of=[{"group": str(ministry.uuid), "during": "2021/.."}],
        active="1970/..",
    )
    position = archive.position(speaker, ministry, held="2021-12-08/..")
    source = archive.source(publisher=ministry, issued="2021-12-22?", access="full", reliability="B")
    event = archive.event(
        source=source,
        words="Troops moved by train",
        participants=(speaker, ministry),
        places=(place,),
        topics=[topic],
        part_of=archive.event("Build-up", source=source, words="moved"),
        when="2021-12-22",
    )
    statement = archive.statement(
        speaker=speaker,
        source=source,
        position=position,
        cue=archive.term("cue", "said"),
        event=event,
        about_events=[event],
        about_actors=[ministry],
        topics=[topic, asia],
        figures=[{"low": None, "best": None, "high": "175000", "unit": "troops", "of": "near the border"}],
        links=[{"to": str(archive.statement(speaker=speaker, source=source).uuid), "kind": "repeats"}],
    )
    return [asia, topic, place, ministry, speaker, position, source, event, statement]


def test_writing_a_document_back_changes_nothing(records: list[Any]) -> None:
    before = {record.uuid: canonical(read(record)) for record in records}
    for record in records:
        with act(system_user(), "again") as this:
            save(read(record), this)
    assert {record.uuid: canonical(read(record)) for record in records} == before
    assert [type(record).objects.get(pk=record.pk).version for record in records] == [r.version for r in records]


def test_a_document_is_plain_json_and_passes_its_own_check(records: list[Any]) -> None:
    for record in records:
        document = read(record)
        assert json.loads(canonical(document)) == document == normal(document)
        assert check(document, Catalogue()) == []


def test_documents_are_read_in_a_fixed_number_of_queries(
    records: list[Any], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert len(list(read_many(KINDS["statement"]))) == 2


def test_what_nobody_put_in_order_does_not_differ(records: list[Any]) -> None:
    document = read(records[-1])
    shuffled = {**document, "topics": list(reversed(document["topics"]))}
    assert len(document["topics"]) == 2
    assert compare(document, normal(shuffled)) == []


def test_differences_name_the_field_and_the_items(records: list[Any]) -> None:
    before = read(records[-1])
    after = {**before, "said_on": "2021-12-23", "topics": before["topics"][:1]}
    day, topics = compare(before, after)
    assert (day.field, day.before, day.after) == ("said_on", "2021-12-22", "2021-12-23")
    assert (topics.field, topics.removed, topics.added) == ("topics", (before["topics"][1],), ())


CASES: list[tuple[str, dict[str, Any], str]] = [
    ("topic", {"slug": "No Slug"}, "slug"),
    ("topic", {"name": ""}, "name"),
    ("topic", {"name": "a\x00b"}, "name"),
    ("topic", {"name": "half \ud83d"}, "name"),
    ("topic", {"part_of": "00000000-0000-4000-8000-000000000000"}, "part_of"),
    ("topic", {"part_of": "Kyiv"}, "part_of"),
    ("topic", {"language": "english"}, ""),
    ("place", {"latitude": "91", "longitude": "0"}, "latitude"),
    ("place", {"latitude": "50"}, "longitude"),
    ("place", {"latitude": "1e1", "longitude": "x"}, "longitude"),
    ("place", {"country": "UK"}, "country"),
    ("actor", {"kind": "unheard-of"}, "kind"),
    ("actor", {"active": "2021-13"}, "active"),
    ("actor", {"other_names": [{"name": "A", "language": ""}] * 2}, "other_names"),
    ("actor", {"other_names": [{"name": "A"}]}, "other_names[0]"),
    ("source", {"url": "javascript:alert(1)"}, "url"),
    ("source", {"captured_at": "2022-01-26 16:14"}, "captured_at"),
    ("source", {"access": "open"}, "access"),
    ("event", {"when": "2021-12-22/2021-12-17"}, "when"),
    ("event", {"factuality": "denied"}, "factuality"),
    ("event", {"status": "public"}, "status"),
    ("event", {"citations": "none"}, "citations"),
    ("event", {"summary": None}, "summary"),
]


@pytest.mark.parametrize(("kind", "values", "path"), CASES)
def test_what_is_wrong_is_named_by_its_field(kind: str, values: dict[str, Any], path: str) -> None:
    archive = ArchiveFactory()
    valid: dict[str, Any] = {"slug": "one", "name": "One", "title": "One"}
    valid["kind"] = archive.term(f"{kind}_kind", "plain") if kind in ("actor", "source", "event") else ""
    document = {**blank(KINDS[kind]), **{k: v for k, v in valid.items() if k in blank(KINDS[kind])}}
    assert check(document, Catalogue()) == []
    problems = check({**document, **values}, Catalogue())
    assert [problem.path for problem in problems] == ([path] if path else [])


def test_a_stray_or_missing_field_is_named() -> None:
    document = {**blank(KINDS["topic"], slug="one", name="One"), "colour": "red"}
    del document["description"]
    assert sorted(problem.path for problem in check(document, Catalogue())) == ["colour", "description"]
    assert [p.path for p in check({"record": "ship"}, Catalogue())] == ["record"]
