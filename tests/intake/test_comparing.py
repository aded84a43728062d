"""A newer capture shows what it says otherwise, word by word."""

from archive.intake.comparing import differing_lines


def test_only_what_differs_is_shown_and_in_it_only_the_words_that_do():
    before = "One line.\nThe ministry denied it.\nA last line."
    after = "One line.\nThe ministry has denied that.\nA last line."
    ((line),) = list(differing_lines(before, after))
    assert "".join(words for kind, words in line if kind != "came") == "The ministry denied it."
    assert "".join(words for kind, words in line if kind != "went") == "The ministry has denied that."
    assert ("same", "The ministry ") in line


def test_a_line_that_went_and_one_that_came():
    assert list(differing_lines("a\nb", "a")) == [[("went", "b")]]
    assert list(differing_lines("a", "a\nb")) == [[("came", "b")]]
    assert list(differing_lines("a\n\nb", "a\nb")) == []


def test_a_line_too_long_to_compare_is_shown_whole():
    before, after = "a " * 3000, "b " * 3000
    assert list(differing_lines(before, after)) == [[("went", before), ("came", after)]]
