"""Tables that stand in memory, and what is wrong with the header of one of the archive's own files."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.files import File
from archive.exchange.tables import Told, open_table
from archive.exchange.tables.told import Format

UNKNOWN_SHOWN = 20
"""So many unknown columns are named; a file with more is of another kind."""


class Sheet:
    """A table that stands in memory: `numbered` are (row number, cells). `fault`: why it goes on no further."""

    def __init__(
        self, header: list[str], numbered: list[tuple[int, list[str]]] | None = None, fault: Fault | None = None
    ) -> None:
        self.header, self.numbered, self.fault = header, numbered or [], fault

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        yield from self.numbered
        if self.fault:
            raise FileFault(self.fault)


def read_sheet(data: bytes, form: Format) -> Sheet:
    """The cells of a file in this format; never raises, what is wrong stands in `fault`."""
    sheet = Sheet([])
    with TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder, "file")
        path.write_bytes(data)
        try:
            table = open_table(path, name="", told=Told(format=form))
            sheet.header = table.header
            sheet.numbered.extend(table.rows())
        except FileFault as refused:
            sheet.fault = refused.fault
    return sheet


def header_faults(header: list[str], file: File) -> list[Fault]:
    """Columns that are unknown, double or missing."""
    if not any(header):
        return [Fault(1, "", _("There is no header."), expected=", ".join(file.header))]
    known = _("a column of %(file)s.csv: %(columns)s") % {"file": file.name, "columns": ", ".join(file.header)}
    unknown = [name for name in header if name not in file.by_name]
    found = [Fault(1, "", _unknown(name), name, known) for name in unknown[:UNKNOWN_SHOWN]]
    seen: set[str] = set()
    for name in header:
        if name in seen and name in file.by_name:
            found.append(Fault(1, name, _("The column stands twice."), name, _("each column once")))
        seen.add(name)
    found += [Fault(1, name, _("The column is missing.")) for name in file.key if name not in seen]
    return found


def _unknown(name: str) -> str:
    if ";" in name or "\t" in name:
        return _("The columns are not separated by commas.")
    return _("There is no such column.")
