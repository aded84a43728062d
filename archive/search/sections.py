"""Cutting long texts, so that the databases can index them and an excerpt is found without reading all of one."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.search.folding import BREAK, cut, folded_in_place, folded_words

#: about twelve printed pages; words that are asked for together must stand in one section
SECTION_WORDS = 5000
# PostgreSQL knows the places of a word's first 256 occurrences in an entry; phrases need them all.
SAME_WORD = 200
# A text is folded and counted in blocks that hold no more than that many words. A section repeats the last block of
# the one before it, some sixty words, so that phrases and excerpts run across the cut.
BLOCK = 2 * SAME_WORD
#: between passages of a text that do not follow on one another
PASSAGE_END = "\u2029"

_SPACE = re.compile(r"\s")


@dataclass(frozen=True)
class Section:
    """A part of a text as it is written, and its folded words."""

    text: str
    words: str


@dataclass(slots=True)
class Block:
    """A span of a passage, its folded words, and how often the most frequent of them occurs."""

    start: int
    end: int
    words: list[str]
    most: int


@dataclass
class _Filling:
    """The section that is being filled: spans of passages and their words."""

    spans: list[tuple[str, int, int]] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    occurrences: Counter[str] = field(default_factory=Counter)
    #: no word occurs more often
    most: int = 0

    def is_full_for(self, block: Block) -> bool:
        if len(self.folded) + len(block.words) > SECTION_WORDS:
            return True
        if self.most + block.most > SAME_WORD:
            self.most = max(self.occurrences.values(), default=0)
        if self.most + block.most <= SAME_WORD:
            return False
        return any(self.occurrences[word] + count > SAME_WORD for word, count in Counter(block.words).items())

    def add(self, passage: str, block: Block) -> None:
        if self.spans and self.spans[-1][0] is passage and self.spans[-1][2] == block.start:
            self.spans[-1] = passage, self.spans[-1][1], block.end
        else:
            self.spans.append((passage, block.start, block.end))
            if self.folded and block.words:
                self.folded.append(BREAK)
        self.folded += block.words
        self.occurrences.update(block.words)
        self.most += block.most

    def done(self) -> Section:
        text = PASSAGE_END.join(passage[start:end] for passage, start, end in self.spans)
        return Section(text, " ".join(self.folded))


def sections(passages: Iterable[str]) -> Iterator[Section]:
    """At least one section, possibly an empty one; a long passage is cut between words."""
    filling = _Filling()
    for passage in passages:
        before: Block | None = None
        for block in blocks(passage):
            if filling.is_full_for(block):
                yield filling.done()
                filling = _Filling()
                if before and not _Filling([], before.words, Counter(before.words), before.most).is_full_for(block):
                    filling.add(passage, before)
            filling.add(passage, block)
            before = block
    yield filling.done()


def blocks(passage: str) -> Iterator[Block]:
    """A text cut into runs of about 400 characters that end at a space, or where there is none near."""
    in_place = folded_in_place(passage)
    for start, end in runs(passage):
        words = folded_words(passage[start:end]) if in_place is None else cut(in_place[start:end].split())
        yield Block(start, end, words, max(Counter(words).values(), default=0))


def runs(passage: str) -> Iterator[tuple[int, int]]:
    """The same as spans alone."""
    start = 0
    while start < len(passage):
        end = _end(passage, start)
        yield start, end
        start = end


def _end(passage: str, start: int) -> int:
    # The longest words that are kept are of a hundred letters.
    longest = start + BLOCK
    if longest >= len(passage):
        return len(passage)
    spaces = [space.end() for space in _SPACE.finditer(passage, longest - 100, longest)]
    return spaces[-1] if spaces else longest
