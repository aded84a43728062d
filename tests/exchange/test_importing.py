"""What a file changes, and what it leaves."""

import pytest
from django.apps import apps
from django.db.models import Count

from archive.documents import read
from archive.exchange import FILES, Result, import_file
from archive.models import Action, Actor, ArchiveVersion, Capture, Change, Event, Revision, Source, Statement, Topic
from archive.workflow import act, capture, save, system_user
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import anchor, cell, exported, imported, refused

pytestmark = pytest.mark.django_db

TEXT = "Anna Berg said on Wednesday that peace is near. The ministry denied it."


@pytest.fixture
def archive():
    return ArchiveFactory()


def renamed(record, slug):
    with act(system_user(), "A better address.") as this:
        return save({**read(record), "slug": slug}, this)


# Cells


def test_an_absent_column_leaves_its_field_and_an_empty_cell_empties_it(archive):
    archive.topic("Talks", slug="talks", description="At length.", language="en")
    imported("topics", {"slug": "talks", "name": "Peace talks", "language": ""})
    topic = Topic.objects.get(slug="talks")
    assert (topic.name, topic.language, topic.description) == ("Peace talks", "", "At length.")


def test_an_empty_cell_of_a_required_field_is_an_error(archive):
    archive.topic(slug="talks")
    (line,) = refused("topics", {"slug": "talks", "name": ""})
    assert line.startswith("topics.csv, row 2, column name: ")


def test_a_list_cell_replaces_the_list(archive):
    archive.event(slug="march", participants=(archive.actor(slug="one"), archive.actor(slug="two")))
    archive.actor(slug="three")
    imported("events", {"slug": "march", "participants": "three|two"})
    assert cell("events", "march", "participants") == "three|two"


def test_people_keep_their_order_and_other_lists_are_sorted_as_written(archive):
    for slug in ("b", "a", "c"):
        archive.actor(slug=slug)
        archive.topic(slug=slug)
    archive.event(slug="march")
    imported("events", {"slug": "march", "participants": "b|a|c", "topics": "c|a|b"})
    assert cell("events", "march", "participants") == "b|a|c"
    assert cell("events", "march", "topics") == "a|b|c"


def test_dates_become_canonical(archive):
    archive.event(slug="march")
    imported("events", {"slug": "march", "when": "?2021-?12-?22"})
    assert cell("events", "march", "when") == "2021-12-22?"


def test_a_new_record_is_a_draft_and_a_new_source_an_excerpt(archive):
    archive.term("source_kind", "article")
    imported("sources", {"slug": "paper", "title": "A paper", "kind": "article", "access": "", "status": ""})
    source = Source.objects.get(slug="paper")
    assert (source.status, source.access) == ("draft", "excerpt")


def test_empty_status_leaves_a_known_record_as_it_is_and_empty_access_is_an_error(archive):
    archive.source(slug="paper", access="full")
    imported("sources", {"slug": "paper", "title": "New", "status": ""})
    assert Source.objects.get(slug="paper").status == "published"
    (line,) = refused("sources", {"slug": "paper", "access": ""})
    assert line.startswith("sources.csv, row 2, column access: ")


def test_formulas_come_back_as_they_were(archive):
    imported("topics", {"slug": "sum", "name": "'=1+1", "description": "''-"})
    topic = Topic.objects.get(slug="sum")
    assert (topic.name, topic.description) == ("=1+1", "'-")
    assert cell("topics", "sum", "name") == "'=1+1"


def test_line_ends_within_a_cell_are_kept_as_they_stand(archive):
    imported("topics", {"slug": "lines", "name": "Lines", "description": "one\r\ntwo\nthree\rfour"})
    assert Topic.objects.get(slug="lines").description == "one\r\ntwo\nthree\rfour"


# Texts


def test_a_text_for_a_source_that_had_none_is_its_first_capture(archive):
    archive.source(slug="paper", text="")
    imported("sources", {"slug": "paper", "captured_at": "2022-01-26T16:14:00+02:00", "text": "One.\r\nTwo.\r\n"})
    capture = Capture.objects.get(source__slug="paper")
    assert (capture.number, capture.text.body) == (1, "One.\nTwo.\n")
    assert capture.captured_at == "2022-01-26T16:14:00+02:00"


