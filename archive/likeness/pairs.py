"""A pair that looks alike, and blocks: what two records must share to be compared at all."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

#: a word or a day that more records share than this says nothing about two of them
LARGEST_BLOCK = 60
#: pairs below are not shown
LEAST_SCORE = 70


@dataclass(frozen=True)
class Alike:
    """Two primary keys, how alike (at most 100), and why: (code, text) pairs for `archive.likeness.reasons`."""

    one: int
    other: int
    score: int
    reasons: tuple[tuple[str, str], ...]


class Blocks:
    """Records by what they have in common: `add` each key of a record, then take the pairs."""

    def __init__(self, largest: int = LARGEST_BLOCK) -> None:
        self.largest = largest
        self._members: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, keys: Iterable[Hashable], record: int) -> None:
        for key in set(keys):
            self._members[key].append(record)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair that shares a key, once, in order."""
        found: set[tuple[int, int]] = set()
        for members in self._members.values():
            if 1 < len(members) <= self.largest:
                found.update(combinations(sorted(members), 2))
        yield from sorted(found)


def best(scored: Iterable[tuple[int, str, str]]) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Of (score, code, text) the highest score, and the reasons from the strongest on."""
    ordered: list[Any] = sorted(scored, key=lambda item: -item[0])
    return (ordered[0][0] if ordered else 0), tuple((code, text) for _score, code, text in ordered)
