"""What an import did, or would do: in numbers, row by row, fault by fault, as much of it as is asked for."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from archive.documents import Difference, Document, compare
from archive.exchange.faults import Fault


class Result(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    #: a published record's change, which waits for a second person
    REVISED = "revised"
    UNCHANGED = "unchanged"
    WRONG = "wrong"
    #: right as far as can be told, but it refers to a row that is wrong
    WAITING = "waiting"


#: rows that an import writes
WRITTEN = (Result.NEW, Result.CHANGED, Result.REVISED)


@dataclass(slots=True)
class Outcome:
    """What becomes of one row. `before` and `after` are documents; None: there is none, or nothing changes."""

    file: int
    row: int
    kind: str
    slug: str
    uuid: str
    result: Result
    before: Document | None = None
    after: Document | None = None

    @property
    def differences(self) -> list[Difference]:
        """Field by field, as the history tells them."""
        return compare(self.before, self.after) if self.after else []


class Group(NamedTuple):
    """Faults that are alike: `rows` of them, the first in `first`."""

    file: int
    column: str
    reason: str
    value: str
    expected: str
    rows: int
    first: int


class Report:
    """`names` are what people call the files; `scratch` (`archive.exchange.importing.scratch`) holds what was found."""

    def __init__(self, names: Sequence[str], scratch: Any, *, is_dry_run: bool, takes_good_rows: bool = False) -> None:
        self.names, self.scratch = list(names), scratch
        self.is_dry_run, self.takes_good_rows = is_dry_run, takes_good_rows

    @property
    def file(self) -> str:
        """What people call the file; of several the first."""
        return self.names[0]

    @property
    def is_written(self) -> bool:
        return not self.is_dry_run and (self.takes_good_rows or not self.fault_count)

    @property
    def counts(self) -> Counter[Result]:
        """How many rows come to what; rows that could not be taken apart are in none of the numbers."""
        rows = self.scratch.rows("SELECT result, COUNT(*) FROM rows GROUP BY result")
        return Counter({Result(result): count for result, count in rows if result})

    # Faults

    @property
    def fault_count(self) -> int:
        return int(next(self.scratch.rows("SELECT COUNT(*) FROM faults WHERE NOT is_warning"))[0])

    @property
    def warning_count(self) -> int:
        return int(next(self.scratch.rows("SELECT COUNT(*) FROM faults WHERE is_warning"))[0])

    @property
    def wrong_rows(self) -> int:
        """Rows in which something is wrong."""
        sql = "SELECT COUNT(*) FROM (SELECT DISTINCT file, number FROM faults WHERE NOT is_warning AND number > 0)"
        return int(next(self.scratch.rows(sql))[0])

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of the rows."""
        return [fault for _file, fault in self.page_of_faults(0, -1)]

    @property
    def warnings(self) -> list[Fault]:
        """What is not wrong, but should be looked at."""
        return [fault for _file, fault in self.page_of_faults(0, -1, warnings=True)]

    def page_of_faults(self, start: int, most: int, *, warnings: bool = False) -> Iterator[tuple[int, Fault]]:
        """(file, fault), from the `start`-th one on, at most so many (-1: all)."""
        sql = (
            "SELECT file, number, name, reason, value, expected FROM faults WHERE is_warning = ?"
            " ORDER BY file, number, place, rowid LIMIT ? OFFSET ?"
        )
        for file, *values in self.scratch.rows(sql, warnings, most, start):
            yield file, Fault(*values)

    def problems_by_row(self) -> Iterator[tuple[int, str]]:
        """(row, all that keeps it from being imported, in words) of the last file, in the order of the rows."""
        file = next(self.scratch.rows("SELECT MAX(file) FROM (SELECT file FROM rows UNION SELECT file FROM faults)"))[0]
        sql = (
            "SELECT number, name, reason, value, expected, place FROM faults"
            " WHERE file = ?1 AND NOT is_warning AND number > 0 UNION ALL"
            " SELECT number, '', ?2, '', '', -1 FROM rows WHERE file = ?1 AND result = 'waiting' ORDER BY 1, 6"
        )
        waiting = _("It names a record whose own row is wrong.")
        for number, faults in groupby(self.scratch.rows(sql, file, waiting), key=lambda row: row[0]):
            told = (Fault(*fault[:5]) for fault in faults)
            yield (
                number,
                " ".join(f"{fault.column}: {fault.words()}" if fault.column else fault.words() for fault in told),
            )

    def groups(self, most: int) -> Iterator[Group]:
        """Faults that are alike, the most frequent first."""
        sql = (
            "SELECT file, name, reason, value, expected, COUNT(*) AS rows, MIN(number) FROM faults"
            " WHERE NOT is_warning GROUP BY file, name, reason, value ORDER BY rows DESC, 7 LIMIT ?"
        )
        return (Group(*row) for row in self.scratch.rows(sql, most))

    @property
    def lines(self) -> list[str]:
        """Every fault in one line that names file, row, column, value, reason and what is expected."""
        return list(self.each_line())

    def each_line(self) -> Iterator[str]:
        return (fault.line(self.names[file]) for file, fault in self.page_of_faults(0, -1))

    # Rows

    @property
    def outcomes(self) -> list[Outcome]:
        """All of them, in the order of the rows."""
        return self.page_of_outcomes(0, -1)

    def page_of_outcomes(self, start: int, most: int, results: Sequence[Result] = tuple(Result)) -> list[Outcome]:
        """Those with one of the results, from the `start`-th one on, at most so many (-1: all)."""
        rows = self.scratch.rows(
            "SELECT file, number, kind, slug, uuid, result, before, after FROM rows"
            " WHERE instr(?, ' ' || result || ' ') ORDER BY file, number LIMIT ? OFFSET ?",
            f" {' '.join(results)} ",
            most,
            start,
        )
        return [
            Outcome(file, number, kind, slug, uuid, Result(result), _document(before), _document(after))
            for file, number, kind, slug, uuid, result, before, after in rows
        ]


def _document(text: str) -> Document | None:
    return json.loads(text) if text else None