def test_the_text_of_a_known_source_stays_and_another_one_is_an_error(archive):
    archive.source(slug="paper", text="One.\nTwo.")
    assert imported("sources", {"slug": "paper", "text": "One.\r\nTwo."}).counts == {Result.UNCHANGED: 1}
    assert imported("sources", {"slug": "paper", "text": ""}).counts == {Result.UNCHANGED: 1}
    (line,) = refused("sources", {"slug": "paper", "text": "One. Two."})
    assert line.startswith("sources.csv, row 2, column text: “One. Two.”: The archive holds another text")


def test_correcting_the_moment_of_capture_corrects_it_everywhere(archive):
    archive.source(slug="paper", captured_at="2021-12-23T10:00:00Z")
    imported("sources", {"slug": "paper", "captured_at": "2021-12-24T10:00:00Z"})
    assert Capture.objects.get(source__slug="paper").captured_at == "2021-12-24T10:00:00Z"


# Citations


def test_a_citation_takes_its_words_from_the_archived_text(archive):
    archive.source(slug="paper", text=TEXT)
    archive.event(slug="march")
    imported("events", {"slug": "march", "citations": f"paper:{anchor(TEXT, 'peace is near')}:date|paper:place"})
    first, second = Event.objects.get(slug="march").citations.all()
    assert (first.exact, first.version, first.supports) == ("peace is near", 1, "date")
    assert (first.prefix, first.suffix) == (TEXT[1:33], TEXT[46:78])
    assert (second.start, second.version, second.supports) == (None, None, "place")


def test_an_earlier_version_is_named_and_the_latest_is_not(archive):
    source = archive.source(slug="paper", text=TEXT)
    archive.event(slug="march", source=source, words="peace is near")
    written = f"paper:{anchor(TEXT, 'peace is near')}"
    assert cell("events", "march", "citations") == written
    with act(system_user(), "Captured again.") as this:
        capture(source, "Wholly new.", "2022-01-01T00:00:00Z", this)
    named = written.replace("paper:", "paper@1:")
    assert cell("events", "march", "citations") == named
    assert imported("events", {"slug": "march", "citations": named}).counts == {Result.UNCHANGED: 1}
    (line,) = refused("events", {"slug": "march", "citations": written})
    assert "is no span of “paper”, whose text has 11 characters" in line


def test_a_moved_anchor_is_an_error_that_tells_what_stands_there(archive):
    archive.source(slug="paper", text=TEXT)
    archive.event(slug="march")
    start, rest = anchor(TEXT, "peace is near").split("-", 1)
    moved = f"paper:{int(start) + 1}-{int(rest.split(':')[0]) + 1}:{rest.split(':')[1]}"
    (line,) = refused("events", {"slug": "march", "citations": moved})
    assert "stands “eace is near.”" in line


def test_a_source_that_is_not_held_is_cited_without_a_span(archive):
    archive.source(slug="book", text="")
    archive.event(slug="march")
    imported("events", {"slug": "march", "citations": "book"})
    (line,) = refused("events", {"slug": "march", "citations": "book:0-3:0123abcd"})
    assert "“book” is not held here, so it is cited without a span" in line
    (line,) = refused("events", {"slug": "march", "citations": "book@2"})
    assert "“book” is not held in version 2" in line


# References


def test_references_may_point_forward_in_the_file_and_history_has_one_change_for_each(archive):
    imported("topics", *({"slug": a, "name": a, "part_of": b} for a, b in [("a", "b"), ("b", "c"), ("c", "")]))
    assert Topic.objects.get(slug="a").part_of.part_of.slug == "c"
    assert set(Change.objects.values_list("slug").annotate(n=Count("id"))) == {("a", 1), ("b", 1), ("c", 1)}


