"""The row that names the columns: which one it is, and what is wrong with its names."""

from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import SHOWN
from archive.exchange.tables.lookalikes import deceptive
from archive.exchange.tables.records import Record
from archive.exchange.tables.told import Finding

NAMED = 20
"""So many faults of a header are named; a file with more is of another kind."""


def find_header_row(first: list[Record], told: int) -> tuple[Finding, list[str]]:
    """The row among the first ones that is the header, and its cells. Raises FileFault if there is none.

    It is the first, unless what stands above fills one cell only, as a title does, in a table of three and more.
    """
    if told:
        header = next((cells for number, cells in first if number == told), None)
        if header is None or not any(header):
            raise FileFault(
                Fault(told, "", _("There is no header in this row."), expected=_("the names of the columns"))
            )
        return Finding("header_row", str(told), "told", _("As chosen.")), header
    filled = [sum(1 for cell in cells if cell) for _number, cells in first]
    widest = max(filled, default=0)
    if not widest:
        raise FileFault(Fault(1, "", _("There is no header."), expected=_("the names of the columns")))
    least = 2 if widest >= 3 else 1
    position = next(position for position, count in enumerate(filled) if count >= least)
    number, header = first[position]
    if position == 0:
        return Finding("header_row", str(number), "likely", _("It is the first row.")), header
    reason = _("The rows above it fill one cell at most, as a title does.")
    return Finding("header_row", str(number), "guess", reason), header


def header_problems(header: list[str], row: int) -> list[Fault]:
    """Columns without a name, and names that stand twice."""
    found = [
        Fault(row, f"{position}", _("The column has no name."), expected=_("a name for each column"))
        for position, name in enumerate(header, start=1)
        if not name.strip()
    ]
    twice = [name for name, count in Counter(header).items() if count > 1 and name.strip()]
    expected = _("each column once")
    found += [Fault(row, name[:SHOWN], _("The column stands twice."), name[:SHOWN], expected) for name in twice]
    return found[:NAMED]


def header_warnings(header: list[str], row: int) -> list[Fault]:
    """Names of columns that look like something else."""
    named = [(name[:SHOWN], reason) for name in header for reason in deceptive(name[:SHOWN])]
    return [Fault(row, name, reason, name) for name, reason in named][:NAMED]


def ragged(number: int, cells: list[str], header: list[str]) -> Fault:
    """What is wrong with a row that has not as many cells as the header."""
    if cells == [""]:
        return Fault(number, "", _("The row is empty."), expected=_("as many cells as the header has"))
    reason = _("Cells in this row: %(count)s; columns in the header: %(expected)s.")
    values = {"count": len(cells), "expected": len(header)}
    first = header[len(cells)] if len(cells) < len(header) else ""
    return Fault(number, first, reason % values, expected=_("one cell for each column, quoted where it holds a comma"))


def with_column_name(fault: Fault, header: list[str]) -> Fault:
    """The fault with the name of its column where the reader knew only its place, from 1."""
    position = int(fault.column) - 1 if fault.column.isdecimal() else -1
    if not 0 <= position < len(header) or not header[position]:
        return fault
    return replace(fault, column=header[position])
