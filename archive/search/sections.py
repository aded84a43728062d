"""Cutting long texts, so that the databases can index them and an excerpt is found without reading all of one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.search.folding import BREAK, words

#: about twelve printed pages; words that are asked for together must stand in one section
SECTION_WORDS = 5000
#: between passages of a text that do not follow on one another
PASSAGE_END = "\u2029"


@dataclass(frozen=True)
class Section:
    """A part of a text as it is written, and its folded words."""

    text: str
    words: str


def sections(passages: Iterable[str]) -> Iterator[Section]:
    """At least one section, possibly an empty one; a long passage is cut before a word."""
    pieces: list[str] = []
    folded: list[str] = []
    for passage in passages:
        start = 0
        if folded:
            folded.append(BREAK)
        for word in words(passage):
            if len(folded) >= SECTION_WORDS:
                yield Section(PASSAGE_END.join([*pieces, passage[start : word.start]]), " ".join(folded))
                pieces, folded, start = [], [], word.start
            folded.append(word.folded)
        pieces.append(passage[start:])
    yield Section(PASSAGE_END.join(pieces), " ".join(folded))
