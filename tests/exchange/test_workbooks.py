"""A spreadsheet is written in a stream: texts and nothing else, whole or not at all, and it says what it lacks."""

import io
import zipfile
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from archive.exchange import Export, import_file, workbooks
from archive.exchange.workbooks import workbook
from archive.exchange.writing import lines
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import sheet_rows

MAIN = f"{{{workbooks._MAIN}}}"


class MadeUp(Export):
    """A file of these texts, each the title of a record."""

    def __init__(self, *titles):
        self.file, self.header, self.left_out = SimpleNamespace(name="events"), ["slug", "title"], []
        self.titles = titles

    def rows(self):
        for number, title in enumerate(self.titles):
            yield [f"e{number}", title]


def written(*titles, notes=()):
    return b"".join(workbook(MadeUp(*titles), notes))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "'=1+1",
        "@SUM(A1)",
        "-2",
        "00123",
        "1e5",
        " a ",
        "a\x07b\ufffe",
        "_x0041_",
        "\t",
        "a\r\nb",
        '<b>&"',
        "漢😀",
    ],
)
def test_a_cell_is_the_text_to_the_sign(text):
    assert sheet_rows(written(text)) == [["slug", "title"], ["e0", text]]


def test_there_is_no_cell_but_of_text_and_the_header_stays_in_sight():
    with zipfile.ZipFile(io.BytesIO(written("=1+1"))) as package:
        assert package.testzip() is None
        sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own)
        styles = ElementTree.fromstring(package.read("xl/styles.xml"))  # noqa: S314 (our own)
    texts = styles.find(f"{MAIN}cellXfs")[1]
    assert {cell.get("t") for cell in sheet.iter(f"{MAIN}c")} == {"inlineStr"}
    assert not list(sheet.iter(f"{MAIN}f"))
    assert sheet.find(f".//{MAIN}pane").attrib["state"] == "frozen"
    assert texts.get("numFmtId") == "49"


def test_a_record_that_a_spreadsheet_cannot_hold_has_no_row_and_is_named():
    fits, too_long, not_in_utf_16 = "x" * 32_767, "x" * 32_768, "😀" * 16_384
    data = written(fits, too_long, not_in_utf_16)
    assert [row[0] for row in sheet_rows(data)] == ["slug", "e0"]
    assert sheet_rows(data)[1][1] == fits
    told = sheet_rows(data, 2)
    assert "2 records are left out" in told[0][0]
    assert told[1:] == [["e1", "title", "32768"], ["e2", "title", "32768"]]


def test_what_does_not_fit_on_one_sheet_goes_on_the_next(monkeypatch):
    monkeypatch.setattr(workbooks, "ROWS_OF_SHEET", 3)
    data = written("a", "b", "c", "d", "e", notes=["A note."])
    assert [[row[0] for row in sheet_rows(data, number)] for number in (1, 2, 3)] == [
        ["slug", "e0", "e1"],
        ["slug", "e2", "e3"],
        ["slug", "e4"],
    ]
    assert sheet_rows(data, 4) == [["A note."]]
    assert len(sheet_rows(written("a", "b"), 2)) == 0


def test_a_sheet_ends_before_it_is_too_large(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1)
    assert [row[0] for row in sheet_rows(written("a", "b"), 2)] == ["slug", "e1"]


def test_pieces_come_while_rows_are_made():
    made = []

    class Watched(MadeUp):
        def rows(self):
            for row in super().rows():
                made.append(row)
                yield row

    pieces = workbook(Watched(*(f"{number}" * 50 for number in range(100_000))))
    next(pieces)
    assert 0 < len(made) < 100_000


@pytest.mark.django_db
def test_the_archived_texts_are_left_out_and_a_spreadsheet_changes_nothing_when_it_comes_back():
    archive = ArchiveFactory()
    archive.source("=A report", slug="report", text="Peace is near.", access="full")
    data = b"".join(workbook(Export("sources")))
    header, *rows = sheet_rows(data)
    assert "text" not in header
    assert "archived texts" in sheet_rows(data, 2)[0][0]
    report = import_file(["".join(lines([header, *rows])).encode()], "sources")
    assert (report.lines, [str(result.value) for result in report.counts]) == ([], ["unchanged"])
