"""What an import did, or would do: row by row, and in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

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


@dataclass
class Outcome:
    """What became of one row. `before` and `after` are documents; `record` is there when something was written.

    `before_cells` and `after_cells` (column → cell) are there when the import was asked for them.
    """

    row: int
    slug: str
    result: Result
    before: Document | None = None
    after: Document | None = None
    record: Any = None
    before_cells: dict[str, str] = field(default_factory=dict)
    after_cells: dict[str, str] = field(default_factory=dict)

    @property
    def differences(self) -> list[Difference]:
        """Field by field, as the history tells them."""
        return compare(self.before, self.after) if self.after else []


@dataclass
class Report:
    """`file` is what people call it; `faults` stand in the order of the rows."""

    file: str
    is_dry_run: bool
    outcomes: list[Outcome] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_written(self) -> bool:
        return not self.faults and not self.is_dry_run

    @property
    def counts(self) -> Counter[Result]:
        return Counter(outcome.result for outcome in self.outcomes)

    @property
    def lines(self) -> list[str]:
        """Every fault in one line that names file, row, column, value, reason and what is expected."""
        return [fault.line(self.file) for fault in self.faults]