def test_two_statements_may_deny_each_other(archive):
    archive.actor(slug="anna")
    archive.source(slug="paper", text=TEXT)
    common = {
        "speaker": "anna",
        "kind": "denial",
        "summary": "No.",
        "citations": f"paper:{anchor(TEXT, 'denied')}",
        "status": "published",
    }
    imported("statements", {"slug": "a", "links": "b:denies", **common}, {"slug": "b", "links": "a:denies", **common})
    assert cell("statements", "a", "links") == "b:denies"
    assert cell("statements", "b", "links") == "a:denies"
    assert set(Statement.objects.values_list("status", flat=True)) == {"published"}
    assert not Change.objects.filter(action=Action.CORRECTED).exists()


def test_a_former_slug_is_an_error_that_names_the_new_one(archive):
    renamed(archive.topic(slug="old"), "new")
    (line,) = refused("topics", {"slug": "x", "name": "X", "part_of": "old"})
    assert "column part_of: “old”: “old” is a former address; the record is now “new”." in line
    (line,) = refused("topics", {"slug": "old", "name": "X"})
    assert "column slug: “old”: This is a former address; the record is now “new”." in line


def test_a_loop_is_an_error_wherever_it_runs(archive):
    whole = archive.topic(slug="whole")
    between = archive.topic(slug="between", part_of=whole)
    archive.topic(slug="part", part_of=between)
    (line,) = refused("topics", {"slug": "whole", "part_of": "part"})
    assert "part of itself" in line
    lines = refused("topics", {"slug": "a", "name": "A", "part_of": "b"}, {"slug": "b", "name": "B", "part_of": "a"})
    assert [line.split(":")[0] for line in lines] == [
        "topics.csv, row 2, column part_of",
        "topics.csv, row 3, column part_of",
    ]


def test_a_hierarchy_may_be_turned_round_in_one_file(archive):
    whole = archive.topic(slug="whole")
    between = archive.topic(slug="between", part_of=whole)
    archive.topic(slug="part", part_of=between)
    imported(
        "topics",
        {"slug": "part", "part_of": ""},
        {"slug": "whole", "part_of": "part"},
        {"slug": "between", "part_of": ""},
    )
    assert cell("topics", "whole", "part_of") == "part"
    imported("topics", {"slug": "whole", "part_of": "between"}, {"slug": "part", "part_of": "whole"})
    assert cell("topics", "part", "part_of") == "whole"


def test_memberships_have_their_time(archive):
    for slug in ("germany", "nato", "allies"):
        archive.actor(slug=slug)
    imported("actors", {"slug": "germany", "part_of": "nato:1955-05-06/..|allies"})
    assert cell("actors", "germany", "part_of") == "allies|nato:1955-05-06/.."


# All or nothing


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in apps.get_models()}


def test_one_bad_row_keeps_all_others_out(archive):
    before = everything()
    lines = refused("topics", {"slug": "a", "name": "A"}, {"slug": "b", "name": ""}, {"slug": "c", "name": "C"})
    assert [line.split(",")[1] for line in lines] == [" row 3"]
    assert everything() == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_dry_run_says_what_would_be_and_writes_nothing(archive, dry_run):
    archive.source(slug="paper", text="")
    before, version = everything(), ArchiveVersion.current()
    rows = [{"slug": slug, "title": "T", "kind": "article", "text": "New words."} for slug in ("paper", "other")]
    report = imported("sources", *rows, dry_run=dry_run)
    assert report.counts == {Result.NEW: 1, Result.CHANGED: 1}
    assert [[difference.field for difference in outcome.differences] for outcome in report.outcomes] == [
        ["title", "captures"],
        ["slug", "status", "title", "kind", "reliability", "access", "captures"],
    ]
    assert (everything() == before) is dry_run
    assert (ArchiveVersion.current() == version) is dry_run


def test_an_import_is_one_act_with_its_file_as_the_reason(archive):
    imported("topics", {"slug": "a", "name": "A"}, {"slug": "b", "name": "B"}, name="mine.csv")
    changes = Change.objects.filter(slug__in="ab")
    assert len({change.act for change in changes}) == 1
    assert {change.reason for change in changes} == {"Import of mine.csv"}


def test_importing_what_was_exported_changes_nothing(archive):
    archive.statement(slug="said", status="published")
    before = everything()
    for plural in FILES:
        report = import_file([exported(plural).encode()], plural)
        assert report.lines == []
        assert set(report.counts) <= {Result.UNCHANGED}
    assert everything() == before


