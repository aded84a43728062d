"""Files to rows of cells: strict RFC 4180 in UTF-8, so that no cell is ever lost or moved in silence."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from archive.exchange.columns import File
from archive.exchange.faults import Fault, FileFault

MARK = "\ufeff"
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


def read_sheet(data: Iterable[bytes], delimiter: str = ",") -> Sheet:
    """The cells of a file that comes in pieces of bytes; never raises, what is wrong stands in `fault`."""
    sheet = Sheet([])
    records = read_records(decoded(data), delimiter)
    try:
        _number, sheet.header = next(records, (1, []))
        sheet.numbered.extend(records)
    except FileFault as refused:
        sheet.fault = with_column_name(refused.fault, sheet.header)
    return sheet


def with_column_name(fault: Fault, header: list[str]) -> Fault:
    """The fault with the name of its column, which a reader knows by its place alone."""
    position = int(fault.column) - 1 if fault.column else -1
    return replace(fault, column=header[position]) if 0 <= position < len(header) else fault


def ragged(number: int, cells: list[str], header: list[str]) -> Fault:
    """What is wrong with a row that has not as many cells as the header."""
    if cells == [""]:
        return Fault(number, "", _("The row is empty."), expected=_("as many cells as the header has"))
    reason = _("Cells in this row: %(count)s; columns in the header: %(expected)s.")
    values = {"count": len(cells), "expected": len(header)}
    first = header[len(cells)] if len(cells) < len(header) else ""
    return Fault(number, first, reason % values, expected=_("one cell for each column, quoted where it holds a comma"))


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


def decoded(data: Iterable[bytes]) -> Iterator[str]:
    """Physical lines as text, with their ends, without the byte-order mark. Raises FileFault."""
    for number, line in enumerate(_physical_lines(data), start=1):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = f"0x{line[error.start]:02X}"
            reason = _("Line %(line)s is not UTF-8 (byte %(byte)s).") % {"line": number, "byte": byte}
            raise FileFault(Fault(0, "", reason, expected=_("a file saved as UTF-8"))) from None
        yield text.removeprefix(MARK) if number == 1 else text


def _physical_lines(data: Iterable[bytes]) -> Iterator[bytes]:
    rest: list[bytes] = []
    for piece in data:
        *whole, last = piece.split(b"\n")
        for line in whole:
            yield b"".join([*rest, line, b"\n"])
            rest = []
        rest.append(last)
    if any(rest):
        yield b"".join(rest)


def read_records(physical_lines: Iterable[str], delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of every record. Raises FileFault where the file breaks RFC 4180.

    Line ends are CRLF or LF; within quotes they belong to the cell, as they stand.
    """
    number, pending, quotes = 1, [], 0
    for line in physical_lines:
        pending.append(line)
        quotes += line.count('"')
        # Outside of quotes their number is even, so only whole records are taken apart.
        if quotes % 2 == 0:
            yield number, _cells("".join(pending), number, delimiter)
            number, pending, quotes = number + 1, [], 0
    if pending:
        yield number, _cells("".join(pending), number, delimiter)


def _cells(record: str, number: int, delimiter: str) -> list[str]:
    body = record[:-1].removesuffix("\r") if record.endswith("\n") else record
    if '"' not in body:
        cells = body.split(delimiter)
        if "\r" in body or "\0" in body:
            for position, cell in enumerate(cells):
                _refuse_controls(cell, number, position)
        return cells
    cells = []
    start = 0
    while start <= len(body):
        cell, start = _cell(body, start, delimiter, (number, len(cells)))
        cells.append(cell)
    return cells


def _cell(body: str, start: int, delimiter: str, place: tuple[int, int]) -> tuple[str, int]:
    """The cell that begins at `start`, and where the next one does (beyond the end: none)."""
    if body[start : start + 1] != '"':
        end = body.find(delimiter, start)
        end = len(body) if end < 0 else end
        cell = body[start:end]
        if '"' in cell:
            raise _fault(place, _("A quote stands within a cell that is not quoted."), cell)
        _refuse_controls(cell, *place)
        return cell, end + 1
    end = _closing_quote(body, start + 1, place)
    cell = body[start + 1 : end].replace('""', '"')
    if "\0" in cell:
        raise _fault(place, _("The cell holds a NUL character."), cell.replace("\0", "␀"))
    after = body[end + 1 : end + 2]
    if after not in ("", delimiter):
        raise _fault(place, _("“%(text)s” follows the closing quote.") % {"text": body[end + 1 : end + 20]}, cell)
    return cell, end + 2


def _closing_quote(body: str, start: int, place: tuple[int, int]) -> int:
    position = start
    while (position := body.find('"', position)) >= 0:
        if body[position + 1 : position + 2] != '"':
            return position
        position += 2
    raise _fault(place, _("The quote that opens this cell is never closed."), body[start : start + 200])


def _refuse_controls(cell: str, number: int, position: int) -> None:
    if "\0" in cell:
        raise _fault((number, position), _("The cell holds a NUL character."), cell.replace("\0", "␀"))
    if "\r" in cell:
        raise _fault((number, position), _("A carriage return stands alone outside of quotes."), cell)


def _fault(place: tuple[int, int], reason: str, value: str) -> FileFault:
    number, position = place
    expected = _("a cell in quotes, with every quote inside it doubled")
    return FileFault(Fault(number, f"{position + 1}", reason, value, expected))
