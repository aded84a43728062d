"""Chance that comes out the same every time: random numbers from a seed, and draws by Zipf's law.

Zipf's law: of things in the order of how often they occur, the n-th occurs about 1/n as often as the first.
"""

import hashlib
import random
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Item = TypeVar("Item")

POOL = 4096


def chance(seed: int, stage: str) -> random.Random:
    """A generator of its own for each stage, so that none moves what another draws."""
    return random.Random(f"dateline {seed} {stage}")  # noqa: S311 (made-up data, no secrets)


class Zipf(Generic[Item]):
    """Draws from `items`, the first most often. Calling it gives one."""

    def __init__(self, random_: random.Random, items: Sequence[Item], exponent: float = 1.0) -> None:
        self._random = random_
        self.items = items
        self._cumulative = list(accumulate((place + 1) ** -exponent for place in range(len(items))))
        self._pool: list[Item] = []

    def __call__(self) -> Item:
        if not self._pool:
            # Many at once cost a third of one by one.
            self._pool = self._random.choices(self.items, cum_weights=self._cumulative, k=POOL)
        return self._pool.pop()

    def distinct(self, count: int) -> list[Item]:
        """At most `count` different ones, at least one."""
        return list(dict.fromkeys(self() for _ in range(count)))


class Weighted(Zipf[Item]):
    """Draws by given weights: `Weighted(random, {"a": 3, "b": 1})`."""

    def __init__(self, random_: random.Random, weights: dict[Item, float]) -> None:
        super().__init__(random_, list(weights))
        self._cumulative = list(accumulate(weights.values()))


class Identifiers:
    """Permanent identifiers made from the seed, so that any record's is known before it is written."""

    def __init__(self, seed: int) -> None:
        self._key = f"dateline {seed}".encode()

    def of(self, kind: str, number: int) -> str:
        """The UUID (version 8: made in an own way, RFC 9562) of record `number` of a kind."""
        digest = hashlib.blake2b(f"{kind} {number}".encode(), digest_size=16, key=self._key).hexdigest()
        return f"{digest[:8]}-{digest[8:12]}-8{digest[13:16]}-a{digest[17:20]}-{digest[20:]}"
