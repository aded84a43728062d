"""Every error names file, row, column, value, the reason and what is expected; all of them come at once."""

import pytest

from archive.documents import read
from archive.exchange import FILES
from archive.models import Topic
from archive.workflow import act, delete, save, system_user
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import load, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    made = ArchiveFactory()
    made.actor(slug="anna")
    made.actor(slug="ministry", kind="organisation")
    made.position(made.actor(slug="bert"), made.actor(slug="court"), slug="judge")
    made.place(slug="kyiv")
    made.topic(slug="talks")
    made.source(slug="paper", text="Anna Berg said that peace is near.")
    made.event(slug="march")
    made.term("participant_role", "host")
    made.term("cue", "told")
    made.statement(slug="said")
    return made


ACTOR = {"slug": "new", "name": "N", "kind": "person"}
PLACE = {"slug": "new", "name": "N"}
EVENT = {"slug": "new", "title": "N", "kind": "movement"}
STATEMENT = {"slug": "new", "speaker": "anna", "kind": "assertion", "summary": "S"}
SOURCE = {"slug": "new", "title": "N", "kind": "article"}
LONG = "x" * 301

CASES = [
    (
        "terms",
        {"vocabulary": "colour", "slug": "red", "name": "N"},
        "vocabulary",
        "This is not one of the values. Expected: one of: event_kind",
    ),
    (
        "terms",
        {"vocabulary": "cue", "slug": "Red", "name": "N"},
        "slug",
        "This is not a slug. Expected: a slug of small letters",
    ),
    (
        "terms",
        {"vocabulary": "cue", "slug": "red", "name": ""},
        "name",
        "This field cannot be blank. Expected: a text.",
    ),
    ("topics", {"slug": "", "name": "N"}, "slug", "A record needs a slug."),
    ("topics", {"slug": "x" * 101, "name": "N"}, "slug", "A slug has at most 100 characters."),
    (
        "topics",
        {"slug": "new", "name": "N", "part_of": "nowhere"},
        "part_of",
        "There is no topic “nowhere”. Expected: the slug of a record (topic).",
    ),
    ("topics", {"slug": "new", "name": "N", "language": "English"}, "language", "Expected: a language tag, such as en"),
    ("places", {**PLACE, "country": "UK"}, "country", "Expected: a country code of two capital letters"),
    (
        "places",
        {**PLACE, "latitude": "91", "longitude": "0"},
        "latitude",
        "less than or equal to 90. Expected: a plain decimal number",
    ),
    ("places", {**PLACE, "latitude": "1e1", "longitude": "0"}, "latitude", "“1e1” is not a plain decimal"),
    ("places", {**PLACE, "latitude": "5.0", "longitude": "0"}, "latitude", "no needless zeros"),
    ("places", {**PLACE, "latitude": "5"}, "longitude", "A point has both a latitude and a longitude."),
    (
        "places",
        {**PLACE, "uncertainty_m": "-1", "latitude": "5", "longitude": "5"},
        "uncertainty_m",
        "greater than or equal to 0",
    ),
    (
        "places",
        {**PLACE, "external_ids": "Q1"},
        "external_ids",
        "“Q1” lacks what comes after the “:”. Expected: items such as wikidata:Q212",
    ),
    (
        "places",
        {**PLACE, "external_ids": "Wiki:Q1"},
        "external_ids",
        "Expected: items such as wikidata:Q212, joined by |.",
    ),
    ("places", {**PLACE, "other_names": "Kiew:de|Kiew:de"}, "other_names", "“Kiew:de” stands twice."),
    ("places", {**PLACE, "other_names": "Kiew:German"}, "other_names", "Expected: items such as name:language"),
    (
        "actors",
        {**ACTOR, "kind": "robot"},
        "kind",
        "There is no kind of actor “robot”. Expected: the slug of a term of the vocabulary actor_kind.",
    ),
    ("actors", {**ACTOR, "kind": ""}, "kind", "This is required. Expected: the slug of a term"),
    ("actors", {**ACTOR, "active": "2021-13"}, "active", "There is no month 13."),
    ("actors", {**ACTOR, "part_of": "ministry:2021-02-30"}, "part_of", "There is no day 2021-02-30."),
    ("actors", {**ACTOR, "part_of": "ministry:2022-01-26T16:14:00"}, "part_of", "one “:” too many"),
    ("actors", {**ACTOR, "part_of": "new"}, "part_of", "This would make the record a part of itself: new → new."),
    (
        "actors",
        {**ACTOR, "status": "public"},
        "status",
        "This is not one of the values. Expected: one of: draft, in_review, published, withdrawn.",
    ),
    (
        "positions",
        {"slug": "new", "person": "anna", "organisation": "", "title": "T"},
        "organisation",
        "This is required.",
    ),
    (
        "positions",
        {"slug": "new", "person": "anna", "organisation": "anna", "title": "T"},
        "organisation",
        "not at themselves",
    ),
    (
        "positions",
        {"slug": "new", "person": "anna", "organisation": "ministry", "title": LONG},
        "title",
        "at most 300 characters",
    ),
    (
        "sources",
        {**SOURCE, "url": "javascript:alert(1)"},
        "url",
        "Expected: a web address that begins with http:// or https://.",
    ),
    (
        "sources",
        {**SOURCE, "captured_at": "2022-01-26"},
        "captured_at",
        "Expected: a moment with its offset, such as 2022-01-26T16:14:00+02:00.",
    ),
    ("sources", {**SOURCE, "issued": "2022-01/2021-12"}, "issued", "ends before it starts"),
    ("sources", {**SOURCE, "reliability": "G"}, "reliability", "Expected: one of: A, B, C, D, E, F."),
    ("sources", {**SOURCE, "access": "open"}, "access", "Expected: one of: full, excerpt, private."),
    ("sources", {"slug": "paper", "text": "Changed."}, "text", "The archive holds another text for this source."),
    ("events", {**EVENT, "when": "yesterday"}, "when", "“yesterday” is not a date."),
    ("events", {**EVENT, "when": " 2021"}, "when", "A date has no spaces."),
    ("events", {**EVENT, "factuality": "true"}, "factuality", "Expected: one of: occurred, planned"),
    ("events", {**EVENT, "factuality": ""}, "factuality", "Expected: one of: occurred, planned"),
    ("events", {**EVENT, "places": "kyiv:battlefield"}, "places", "There is no role of a place “battlefield”."),
    ("events", {**EVENT, "participants": "anna:host:x"}, "participants", "one “:” too many"),
    ("events", {**EVENT, "participants": "anna|"}, "participants", "Item 2 is empty."),
    ("events", {**EVENT, "participants": "anna\\;bert"}, "participants", "\\; means nothing"),
    ("events", {**EVENT, "topics": "talks|talks"}, "topics", "“talks” stands twice."),
    (
        "events",
        {**EVENT, "links": "march"},
        "links",
        "“march” lacks what comes after the “:”. Expected: items such as slug:led_to",
    ),
    ("events", {**EVENT, "links": "march:caused"}, "links", "Expected: items such as slug:led_to, joined by |."),
    ("events", {**EVENT, "links": "new:led_to"}, "links", "A record does not link to itself."),
    ("events", {**EVENT, "citations": "paper:0-4:00000000"}, "citations", "At 0-4 of “paper” stands “Anna”"),
    ("events", {**EVENT, "citations": "paper:0-99:00000000"}, "citations", "whose text has 34 characters"),
    ("events", {**EVENT, "citations": "paper:4-4:00000000"}, "citations", "4-4 is no span of “paper”"),
    (
        "events",
        {**EVENT, "citations": "paper:why"},
        "citations",
        "use one of: date, place, figure. Expected: items such as source[@version]",
    ),
    ("events", {**EVENT, "citations": "paper@7"}, "citations", "“paper” is not held in version 7."),
    ("events", {**EVENT, "citations": "paper", "chains": "anna"}, "chains", "one station; a chain has at least two"),
    (
        "events",
        {**EVENT, "citations": "", "chains": "anna>:paper"},
        "chains",
        "A chain ends with a source that this record cites.",
    ),
    (
        "statements",
        {**STATEMENT, "speaker": ""},
        "speaker",
        "This is required. Expected: the slug of a record (actor).",
    ),
    ("statements", {**STATEMENT, "kind": "lie"}, "kind", "Expected: one of: assertion, denial"),
    ("statements", {**STATEMENT, "summary": ""}, "quote", "Give the quote, a summary, or both."),
    ("statements", {**STATEMENT, "position": "judge"}, "position", "This position was not held by the speaker."),
    ("statements", {**STATEMENT, "credibility": "7"}, "credibility", "Expected: one of: 1, 2, 3, 4, 5, 6."),
    ("statements", {**STATEMENT, "figures": "many troops"}, "figures", "“many” is not a plain decimal"),
    ("statements", {**STATEMENT, "figures": "3..1 km"}, "figures", "does not go from low to high"),
    ("statements", {**STATEMENT, "figures": "5"}, "figures", "lacks its unit"),
    ("statements", {**STATEMENT, "links": "said:denies|said:denies"}, "links", "“said:denies” stands twice."),
    (
        "statements",
        {**STATEMENT, "citations": "paper", "chains": "bert>:paper"},
        "chains",
        "A statement's chain starts with its speaker.",
    ),
    (
        "statements",
        {**STATEMENT, "citations": "paper", "chains": "anna>bert"},
        "chains",
        "does not end with a source alone",
    ),
    ("statements", {**STATEMENT, "event": "talks"}, "event", "There is no event “talks”."),
]


