"""Names of the archive's actors are found in a text."""

from archive.proposals import Known, KnownActor, mentions
from tests.proposals.people import KNOWN


def named(text: str, language: str = "en", known: Known = KNOWN) -> list[tuple[str, str | None]]:
    return [(one.text, one.uuid) for one in mentions(text, known, language)]


def test_a_name_and_an_other_name_are_found_wherever_they_stand():
    assert named("The U.S. and Ukraine’s army; NATO.") == [("U.S.", "us"), ("Ukraine", "ukraine"), ("NATO", "nato")]


def test_a_surname_counts_once_the_full_name_stood_before():
    assert named("Lavrov came.") == []
    assert named("Sergei Lavrov came. Lavrov spoke.") == [("Sergei Lavrov", "lavrov"), ("Lavrov", "lavrov")]


def test_the_longest_name_wins():
    known = Known([KnownActor("a", "Bank"), KnownActor("b", "Bank of England"), KnownActor("c", "England")])
    assert named("The Bank of England and England", known=known) == [("Bank of England", "b"), ("England", "c")]


def test_a_name_that_two_bear_is_nobody_s():
    known = Known([KnownActor("a", "John Smith", "person"), KnownActor("b", "John Smith", "person")])
    assert named("John Smith came.", known=known) == [("John Smith", None)]


def test_words_that_only_look_like_a_name_are_none():
    known = Known([KnownActor("us", "US"), KnownActor("march", "March")])
    assert named("Join us and march.", known=known) == []
    assert named("The Russian tank") == []


def test_script_accents_and_case_endings_make_no_difference():
    assert named("По словам Сергея Лаврова, Россию и Кремля", "ru") == [
        ("Сергея Лаврова", "lavrov"),
        ("Россию", "russia"),
        ("Кремля", "kremlin"),
    ]
    accents = Known([KnownActor("a", "María del Pozo", "person")])
    assert named("Maria del Pozo came.", known=accents) == [("Maria del Pozo", "a")]


def test_an_article_belongs_to_no_name():
    assert named("Kremlin officials and the Kremlin") == [("Kremlin", "kremlin"), ("Kremlin", "kremlin")]
