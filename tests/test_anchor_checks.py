"""Every broken anchor is found, however old its citation, and the archive says how far it has looked."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from archive import anchor_checks
from archive.admin.front import anchors_words
from archive.documents import read
from archive.models import AnchorRound, ArchivedText, BrokenAnchor, Citation
from archive.workflow import act, save, system_user
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    return ArchiveFactory()


@pytest.fixture
def cited(archive):
    """Six events, each of another source, with one citation."""
    return [
        archive.event(f"Event {n}", source=archive.source(text=f"Troops moved in {n}."), words="Troops")
        for n in range(6)
    ]


@pytest.fixture
def slowly(monkeypatch):
    """One citation at a time, and no patience for a second; the background has not begun."""
    monkeypatch.setattr(anchor_checks, "SLICE", 1)
    monkeypatch.setattr(anchor_checks, "A_VISIT", 0)
    asked = []

    def enqueue(task):
        asked.append(task)

    monkeypatch.setattr(type(anchor_checks.finish_round), "enqueue", enqueue)
    return asked


def spoil(event):
    ArchivedText.objects.filter(captures__source__citations__event=event).update(body="Tr00ps moved in ?.")


def found():
    return {row["event"] for row in anchor_checks.broken("event")}


def test_a_slice_is_looked_at_a_visit_until_all_were(cited, slowly):
    spoil(cited[1])
    spoil(cited[4])
    seen = []
    for _each in range(8):
        anchor_checks.visit()
        seen.append(found())
    assert seen == [set(), *[{cited[1].pk}] * 3, *[{cited[1].pk, cited[4].pk}] * 4]
    assert slowly == [anchor_checks.finish_round]


def test_the_background_finishes_what_a_visit_leaves(cited, monkeypatch):
    monkeypatch.setattr(anchor_checks, "SLICE", 1)
    monkeypatch.setattr(anchor_checks, "A_VISIT", 0)
    spoil(cited[5])
    anchor_checks.visit()
    assert found() == {cited[5].pk}
    assert anchor_checks.progress().last_looked_at == 6


def test_the_background_is_asked_once_a_day_and_again_if_nobody_came(cited, slowly):
    anchor_checks.visit()
    anchor_checks.visit()
    assert len(slowly) == 1
    AnchorRound.objects.update(asked_at=timezone.now() - timedelta(minutes=16))
    anchor_checks.visit()
    assert len(slowly) == 2
    anchor_checks.finish_round.call()
    anchor_checks.visit()
    assert len(slowly) == 2
    AnchorRound.objects.update(last_ended_at=timezone.now() - timedelta(hours=25))
    anchor_checks.visit()
    assert len(slowly) == 3


def test_what_is_spoilt_after_it_was_looked_at_is_found_in_the_next_round(cited):
    anchor_checks.visit()
    spoil(cited[0])
    Citation.objects.filter(event=cited[3]).update(version=7)
    Citation.objects.filter(event=cited[4]).update(suffix="elsewhere")
    anchor_checks.visit()
    assert found() == {cited[0].pk, cited[3].pk, cited[4].pk}


def test_what_is_cited_anew_deleted_or_put_right_is_broken_no_longer(archive, cited):
    for event in cited[:3]:
        Citation.objects.filter(event=event).update(exact="tr00ps")
    anchor_checks.visit()
    assert found() == {event.pk for event in cited[:3]}
    with act(system_user(), "Cited anew.") as this:
        document = read(cited[0])
        document["citations"][0] |= {"exact": "Troops"}
        save(document, this)
    assert found() == {cited[1].pk, cited[2].pk}
    Citation.objects.filter(event=cited[1]).update(exact="Troops")
    Citation.objects.filter(event=cited[2]).delete()
    anchor_checks.visit()
    assert not BrokenAnchor.objects.exists()


def test_two_who_look_at_once_leave_nothing_out(cited, slowly, monkeypatch):
    """The slice of whoever is slower counts for nothing, and is not skipped either."""
    spoil(cited[1])
    stale = anchor_checks.progress()
    anchor_checks.go_on(0)
    assert not anchor_checks._look_at_slice(stale)
    assert anchor_checks.progress().looked_at == 1
    anchor_checks.finish_round.call()
    assert anchor_checks.progress().last_looked_at == 6
    assert found() == {cited[1].pk}


def test_verify_compares_them_all_and_the_desk_knows(cited, slowly):
    call_command("verify")
    spoil(cited[2])
    with pytest.raises(CommandError):
        call_command("verify")
    assert found() == {cited[2].pk}
    assert anchor_checks.progress().last_looked_at == 6


def test_it_says_how_far_it_has_looked_and_when(archive, cited, slowly):
    anchor_checks.visit()
    anchor_checks.visit()
    assert "2 citations were compared with their texts, the others are not yet" in words()
    anchor_checks.whole_round()
    AnchorRound.objects.update(last_ended_at="2026-03-11T09:05:00Z")
    assert "all 6 citations were last compared with their texts on 11 March 2026, 09:05" in words()
    anchor_checks.visit()
    assert "all 6 citations" in words()


def words():
    return anchors_words(anchor_checks.progress())


def test_a_slice_costs_the_same_queries_however_many_citations(archive, django_assert_max_num_queries):
    source = archive.source(text="Troops moved by train.")
    for _each in range(5):
        archive.event(source=source, words="Troops")
    anchor_checks.progress()
    with django_assert_max_num_queries(8):
        anchor_checks.visit()