@pytest.mark.parametrize("plural", FILES)
def test_a_wrong_cell_is_named_with_its_value_and_what_is_expected(archive, plural):
    for row, column, words in [case[1:] for case in CASES if case[0] == plural]:
        (line,) = refused(plural, row)
        place, _colon, rest = line.partition(": ")
        assert place == f"{plural}.csv, row 2, column {column}"
        if row.get(column):
            assert rest.startswith(f"“{row[column][:79]}")
        assert words in rest
        assert "Expected: " in rest


def test_all_errors_of_all_rows_come_at_once(archive):
    lines = refused(
        "events",
        {"slug": "a", "title": "", "kind": "movement", "when": "2021-13", "topics": "nowhere", "part_of": ""},
        {"slug": "b", "title": "B", "kind": "movement", "when": "", "topics": "", "part_of": ""},
        {"slug": "c", "title": "C", "kind": "dance", "when": "", "topics": "", "part_of": "a"},
        {"slug": "b", "title": "D", "kind": "movement", "when": "", "topics": "", "part_of": "zzz"},
    )
    assert [line.split(": ")[0].removeprefix("events.csv, ") for line in lines] == [
        "row 2, column title",
        "row 2, column when",
        "row 2, column topics",
        "row 4, column kind",
        "row 5, column slug",
        "row 5, column part_of",
    ]


