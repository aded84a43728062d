"""Where somebody's words stand in quotation marks, whatever marks the language uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.proposals.sentences import paragraphs, trimmed

#: what opens a quotation, and what closes it
PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "‚": "‘’",
    "‘": "’",
    "”": "”",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
}
_MARK = re.compile("[" + "".join(PAIRS) + "’」』]")
#: marks that also close, or stand within a word: they open only where a word starts
_EITHER_WAY = "”»›\"'‘"
_APOSTROPHES = "’'"
#: so many marks of a paragraph may turn out to open nothing, before the rest of it is left alone
_STRAY = 8


@dataclass(frozen=True)
class Quotation:
    """Quoted words: `start`–`end` with their marks, `inner` without marks and the comma or point before the last.

    `goes_on`: the mark was not closed, for the next paragraph opens with another one, as newspapers write it.
    """

    start: int
    end: int
    inner: tuple[int, int]
    goes_on: bool = False


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations in order; what is quoted within one is a part of it."""
    spans = list(paragraphs(text))
    found: list[Quotation] = []
    for index, (start, end) in enumerate(spans):
        following = text[spans[index + 1][0]] if index + 1 < len(spans) and spans[index + 1][0] < len(text) else ""
        found += _in_paragraph(text, start, end, following)
    return found


def _in_paragraph(text: str, start: int, end: int, following: str) -> Iterator[Quotation]:
    position, stray = start, 0
    while stray <= _STRAY and (opening := _opening(text, position, end)):
        at, mark = opening
        close = _closing(text, at, end, mark)
        if close is None and following == mark and mark not in _APOSTROPHES:
            close = end
        if close is None:
            stray += 1
            position = at + 1
            continue
        goes_on = close == end
        inner = _inner(text, at + 1, close)
        position = close if goes_on else close + 1
        if inner:
            yield Quotation(at, position, inner, goes_on)


def _opening(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The next mark that can open a quotation."""
    for found in _MARK.finditer(text, start, end):
        mark, at = found.group(), found.start()
        if mark in PAIRS and (mark not in _EITHER_WAY or _starts_a_word(text, at)):
            return at, mark
    return None


def _starts_a_word(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not (before.isalnum() or before in ".,!?;:…%") and not after.isspace()


def _closing(text: str, at: int, end: int, mark: str) -> int | None:
    """Where the mark that closes what opened at `at` stands."""
    closers, depth = PAIRS[mark], 1
    for found in _MARK.finditer(text, at + 1, end):
        other, place = found.group(), found.start()
        if other in closers and not (other in _APOSTROPHES and _is_apostrophe(text, place)):
            depth -= 1
        elif other == mark:
            depth += 1
        if not depth:
            return place
    return None


def _is_apostrophe(text: str, at: int) -> bool:
    return at + 1 < len(text) and text[at + 1].isalpha() and at > 0 and text[at - 1].isalpha()


def _inner(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The quoted words without the marks of the sentence around them; a last “?” or “!” is the speaker's."""
    span = trimmed(text, start, end)
    if not span:
        return None
    start, end = span
    last = text[end - 1]
    if last in ",;" or (last == "." and not _is_short_form(text, start, end)):
        span = trimmed(text, start, end - 1)
    return span if span and any(character.isalnum() for character in text[span[0] : span[1]]) else None


def _is_short_form(text: str, start: int, end: int) -> bool:
    """Whether a last point belongs to the word: “the U.S.”, “and so on ...”."""
    return text[max(start, end - 3) : end].count(".") > 1
