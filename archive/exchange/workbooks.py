"""A file as a spreadsheet (Office Open XML), written in a stream: no row is kept, and the first ones come at once.

Written by ourselves: a worksheet is plain XML in a zip, and the libraries (XlsxWriter with `constant_memory`,
openpyxl's write-only mode) keep the whole of it on disk before its first byte can be sent.

Every cell is a text, so nothing is ever evaluated, in Excel or in LibreOffice; the columns are formatted as text, so
that what somebody types there is none either. Cells are those of the CSV, to the sign, so that they come back by the
same rules. What a spreadsheet cannot hold is never cut: the archived texts have no column, and a record with a cell
that is too long has no row; both are named on the last sheet, and both stay as they are when the file is imported.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.exchange.exporting import Export

ROWS_OF_SHEET = 1_048_576
LONGEST_CELL = 32_767
"""In units of UTF-16, as Excel counts."""
MOST_BYTES = 1 << 30
"""A sheet ends before its XML would need the 64-bit form of a zip, which not everybody reads from a stream."""
MOST_NAMED = 1000
PIECE = 1 << 16

# What XML cannot hold, and what would be read as the escape of one (ECMA-376, part 1, 22.9.2.19).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPE = f"{_TYPE}.sheet"


def workbook(export: Export, notes: Sequence[str] = ()) -> Iterator[bytes]:
    """The file as a spreadsheet, in pieces; `notes` stand on its last sheet."""
    export.leave_out("text")
    return _Workbook(export, notes).pieces()


class _Pieces:
    """A file that only grows; what was written to it is taken away from time to time."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing behind it."""

    def close(self) -> None:
        """Nor is there anything to let go of."""

    def take(self) -> bytes:
        taken = b"".join(self.waiting)
        self.waiting.clear()
        return taken


class _Workbook:
    def __init__(self, export: Export, notes: Sequence[str]) -> None:
        self.export = export
        self.notes = notes
        self.sheets: list[str] = []
        self.left_out: list[tuple[str, str, int]] = []
        self.left_out_count = 0
        self.out = _Pieces()

    def pieces(self) -> Iterator[bytes]:
        # A response has no place to go back to, which the zip is told by there being no `seek`.
        with zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            rows = self._fitting(self.export.rows())
            following = next(rows, None)
            while following is not None or not self.sheets:
                name = f"{self.export.file.name} {len(self.sheets) + 1}" if self.sheets else self.export.file.name
                yield from self._sheet(package, name, chain([] if following is None else [following], rows))
                following = next(rows, None)
            yield from self._sheet(package, _("About this file"), iter(self._told()), header=False)
            for path, content in _frame(self.sheets):
                package.writestr(path, _HEAD + content)
        yield self.out.take()

    def _sheet(
        self, package: zipfile.ZipFile, name: str, rows: Iterator[Sequence[str]], *, header: bool = True
    ) -> Iterator[bytes]:
        """One sheet, of as many of the rows as it can hold."""
        self.sheets.append(name[:31])
        size = 0
        with package.open(f"xl/worksheets/sheet{len(self.sheets)}.xml", "w") as sheet:
            sheet.write((_HEAD + _sheet_head(len(self.export.header), frozen=header)).encode())
            if header:
                sheet.write(_row(self.export.header).encode())
            for count, cells in enumerate(rows, 2 if header else 1):
                xml = _row(cells).encode()
                sheet.write(xml)
                size += len(xml)
                if sum(map(len, self.out.waiting)) >= PIECE:
                    yield self.out.take()
                if count == ROWS_OF_SHEET or size >= MOST_BYTES:
                    break
            sheet.write(b"</sheetData></worksheet>")
        yield self.out.take()

    def _fitting(self, rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
        """The rows whose cells all fit; the others are noted."""
        for cells in rows:
            if sum(map(len, cells)) > LONGEST_CELL // 2 and (long := _too_long(cells)):
                self._note(cells, *long)
            else:
                yield cells

    def _note(self, cells: Sequence[str], column: int, length: int) -> None:
        self.left_out_count += 1
        if len(self.left_out) < MOST_NAMED:
            slug = self.export.header.index("slug") if "slug" in self.export.header else 0
            self.left_out.append((cells[slug], self.export.header[column], length))

    def _told(self) -> Iterator[Sequence[str]]:
        """What stands on the last sheet."""
        yield from ([note] for note in self.notes)
        if self.export.left_out:
            yield [_("The archived texts have no column here: a cell cannot hold them. They stand in the CSV.")]
        if not self.left_out_count:
            return
        words = ngettext(
            "%(count)s record is left out, because one of its cells has more than %(most)s characters, which a"
            " spreadsheet cannot hold. It stands in the CSV.",
            "%(count)s records are left out, because one of their cells has more than %(most)s characters, which a"
            " spreadsheet cannot hold. They stand in the CSV.",
            self.left_out_count,
        )
        yield [words % {"count": self.left_out_count, "most": LONGEST_CELL}]
        yield from ([slug, column, str(length)] for slug, column, length in self.left_out)
        if self.left_out_count > len(self.left_out):
            yield ["…"]


def _too_long(cells: Sequence[str]) -> tuple[int, int] | None:
    """The place of the first cell that is too long, and its length."""
    for place, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL // 2 and (length := len(cell.encode("utf-16-le")) // 2) > LONGEST_CELL:
            return place, length
    return None


# XML


def _row(cells: Sequence[str]) -> str:
    return f"<row>{''.join([_cell(cell) if cell else '<c/>' for cell in cells])}</row>"


def _cell(text: str) -> str:
    return f'<c t="inlineStr" s="1"><is><t xml:space="preserve">{_written(text)}</t></is></c>'


def _written(text: str) -> str:
    if "_x" in text or not text.isprintable():
        text = _UNWRITABLE.sub(lambda found: f"_x{ord(found.group()):04X}_", text)
    return escape(text)


def _sheet_head(columns: int, *, frozen: bool) -> str:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if frozen else ""
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<cols><col min="1" max="{columns}" width="24" style="1" customWidth="1"/></cols><sheetData>'
    )


def _frame(sheets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that hold the sheets together: path → XML."""
    numbers = range(1, len(sheets) + 1)
    yield "xl/workbook.xml", _workbook_part(sheets)
    links = [_relation(number, "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*links, _relation(len(sheets) + 1, "styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    yield "_rels/.rels", _relations([_relation(1, "officeDocument", "xl/workbook.xml")])
    parts = {"/xl/workbook.xml": f"{_TYPE}.sheet.main+xml", "/xl/styles.xml": f"{_TYPE}.styles+xml"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": f"{_TYPE}.worksheet+xml" for number in numbers}
    overrides = "".join(f'<Override PartName="{part}" ContentType="{form}"/>' for part, form in parts.items())
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{relations}{overrides}</Types>'


def _workbook_part(sheets: Sequence[str]) -> str:
    named = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(links: Iterable[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'


#: style 1 is text (format 49), the other the default
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