def test_a_row_that_only_refers_to_a_wrong_one_is_not_called_wrong(archive):
    lines = refused("topics", {"slug": "a", "name": "A", "part_of": "b"}, {"slug": "b", "name": "", "part_of": ""})
    assert [line.split(": ")[0] for line in lines] == ["topics.csv, row 3, column name"]


def test_a_record_stands_once_in_a_file(archive):
    (line,) = refused("topics", {"slug": "a", "name": "A"}, {"slug": "a", "name": "B"})
    assert line.startswith("topics.csv, row 3, column slug: “a”: The record stands in row 2 already.")


def test_the_same_slug_in_two_vocabularies_is_two_terms(archive):
    lines = refused(
        "terms",
        {"vocabulary": "cue", "slug": "host", "name": "N"},
        {"vocabulary": "place_role", "slug": "host", "name": ""},
    )
    assert [line.split(": ")[0] for line in lines] == ["terms.csv, row 3, column name"]


def test_what_the_file_lacks_is_named(archive):
    lines = refused("positions", {"slug": "new", "title": "T"})
    assert [line.split(": ")[0] for line in lines] == [
        "positions.csv, row 2, column person",
        "positions.csv, row 2, column organisation",
    ]


def test_a_former_address_of_a_deleted_record_is_never_given_again(archive):
    """Its last one brings the record itself back, under the identifier that it had."""
    topic = archive.topic(slug="gone")
    with act(system_user(), "A mistake.") as this:
        renamed = save({**read(topic), "slug": "left"}, this)
        delete(renamed, this)
    (line,) = refused("topics", {"slug": "gone", "name": "N"})
    assert line.startswith("topics.csv, row 2, column slug: “gone”: This was the address of another record")
    (line,) = refused("topics", {"slug": "x", "name": "N", "part_of": "left"})
    assert "There is no topic “left”." in line
    assert load("topics", {"slug": "left", "name": "N"}).lines == []
    assert Topic.objects.get(slug="left").uuid == topic.uuid


def test_names_that_deceive_the_eye_are_told_and_taken(archive):
    turned, mixed = "Kyiv\u202e talks", "K\u0443iv talks"
    report = load("topics", {"slug": "a", "name": turned}, {"slug": "b", "name": mixed}, {"slug": "c", "name": "Київ"})
    assert report.lines == []
    assert [(fault.row, fault.column, fault.value) for fault in report.warnings] == [
        (2, "name", turned),
        (3, "name", mixed),
    ]
    assert "U+202E" in str(report.warnings[0].reason)
    assert Topic.objects.filter(name__in=[turned, mixed]).count() == 2
