"""What looks alike is found with its reasons, and what people said of it is remembered."""

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from archive.likeness import dismiss, is_current, look, open_pairs, reason_words
from archive.likeness.actors import _likeness
from archive.likeness.sources import web_address
from archive.models import Actor, Event, Likeness, Source
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db

MODELS = {"actor": Actor, "event": Event, "source": Source}


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def pairs(kind: str) -> dict[tuple[str, ...], list[str]]:
    """The pairs that are found, by their slugs, with the reasons."""
    look(kind)
    slugs = dict(MODELS[kind].objects.values_list("uuid", "slug"))
    return {
        tuple(sorted((slugs[pair.one], slugs[pair.other]))): reason_words(pair.reasons) for pair in open_pairs(kind)
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Sergei Lavrov", "Lavrov, Sergei"),
        ("Sergei Lavrov", "Сергей Лавров"),
        ("Volodymyr Zelensky", "Володимир Зеленський"),
        ("Jens Stoltenberg", "Jens Stoltenburg"),
        ("V. Putin", "Vladimir Putin"),
        ("Müller, Anna", "Anna Muller"),
    ],
)
def test_one_person_under_two_spellings_is_found(archive, one, other):
    archive.actor(one, slug="one")
    archive.actor(other, slug="other", status="draft")
    assert ("one", "other") in pairs("actor")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jens Stoltenberg", "Jens Spahn"),
        ("Joe Biden", "Hunter Biden"),
        ("1st Guards Tank Army", "2nd Guards Tank Army"),
        ("Foreign Ministry of Russia", "Foreign Ministry of Ukraine"),
        ("Ukraine", "Russia"),
    ],
)
def test_two_who_are_not_one_are_left_apart(archive, one, other):
    archive.actor(one, slug="one")
    archive.actor(other, slug="other")
    assert pairs("actor") == {}


def test_a_register_that_knows_both_is_a_reason(archive):
    known = [{"scheme": "wikidata", "value": "Q212"}]
    archive.actor("Ukraine", slug="one", external_ids=known)
    archive.actor("The country", slug="other", external_ids=known)
    assert pairs("actor") == {("one", "other"): ["both are wikidata:Q212"]}


def test_another_name_is_a_name(archive):
    archive.actor("The Kremlin", slug="one", kind="office")
    names = [{"name": "Kremlin, The", "language": "en"}]
    archive.actor("Presidential Administration", slug="other", kind="office", other_names=names)
    assert pairs("actor") == {("one", "other"): ["both are called “The Kremlin”"]}


def test_events_of_one_day_with_the_same_people_are_found(archive):
    anna, boris = archive.actor("Anna"), archive.actor("Boris")
    archive.event("Anna and Boris meet in Kyiv", slug="one", participants=(anna, boris))
    archive.event("Boris meets Anna, Kyiv", slug="other", participants=(anna, boris))
    archive.event("Anna and Boris meet in Kyiv", slug="later", when="2022-03-01", participants=(anna, boris))
    found = pairs("event")
    assert list(found) == [("one", "other")]
    assert found["one", "other"][:2] == ["on the same day", "2 participants in common"]


def test_other_things_on_the_same_day_are_other_things(archive):
    anna = archive.actor("Anna")
    archive.event("Troops moved by train", participants=(anna,))
    archive.event("A call about gas prices", participants=(anna,))
    assert pairs("event") == {}


def test_sources_with_the_same_text_address_or_title_are_found(archive):
    agency = archive.actor("Agency", kind="media")
    archive.source("A report", slug="a", text="The same words.")
    archive.source("Another one", slug="b", text="The same words.")
    archive.source("Third", slug="c", text="", url="https://www.example.org/news/1/?utm_source=x")
    archive.source("Fourth", slug="d", text="", url="http://example.org/news/1")
    archive.source("Statement", slug="e", text="", publisher=agency, issued="2021-12-22")
    archive.source("Statement", slug="f", text="", publisher=agency, issued="2021-12-22")
    archive.source("Statement", slug="g", text="")
    found = pairs("source")
    assert set(found) == {("a", "b"), ("c", "d"), ("e", "f")}
    assert found["a", "b"] == ["with the same archived text"]


@given(st.lists(st.text(min_size=1, max_size=12), max_size=4), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_how_alike_two_names_are_does_not_depend_on_which_comes_first(one, other):
    first, second = tuple(sorted(one)), tuple(sorted(other))
    assert _likeness(first, second) == _likeness(second, first)
    assert 0 <= _likeness(first, second) <= 95


@given(st.text(max_size=50))
def test_any_text_is_read_as_an_address_on_the_web(text):
    assert isinstance(web_address(f"https://example.org/{text}"), str)


def test_not_the_same_is_remembered(archive, publisher):
    archive.actor("Anna Berg")
    archive.actor("Anna Berg")
    look("actor")
    dismiss(open_pairs("actor").get(), publisher)
    assert pairs("actor") == {}
    pair = Likeness.objects.get()
    assert (pair.is_dismissed, pair.dismissed_by_name) == (True, str(publisher))
    dismiss(pair, publisher, same=True)
    assert len(pairs("actor")) == 1


def test_a_change_in_the_archive_asks_for_a_new_look(archive):
    archive.actor("Anna Berg")
    assert not is_current("actor")
    look("actor")
    assert is_current("actor")
    archive.actor("Anna Berg")
    assert not is_current("actor")


def test_the_command_compares_the_kinds_it_is_given(archive, capsys):
    archive.actor("Anna Berg")
    archive.actor("Anna Berg")
    call_command("find_duplicates", "actor")
    assert "1 of actors" in capsys.readouterr().out
    with pytest.raises(CommandError, match="place"):
        call_command("find_duplicates", "place")
