"""However a text is read, word for word with places or at one go, its words are the same."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.folding import PRINTED, folded_words, words

pieces = st.sampled_from(
    [*"abcXYZ0199.,,.-_ \u00a0", *PRINTED, "é", "Лавров", "中", "U.S.", "175,000", "ß", "e\u0301", "’s "]
)


@given(st.lists(pieces, max_size=16).map("".join))
def test_words_with_and_without_places_are_the_same(text):
    assert folded_words(text) == [word.folded for word in words(text)]


@pytest.mark.parametrize("mark", list(PRINTED))
def test_what_printers_put_between_words_is_part_of_none(mark):
    assert not re.match(r"\w", mark)
    assert folded_words(f"don{mark}t") == ["don", "t"]


def test_a_word_is_cut_in_a_short_text_and_in_a_long_one():
    assert [len(word) for word in folded_words("a" * 101)] == [100]
    assert [len(word) for word in folded_words(f"“{'a' * 101}”")] == [100]
