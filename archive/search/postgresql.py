"""The search on PostgreSQL: a tsvector of each entry and a GIN index, which knows no order.

So frequent words are first counted in the sample: it tells up to which number enough of the hits lie, and the GIN
index is asked together with the primary key for no more than those.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from archive.models.bulk import copy_rows, portions
from archive.search.declared import WEIGHTS
from archive.search.expressions import Clause, Expression, Phrase
from archive.search.outlines import Row
from archive.search.places import SAMPLED

# ruff: noqa: S608 (only our own names are put into statements)

_COLUMNS = ("id", "kind", "record_id", "part", "text", "fingerprint")
_WORD_COLUMNS = ("title", "names", "body", "context", "marks")
_TYPES = ("bigint", "text", "bigint", "integer", "text", "text", *["text"] * len(_WORD_COLUMNS))
_WORDS = (
    "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', names), 'B')"
    " || setweight(to_tsvector('simple', body), 'C') || setweight(to_tsvector('simple', context), 'D')"
    " || array_to_tsvector(string_to_array(marks, ' '))"
)
_INDEX = "CREATE INDEX archive_searchentry_words ON archive_searchentry USING gin (words) WITH (fastupdate = off)"
_PUT_DOWN_AT_ONCE = 1000
#: so many hits are fetched as quickly as counted
_FETCHED_AT_ONCE = 10_000
# ts_rank takes the weights of the classes D, C, B, A.
_RANKED = [weight / max(WEIGHTS.values()) for weight in reversed(WEIGHTS.values())]


class PostgreSQL:
    """One of them for one search: it remembers the samples that it has read."""

    def __init__(self) -> None:
        self._samples: dict[str, list[int]] = {}

    def first(self, wanted: Expression, most: int, after: int = 0) -> list[int]:
        sample = [number for number in self.sampled(wanted) if number > after]
        if len(sample) * SAMPLED > _FETCHED_AT_ONCE:
            enough = sample[min(len(sample) - 1, most // SAMPLED + 4)]
            found = self._between(wanted, most, after, enough)
            if len(found) == most:
                return found
        return self._between(wanted, most, after, None)

    def _between(self, wanted: Expression, most: int, after: int, last: int | None) -> list[int]:
        return _numbers(
            "WITH found AS MATERIALIZED (SELECT id FROM archive_searchentry"
            f" WHERE words @@ %s::tsquery AND id > %s{' AND id <= %s' if last else ''})"
            " SELECT id FROM found ORDER BY id LIMIT %s",
            [_text(wanted), after, *([last] if last else []), most],
        )

    def sampled(self, wanted: Expression) -> list[int]:
        asked = _text(wanted.of_sample)
        if asked not in self._samples:
            sql = "SELECT id FROM archive_searchentry WHERE words @@ %s::tsquery ORDER BY id"
            self._samples[asked] = _numbers(sql, [asked])
        return self._samples[asked]

    def among(self, wanted: Expression, numbers: Sequence[int]) -> list[int]:
        sql = "SELECT id FROM archive_searchentry WHERE id = ANY(%s) AND (words @@ %s::tsquery) IS TRUE ORDER BY id"
        return _numbers(sql, [list(numbers), _text(wanted)])

    def scores(self, wanted: Expression, numbers: Sequence[int]) -> dict[int, float]:
        # 1 divides by the length's logarithm, as bm25 would.
        sql = (
            "SELECT id, ts_rank(%s::float4[], words, %s::tsquery, 1)::float8 FROM archive_searchentry"
            " WHERE id = ANY(%s)"
        )
        asked = _text(Expression(wanted.terms))
        with connection.cursor() as cursor:
            cursor.execute(sql, [_RANKED, asked, list(numbers)])
            return dict(cursor.fetchall())

    def write(self, rows: Iterable[Row]) -> None:
        # A few rows at a time: those of a long text are large.
        for some in portions(rows, 100):
            columns = [list(column) for column in zip(*some, strict=True)]
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO archive_searchentry ({', '.join(_COLUMNS)}, words)"
                    f" SELECT {', '.join(_COLUMNS)}, {_WORDS} FROM {_GIVEN}",
                    columns,
                )

    def remove(self, numbers: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchentry WHERE id = ANY(%s)", [list(numbers)])

    def put_down(self, rows: Iterable[Row]) -> int:
        described = ", ".join(map(" ".join, zip((*_COLUMNS, *_WORD_COLUMNS), _TYPES, strict=True)))
        count = 0
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS searchrows ({described}) ON COMMIT DROP")
            # They are read before they are written: while rows are taken in, nothing else is answered.
            for some in portions(rows, _PUT_DOWN_AT_ONCE):
                count += copy_rows(cursor, "COPY searchrows FROM STDIN", some)
        return count

    def take_up(self) -> None:
        """Sorted and made into words by the database."""
        columns = ", ".join(_COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO archive_searchentry ({columns}, words)"
                f" SELECT {columns}, {_WORDS} FROM searchrows ORDER BY id"
            )
            cursor.execute("DROP TABLE searchrows")

    def fill(self, rows: Iterable[Row]) -> int:
        """The index of the words is built when all is there."""
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX archive_searchentry_words")
            cursor.execute("DELETE FROM archive_searchentry")
            count = self.put_down(rows)
            self.take_up()
            cursor.execute(_INDEX)
        return count

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchentry")

    def unlike(self, rows: Sequence[Row]) -> set[int]:
        columns = [list(column) for column in zip(*rows, strict=True)]
        if not columns:
            return set()
        return set(
            _numbers(
                f"SELECT given.id FROM (SELECT id, {_WORDS} AS words FROM {_GIVEN}) AS given"
                " LEFT JOIN archive_searchentry AS held ON held.id = given.id"
                " WHERE held.words IS DISTINCT FROM given.words",
                columns,
            )
        )

    def is_sound(self) -> bool:
        return True  # its words stand in the row of the entry itself


_GIVEN = f"unnest({', '.join(f'%s::{kind}[]' for kind in _TYPES)}) AS rows ({', '.join((*_COLUMNS, *_WORD_COLUMNS))})"


def _numbers(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [number for (number,) in cursor.fetchall()]


def _text(wanted: Expression) -> str:
    text = " & ".join(_any(clause) for clause in wanted.clauses)
    return f"{text} & !{_any(wanted.without)}" if wanted.without else text


def _any(clause: Clause) -> str:
    return f"({' | '.join(map(_phrase, clause))})"


def _phrase(phrase: Phrase) -> str:
    """Lexemes in quotes, which PostgreSQL takes as they are; those of marks have no places to stand side by side."""
    words, prefix = phrase
    together = " & " if words[0].startswith("_") else " <-> "
    quoted = together.join(f"'{word}'" for word in words)
    return f"({quoted}{':*' if prefix else ''})"
