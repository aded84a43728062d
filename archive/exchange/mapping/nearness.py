"""How near a name in a file is to a name in the archive: the same, in other letters, or misspelt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from heapq import heappushpop, heapreplace
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from archive.search.folding import folded_words
from archive.search.sounds import sound

SAME = 97
"""From this score on two names are one: the same words, whatever their case, accents, script and order."""
LEAST = 72
"""Below this score (0 to 100) a name is not offered."""
OFFERED = 5
#: a word that so many names of the file have says nothing about which of them is meant
_COMMON = 200
_BEGINNING = 4


class Candidate(NamedTuple):
    """A record that may be meant: `name` is the one of its names that is near."""

    score: int
    slug: str
    name: str


@dataclass
class Match:
    """What the archive has for one name: `exact` are the records that have it, `near` those that nearly do."""

    exact: list[Candidate] = field(default_factory=list)
    near: list[Candidate] = field(default_factory=list)

    @property
    def only(self) -> str:
        """The slug of the one record that has the name; "" where none has it, or several."""
        slugs = {candidate.slug for candidate in self.exact}
        return next(iter(slugs)) if len(slugs) == 1 else ""

    @property
    def is_ambiguous(self) -> bool:
        return len({candidate.slug for candidate in self.exact}) > 1

    @property
    def candidates(self) -> list[Candidate]:
        """The best first, each record once."""
        best: dict[str, Candidate] = {}
        for candidate in sorted([*self.exact, *self.near], key=lambda item: (-item.score, item.slug)):
            best.setdefault(candidate.slug, candidate)
        return list(best.values())


Words = tuple[str, ...]


class Nearness:
    """The names of a file, against which every name of the archive is held once; memory grows with the file's names.

    Names are compared only where a word, its sound or its beginning is common to both.
    """

    def __init__(self, names: Iterable[str], *, near: bool) -> None:
        self.near = near
        self.found: dict[str, Match] = {}
        self._by_words: dict[Words, list[str]] = defaultdict(list)
        self._blocks: dict[str, list[tuple[Words, str]]] = defaultdict(list)
        for name in names:
            words = tuple(sorted(folded_words(name)))
            self.found[name] = Match()
            if not words:
                continue
            self._by_words[words].append(name)
            for key in _keys(words) if near else ():
                self._blocks[key].append((words, name))

    def hold(self, slug: str, name: str) -> None:
        """Compare a name of the archive with all that are wanted."""
        words = tuple(sorted(folded_words(name)))
        for wanted in self._by_words.get(words, ()):
            self.found[wanted].exact.append(Candidate(_exactly(wanted, name), slug, name))
        if self.near:
            for wanted, score in self._scored(words):
                _keep(self.found[wanted].near, Candidate(score, slug, name))

    def _scored(self, words: Words) -> Iterator[tuple[str, int]]:
        seen: set[str] = set()
        for key in _keys(words):
            block = self._blocks.get(key, ())
            if len(block) > _COMMON:
                continue
            for theirs, wanted in block:
                if wanted not in seen and theirs != words:
                    seen.add(wanted)
                    if (score := likeness(theirs, words)) >= LEAST:
                        yield wanted, score


def _keys(words: Words) -> Iterator[str]:
    for word in words:
        yield word
        if heard := sound(word):
            yield f"sound {heard}"
        if len(word) > _BEGINNING:
            yield f"begins {word[:_BEGINNING]}"


def _exactly(wanted: str, name: str) -> int:
    if wanted == name:
        return 100
    return 99 if folded_words(wanted) == folded_words(name) else SAME


def _keep(near: list[Candidate], candidate: Candidate) -> None:
    """The best few, as a heap whose first is the least."""
    if len(near) < 2 * OFFERED:
        near.append(candidate)
        if len(near) == 2 * OFFERED:
            near.sort()
    elif candidate > near[0]:
        heapreplace(near, candidate)
    else:
        heappushpop(near, candidate)


def likeness(one: Words, other: Words) -> int:
    """0 to 96, of two names with their folded words in order of the alphabet."""
    if [sound(word) or word for word in one] == [sound(word) or word for word in other]:
        return 92
    if _initials(one, other) or _initials(other, one):
        return 78
    letters = int(ratio(" ".join(one), " ".join(other)))
    if set(one) <= set(other) or set(other) <= set(one):
        return max(letters, 75)
    return min(letters, 95)


def _initials(short: Words, long: Words) -> bool:
    """“V. Putin” and “Vladimir Putin”."""
    letters = [word for word in short if len(word) == 1]
    rest = [word for word in short if len(word) > 1]
    others = [word for word in long if word not in rest]
    return bool(letters and rest and set(rest) <= set(long) and set(letters) <= {word[0] for word in others})