# Rights and the workflow


def test_an_editor_cannot_publish_by_import(archive, editor):
    archive.actor(slug="anna", status="draft")
    before = everything()
    (line,) = refused("actors", {"slug": "anna", "status": "published"}, user=editor)
    assert line.startswith("actors.csv, row 2, column status: “published”: Only publishers may publish")
    (line,) = refused("actors", {"slug": "new", "name": "N", "kind": "person", "status": "published"}, user=editor)
    assert "column status" in line
    (line,) = refused("actors", {"slug": "anna", "status": "withdrawn"}, user=editor)
    assert "column status" in line
    assert everything() == before


def test_a_publisher_cannot_publish_their_own_words_by_import(archive, publisher):
    archive.term("actor_kind", "person")
    (line,) = refused("actors", {"slug": "n", "name": "N", "kind": "person", "status": "published"}, user=publisher)
    assert "column status" in line


def test_an_editor_may_submit_by_import(archive, editor):
    archive.term("actor_kind", "person")
    imported("actors", {"slug": "new", "name": "N", "kind": "person", "status": "in_review"}, user=editor)
    assert Actor.objects.get(slug="new").status == "in_review"


def test_an_editors_change_of_a_published_record_waits_as_a_revision(archive, editor):
    archive.actor("Anna", slug="anna")
    report = imported("actors", {"slug": "anna", "name": "Anna Berg"}, user=editor, name="mine.csv")
    assert report.counts == {Result.REVISED: 1}
    assert Actor.objects.get(slug="anna").name == "Anna"
    revision = Revision.objects.get()
    assert (revision.pending["name"], revision.reason, revision.author) == ("Anna Berg", "Import of mine.csv", editor)


def test_an_import_never_overwrites_a_pending_revision(archive, editor):
    archive.actor("Anna", slug="anna")
    imported("actors", {"slug": "anna", "name": "Anna Berg"}, user=editor)
    assert imported("actors", {"slug": "anna", "name": "Anna Berg"}, user=editor).counts == {Result.UNCHANGED: 1}
    assert imported("actors", {"slug": "anna", "name": "Anna"}, user=editor).counts == {Result.UNCHANGED: 1}
    (line,) = refused("actors", {"slug": "anna", "name": "Anne"}, user=editor)
    assert line == "actors.csv, row 2: A revision of this published record is pending; approve or discard it first."


def test_the_system_corrects_at_once(archive):
    archive.actor("Anna", slug="anna")
    imported("actors", {"slug": "anna", "name": "Anna Berg"})
    assert Actor.objects.get(slug="anna").name == "Anna Berg"
    assert Change.objects.filter(slug="anna").first().action == Action.CORRECTED


def test_the_system_may_set_any_status(archive):
    archive.term("actor_kind", "person")
    for number, status in enumerate(["draft", "in_review", "published", "withdrawn"]):
        imported("actors", {"slug": f"a{number}", "name": "N", "kind": "person", "status": status})
        assert Actor.objects.get(slug=f"a{number}").status == status


def test_who_may_not_add_terms_cannot_import_them(archive, editor):
    (line,) = refused("terms", {"vocabulary": "cue", "slug": "told", "name": "told"}, user=editor)
    assert line == "terms.csv, row 2: You may not add records of this kind."


def test_nothing_is_published_without_its_citation(archive):
    archive.term("event_kind", "talk")
    (line,) = refused("events", {"slug": "a", "title": "T", "kind": "talk", "citations": "", "status": "published"})
    assert line.startswith("events.csv, row 2, column citations: It needs at least one citation")


def test_pictures_are_untouched(archive):
    image = archive.save(
        "image", sha256="0" * 64, format="jpeg", width=1, height=1, alt="A", credit="B", slug="picture"
    )
    archive.actor(slug="anna", portrait=image)
    imported("actors", {"slug": "anna", "name": "Other"})
    assert Actor.objects.get(slug="anna").portrait == image


def test_a_header_alone_changes_nothing():
    assert import_file([b"slug,name\r\n"], "topics").counts == {}
