"""The same document taken in twice is noticed: by its bytes, its text, its address, or nearly the same words."""

import random

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from archive.documents import KINDS, blank, read
from archive.intake import prints
from archive.intake.duplicates import duplicates_of, forms_of
from archive.intake.making import make_source
from archive.intake.prints import near_texts, prints_of, share_of
from archive.intake.taking import take_link, take_pasted
from archive.models import ArchivedText, TextPrint, fixity
from archive.verification import verify
from archive.workflow import act, capture


def words(seed: int, number: int = 400) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - words, not secrets
    return [f"word{chance.randrange(3000)}" for _each in range(number)]


def changed(text: list[str], share: float, seed: int = 1) -> list[str]:
    chance = random.Random(seed)  # noqa: S311
    return [f"new{number}" if chance.random() < share else word for number, word in enumerate(text)]


def found(intake):
    return [(item.way, str(item.record), item.percent) for item in duplicates_of(intake)]


def test_the_very_same_bytes_are_known_again(editor, archive):
    intake = take_pasted(editor, "Peace is near.")
    kind = archive.term("source_kind", "article")
    with act(editor) as this:
        make_source(intake, blank(KINDS["source"], slug="first", title="The first", kind=kind), this)
    again = take_pasted(editor, "Peace is near.")
    assert found(again) == [("bytes", "The first", 100)]


def test_the_very_same_text_is_known_again_whatever_file_it_came_in(editor, archive):
    archive.source("The first", text="Peace is near.")
    assert found(take_pasted(editor, "Peace is near.")) == [("text", "The first", 100)]


def test_a_document_that_waits_already_is_named(editor):
    first = take_pasted(editor, "Peace is near.")
    (duplicate,) = duplicates_of(take_pasted(editor, "Peace is near."))
    assert (duplicate.way, duplicate.record) == ("intake", first)


@pytest.mark.parametrize(
    "address",
    [
        "https://gazette.example/world/peace",
        "http://www.gazette.example/world/peace/",
        "https://gazette.example/world/peace?utm_source=mail&utm_medium=x#part-2",
        "https://WWW.Gazette.example/world/peace",
    ],
)
def test_the_same_address_is_known_again_however_it_is_written(editor, archive, address):
    archive.source("The first", url="https://www.gazette.example/world/peace")
    archive.source("Another", url="https://www.gazette.example/world/peace-2", text="Another text.")
    assert found(take_link(editor, address)) == [("address", "The first", 100)]


def test_what_an_address_asks_for_is_part_of_it():
    assert "https://gazette.example/?id=1" in forms_of("http://gazette.example/?id=1&fbclid=2")
    assert not forms_of("http://gazette.example/?id=1") & forms_of("http://gazette.example/?id=2")


def test_a_text_with_few_words_changed_is_found_with_how_much_of_it_stands_there(editor, archive):
    original = words(1)
    for seed in range(2, 12):
        archive.source(f"Another {seed}", text=" ".join(words(seed)))
    archive.source("The first", text=" ".join(original))
    intake = take_pasted(editor, " ".join(changed(original, 0.03)))
    ((way, title, percent),) = found(intake)
    assert (way, title) == ("near", "The first")
    assert 95 <= percent <= 99


def test_an_excerpt_is_found_in_the_whole(archive):
    whole = words(1, 2000)
    archive.source("The whole", text=" ".join(whole))
    assert near_texts(" ".join(whole[500:1100]))[0].percent == 99


def test_another_text_is_not_found(archive):
    archive.source("The first", text=" ".join(words(1)))
    assert near_texts(" ".join(words(2))) == []
    assert near_texts("") == []
    assert near_texts("… – !") == []


def test_case_punctuation_and_line_ends_make_no_difference(archive):
    archive.source("The first", text="Peace is near, said Berg. The ministry denied it on Wednesday evening.")
    ((near),) = near_texts("PEACE is near – said Berg.\n\nThe ministry denied it on Wednesday evening!")
    assert near.percent == 99


def test_scripts_without_spaces_are_compared_by_their_characters(archive):
    text = "外交部发言人星期三表示和平已经临近双方将在日内瓦举行会谈他否认有军队调动"
    archive.source("The first", text=text)
    assert near_texts(text.replace("星期三", "星期四"))[0].percent > 90


def test_the_share_counts_the_words_of_the_text_itself():
    assert share_of("a b c d", "x a b y c d z") == 1
    assert share_of("a b c d", "a b") == 0.5
    assert share_of("", "a b") == 0


@given(st.text(max_size=300))
def test_prints_are_the_same_every_time_and_fit_into_the_database(text):
    values = prints_of(text)
    assert values == prints_of(text)
    assert all(-(2**63) <= value < 2**63 for value in values)


def test_prints_do_not_depend_on_the_machine():
    assert prints_of("Peace is near") == {-3933928030337454166}


def test_a_text_has_its_prints_as_soon_as_it_is_captured_and_when_they_are_made_anew(archive, system):
    source = archive.source(text="Peace is near, said Berg.")
    with act(system) as this:
        capture(source, "Peace is far, said Berg on Thursday.", "2021-12-24T10:00:00Z", this)
    made = set(TextPrint.objects.values_list("text", "value"))
    expected = {(text.pk, value) for text in ArchivedText.objects.all() for value in prints_of(text.body)}
    assert made == expected
    with act(system) as this:
        from archive.workflow import save  # noqa: PLC0415

        save({**read(source), "title": "Another"}, this)
    call_command("rebuild", verbosity=0)
    assert set(TextPrint.objects.values_list("text", "value")) == expected


def test_verify_finds_a_text_that_would_not_be_known_again(archive):
    archive.source(text="Peace is near, said Berg.")
    assert verify() == []
    TextPrint.objects.all().delete()
    assert any("prints" in finding for finding in verify())
    prints.rebuild()
    assert verify() == []
    assert near_texts("Peace is near, said Berg!")[0].sha256 == fixity("Peace is near, said Berg.")
