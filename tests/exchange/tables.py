"""Files for tests, and what became of them."""

import csv
import io
from typing import Any

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
