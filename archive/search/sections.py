"""Cutting long texts, so that the databases can index them and an excerpt is found without reading all of one."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from archive.search.folding import BREAK, Word, folded_words, words

#: about twelve printed pages; words that are asked for together must stand in one section
SECTION_WORDS = 5000
# PostgreSQL knows the places of a word's first 256 occurrences in an entry; phrases need them all.
SAME_WORD = 200
# A section repeats the last words of the one before it, so that phrases and excerpts run across the cut.
OVERLAP = 40
# In a text of more characters it is not tried whether it fits into one section.
LONGEST_WHOLE = 50_000
#: between passages of a text that do not follow on one another
PASSAGE_END = "\u2029"


@dataclass(frozen=True)
class Section:
    """A part of a text as it is written, and its folded words."""

    text: str
    words: str


@dataclass
class _Cutter:
    """The section that is being filled, and the last words of the passage that goes into it."""

    pieces: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    occurrences: Counter[str] = field(default_factory=Counter)
    recent: deque[Word] = field(default_factory=lambda: deque(maxlen=OVERLAP))

    def is_full_for(self, word: Word) -> bool:
        return len(self.folded) >= SECTION_WORDS or self.occurrences[word.folded] >= SAME_WORD

    def add(self, word: Word) -> None:
        self.folded.append(word.folded)
        self.occurrences[word.folded] += 1
        self.recent.append(word)

    def section(self, last_piece: str) -> Section:
        return Section(PASSAGE_END.join([*self.pieces, last_piece]), " ".join(self.folded))

    def begin_again(self, word: Word) -> int:
        """Empty the section but for the words before `word`; returns where those start in the passage."""
        self.pieces = []
        self.folded = [item.folded for item in self.recent]
        self.occurrences = Counter(self.folded)
        return self.recent[0].start if self.recent else word.start


def sections(passages: Iterable[str]) -> Iterator[Section]:
    """At least one section, possibly an empty one; a long passage is cut before a word."""
    passages = list(passages)
    whole = _whole(passages)
    if whole:
        yield whole
        return
    cutter = _Cutter()
    for passage in passages:
        start = 0
        cutter.recent.clear()
        if cutter.folded:
            cutter.folded.append(BREAK)
        for word in words(passage):
            if cutter.is_full_for(word):
                yield cutter.section(passage[start : word.start])
                start = cutter.begin_again(word)
            cutter.add(word)
        cutter.pieces.append(passage[start:])
    yield Section(PASSAGE_END.join(cutter.pieces), " ".join(cutter.folded))


def _whole(passages: list[str]) -> Section | None:
    """All in one section if it fits, which is most texts and quicker."""
    if sum(map(len, passages)) > LONGEST_WHOLE:
        return None
    folded = [words for words in map(folded_words, passages) if words]
    occurrences = Counter(chain.from_iterable(folded))
    if occurrences.total() > SECTION_WORDS or max(occurrences.values(), default=0) > SAME_WORD:
        return None
    return Section(PASSAGE_END.join(passages), f" {BREAK} ".join(map(" ".join, folded)))
