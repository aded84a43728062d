"""Files for tests, and what became of them."""

import csv
import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from archive.exchange import Report, csv_lines, import_file
from archive.exchange.items import fixity_of
from archive.exchange.writing import lines


def table(*rows: dict[str, str]) -> bytes:
    """A CSV file with the columns of the first row."""
    return "".join(lines([list(rows[0]), *(list(row.values()) for row in rows)])).encode()


def load(plural: str, *rows: dict[str, str], **options: Any) -> Report:
    return import_file([table(*rows)], plural, **options)


def imported(plural: str, *rows: dict[str, str], **options: Any) -> Report:
    """The report of an import that is expected to work."""
    report = load(plural, *rows, **options)
    assert report.lines == []
    return report


def refused(plural: str, *rows: dict[str, str], **options: Any) -> list[str]:
    """The lines of an import that is expected to fail."""
    report = load(plural, *rows, **options)
    assert report.lines
    return report.lines


def exported(plural: str, *, public: bool = False) -> str:
    return "".join(csv_lines(plural, public=public))


def cell(plural: str, slug: str, column: str, *, public: bool = False) -> str:
    """One cell of the export, as it would be typed."""
    rows = csv.DictReader(io.StringIO(exported(plural, public=public), newline=""))
    return next(row[column] for row in rows if row["slug"] == slug)


def anchor(text: str, words: str) -> str:
    """`start-end:hhhhhhhh` of the words in the text."""
    start = text.index(words)
    return f"{start}-{start + len(words)}:{fixity_of(words)}"


_UNESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_rows(data: bytes, number: int = 1) -> list[list[str]]:
    """The cells of a sheet of a spreadsheet that holds nothing but texts."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = ElementTree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314 (our own)
    return [
        [_UNESCAPED.sub(lambda found: chr(int(found[1], 16)), cell.findtext(f"{_MAIN}is/{_MAIN}t", "")) for cell in row]
        for row in sheet.iter(f"{_MAIN}row")
    ]
