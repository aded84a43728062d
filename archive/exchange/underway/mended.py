"""The wrong rows of a file as a file: the columns as they came, with what is wrong beside them, to mend and send again.

Two columns come first, `row` and `problem`; in a file that is sent again they mean nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from archive.exchange.faults import FileFault
from archive.exchange.report import Report
from archive.exchange.tables import Table
from archive.exchange.writing import lines

LEFT_OUT = ("row", "problem")


class WithoutColumns:
    """A table without some of its columns, if it has them."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        self._table, self._names = table, set(names)

    @property
    def header(self) -> list[str]:
        return [name for name in self._table.header if name not in self._names]

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        header = self._table.header
        places = [place for place, name in enumerate(header) if name not in self._names]
        if len(places) == len(header):
            yield from self._table.rows()
            return
        for number, cells in self._table.rows():
            # A ragged row stays as it is, so that it is told.
            yield number, [cells[place] for place in places] if len(cells) == len(header) else cells


def rows_to_mend(table: Table, report: Report) -> Iterator[str]:
    """The lines of a CSV file with the rows of `table` that cannot be imported; a ragged row with the cells it has."""
    return lines(_rows_to_mend(table, report))


def _rows_to_mend(table: Table, report: Report) -> Iterator[list[str]]:
    header = table.header
    yield [*LEFT_OUT, *header]
    problems = report.problems_by_row()
    wanted = next(problems, None)
    with suppress(FileFault):
        for number, cells in table.rows():
            while wanted is not None and wanted[0] < number:
                wanted = next(problems, None)
            if wanted is None:
                return
            if number == wanted[0]:
                yield [str(number), wanted[1], *cells, *[""] * (len(header) - len(cells))]
