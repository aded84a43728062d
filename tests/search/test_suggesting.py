"""While somebody types, the records that a filter may be narrowed by are suggested, the most used first."""

import pytest

from archive import search

pytestmark = pytest.mark.django_db


def suggested(facet, text, **options):
    return [item.value for item in search.suggest(facet, text, **options)]


def test_the_beginning_of_any_word_of_a_name_is_enough(archive):
    archive.actor("Sergei Lavrov", slug="lavrov")
    archive.actor("Laurence Berg", slug="berg")
    assert suggested("actor", "lav") == suggested("actor", "ser lav") == suggested("actor", "lavrov s") == ["lavrov"]
    assert set(suggested("actor", "la")) == {"lavrov", "berg"}
    assert suggested("actor", "avrov") == suggested("actor", "lav x") == []


def test_other_names_and_other_letters_lead_to_the_record(archive):
    archive.actor(
        "Володимир Зеленський",
        slug="president",
        language="uk",
        other_names=[{"name": "Volodymyr Zelensky", "language": "en"}],
    )
    (one,) = search.suggest("actor", "zelensky")
    assert (one.value, one.name, one.language, one.note) == (
        "president",
        "Володимир Зеленський",
        "uk",
        "Volodymyr Zelensky",
    )
    assert search.suggest("actor", "зел")[0].note == ""
    assert suggested("actor", "Zelenskyy") == ["president"]


def test_the_most_used_come_first(archive):
    rarely, often = archive.actor("Anna Alm", slug="rarely"), archive.actor("Anna Zorn", slug="often")
    archive.event(participants=(rarely,))
    for _time in range(3):
        archive.event(participants=(often,))
    assert suggested("actor", "anna") == ["often", "rarely"]


def test_only_those_who_spoke_are_offered_as_speakers(archive):
    archive.actor("Anna Alm", slug="silent")
    archive.statement(speaker=archive.actor("Anna Zorn", slug="speaker"))
    assert suggested("speaker", "anna") == ["speaker"]
    assert set(suggested("actor", "anna")) == {"silent", "speaker"}


def test_every_facet_that_is_records_is_suggested(archive):
    place, topic = archive.place("Zephyr Hills", slug="hills"), archive.topic("Zephyr policy", slug="policy")
    source = archive.source("Zephyr report", slug="report", publisher=archive.actor("Zephyr Press", slug="press"))
    archive.event("Meeting", places=(place,), topics=[topic], source=source)
    found = {facet: suggested(facet, "zeph") for facet in ("place", "topic", "source", "publisher", "actor")}
    assert found == {
        "place": ["hills"],
        "topic": ["policy"],
        "source": ["report"],
        "publisher": ["press"],
        "actor": ["press"],
    }
    assert suggested("kind", "move") == ["movement"]
    assert suggested("kind", "art", of="source") == ["article"]


def test_what_is_not_public_is_not_suggested(archive):
    archive.actor("Zephyr Draft", status="draft")
    archive.place("Zephyr Hills")
    assert suggested("actor", "zephyr") == suggested("place", "zephyr") == []


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", "\x00", "*", "zzzzzzzzzzzzzzzzzzzzz", "\ud800"])
def test_anything_may_be_typed(archive, text):
    archive.actor("Anna Berg")
    assert suggested("actor", text) == []


@pytest.mark.parametrize(("facet", "text"), [("password", "a"), ("", "a"), ("actor", "a" * 101), ("kind\x00", "a")])
def test_what_cannot_be_suggested_is_refused_with_a_sentence(facet, text):
    with pytest.raises(search.SearchError, match=r"\."):
        search.suggest(facet, text)


def test_suggestions_cost_the_same_however_many_fit(archive, django_assert_max_num_queries):
    for number in range(15):
        archive.actor(f"Anna {number}")
    with django_assert_max_num_queries(4):
        assert len(search.suggest("actor", "anna")) == 10
