"""Where somebody's words stand in quotation marks, whatever marks the language uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive.proposals.languages.table import NEUTRAL, Language
from archive.proposals.sentences import paragraphs, trimmed
from archive.proposals.tokens import fold

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
_DASH_FIRST = re.compile(r"[–—-]\s")
#: a dash between spaces and the word after it
_DASH = re.compile(r"\s[–—-]\s+([^\W\d_]+)")
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


def quotations(text: str, language: Language = NEUTRAL) -> list[Quotation]:
    """The outermost quotations in order; what is quoted within one is a part of it."""
    spans = list(paragraphs(text))
    found: list[Quotation] = []
    for index, (start, end) in enumerate(spans):
        following = text[spans[index + 1][0]] if index + 1 < len(spans) and spans[index + 1][0] < len(text) else ""
        found += _spoken(text, start, end, language) or _in_paragraph(text, start, end, following)
    return found


def _spoken(text: str, start: int, end: int, language: Language) -> list[Quotation]:
    """Speech that dashes set apart: “– Nie wiem – powiedział. – Zobaczymy.” Without a verb of saying it is a list."""
    if not language.dash_speech or not _DASH_FIRST.match(text, start, end):
        return []
    found: list[Quotation] = []
    opened: int | None = start
    is_said = False
    for dash in _DASH.finditer(text, start + 1, end):
        speaks = fold(dash.group(1)) in language.by_word
        if opened is not None and speaks:
            found += _between_dashes(text, opened, dash.start())
            opened, is_said = None, True
        elif opened is None:
            opened = dash.start() + 1
    if opened is not None and is_said:
        found += _between_dashes(text, opened, end)
    return found if is_said else []


def _between_dashes(text: str, start: int, end: int) -> list[Quotation]:
    inner = _inner(text, start + 1, end)
    return [Quotation(inner[0], max(inner[1], _inner_end(text, inner[1], end)), inner)] if inner else []


def _inner_end(text: str, position: int, end: int) -> int:
    """Behind the mark of punctuation that the quoted words end with, which stands for their quotation mark."""
    return position + 1 if position < end and text[position] in ".,;" else position


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
