"""Probable duplicates are shown with reasons, merged on a page that says all that will happen, and taken back."""

import pytest
from django.urls import reverse

from archive.admin import duplicates
from archive.models import Actor, Event, Likeness, Merge, Statement

LIST = "admin:archive_likeness_changelist"


@pytest.fixture
def two(archive):
    """One woman under two spellings, each with something to say."""
    kept = archive.actor("Anna Berg", slug="anna-berg", country="DE", active="1970/..")
    gone = archive.actor("Anna Bergh", slug="anna-bergh", country="AT", description="A minister.")
    archive.statement(slug="words", speaker=gone)
    return kept, gone


def merge_address(kept, gone=None):
    address = f"{reverse('admin:archive_merge_two', args=[kept.record_kind])}?keep={kept.pk}"
    return f"{address}&go={gone.pk}" if gone else address


def text(response):
    assert response.status_code == 200, response
    return response.content.decode()


def test_what_looks_alike_is_shown_with_reasons(two, publishers_desk):
    page = text(publishers_desk.get(reverse(LIST)))
    assert "spelt almost alike: Anna Berg / Anna Bergh" in page
    assert merge_address(*two).replace("&", "&amp;") in page


def test_not_the_same_is_remembered_and_can_be_thought_better_of(two, publishers_desk):
    publishers_desk.get(reverse(LIST))
    pair = Likeness.objects.get()
    publishers_desk.post(reverse("admin:archive_likeness_apart", args=[pair.pk]))
    assert "Anna Bergh" not in text(publishers_desk.get(reverse(LIST)))
    assert "Anna Bergh" in text(publishers_desk.get(f"{reverse(LIST)}?apart=1"))
    publishers_desk.post(reverse("admin:archive_likeness_apart", args=[pair.pk]), {"same": "1"})
    assert "Anna Bergh" in text(publishers_desk.get(reverse(LIST)))


def test_of_many_records_the_page_compares_none_by_itself(two, publishers_desk, monkeypatch):
    monkeypatch.setattr(duplicates, "LOOKED_AT_ONCE", 1)
    assert "were not compared yet" in text(publishers_desk.get(reverse(LIST)))
    publishers_desk.post(reverse("admin:archive_likeness_look", args=["actor"]))
    assert "Anna Bergh" in text(publishers_desk.get(reverse(LIST)))
    monkeypatch.setattr(duplicates, "LOOKED_ON_REQUEST", 1)
    Likeness.objects.all().delete()
    publishers_desk.post(reverse("admin:archive_likeness_look", args=["actor"]))
    assert not Likeness.objects.exists()


def test_the_page_says_all_that_will_happen(two, publishers_desk):
    page = text(publishers_desk.get(merge_address(*two)))
    for said in ("A minister.", "What moves: 1 record", "/actors/anna-bergh/", "Germany", "Austria", "peace is near"):
        assert said in page


def test_two_become_one_by_the_choices_made_and_two_again(two, publishers_desk, client):
    kept, gone = two
    answer = publishers_desk.post(merge_address(kept, gone), {"reason": "One woman", "keep_country": "gone"})
    assert answer.status_code == 302
    kept.refresh_from_db()
    assert (kept.country, kept.description) == ("AT", "A minister.")
    assert Statement.objects.get(slug="words").speaker == kept
    assert client.get("/actors/anna-bergh/").status_code == 301
    undo = reverse("admin:archive_merge_undo", args=[Merge.objects.get().pk])
    assert "Anna Bergh" in text(publishers_desk.get(undo))
    assert publishers_desk.post(undo).status_code == 302
    assert Statement.objects.get(slug="words").speaker.slug == "anna-bergh"
    assert client.get("/actors/anna-bergh/").status_code == 200
    assert "Taken back by" in text(publishers_desk.get(reverse("admin:archive_merge_changelist")))
    assert "already" in text(publishers_desk.get(undo))


def test_the_history_is_that_of_both(two, publishers_desk):
    kept, gone = two
    publishers_desk.post(merge_address(kept, gone), {"reason": "One woman"})
    page = text(publishers_desk.get(reverse("admin:archive_actor_history", args=[kept.pk])))
    assert page.count("One woman") == 2
    assert page.count("made for a test") == 4


def test_without_a_reason_nothing_happens_and_the_choices_stay(two, publishers_desk):
    page = text(publishers_desk.post(merge_address(*two), {"keep_country": "gone"}))
    assert "Give a reason." in page
    assert 'name="keep_country" value="gone" checked' in page
    assert Actor.objects.filter(slug="anna-bergh").exists()


def test_what_stands_in_the_way_is_told_before_anybody_tries(archive, publishers_desk):
    draft, public = archive.actor("Anna", status="draft"), archive.actor("Anna")
    page = text(publishers_desk.get(merge_address(draft, public)))
    assert "Keep the other one" in page
    assert "Merge them" not in page


def test_the_other_one_is_found_by_its_words(two, publishers_desk):
    kept, gone = two
    page = text(publishers_desk.get(f"{merge_address(kept)}&q=bergh"))
    assert f"go={gone.pk}" in page
    publishers_desk.get(reverse(LIST))
    assert "spelt almost alike" in text(publishers_desk.get(merge_address(kept)))
    assert merge_address(kept) in text(publishers_desk.get(reverse("admin:archive_actor_change", args=[kept.pk])))


@pytest.mark.parametrize(
    "address",
    [
        *("merge/place/?keep=1", "merge/actor/?keep=x", "merge/actor/?keep=0", "merge/actor/", "merge/99/undo/"),
        "likeness/?kind=place",
    ],
)
def test_an_address_of_nothing_is_not_found(address, publishers_desk):
    assert publishers_desk.get(f"/admin/archive/{address}").status_code == 404


def test_editors_see_nothing_of_it(two, editors_desk):
    kept, gone = two
    for address in (reverse(LIST), reverse("admin:archive_merge_changelist"), merge_address(kept, gone)):
        assert editors_desk.get(address).status_code == 403
    assert editors_desk.post(merge_address(kept, gone), {"reason": "One woman"}).status_code == 403
    assert "/merge/" not in text(editors_desk.get(reverse("admin:archive_actor_change", args=[kept.pk])))
    assert Actor.objects.filter(pk=gone.pk).exists()


def test_events_are_told_apart_by_day_and_people(archive, publishers_desk):
    anna = archive.actor("Anna Berg")
    archive.event("Anna Berg visits Kyiv", participants=(anna,))
    archive.event("Visit of Anna Berg, Kyiv", participants=(anna,))
    page = text(publishers_desk.get(f"{reverse(LIST)}?kind=event"))
    assert "on the same day" in page
    one, other = Event.objects.order_by("pk")
    assert publishers_desk.post(merge_address(one, other), {"reason": "One visit"}).status_code == 302
    assert "No two of them look alike" in text(publishers_desk.get(f"{reverse(LIST)}?kind=event"))
