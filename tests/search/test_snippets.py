"""Where the words that somebody searched for stand in a text, whichever way it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query import read_query
from archive.search.snippets import MOST_HITS, _hits_in_words, hits

WORDS = ["peace", "peac", "is", "near", "war", "warned", "a", "x1"]
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", ", ", ".\n", " “"])), max_size=30).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)
ASKED = [*WORDS, '"is near"', '"peace is"', "war*", '"is ne"*']
queries = st.lists(st.sampled_from(ASKED), min_size=1, max_size=3).map(" ".join)


@given(texts, queries)
def test_plain_english_is_searched_as_it_is_read_word_for_word(text, asked):
    terms = read_query(asked).wanted
    assert hits(text, terms) == list(_hits_in_words(text, terms))[:MOST_HITS]


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("Peace is near.", '"peace is"', ["Peace is"]),
        ("Peacemakers speak of peace", "peace", ["peace"]),
        ("Peacemakers speak of peace", "peace*", ["Peacemakers", "peace"]),
        ("The U.S. moved 175,000 men", "us 175000", ["U.S.", "175,000"]),
        ("Лавров said it", "lavrov", ["Лавров"]),
        ("red lines, a red line", '"red line"', ["red line"]),
        ("red " * 200 + "U.S. red line", '"red line"', ["red line"]),
    ],
)
def test_hits_are_whole_words_as_they_are_written(text, asked, expected):
    assert [text[start:end] for start, end in hits(text, read_query(asked).wanted)] == expected
