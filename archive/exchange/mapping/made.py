"""Records that are made on the way, because a row names them and the archive has them not: tables to import first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from archive.exchange.faults import Fault
from archive.exchange.files import FILES
from archive.exchange.mapping.finding import Made
from archive.exchange.mapping.reading import MARK, guarded
from archive.exchange.mapping.targets import name_field, plural_of
from archive.exchange.mapping.ways import Found, columns_of
from archive.models import Vocabulary

FIRST = 2
"""The number of a table's first row, after its header."""


class ListTable:
    """A table in memory."""

    def __init__(self, header: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> None:
        self.header = list(header)
        self._rows = rows

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        return iter(self._rows)


class MadeTable(ListTable):
    """Records to be made, one a row, numbered from 2 as in a file of their own.

    `told` says in which row and columns of the file that they come from a fault has its cause.
    """

    def __init__(self, plural: str, made: Sequence[Made]) -> None:
        self.plural = plural
        self.made = made
        cells = [_cells_of(record) for record in made]
        used = {name for own in cells for name in own}
        header = [name for name in FILES[plural].header if name in used]
        rows = ([guarded(name, own.get(name, "")) for name in header] for own in cells)
        super().__init__(header, list(enumerate(rows, start=FIRST)))

    def told(self, fault: Fault) -> Fault:
        """A fault of the importer in the words of the file whose rows name the record."""
        if not FIRST <= fault.row < FIRST + len(self.made):
            return fault
        made = self.made[fault.row - FIRST]
        columns = " + ".join(_origin(made.found, fault.column)) or fault.column
        return replace(fault, row=made.row, column=columns, value=fault.value.replace(MARK, "") or made.name)


def _origin(found: Found, column: str) -> list[str]:
    return columns_of(found.made[column]) if column in found.made else columns_of(found.value)


def made_tables(made: Sequence[Made]) -> list[tuple[str, MadeTable]]:
    """The tables in the order in which they are imported, each by the rows that name its records first."""
    by_plural: dict[str, list[Made]] = {}
    for record in sorted(made, key=lambda record: record.row):
        by_plural.setdefault(plural_of(record.found.kind), []).append(record)
    return [(plural, MadeTable(plural, by_plural[plural])) for plural in FILES if plural in by_plural]


def _cells_of(made: Made) -> dict[str, str]:
    kind = made.found.kind
    own = {"vocabulary": kind} if kind in Vocabulary.values else {}
    by_url = {"url": made.name} if made.found.by == "url" else {}
    return {**own, "slug": made.slug, name_field(kind): made.name, **by_url, **made.cells}
