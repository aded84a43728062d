"""Names are found however they are written, and a misspelt one leads to the one that was meant."""

import pytest

from archive import search
from archive.search.folding import folded_words
from archive.search.sounds import sound
from tests.search.asking import found, hit_for, marked

SPELLINGS = [
    ("Зеленський", "Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyi", "Zelenskij", "Zelenski", "Selenskyj"),
    ("Лавров", "Lavrov", "Lawrow", "Lavroff"),
    ("Шойгу", "Shoigu", "Shoygu", "Schoigu"),
    ("Герасимов", "Gerasimov", "Herasymov", "Gerassimow"),
    ("Юлія", "Yulia", "Iuliia", "Yuliya", "Julia"),
    ("Хрущёв", "Khrushchev", "Khruschev", "Хрущев"),
    ("Сергій", "Serhii", "Sergii", "Serhiy"),
    ("Сергей", "Sergei", "Sergey", "Sergej"),
    ("Володимир", "Volodymyr", "Wolodymyr", "Volodimir"),
    ("Єрмак", "Yermak", "Iermak", "Jermak"),
    ("Горбачёв", "Gorbachev", "Gorbachov", "Gorbatschow"),
    ("Жуков", "Zhukov"),
    ("Порошенко", "Poroshenko", "Poroschenko"),
    ("Дмитрий", "Dmitry", "Dmitri", "Dmitriy"),
    ("Київ", "Kyiv", "Kyjiw"),
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda spellings: spellings[1])
def test_the_ways_to_write_a_name_sound_alike(spellings):
    assert len({sound(folded_words(spelling)[0]) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lavrov", "Larov"), ("Putin", "Pudding"), ("Biden", "Baden"), ("Merkel", "Markel"), ("Macron", "Marcon")],
)
def test_different_names_do_not(one, other):
    assert sound(one.lower()) != sound(other.lower())


@pytest.mark.parametrize("word", ["war", "g20", "2022", "xi", ""])
def test_what_is_short_or_no_word_has_no_sound(word):
    assert sound(word) == ""


pytestmark = pytest.mark.django_db


@pytest.fixture
def president(archive):
    return archive.actor("Володимир Зеленський", slug="president", language="uk")


@pytest.mark.parametrize(
    "query", ["Zelensky", "zelenskyy", "Zelenskiy", "Volodymyr Zelenskij", "Selenskyj", "Зеленский"]
)
def test_a_name_is_found_in_other_spellings(president, query):
    assert found(query) == ["president"]
    assert "Зеленський" in marked(hit_for(query, "president").title)


def test_what_shows_a_name_is_found_by_its_other_spellings_too(archive, president):
    archive.event("A call", slug="call", participants=(president,))
    archive.event("Zelenskyy spoke", slug="speech")
    assert set(found("Zelensky", kinds=["event"])) == {"call", "speech"}


def test_quoted_words_stand_as_they_are(president):
    assert found('"Zelensky"') == []
    assert found('"zelenskiy"') == ["president"]


def test_ordinary_words_are_not_blurred(archive):
    archive.actor("Anna Berg")
    archive.event("Their trains were late", slug="late")
    archive.topic("Traynes", slug="no-name")
    assert found("traines") == found("traynes", kinds=["event"]) == []


@pytest.mark.parametrize(
    ("name", "typed", "meant"),
    [
        ("Volodymyr Zelensky", "Zelenski", "Zelensky"),
        ("Сергей Лавров", "Лавроф", "Лавров"),
        ("Sergei Lavrov", "Lavorv", "Lavrov"),
        ("Jens Stoltenberg", "Stoltenburg", "Stoltenberg"),
    ],
)
def test_a_misspelt_name_leads_to_the_one_that_was_meant(archive, name, typed, meant):
    archive.actor(name, slug="meant")
    archive.actor("Somebody Else")
    (suggestion,) = search.search(f"{typed} visit").suggestions
    assert (suggestion.word, suggestion.name, suggestion.query) == (typed, meant, f"{meant} visit")


def test_nothing_is_suggested_for_what_is_well_known_or_like_nothing(archive):
    archive.actor("Sergei Lavrov")
    assert search.search("Lavrov").suggestions == []
    assert search.search("Quetzalcoatl").suggestions == []
    assert search.search('"Lavorv"').suggestions == []


def test_a_name_that_is_not_public_is_never_suggested(archive):
    archive.actor("Sergei Lavrov", status="draft")
    assert search.search("Lavorv").suggestions == []
