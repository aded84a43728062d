"""A table whose manner of reading is known: its header, its rows, and what a form shows of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.headers import find_header_row, header_problems, header_warnings, with_column_name
from archive.exchange.tables.records import Record
from archive.exchange.tables.told import Choices, Finding, Told

HEADER_LOOKED_FOR = 20
"""rows among which the header is looked for"""


@dataclass
class Found:
    """How a file is read. `records` gives all its rows anew, those above the header too; `first_row` may be one.

    `fills_rows`: empty cells at the end of a row are not in the file, as in workbooks, and belong to it all the same.
    """

    manner: Told
    findings: list[Finding]
    choices: Choices
    records: Callable[[], Iterator[Record]]
    first_row: int = 1
    fills_rows: bool = False
    warnings: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Sample:
    """The first rows of a table. `fault`: why there are no more, though the file goes on."""

    rows: list[Record]
    fault: Fault | None = None


class OpenedTable:
    """A `Table` from a file, with the manner in which it is read and how that was found out.

    `warnings` need not hinder an import; `problems` do where columns are told apart by their names.
    """

    def __init__(self, name: str, found: Found) -> None:
        """Raises FileFault if the header cannot be read."""
        self.name = name
        self.choices = found.choices
        self._records = found.records
        self._fills_rows = found.fills_rows
        first = _first_records(found)
        header_row, self.header = find_header_row(first, found.manner.header_row)
        self.manner = replace(found.manner, header_row=int(header_row.value))
        self.findings = [*found.findings, header_row]
        self._warnings = found.warnings

    @cached_property
    def problems(self) -> list[Fault]:
        """Names of columns that are missing or stand twice."""
        return header_problems(self.header, self.manner.header_row)

    @cached_property
    def warnings(self) -> list[Fault]:
        """What a person should look at: a wrong extension, names that deceive the eye, a file without rows."""
        found = [*self._warnings, *header_warnings(self.header, self.manner.header_row)]
        if self._has_no_rows():
            found.append(Fault(0, "", _("The file has a header and no rows.")))
        return found

    def rows(self) -> Iterator[Record]:
        """(row number, cells) after the header, from the beginning of the file each time. Raises FileFault."""
        try:
            records = self._records()
            for number, _cells in records:
                if number >= self.manner.header_row:
                    break
            yield from _filled(records, len(self.header)) if self._fills_rows else records
        except FileFault as refused:
            raise FileFault(with_column_name(refused.fault, self.header)) from None

    def sample(self, rows: int = 10) -> Sample:
        """The first rows, for a form that shows them. Never raises."""
        found: list[Record] = []
        try:
            found += islice(self.rows(), rows)
        except FileFault as refused:
            return Sample(found, refused.fault)
        return Sample(found)

    def _has_no_rows(self) -> bool:
        sample = self.sample(1)
        return not sample.rows and not sample.fault


def _filled(records: Iterator[Record], width: int) -> Iterator[Record]:
    for number, cells in records:
        if len(cells) < width:
            cells.extend([""] * (width - len(cells)))
        yield number, cells


def _first_records(found: Found) -> list[Record]:
    """The first rows; what is wrong further down does not matter yet."""
    first: list[Record] = []
    wanted = max(HEADER_LOOKED_FOR, found.manner.header_row)
    try:
        for record in found.records():
            if record[0] >= found.first_row:
                first.append(record)
            if record[0] >= wanted:
                break
    except FileFault:
        if not first or first[-1][0] < found.manner.header_row:
            raise
    return first
