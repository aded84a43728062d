"""The formats that the admin's import and export offer. All go through our own strict readers and writers.

CSV is the design's, byte for byte that of the commands; TSV is the same with tabs; JSON is a list of objects whose
values are the same cells, JSON Lines the objects alone; a spreadsheet holds the same cells as texts (`workbooks`).
Exports are streams: `pieces` of bytes, whatever the size of the archive.
"""

import json
from collections.abc import Iterator
from typing import Any

import tablib
from import_export.formats.base_formats import Format

from archive.exchange.exporting import Export
from archive.exchange.reading import Sheet, read_sheet
from archive.exchange.tables.told import Format as TableFormat
from archive.exchange.workbooks import CONTENT_TYPE, workbook
from archive.exchange.writing import lines


class Table(tablib.Dataset):
    """What was uploaded. It is read when the resource, which knows the columns, asks for its `sheet`."""

    def __init__(self, data: bytes, form: TableFormat) -> None:
        super().__init__()
        self._data = data
        self._form = form

    def __bool__(self) -> bool:
        # A file that cannot be read is shown with its errors, not as one without rows.
        return True

    def sheet(self) -> Sheet:
        return read_sheet(self._data, self._form)


class Delimited(Format):
    """CSV or TSV. Bytes in, bytes out: nothing may touch the line ends on the way."""

    title: TableFormat
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
        return Table(_as_bytes(in_stream), self.title)

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
    title: TableFormat = "json"
    extension, content_type = "json", "application/json"

    def pieces(self, export: Export) -> Iterator[bytes]:
        yield b"["
        for number, line in enumerate(_objects(export)):
            yield f"{',' if number else ''}\n{line}".encode()
        yield b"\n]\n"


class JSONLines(JSON):
    """An object a line."""

    title: TableFormat = "jsonl"
    extension, content_type = "jsonl", "application/x-ndjson"

    def pieces(self, export: Export) -> Iterator[bytes]:
        return (f"{line}\n".encode() for line in _objects(export))


class XLSX(Delimited):
    """A spreadsheet."""

    title, extension, content_type = "xlsx", "xlsx", CONTENT_TYPE

    def pieces(self, export: Export) -> Iterator[bytes]:
        return workbook(export)


def _objects(export: Export) -> Iterator[str]:
    """Each row as an object of its cells."""
    for row in export.rows():
        yield json.dumps(dict(zip(export.header, row, strict=True)), ensure_ascii=False)


FORMATS: list[type[Format]] = [CSV, TSV, JSON, JSONLines, XLSX]


def _as_bytes(data: bytes | str) -> bytes:
    return data.encode() if isinstance(data, str) else data
