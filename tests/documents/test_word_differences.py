"""Texts are compared word by word, and nothing of them is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.documents import word_differences as words
from archive.documents.word_differences import Piece, paired, word_differences

TEXTS = st.text(alphabet="aaä b\n.,„“я ", max_size=60)


def test_only_the_words_that_differ_are_marked():
    assert word_differences("Troops moved by train.", "Troops moved by road.") == [
        Piece("same", "Troops moved by "),
        Piece("gone", "train"),
        Piece("come", "road"),
        Piece("same", "."),
    ]


@pytest.mark.parametrize(("before", "after"), [("", "All new"), ("All gone", "")])
def test_a_text_that_was_not_there_is_new_as_a_whole(before, after):
    (piece,) = word_differences(before, after)
    assert piece == Piece("come" if after else "gone", after or before)


@given(before=TEXTS, after=TEXTS)
def test_the_pieces_put_together_are_the_texts(before, after):
    pieces = word_differences(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    old = "".join(piece.text for piece in pieces if piece.kind != "come")
    assert old.split() == before.split() or "".join(old.split()) == "".join(before.split())


def test_very_long_texts_are_shown_whole(monkeypatch):
    monkeypatch.setattr(words, "MOST_WORDS", 3)
    assert word_differences("one two three four", "one two three") == [
        Piece("gone", "one two three four"),
        Piece("come", "one two three"),
    ]


def test_an_item_that_was_changed_stands_beside_what_it_became():
    removed = ["Anna Berg · Host", "Bruno Kahn · Guest"]
    added = ["Bruno Kahn · Guest of honour", "Carla Voss", "Anna Berg · Speaker"]
    assert paired(removed, added) == [
        ("Anna Berg · Host", "Anna Berg · Speaker"),
        ("Bruno Kahn · Guest", "Bruno Kahn · Guest of honour"),
        (None, "Carla Voss"),
    ]


def test_items_that_have_nothing_in_common_stand_alone():
    assert paired(["Anna Berg"], ["The ministry"]) == [("Anna Berg", None), (None, "The ministry")]


def test_of_very_many_items_no_pairs_are_looked_for():
    many = [f"Item {number}" for number in range(words.MOST_ITEMS + 1)]
    assert paired(many, ["Item 1 b"]) == [*((item, None) for item in many), (None, "Item 1 b")]


def test_texts_with_little_in_common_stand_one_after_the_other():
    assert word_differences("How states try to be safe", "The talks of the winter") == [
        Piece("gone", "How states try to be safe"),
        Piece("come", "The talks of the winter"),
    ]
