"""A made-up archive is one that editors could have made, and the same one every time."""

import hashlib
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Count

from archive.documents import KINDS, Catalogue, check, read_many
from archive.exchange import FILES, csv_lines
from archive.generating import NotEmpty, generate
from archive.generating.rows import COLUMNS
from archive.models import (
    ArchiveVersion,
    Change,
    Citation,
    Event,
    Factuality,
    Participant,
    Source,
    Statement,
    Status,
)
from archive.verification import verify
from archive.workflow import missing_for_publication
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db

#: of all files of the archive of 40 events and seed 1; changes with whatever changes what is made up
DIGEST = "da350fb74c4fefcb03edb78b226eeace125b7be6b020574edd6d4d4b60cf22c4"


@pytest.fixture
def made_up():
    return generate(200, seed=1)


def digest(events, seed):
    """The SHA-256 of all files of a made-up archive, of which nothing is left."""
    with transaction.atomic():
        generate(events, seed)
        lines = [line for plural in FILES for line in csv_lines(plural)]
        transaction.set_rollback(True)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def test_nothing_is_wrong_with_it(made_up):
    assert verify() == []


def test_every_published_record_has_what_publication_asks_for(made_up):
    catalogue = Catalogue()
    published = [
        document
        for kind in KINDS.values()
        for document in read_many(kind)
        if document.get("status") == Status.PUBLISHED
    ]
    assert {document["record"] for document in published} == {"actor", "source", "event", "statement"}
    assert [missing_for_publication(document, catalogue) + check(document, catalogue) for document in published] == [
        [] for _document in published
    ]


def test_the_same_seed_and_size_give_the_same_files_on_either_database():
    assert digest(40, seed=1) == DIGEST


def test_another_seed_gives_other_files():
    assert digest(40, seed=2) != digest(40, seed=3)


def test_it_is_as_large_as_asked_for(made_up):
    events, statements = Event.objects.count(), Statement.objects.count()
    assert (events, statements) == (made_up["events"], made_up["statements"])
    assert events == 200
    assert 70 < statements < 130
    assert 500 < Participant.objects.count() < 800
    assert 200 <= Citation.objects.filter(event__isnull=False).count() < 300
    words = [len(summary.split()) for summary in Event.objects.values_list("summary", flat=True)]
    assert 35 < sum(words) / len(words) < 55


def test_a_few_actors_are_in_most_events(made_up):
    counts = Counter(Participant.objects.values_list("actor", flat=True))
    [(_busiest, most), *rest] = counts.most_common()
    assert most > 40
    assert rest[len(rest) // 2][1] < 10


def test_some_days_are_busy_and_many_are_not(made_up):
    per_day = Event.objects.values("sort_day").annotate(events=Count("pk")).order_by("-events")
    assert per_day[0]["events"] >= 5
    assert len(per_day) > 60


def test_some_of_it_is_not_public(made_up):
    statuses = set(Event.objects.values_list("status", flat=True))
    assert Status.PUBLISHED in statuses
    assert len(statuses) > 1
    assert set(Event.objects.values_list("factuality", flat=True)) == set(Factuality.values)


def test_quotes_stand_in_the_words_that_are_cited_of_their_source(made_up):
    quoted = Statement.objects.exclude(quote="").prefetch_related("citations__source__captures__text")
    assert quoted
    for statement in quoted:
        citation = statement.citations.all()[0]
        body = citation.source.captures.all()[0].text.body
        assert statement.quote in body[citation.start : citation.end]


def test_what_is_alleged_is_sometimes_denied():
    generate(400, seed=1)
    denials = Statement.objects.filter(kind="denial", about_events__factuality=Factuality.ALLEGED)
    assert denials.exists()


def test_all_of_it_is_one_act_of_the_system_user(made_up):
    acts = Change.objects.values_list("act", "user_name", "archive_version", "version").order_by().distinct()
    assert [row[1:] for row in acts] == [("system", ArchiveVersion.current(), 1)]
    assert Change.objects.count() == sum(made_up.values())


def test_an_archive_that_has_records_is_left_alone():
    ArchiveFactory().actor("Somebody")
    before = Change.objects.count()
    with pytest.raises(NotEmpty):
        generate(10, seed=1)
    with pytest.raises(CommandError, match="has records"):
        call_command("generate_archive", events=10, seed=1)
    assert (Change.objects.count(), Event.objects.count()) == (before, 0)


def test_afterwards_people_go_on_as_in_any_archive(made_up):
    assert ArchiveFactory().actor("Somebody New").pk > made_up["actors"]
    assert verify() == []


def test_references_are_checked_again_afterwards(made_up):
    with pytest.raises(IntegrityError), transaction.atomic():
        refer_to_nobody()


def refer_to_nobody():
    Participant.objects.create(event_id=1, actor_id=10**9)
    connection.check_constraints()


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_every_column_is_written(model):
    names = {field.name for field in model._meta.concrete_fields if not field.auto_created and not field.primary_key}
    assert names <= set(COLUMNS[model])


def test_the_command_says_how_far_it_is_and_ends_with_what_it_made(capsys):
    call_command("generate_archive", "--events", "20", "--seed", "5")
    *progress, last = capsys.readouterr().out.splitlines()
    assert "the search index" in progress[-1]
    assert last.startswith("Made up with seed 5: ")
    assert "20 events" in last


@pytest.mark.parametrize("events", ["0", "-3", "many", "1.5", "99999999999"])
def test_a_number_of_events_that_cannot_be_is_refused(events):
    with pytest.raises(CommandError, match="is not a number of events"):
        call_command("generate_archive", f"--events={events}", "--seed=1")


def test_sources_are_held_or_only_cited_and_of_every_access():
    generate(1500, seed=1)
    held = Source.objects.annotate(versions=Count("captures"))
    assert held.filter(versions=1).exists()
    assert held.filter(versions=0).exists()
    assert set(Source.objects.values_list("access", flat=True)) == {"full", "excerpt", "private"}
