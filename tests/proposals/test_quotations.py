"""Quoted words are found whatever marks the language has, and only whole quotations."""

import pytest

from archive.proposals.quotations import quotations


def inner(text: str) -> list[str]:
    return [text[slice(*quotation.inner)] for quotation in quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said: “We will stay.”",
        "Er sagte: „We will stay.“",
        "Er sagte: »We will stay«.",
        "Il a dit : « We will stay ».",
        "Er sagte: «We will stay».",
        "Powiedział: „We will stay”.",
        'He said: "We will stay."',
        "He said: ‘We will stay.’",
        "Hij zei: ‚We will stay‘.",
        "彼は「We will stay」と言った。",
    ],
)
def test_the_marks_of_each_language_hold_the_words_alone(text):
    assert inner(text) == ["We will stay"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Who would do that?” he asked.", ["Who would do that?"]),
        ("“We left the U.S.,” she said.", ["We left the U.S."]),
        ("“We left, and ...” she said.", ["We left, and ..."]),
        ("“,” is a comma.", []),
    ],
)
def test_the_sentence_s_own_marks_are_not_the_speaker_s(text, expected):
    assert inner(text) == expected


def test_what_is_quoted_within_a_quotation_is_part_of_it():
    assert inner("“He told us ‘go home’ twice,” she said. “And “again” he did.”") == [
        "He told us ‘go home’ twice",
        "And “again” he did",
    ]


def test_apostrophes_open_and_close_nothing():
    assert inner("Ukraine’s army and Russia's didn't move. ’Twas the soldiers’ plan.") == []
    assert inner("He said ‘Ukraine’s army didn’t move’ on Monday.") == ["Ukraine’s army didn’t move"]


def test_a_speech_of_several_paragraphs_has_one_quotation_each():
    text = "“We came in peace.\n\n“We go in peace.\n\n“That is all,” he said."
    assert inner(text) == ["We came in peace", "We go in peace", "That is all"]
    assert [quotation.goes_on for quotation in quotations(text)] == [True, True, False]


def test_a_stray_mark_does_not_swallow_the_rest():
    assert inner("A stray “ mark, and more.\nThen “a whole one” follows.") == ["a whole one"]
    assert inner('A 5" pipe, then "a whole one" follows.') == ["a whole one"]
