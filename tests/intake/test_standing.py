"""Citations stay on their version; those that still stand in a newer one are moved only when somebody says so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.documents import cite, read, span
from archive.intake.standing import Choice, citations_standing, move, version_texts
from archive.intake.working import working_document
from archive.models import ArchivedText, Change, Revision
from archive.verification import verify
from archive.workflow import NotPermitted, Refused, act, capture, publish, save, submit

OLD = (
    "Anna Berg said on Wednesday that peace is near. The ministry denied it. Troops moved by train.\n"
    "The ministry denied it once more, in a letter that nobody has seen."
)
NEW = (
    "Updated on Thursday. Anna Berg said on Wednesday that peace is near. The ministry has denied that. "
    "It rained.\nThen troops stopped, and Troops moved by train. In the evening, in a hall: by train, by train.\n"
    "The ministry denied it once more, in a letter that was shown."
)
AT = "2021-12-24T10:00:00Z"


@pytest.fixture
def source(archive):
    return archive.source(text=OLD, status="draft")


@pytest.fixture
def renew(system):
    """Archives the newer text, approved."""

    def renew(source, text=NEW):
        with act(system, "The page changed.") as this:
            capture(source, text, AT, this)
        source.refresh_from_db()
        return source

    return renew


def verdicts(source, old=None, new=2):
    return {item.row["exact"]: item.verdict for item in citations_standing(source, old, new)}


def test_each_citation_says_whether_its_words_still_stand(archive, source, renew):
    for words in ("peace is near", "The ministry denied it", "by train", "Troops moved by train", "nobody has seen"):
        archive.event(source=source, words=words, status="draft")
    renew(source)
    assert verdicts(source) == {
        "peace is near": "stands",
        "The ministry denied it": "elsewhere",
        "by train": "several",
        "Troops moved by train": "elsewhere",
        "nobody has seen": "gone",
    }


def test_words_that_stand_twice_are_told_apart_by_what_stands_around_them(archive, source, renew):
    archive.event(source=source, words="denied it", status="draft")
    renew(source, f"An earlier paragraph: they denied it. {OLD}")
    (standing,) = citations_standing(source, 1, 2)
    assert standing.verdict == "stands"
    assert standing.places[0].start == OLD.index("denied it") + len("An earlier paragraph: they denied it. ")


def test_nothing_moves_by_itself(archive, source, renew):
    event = archive.event(source=source, words="peace is near", status="draft")
    before = read(event)
    renew(source)
    citations_standing(source, None, 2)
    assert read(event) == before
    assert verify() == []


def test_a_citation_that_is_chosen_moves_with_its_record_and_its_reason(archive, source, renew, editor):
    event = archive.event(source=source, words="peace is near", status="draft")
    renew(source)
    (standing,) = citations_standing(source, None, 2)
    with act(editor, "Anchored anew.") as this:
        assert move(source, 2, [Choice.of(standing)], this) == [event]
    citation = read(event)["citations"][0]
    start = NEW.index("peace is near")
    assert (citation["version"], citation["start"], citation["exact"]) == (2, start, "peace is near")
    assert citation["suffix"] == NEW[start + 13 : start + 13 + 32]
    assert Change.objects.filter(record_uuid=event.uuid).first().reason == "Anchored anew."
    assert citations_standing(source, None, 2) == []
    assert verify() == []


def test_of_several_places_the_chosen_one_is_taken(archive, source, renew, editor):
    event = archive.event(source=source, words="by train", status="draft")
    renew(source)
    (standing,) = citations_standing(source, None, 2)
    starts = [place.start for place in standing.places]
    assert [NEW[start : start + 8] for start in starts] == ["by train"] * 3
    with act(editor) as this:
        move(source, 2, [Choice.of(standing, starts[1])], this)
    assert read(event)["citations"][0]["start"] == starts[1]


def test_a_place_where_the_words_do_not_stand_is_refused(archive, source, renew, editor):
    event = archive.event(source=source, words="by train", status="draft")
    other = archive.event(source=source, words="peace is near", status="draft")
    renew(source)
    standings = {item.row["exact"]: item for item in citations_standing(source, None, 2)}
    before = [read(event), read(other)]
    choices = [Choice.of(standings["peace is near"]), Choice.of(standings["by train"], 3)]
    with pytest.raises(Refused, match="does not stand at 3"), act(editor) as this:
        move(source, 2, choices, this)
    assert [read(event), read(other)] == before


def test_a_published_record_keeps_its_public_version_until_the_move_is_approved(archive, renew, editor, publisher):
    source = archive.source(text=OLD)
    statement = archive.statement(quote="peace is near", source=source)
    renew(source)
    (standing,) = citations_standing(source, None, 2)
    with act(editor, "The words stand in the newer capture.") as this:
        move(source, 2, [Choice.of(standing)], this)
    assert read(statement)["citations"][0]["version"] == 1
    assert Revision.objects.get().reason == "The words stand in the newer capture."
    assert working_document(statement)["citations"][0]["version"] == 2
    assert citations_standing(source, None, 2) == []
    with act(editor) as this:
        submit(statement, this)
    with act(publisher) as this:
        publish(statement, this)
    assert read(statement)["citations"][0]["version"] == 2
    assert verify() == []


def test_a_pending_revision_is_moved_and_not_what_is_public(archive, renew, editor):
    source = archive.source(text=OLD)
    event = archive.event(source=source, words="peace is near")
    with act(editor, "Another title.") as this:
        save({**read(event), "title": "Something else"}, this)
    renew(source)
    (standing,) = citations_standing(source, None, 2)
    with act(editor) as this:
        move(source, 2, [Choice.of(standing)], this)
    pending = Revision.objects.get(record_uuid=event.uuid).pending
    assert (pending["title"], pending["citations"][0]["version"]) == ("Something else", 2)
    assert read(event)["title"] != "Something else"


def test_a_version_that_waits_for_approval_is_shown_but_nothing_is_anchored_in_it(archive, editor):
    source = archive.source(text=OLD)
    archive.event(source=source, words="peace is near")
    with act(editor, "The page changed.") as this:
        capture(source, NEW, AT, this)
    assert sorted(version_texts(source)) == [1, 2]
    (standing,) = citations_standing(source, None, 2)
    assert standing.verdict == "stands"
    with pytest.raises(Refused, match="has to be approved"), act(editor, "Too early.") as this:
        move(source, 2, [Choice.of(standing)], this)


def test_a_citation_that_was_changed_meanwhile_is_not_moved(archive, source, renew, editor, system):
    event = archive.event(source=source, words="peace is near", status="draft")
    renew(source)
    (standing,) = citations_standing(source, None, 2)
    with act(system) as this:
        save({**read(event), "citations": [archive.citation(source, "Anna Berg")]}, this)
    with pytest.raises(Refused, match="changed meanwhile"), act(editor) as this:
        move(source, 2, [Choice.of(standing)], this)


def test_whoever_may_not_change_the_records_moves_nothing(archive, source, renew, django_user_model):
    archive.event(source=source, words="peace is near", status="draft")
    renew(source)
    visitor = django_user_model.objects.create_user("visitor", is_staff=True)
    (standing,) = citations_standing(source, None, 2)
    with pytest.raises(NotPermitted), act(visitor, "Mine.") as this:
        move(source, 2, [Choice.of(standing)], this)


def test_a_citation_that_would_stand_twice_stands_once(archive, source, renew, editor):
    event = archive.event(source=source, words="peace is near", status="draft")
    renew(source)
    old = read(event)["citations"][0]
    with act(editor) as this:
        save({**read(event), "citations": [old, archive.citation(source, "peace is near")]}, this)
    with act(editor) as this:
        move(source, 2, [Choice.of(item) for item in citations_standing(source, None, 2)], this)
    assert [row["version"] for row in read(event)["citations"]] == [2]


def test_many_citations_are_looked_at_with_as_many_queries_as_few(archive, source, renew):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert citations_standing(source, None, 2)
        return len(queries)

    archive.event(source=source, words=OLD[:30], status="draft")
    renew(source)
    few = cost()
    old = ArchivedText.objects.get(body=OLD)
    for number in range(1, 12):
        row = cite(str(source.uuid), version=1, **span(old.body, number, number + 30))
        archive.event(source=source, citations=[row], status="draft")
    assert cost() == few
    assert len(citations_standing(source, None, 2)) == 12
