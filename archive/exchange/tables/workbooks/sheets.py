"""Rows of a sheet while it is read: trailing nothing is left out, and limits are kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, SHOWN, beyond, too_long, too_wide
from archive.exchange.tables.records import Record

MOST_ROWS = 1_048_576
"""as many as a sheet has"""
MOST_TEXT = 1024**3
"""code points of all cells together: a short file may name one long text in every cell"""


class Rows:
    """The rows that were finished, to be taken away after each piece of the part."""

    def __init__(self) -> None:
        self._finished: list[tuple[int, list[str], int]] = []
        self._length = 0

    def add(self, number: int, cells: list[str], times: int = 1) -> bool:
        """A row that stands so many times, from this number on; whether there is anything in it. Raises FileFault."""
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            return False
        if len(cells) > MOST_COLUMNS:
            raise too_wide(number)
        if number + times - 1 > MOST_ROWS:
            raise beyond(_("The sheet has more than %(limit)s rows."), MOST_ROWS, Fault(0, "", ""))
        length = sum(map(len, cells))
        if length > LONGEST_CELL:
            _refuse_long(number, cells, length)
        if any("\0" in cell for cell in cells):
            _refuse_nul(number, cells)
        self._length += length * times
        if self._length > MOST_TEXT:
            reason = _("The sheet has more than %(limit)s characters. Please save it as CSV.")
            raise beyond(reason, MOST_TEXT, Fault(number, "", ""))
        self._finished.append((number, cells, times))
        return True

    def taken(self) -> Iterator[Record]:
        for number, cells, times in self._finished:
            yield number, cells
            for following in range(number + 1, number + times):
                yield following, list(cells)
        self._finished.clear()


def _refuse_long(number: int, cells: list[str], length: int) -> None:
    for position, cell in enumerate(cells, start=1):
        if len(cell) > LONGEST_CELL:
            raise too_long(number, f"{position}", cell)
    if length > LONGEST_ROW:
        raise beyond(_("The row is longer than %(limit)s characters."), LONGEST_ROW, Fault(number, "", ""))


def _refuse_nul(number: int, cells: list[str]) -> None:
    """XML cannot hold a NUL, but XLSX has a way to write it."""
    position, cell = next((position, cell) for position, cell in enumerate(cells, start=1) if "\0" in cell)
    shown = cell.replace("\0", "␀")[:SHOWN]
    raise FileFault(Fault(number, f"{position}", _("The cell holds a NUL character."), shown))


def error_cell(row: int, column: int, error: str) -> FileFault:
    """A cell that shows an error instead of a value. `column` counts from 0."""
    reason = _("The cell %(cell)s holds an error instead of a value.") % {"cell": f"{letters_of(column)}{row}"}
    return FileFault(Fault(row, f"{column + 1}", reason, error, _("a value, or an empty cell")))


def formula_alone(row: int, column: int) -> FileFault:
    """A cell whose formula was never worked out, as programs write it that cannot. `column` counts from 0."""
    reason = _("The cell %(cell)s holds a formula without its value.") % {"cell": f"{letters_of(column)}{row}"}
    return FileFault(Fault(row, f"{column + 1}", reason, expected=_("a workbook saved by a spreadsheet program")))


def no_value(row: int, column: int, value: str) -> FileFault:
    """A cell that claims to be a number, or a shared text, and is none. `column` counts from 0."""
    values = {"cell": f"{letters_of(column)}{row}"}
    reason = _("The workbook is damaged: the cell %(cell)s has no value that can be read.") % values
    return FileFault(Fault(row, f"{column + 1}", reason, value[:SHOWN]))


def letters_of(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Columns(dict[str, int]):
    """Positions, from 0, by their letters, worked out once each. Raises FileFault beyond what a sheet has.

    `row` is the one that is read, to be named.
    """

    row = 0

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            if not "A" <= letter <= "Z" or number > MOST_COLUMNS:
                break
            number = number * 26 + ord(letter) - ord("A") + 1
        else:
            if 0 < number <= MOST_COLUMNS:
                self[letters] = number - 1
                return number - 1
        raise too_wide(self.row) if number > MOST_COLUMNS else _no_place(self.row, letters)


def _no_place(row: int, letters: str) -> FileFault:
    return FileFault(Fault(row, "", _("The workbook is damaged: there is no such cell."), letters[:20]))
