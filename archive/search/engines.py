"""The databases' own full-text search, SQLite's FTS5 and PostgreSQL's tsvector, behind the same few questions.

Both hold the same folded words and marks under the same numbers (made by migration `0006`), and both say which entries
have some words in the order of importance, and no more of them than are asked for.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection

from archive.search.expressions import Expression
from archive.search.outlines import Row
from archive.search.postgresql import PostgreSQL
from archive.search.sqlite import SQLite


class Engine(Protocol):
    def first(self, wanted: Expression, most: int, after: int = 0) -> list[int]:
        """Numbers of the most important entries that fit, in order, at most `most`, all greater than `after`."""

    def sampled(self, wanted: Expression) -> list[int]:
        """Numbers of those that fit of one record in 64."""

    def among(self, wanted: Expression, numbers: Sequence[int]) -> list[int]:
        """Those of these entries that fit, in order."""

    def scores(self, wanted: Expression, numbers: Sequence[int]) -> dict[int, float]:
        """How well each of these entries fits: about 1 where all is in the title, 0 where nothing is."""

    def write(self, rows: Iterable[Row]) -> None:
        """Add these entries, a few."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Take these entries away."""

    def put_down(self, rows: Iterable[Row]) -> int:
        """Lay these entries aside, many and in any order, until `take_up`; returns how many there are."""

    def take_up(self) -> None:
        """Add all entries that were put down; those that they replace have to be taken away before."""

    def fill(self, rows: Iterable[Row]) -> int:
        """Make the whole index of these entries, which come in any order; returns how many there are."""

    def clear(self) -> None:
        """Take away every entry."""

    def unlike(self, rows: Sequence[Row]) -> set[int]:
        """Numbers of those whose words the index does not hold as they are."""

    def is_sound(self) -> bool:
        """Whether the index agrees with itself and holds no entry more or less than there are."""


def engine() -> Engine:
    """The one of the database in use."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()
