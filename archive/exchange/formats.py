"""The formats that the admin's import and export offer. All go through our own strict readers and writers.

CSV is the design's, byte for byte that of the commands; TSV is the same with tabs; JSON is a list of objects whose
values are the same cells, JSON Lines the objects alone; a spreadsheet holds the same cells as texts (`workbooks`).
Exports are streams: `pieces` of bytes, whatever the size of the archive.
"""

import json
from collections.abc import Iterator
from typing import Any

import tablib
from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format

from archive.documents.fields import unstorable
from archive.exchange.columns import File
from archive.exchange.exporting import Export
from archive.exchange.faults import Fault
from archive.exchange.reading import Sheet, read_sheet
from archive.exchange.workbooks import CONTENT_TYPE, workbook
from archive.exchange.writing import lines


class Table(tablib.Dataset):
    """What was uploaded. It is read when the resource, which knows the columns, asks for its `sheet`."""

    def __init__(self, data: bytes, read: Any) -> None:
        super().__init__()
        self._data = data
        self._read = read

    def __bool__(self) -> bool:
        # A file that cannot be read is shown with its errors, not as one without rows.
        return True

    def sheet(self, file: File) -> Sheet:
        sheet: Sheet = self._read(self._data, file)
        return sheet


class Delimited(Format):
    """CSV or TSV. Bytes in, bytes out: nothing may touch the line ends on the way."""

    title: str
    extension: str
    content_type: str
    delimiter: str

    def __init__(self, encoding: str | None = None) -> None:
        """`encoding` is what the admin passes; files are UTF-8."""

    def get_title(self) -> str:
        return self.title

    def get_extension(self) -> str:
        return self.extension

    def get_content_type(self) -> str:
        return self.content_type

    def can_import(self) -> bool:
        return True

    def can_export(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes | str, **kwargs: Any) -> Table:
        return Table(_as_bytes(in_stream), self.read)

    def read(self, data: bytes, file: File) -> Sheet:
        return read_sheet([data], self.delimiter)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        rows = [list(dataset.headers or ()), *(list(row) for row in dataset)]
        return "".join(lines(rows, self.delimiter)).encode()

    def pieces(self, export: Export) -> Iterator[bytes]:
        """The file as a stream."""
        yield from (line.encode() for line in lines([export.header], self.delimiter))
        yield from (line.encode() for line in lines(export.rows(), self.delimiter))


class CSV(Delimited):
    title, extension, content_type, delimiter = "csv", "csv", "text/csv; charset=utf-8", ","

    def pieces(self, export: Export) -> Iterator[bytes]:
        return export.csv()


class TSV(Delimited):
    title, extension, delimiter = "tsv", "tsv", "\t"
    content_type = "text/tab-separated-values; charset=utf-8"


class JSON(Delimited):
    title, extension, content_type = "json", "json", "application/json"

    def read(self, data: bytes, file: File) -> Sheet:
        return read_json(data)

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        objects = [dict(zip(dataset.headers or (), row, strict=True)) for row in dataset]
        return (json.dumps(objects, ensure_ascii=False, indent=1) + "\n").encode()

    def pieces(self, export: Export) -> Iterator[bytes]:
        yield b"["
        for number, line in enumerate(_objects(export)):
            yield f"{',' if number else ''}\n{line}".encode()
        yield b"\n]\n"


class JSONLines(JSON):
    """For exports: an object a line."""

    title, extension, content_type = "jsonl", "jsonl", "application/x-ndjson"

    def can_import(self) -> bool:
        return False

    def pieces(self, export: Export) -> Iterator[bytes]:
        return (f"{line}\n".encode() for line in _objects(export))


class XLSX(Delimited):
    """For exports: a spreadsheet."""

    title, extension, content_type = "xlsx", "xlsx", CONTENT_TYPE

    def can_import(self) -> bool:
        return False

    def pieces(self, export: Export) -> Iterator[bytes]:
        return workbook(export)


def _objects(export: Export) -> Iterator[str]:
    """Each row as an object of its cells."""
    for row in export.rows():
        yield json.dumps(dict(zip(export.header, row, strict=True)), ensure_ascii=False)


#: those that are only written come last, for imports count the others
FORMATS: list[type[Format]] = [CSV, TSV, JSON, JSONLines, XLSX]


def _as_bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data


def read_json(data: bytes) -> Sheet:
    """A list of objects with the same names, each value a text. Objects count as rows from 2, as in a CSV."""
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_Pairs)
    except (ValueError, RecursionError) as error:
        expected = _("a list of objects in UTF-8")
        return Sheet([], fault=Fault(0, "", _("This is not JSON: %(error)s.") % {"error": error}, expected=expected))
    if not isinstance(found, list) or not found or not all(isinstance(item, _Pairs) for item in found):
        reason = _("The file has no list of objects.")
        return Sheet([], fault=Fault(0, "", reason, expected=_("one object for each record")))
    sheet = Sheet([str(name) for name, _value in found[0].pairs])
    for number, item in enumerate(found, start=2):
        sheet.fault = _object_fault(number, item, sheet.header)
        if sheet.fault:
            break
        cells = dict(item.pairs)
        sheet.numbered.append((number, [cells[name] for name in sheet.header]))
    return sheet


class _Pairs:
    """An object as written: a dict would lose a name that stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _object_fault(number: int, item: _Pairs, header: list[str]) -> Fault | None:
    names = [name for name, _value in item.pairs]
    if sorted(names) != sorted(header):
        reason = _("The object does not have the same names as the first one.")
        return Fault(number, "", reason, expected=", ".join(header))
    for name, value in item.pairs:
        if not isinstance(value, str):
            expected = _("the cell's text, in quotes")
            return Fault(number, name, _("The value is not a text."), str(value)[:200], expected)
        if reason := unstorable(value):
            return Fault(number, name, reason, expected=_("a text that can be stored"))
    return None
