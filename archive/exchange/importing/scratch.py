"""The scratch file of an import: what is known of each row, on disk, so that memory does not grow with the file.

It holds a row's place in the archive (which record, new or known), what was found wrong with it, and what would be
written. It is the preview, page by page, and what the import writes. It belongs to one import and one process.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from archive.documents import Document
from archive.exchange.report import Result
from archive.models import Vocabulary

#: kilobytes of the file that are kept in memory
CACHE = 4000
#: keys that one query names; SQLite takes at least 999
PORTION = 900
_VOCABULARIES = frozenset(Vocabulary.values)

_SCHEMA = """
CREATE TABLE rows (
    file INTEGER NOT NULL, number INTEGER NOT NULL, kind TEXT NOT NULL, space TEXT NOT NULL, slug TEXT NOT NULL,
    uuid TEXT NOT NULL, key INTEGER NOT NULL, version INTEGER NOT NULL, is_first INTEGER NOT NULL,
    result TEXT NOT NULL DEFAULT '', actions TEXT NOT NULL DEFAULT '', title TEXT NOT NULL DEFAULT '',
    before TEXT NOT NULL DEFAULT '', after TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (file, number)
) WITHOUT ROWID;
CREATE INDEX row_slugs ON rows (space, slug) WHERE is_first;
CREATE INDEX row_uuids ON rows (uuid);
CREATE TABLE faults (
    file INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
    value TEXT NOT NULL, expected TEXT NOT NULL, is_warning INTEGER NOT NULL
);
CREATE INDEX fault_places ON faults (file, number, place);
CREATE TABLE wholes (kind TEXT NOT NULL, part TEXT NOT NULL, whole TEXT NOT NULL);
CREATE TABLE leaning (file INTEGER NOT NULL, number INTEGER NOT NULL, uuid TEXT NOT NULL);
CREATE TABLE texts (sha256 TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""


# SQLite would go by the kind, which is the same in all rows; the plus tells it not to.
_KEYS = {
    False: "SELECT uuid, key FROM rows WHERE is_first AND +space = ? AND uuid IN",
    True: "SELECT slug, key FROM rows WHERE is_first AND space = ? AND slug IN",
}


class Place(NamedTuple):
    """A row and the record that it is about. `space` is what slugs are unique in: the kind, for a term its vocabulary.

    `key`: the record's primary key, or what stands for that of a new one. `is_first`: no earlier row is about it.
    """

    file: int
    number: int
    kind: str
    space: str
    slug: str
    uuid: str
    key: int
    version: int
    is_first: bool

    @property
    def is_new(self) -> bool:
        return self.key < 0


class Found(NamedTuple):
    """What an examined row comes to. `before` and `after` are canonical documents, "" where nothing changes."""

    file: int
    number: int
    result: Result
    actions: str = ""
    title: str = ""
    before: str = ""
    after: str = ""


class Noted(NamedTuple):
    """A fault, or a warning: `name` is the column's, `place` its place in the header (-1: the row as a whole)."""

    file: int
    number: int
    place: int
    name: str
    reason: str
    value: str
    expected: str
    is_warning: bool = False


class Scratch:
    """`close` it when nobody needs it any more. Raises sqlite3.Error for what is no scratch file."""

    def __init__(self, path: Path) -> None:
        is_new = not path.exists() or not path.stat().st_size
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        # It can be made anew at any time, so nothing waits for the disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE}", "temp_store = FILE"):
            self._db.execute(f"PRAGMA {pragma}")
        if is_new:
            self._db.executescript(_SCHEMA)
        self._brought: dict[str, bool] = {}

    def close(self) -> None:
        self._db.close()

    def empty(self) -> None:
        """As it was when it was made."""
        for name in ("rows", "faults", "wholes", "leaning", "texts", "facts"):
            self._db.execute(f"DELETE FROM {name}")  # noqa: S608 (our own names)

    def begin(self) -> None:
        """Until `commit` nothing is written to the disk row by row."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN")

    def commit(self) -> None:
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def rows(self, sql: str, *parameters: Any) -> Iterator[tuple[Any, ...]]:
        """For those who look at what was found."""
        return iter(self._db.execute(sql, parameters))

    def change(self, sql: str, *parameters: Any) -> int:
        """Returns how many rows are different now."""
        return self._db.execute(sql, parameters).rowcount

    # Facts about the whole

    def note(self, **facts: Any) -> None:
        self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", facts.items())

    def fact(self, name: str, default: Any = None) -> Any:
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
        return row[0] if row else default

    # Which row is about which record

    def place(self, places: Iterable[Place]) -> None:
        self._brought.clear()
        self._db.executemany(
            "INSERT INTO rows (file, number, kind, space, slug, uuid, key, version, is_first)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            places,
        )

    def places(self, file: int, first: int, last: int) -> dict[int, Place]:
        """Row number → its place, from `first` to `last`."""
        rows = self._db.execute(
            "SELECT file, number, kind, space, slug, uuid, key, version, is_first FROM rows"
            " WHERE file = ? AND number BETWEEN ? AND ?",
            [file, first, last],
        )
        return {row[1]: Place(*row) for row in rows}

    def owners(self, space: str, slugs: Collection[str]) -> dict[str, tuple[str, int]]:
        """Slug → (UUID, row number) of the first row about it."""
        sql = "SELECT slug, uuid, number FROM rows WHERE is_first AND space = ? AND slug IN"
        return {slug: (uuid, number) for slug, uuid, number in self._among(sql, space, slugs)}

    def _among(self, sql: str, first: str, keys: Collection[str]) -> Iterator[tuple[Any, ...]]:
        """The rows of `sql`, which ends in IN, for any number of keys."""
        rest = list(keys)
        for start in range(0, len(rest), PORTION):
            some = rest[start : start + PORTION]
            yield from self._db.execute(f"{sql} ({', '.join('?' * len(some))})", [first, *some])

    # What is asked of records that are not in the archive yet (`archive.documents.many.Announced`)

    def ordinals(self, kind: str, keys: Collection[str]) -> Mapping[str, int]:
        if not self._brings(kind):
            return {}
        return {name: -1 - key for name, key in self._among(_KEYS[kind in _VOCABULARIES], kind, keys) if key < 0}

    def _brings(self, kind: str) -> bool:
        """Whether any row is about a record of that kind, or a term of that vocabulary."""
        if kind not in self._brought:
            sql = "SELECT EXISTS (SELECT 1 FROM rows WHERE is_first AND space = ?)"
            self._brought[kind] = bool(self._db.execute(sql, [kind]).fetchone()[0])
        return self._brought[kind]

    def documents(self, kind: str, keys: Collection[str]) -> Mapping[str, Document]:
        """Also of records that are known, where rows change them."""
        if not self._brings(kind):
            return {}
        sql = "SELECT uuid, after FROM rows WHERE after != '' AND kind = ? AND uuid IN"
        return {uuid: json.loads(after) for uuid, after in self._among(sql, kind, keys)}

    def slugs(self, kind: str, keys: Collection[str]) -> Mapping[str, str]:
        """The slug of each by its key in documents, the UUID or a term's slug."""
        if kind in _VOCABULARIES:
            return {slug: slug for slug in self.owners(kind, keys)}
        return dict(self._among("SELECT uuid, slug FROM rows WHERE is_first AND +space = ? AND uuid IN", kind, keys))

    def text(self, sha256: str) -> str | None:
        row = self._db.execute("SELECT body FROM texts WHERE sha256 = ?", [sha256]).fetchone()
        return row[0] if row else None

    def keep_text(self, sha256: str, body: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", [sha256, body])

    # What was found

    def find(self, found: Iterable[Found]) -> None:
        self._db.executemany(
            "UPDATE rows SET result = ?3, actions = ?4, title = ?5, before = ?6, after = ?7"
            " WHERE file = ?1 AND number = ?2",
            found,
        )

    def faulty(self, file: int, first: int, last: int) -> dict[int, set[str]]:
        """Row number → the columns in which something is wrong, of the rows from `first` to `last`."""
        found: dict[int, set[str]] = {}
        sql = "SELECT number, name FROM faults WHERE NOT is_warning AND file = ? AND number BETWEEN ? AND ?"
        for number, name in self._db.execute(sql, [file, first, last]):
            found.setdefault(number, set()).add(name)
        return found

    def fault(self, noted: Iterable[Noted]) -> None:
        self._db.executemany("INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, ?, ?)", noted)

    def lean(self, pairs: Iterable[tuple[int, int, str]]) -> None:
        """Rows (file, number) that name new records (UUID) of these files."""
        self._db.executemany("INSERT INTO leaning VALUES (?, ?, ?)", pairs)

    def belong(self, pairs: Iterable[tuple[str, str, str]]) -> None:
        """What will be part of what: (kind, UUID of the part, UUID of the whole)."""
        self._db.executemany("INSERT INTO wholes VALUES (?, ?, ?)", pairs)
