"""The search on SQLite: an FTS5 table, whose lists of hits are in the order of importance by themselves."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from archive.models import SearchEntry
from archive.models.bulk import load, portions
from archive.search.declared import WEIGHTS
from archive.search.expressions import Clause, Expression, Phrase
from archive.search.outlines import Row

# ruff: noqa: S608 (only our own names are put into statements)

ENTRY_COLUMNS = ("id", "kind", "record_id", "part", "text", "fingerprint")
WORD_COLUMNS = ("title", "names", "body", "context", "marks")
_PUT_DOWN = (*ENTRY_COLUMNS, *WORD_COLUMNS)
BATCH = 500
#: bytes of postings in memory before they are written: while everything is indexed anew, while very many rows are
#: added, and as it is otherwise
_HASH_FILLING, _HASH_ADDING, _HASH = 32 << 20, 4 << 20, 1 << 20


class SQLite:
    def first(self, wanted: Expression, most: int, after: int = 0) -> list[int]:
        later = "AND rowid > %s " if after else ""
        return _numbers(
            f"SELECT rowid FROM archive_searchwords WHERE archive_searchwords MATCH %s {later}ORDER BY rowid LIMIT %s",
            [_text(wanted), *([after] if after else []), most],
        )

    def sampled(self, wanted: Expression) -> list[int]:
        return _numbers(
            "SELECT rowid FROM archive_searchwords WHERE archive_searchwords MATCH %s", [_text(wanted.of_sample)]
        )

    def among(self, wanted: Expression, numbers: Sequence[int]) -> list[int]:
        places = ", ".join(["%s"] * len(numbers))
        sql = f"SELECT rowid FROM archive_searchwords WHERE archive_searchwords MATCH %s AND rowid IN ({places})"
        return sorted(_numbers(sql, [_text(wanted), *numbers])) if numbers else []

    def scores(self, wanted: Expression, numbers: Sequence[int]) -> dict[int, float]:
        if not numbers:
            return {}
        parts, values = zip(*(_score(term) for term in wanted.terms), strict=True)
        places = ", ".join(["%s"] * len(numbers))
        sql = f"SELECT rowid, ({' + '.join(parts)}) FROM archive_searchwords WHERE rowid IN ({places})"
        with connection.cursor() as cursor:
            cursor.execute(sql, [*(value for some in values for value in some), *numbers])
            return {number: score / len(parts) for number, score in cursor.fetchall()}

    def write(self, rows: Iterable[Row]) -> None:
        # A few rows at a time: those of a long text are large.
        for some in portions(rows, 100):
            load(SearchEntry, ENTRY_COLUMNS, (row[:6] for row in some))
            with connection.cursor() as cursor:
                cursor.executemany(_INSERT_WORDS, [(row.id, *row.words) for row in sorted(some)])

    def remove(self, numbers: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM archive_searchentry WHERE id = %s", [(number,) for number in numbers])
            cursor.executemany(
                "DELETE FROM archive_searchwords WHERE rowid = %s", [(number,) for number in sorted(numbers)]
            )

    def put_down(self, rows: Iterable[Row]) -> int:
        """FTS5 takes rows best in order, so they are put down first and sorted by the database."""
        columns, places = ", ".join(_PUT_DOWN), ", ".join(["%s"] * len(_PUT_DOWN))
        count = 0
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS searchrows ({columns})")
            for some in portions(rows, BATCH):
                cursor.executemany(f"INSERT INTO temp.searchrows VALUES ({places})", some)
                count += len(some)
        return count

    def take_up(self) -> None:
        self._take_up(_HASH_ADDING)

    def _take_up(self, hash_size: int) -> None:
        words, entry = ", ".join(WORD_COLUMNS), ", ".join(ENTRY_COLUMNS)
        with connection.cursor() as cursor, _filling(cursor, hash_size):
            cursor.execute("CREATE INDEX temp.searchrows_in_order ON searchrows (id)")
            cursor.execute(f"INSERT INTO archive_searchentry ({entry}) SELECT {entry} FROM temp.searchrows ORDER BY id")
            cursor.execute(
                f"INSERT INTO archive_searchwords (rowid, {words}) SELECT id, {words} FROM temp.searchrows ORDER BY id"
            )
            cursor.execute("DROP TABLE temp.searchrows")

    def fill(self, rows: Iterable[Row]) -> int:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchentry")
            _make_anew(cursor)
            count = self.put_down(rows)
            self._take_up(_HASH_FILLING)
            cursor.execute("INSERT INTO archive_searchwords (archive_searchwords) VALUES ('optimize')")
        return count

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM archive_searchentry")
            cursor.execute("DELETE FROM archive_searchwords")

    def unlike(self, rows: Sequence[Row]) -> set[int]:
        should = {row.id: tuple(row.words) for row in rows}
        places = ", ".join(["%s"] * len(should))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, {', '.join(WORD_COLUMNS)} FROM archive_searchwords WHERE rowid IN ({places})", [*should]
            )
            held = {number: tuple(words) for number, *words in cursor.fetchall()}
        return {number for number, words in should.items() if held.get(number) != words}

    def is_sound(self) -> bool:
        alone = "SELECT id FROM archive_searchentry EXCEPT SELECT rowid FROM archive_searchwords LIMIT 1"
        left = "SELECT rowid FROM archive_searchwords EXCEPT SELECT id FROM archive_searchentry LIMIT 1"
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("INSERT INTO archive_searchwords (archive_searchwords) VALUES ('integrity-check')")
        except DatabaseError:
            return False
        return not _numbers(alone, []) and not _numbers(left, [])


_INSERT_WORDS = (
    f"INSERT INTO archive_searchwords (rowid, {', '.join(WORD_COLUMNS)}) "
    f"VALUES (%s, {', '.join(['%s'] * len(WORD_COLUMNS))})"
)


def _make_anew(cursor: Any) -> None:
    """“delete-all” is for tables without content of their own; this one is made anew with the same definition."""
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'archive_searchwords'")
    definition = cursor.fetchone()[0]
    cursor.execute("DROP TABLE archive_searchwords")
    cursor.execute(definition)


@contextmanager
def _filling(cursor: Any, hash_size: int) -> Iterator[None]:
    """While this lasts more postings are kept in memory before they are written."""
    _configure(cursor, hash_size)
    yield
    _configure(cursor, _HASH)


def _configure(cursor: Any, hash_size: int) -> None:
    cursor.execute("INSERT INTO archive_searchwords (archive_searchwords, rank) VALUES ('hashsize', %s)", [hash_size])


def _numbers(sql: str, parameters: Sequence[Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [number for (number,) in cursor.fetchall()]


def _text(wanted: Expression) -> str:
    text = " AND ".join(_any(clause) for clause in wanted.clauses)
    return f"({text}) NOT {_any(wanted.without)}" if wanted.without else text


def _any(clause: Clause) -> str:
    return f"({' OR '.join(map(_phrase, clause))})"


def _phrase(phrase: Phrase) -> str:
    words, prefix = phrase
    return f'"{" ".join(words)}"{" *" if prefix else ""}'


def _score(term: Clause) -> tuple[str, list[str]]:
    """SQL for how well a term fits, and its parameters: the weights of the columns in which it stands.

    In a title of more words a word counts for less, as it would by bm25, down to half.
    """
    parts, values = [], []
    for column, weight in WEIGHTS.items():
        stands = " OR ".join([f"instr(' ' || {column} || ' ', %s) > 0"] * len(term))
        shorter = f" * (0.5 + 0.5 / (1 + (length({column}) - length(replace({column}, ' ', ''))) / 4.0))"
        parts.append(f"({stands}) * {weight / max(WEIGHTS.values())}{shorter if column == 'title' else ''}")
        values += [f" {' '.join(words)}{'' if prefix else ' '}" for words, prefix in term]
    return f"({' + '.join(parts)})", values
