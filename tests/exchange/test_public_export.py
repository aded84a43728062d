"""The public files hold what is published and may be told, and nothing else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.exchange import FILES, export_rows
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import anchor, cell, exported

pytestmark = pytest.mark.django_db

TEXT = "Anna Berg said that peace is near. The hidden part is long and nobody should read it."


@pytest.fixture
def archive():
    return ArchiveFactory()


def slugs(plural):
    return [row[0] for row in export_rows(plural, public=True)][1:]


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_only_published_records_are_in_the_public_files(archive, status):
    topic, place = archive.topic(slug="hidden-topic"), archive.place(slug="hidden-place")
    archive.event(slug="hidden-event", status=status, topics=[topic], places=(place,))
    archive.actor(slug="hidden-actor", status=status)
    archive.source(slug="hidden-source", status=status)
    archive.statement(slug="hidden-statement", status=status)
    assert not any("hidden" in exported(plural, public=True) for plural in FILES)
    assert all("hidden" in exported(plural) for plural in ("topics", "places", "actors", "events", "statements"))


def test_references_to_what_is_not_public_are_left_out(archive):
    seen, hidden = archive.actor(slug="seen"), archive.actor(slug="hidden", status="draft")
    draft = archive.event(slug="draft", status="draft")
    publisher = archive.actor(slug="hidden-press", status="draft")
    source = archive.source(slug="paper", publisher=publisher)
    archive.event(
        slug="march",
        source=source,
        participants=(hidden, seen),
        part_of=draft,
        links=[{"to": str(draft.uuid), "kind": "led_to"}],
    )
    assert cell("events", "march", "participants") == "hidden|seen"
    assert cell("events", "march", "participants", public=True) == "seen"
    assert cell("events", "march", "part_of", public=True) == ""
    assert cell("events", "march", "links", public=True) == ""
    assert cell("sources", "paper", "publisher", public=True) == ""


def test_positions_are_public_when_both_ends_are(archive):
    anna = archive.actor(slug="anna")
    archive.position(anna, archive.actor(slug="court"), slug="judge")
    hidden = archive.position(anna, archive.actor(slug="cabal", status="draft"), slug="plotter")
    archive.statement(slug="said", speaker=anna, position=hidden)
    assert slugs("positions") == ["judge"]
    assert cell("statements", "said", "position", public=True) == ""


@pytest.mark.parametrize(("access", "text"), [("full", TEXT), ("excerpt", ""), ("private", "")])
def test_the_text_is_there_only_with_full_access(archive, access, text):
    archive.source(slug="paper", text=TEXT, access=access)
    assert cell("sources", "paper", "text", public=True) == text
    assert cell("sources", "paper", "text") == TEXT


def test_of_a_private_source_there_is_only_title_publisher_and_date(archive):
    press = archive.actor(slug="press")
    archive.source(
        slug="letter",
        title="A letter",
        publisher=press,
        issued="2021-12",
        access="private",
        byline="Secret Author",
        url="https://secret.example/",
        rights="Secret rights",
        reliability_basis="Secret reason",
    )
    row = next(row for row in export_rows("sources", public=True) if row[0] == "letter")
    assert [cell for cell in row if cell] == ["letter", "A letter", "press", "2021-12", "private", "published"]


def test_of_a_private_sources_citations_there_is_only_the_source(archive):
    private = archive.source(slug="letter", text=TEXT, access="private")
    paper = archive.source(slug="paper", text=TEXT, access="excerpt")
    citations = [
        archive.citation(private, "peace"),
        archive.citation(private, "Anna", supports="date"),
        archive.citation(paper, "peace", supports="place"),
    ]
    archive.event(slug="march", citations=citations)
    shown = f"letter|paper:{anchor(TEXT, 'peace')}:place"
    assert cell("events", "march", "citations", public=True) == shown
    assert cell("events", "march", "citations").count("letter:") == 2


@pytest.mark.parametrize("public", [True, False])
def test_an_export_asks_no_more_for_more_records(archive, public):
    source, actor = archive.source(), archive.actor()
    archive.statement(speaker=actor, source=archive.source(text="peace is near"))
    archive.event(source=source, participants=(actor,))

    def queries(plural):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(export_rows(plural, public=public))
        return len(asked)

    before = {plural: queries(plural) for plural in FILES}
    for number in range(3):
        archive.statement(speaker=actor, source=archive.source(text="peace is near"), slug=f"s{number}")
        archive.event(source=source, participants=(actor,), slug=f"e{number}")
    assert {plural: queries(plural) for plural in FILES} == before


def test_rows_stand_in_code_point_order_of_their_slugs(archive):
    for slug in ("b", "a-b", "ab", "a1", "a", "a-a", "10", "9"):
        archive.topic(slug=slug)
        archive.actor(slug=slug)
    assert slugs("actors") == ["10", "9", "a", "a-a", "a-b", "a1", "ab", "b"]
    assert [row[0] for row in export_rows("topics")][1:] == ["10", "9", "a", "a-a", "a-b", "a1", "ab", "b"]


def test_terms_stand_by_vocabulary_then_slug(archive):
    for vocabulary, slug in [("place_role", "a"), ("cue", "b"), ("cue", "a-z"), ("cue", "aa")]:
        archive.term(vocabulary, slug)
    rows = [tuple(row[:2]) for row in export_rows("terms")][1:]
    assert rows == [("cue", "a-z"), ("cue", "aa"), ("cue", "b"), ("place_role", "a")]
