"""Where the sentences of a text start and end."""

import re
from collections.abc import Iterator

from archive.proposals.languages import language_of
from archive.proposals.tokens import fold

_BREAK = re.compile(r"\n+")
# An end of a sentence, the marks that close with it, and the space after; of scripts without spaces, without one.
_END = re.compile(r"(?:[.!?…]+|:(?=\s*\n))[\"'”’“»«›‹)\]]*(?=[\s\u200b])|[。！？]+[」』”’）]*")
_WORD_BEFORE = re.compile(r"((?:[^\W\d_]\.)*[^\W\d_]+|\d+)\Z")
_FIRST_WORD = re.compile(r"[\s\"'“„«‘]*([^\W\d_]+)")
_LONG_LINE = 40
_LOOK_BACK = 24


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the paragraphs: lines, unless a long line is broken in the middle of a sentence."""
    start = 0
    for found in _BREAK.finditer(text):
        if not _is_wrapped(text, start, found):
            yield start, found.start()
            start = found.end()
    yield start, len(text)


def _is_wrapped(text: str, start: int, newline: re.Match[str]) -> bool:
    """Whether a line's end means nothing: one that follows a long line, and small letters go on after it."""
    before, after = newline.start(), newline.end()
    line_start = max(start, text.rfind("\n", start, before) + 1)
    if after - before > 1 or before - line_start < _LONG_LINE or after == len(text):
        return False
    return text[after].islower() and text[before - 1] not in ".!?…:"


def sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The spans of the sentences, in order, without the white space around them."""
    spans = (span for paragraph in paragraphs(text) for span in _in_paragraph(text, *paragraph, language))
    return [span for start, end in spans if (span := trimmed(text, start, end))]


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _in_paragraph(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    for found in _END.finditer(text, start, end):
        if _ends_here(text, found, end, language):
            yield start, found.end()
            start = found.end()
    yield start, end


def _ends_here(text: str, mark: re.Match[str], end: int, language: str) -> bool:
    following = _next_character(text, mark.end(), end)
    if not following or mark.group()[0] in "。！？":
        return True
    if following.islower() or following in ",;:)]":
        return False
    return not mark.group().startswith(".") or not _is_abbreviation(text, mark, end, language)


def _next_character(text: str, position: int, end: int) -> str:
    while position < end and text[position].isspace():
        position += 1
    return text[position] if position < end else ""


def _is_abbreviation(text: str, mark: re.Match[str], end: int, language: str) -> bool:
    """Whether the point belongs to a short form and the sentence goes on: “Gen. Milley”, “U.S. troops”, “J. Biden”."""
    before = _WORD_BEFORE.search(text[max(0, mark.start() - _LOOK_BACK) : mark.start()])
    if mark.group() != "." or not before:
        return False
    word = before.group()
    tongue = language_of(language)
    if "." in word:
        return fold(_next_word(text, mark.end(), end)) not in tongue.openers
    if word.isdigit():
        return tongue.ordinal_points and len(word) <= 2
    return fold(word) in tongue.abbreviations or (len(word) == 1 and word.isupper())


def _next_word(text: str, position: int, end: int) -> str:
    found = _FIRST_WORD.match(text, position, min(end, position + 60))
    return found.group(1) if found else ""
