"""Whatever text comes: nothing raises, spans lie inside, and the work grows with the length and no faster."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.dates import parse
from archive.models.statements import StatementKind
from archive.proposals import days_in, mentions, propose, sentences
from archive.proposals.languages import LANGUAGES
from tests.proposals.people import KNOWN

PIECES = [
    *(
        "“",
        "”",
        "„",
        "«",
        "»",
        '"',
        "'",
        "’",
        "‘",
        "”",
        " ",
        " ",
        "\n",
        "\n\n",
        ". ",
        ", ",
        "; ",
        ": ",
        "— ",
        "? ",
        "! ",
    ),
    *(
        "said",
        "says",
        "told reporters",
        "according to",
        "citing",
        "denied",
        "called for",
        "that",
        "and",
        "to",
        "it",
        "he",
    ),
    *(
        "Sergei Lavrov",
        "Lavrov",
        "the Kremlin",
        "Interfax",
        "the ministry",
        "a spokesman for",
        "Moscow",
        "officials",
        "’s",
    ),
    *(
        "Wednesday",
        "on",
        "last week",
        "next month",
        "Dec. 22",
        "December",
        "2021",
        "31",
        "two days ago",
        "May",
        "since",
    ),
    *("122,000", "troops", "as many as", "between", "2.5", "million", "%", "$", "three", "soldiers", "within", "км"),
    *(
        "сказал",
        "Лавров",
        "по словам",
        "заявив",
        "sagte",
        "laut",
        "zufolge",
        "a déclaré",
        "selon",
        "dijo",
        "według",
        "у",
    ),
    *("a", "Б", "\u0301", "\u200b", "\x00", "\ud800", "😀", "漢", "。", "1", "0", ".", "-", "…", "ß", "İ"),
]
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)
languages = st.sampled_from([*LANGUAGES, "", "et", "zh-Hans", "x"])
issues = st.sampled_from(
    ["2021-12-22", "", "2021-12", "2021", "rubbish", "2021-12-22T10:00:00Z", "../2021", "-0044-03-15"]
)
spoken = st.lists(st.sampled_from(PIECES[:60]), max_size=60).map(" ".join)


def check(text: str, language: str, issued: str) -> None:
    for proposal in propose(text, language=language, issued=issued, known=KNOWN):
        assert 0 <= proposal.start < proposal.end <= len(text)
        for span in (proposal.quote, proposal.said):
            assert span is None or proposal.start <= span[0] < span[1] <= proposal.end
        assert proposal.kind in StatementKind.values
        assert 0 < proposal.confidence <= 1
        assert proposal.reasons
        for named in (*proposal.chain, *([proposal.speaker] if proposal.speaker else [])):
            assert 0 <= named.start < named.end <= len(text)
        for figure in proposal.figures:
            assert 0 <= figure.start < figure.end <= len(text)
            assert figure.unit.split() == [figure.unit]
            numbers = [float(number) for number in (figure.low, figure.best, figure.high) if number]
            assert numbers
            assert numbers == sorted(numbers)


@given(texts, languages, issues)
@example("“”" * 10, "en", "")
@example("Asked “", "en", "")
def test_any_text_has_sound_proposals(text, language, issued):
    check(text, language, issued)


@given(spoken, languages, issues)
def test_any_words_of_speech_have_sound_proposals(text, language, issued):
    check(text, language, issued)


@given(spoken | texts, languages, issues)
def test_days_are_valid_apart_and_in_order(text, language, issued):
    end = 0
    for day in days_in(text, language=language, issued=issued):
        assert end <= day.start < day.end <= len(text)
        assert text[day.start : day.end] == day.text
        assert parse(day.edtf).text == day.edtf
        assert day.reason
        end = day.end


@given(texts, languages)
def test_sentences_leave_out_nothing_but_white_space(text, language):
    end = 0
    for start, stop in sentences(text, language):
        assert end <= start < stop <= len(text)
        assert not text[end:start].strip()
        assert text[start:stop] == text[start:stop].strip()
        end = stop
    assert not text[end:].strip()


@given(texts, languages)
def test_names_lie_apart_and_in_order(text, language):
    end = 0
    for named in mentions(text, KNOWN, language):
        assert end <= named.start < named.end <= len(text)
        assert text[named.start : named.end] == named.text
        end = named.end


@given(spoken, languages)
def test_the_same_text_has_the_same_proposals_with_keys_of_their_own(text, language):
    found = propose(text, language=language, issued="2021-12-22", known=KNOWN)
    assert found == propose(text, language=language, issued="2021-12-22", known=KNOWN)
    assert len({proposal.key for proposal in found}) == len(found)
    assert [proposal.start for proposal in found] == sorted(proposal.start for proposal in found)


HOSTILE = {
    "quotation marks": '"',
    "opened and never closed": "“",
    "opened on every line": "“a\n",
    "opened after every line": "\n\n“a b c",
    "angles": "«»",
    "single marks": "'a",
    "points": ". ",
    "abbreviations": "a.",
    "numbers": "1,000 ",
    "ranges": "1 to ",
    "months": "May 1 ",
    "capitals": "Abc ",
    "prepositions": "of the ",
    "speaking without end": "he said, ",
    "quoting without end": "“a b c d,” said ",
    "adverbs before a verb": "also ",
    "lines": "\n",
    "wrapped lines": "and so on and so on and so on and so on and so on\n",
    "one word": "a",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_takes_no_more_than_about_twice_the_time(piece):
    # What else the machine does can slow one attempt; quadratic work would be slow in each.
    assert any(_is_linear(piece) for _attempt in range(3))


def _is_linear(piece: str) -> bool:
    once, twice = (_seconds(piece * (length // len(piece))) for length in (25_000, 100_000))
    # Four times the text: quadratic work would take sixteen times as long.
    return twice < max(0.5, once * 9)


def _seconds(text: str) -> float:
    start = time.process_time()
    propose(text, language="en", issued="2021-12-22", known=KNOWN)
    return time.process_time() - start
