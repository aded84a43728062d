"""ODS (OpenDocument 1.2 and later, ISO/IEC 26300): its sheets, and the cells of one of them in a stream."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from archive.exchange.tables.kinds import locked
from archive.exchange.tables.limits import LONGEST_CELL, MOST_COLUMNS, too_long, too_wide
from archive.exchange.tables.numbers import shown_number
from archive.exchange.tables.records import Record
from archive.exchange.tables.workbooks.dates import iso_date, iso_duration
from archive.exchange.tables.workbooks.markup import Locals, Reader, parse, read_small
from archive.exchange.tables.workbooks.parts import Parts, open_parts
from archive.exchange.tables.workbooks.plain import TEXT, NotPlain, refuse_other_tags, resolved
from archive.exchange.tables.workbooks.sheets import MOST_ROWS, Rows, error_cell, no_value

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
MEDIA_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SMALL_PART = 1024 * 1024
LOOKED_THROUGH = 256 * 1024**2
"""bytes of the content in which the names of sheets are looked for"""

_SHEET = re.compile(rb"""<table:table\s[^<>]{0,500}?\btable:name=(?:"([^<"]{0,500})"|'([^<']{0,500})')""")
_WHITE = re.compile(r"[ \t\r\n]+")
# Characters that XML cannot hold stand for those that are written as elements until white space is collapsed.
_WRITTEN = str.maketrans({"\x00": " ", "\x01": "\t", "\x02": "\n"})


def is_spreadsheet(parts: Parts) -> bool:
    """Whether the zip is an OpenDocument with sheets. Raises FileFault for one with a password."""
    if "mimetype" not in parts.names or not b"".join(parts.stream("mimetype", SMALL_PART)).startswith(MEDIA_TYPE):
        return False
    if MANIFEST in parts.names:
        read_small(parts.stream(MANIFEST, SMALL_PART), _ManifestReader())
    return True


def sheets_of(parts: Parts) -> list[str]:
    """The names of the sheets, in their order. Raises FileFault."""
    found: list[str] = []
    looked_through, before = 0, b""
    for piece in parts.stream(CONTENT):
        text = before + piece
        end = 0
        for match in _SHEET.finditer(text):
            found.append(unescape((match[1] or match[2] or b"").decode("utf-8", "replace")))
            end = match.end()
        before = text[max(end, len(text) - 4096) :]
        looked_through += len(piece)
        if looked_through > LOOKED_THROUGH:
            break
    return list(dict.fromkeys(found))


def read_sheet_of_ods(path: Path, sheet: str) -> Iterator[Record]:
    """(row number, cells) of each row in which something stands. Raises FileFault."""
    with open_parts(path) as parts:
        reader = _SheetReader(sheet)
        for _piece in parse(parts.stream(CONTENT), reader):
            yield from reader.rows.taken()
            if reader.is_done:
                return


_ATTRIBUTES = r'((?: [\w:-]+="[^"<>&]*")*)'
_ATTRIBUTE = re.compile(r' ([\w:-]+)="([^"<>&]*)"')
_PLAIN_ROW = re.compile(rf"\s*<table:table-row{_ATTRIBUTES}>")
_PLAIN_CELL = re.compile(rf"<table:table-cell{_ATTRIBUTES}(?:/>|>(?:<text:p>({TEXT})</text:p>)?</table:table-cell>)")
_UNEVEN = re.compile(r"^ |[\t\n]|  | $")
MOST_KINDS = 1000
"""So many kinds of cells with a text are remembered; a sheet has some ten."""


class _DateStyles:
    """What the styles of cells show of a day: those that show no day mean the month, or the year, as in XLSX."""

    def __init__(self) -> None:
        self._parts: dict[str, set[str]] = {}
        self._formats: dict[str, str] = {}
        self._columns: list[str] = []
        self._current: set[str] = set()

    def note(self, name: str, attributes: dict[str, str]) -> None:
        """An element before the rows."""
        if name == "number:date-style":
            self._current = self._parts[attributes.get("style:name", "")] = set()
        elif name.startswith("number:"):
            self._current.add(name.removeprefix("number:"))
        elif name == "style:style" and "style:data-style-name" in attributes:
            self._formats[attributes.get("style:name", "")] = attributes["style:data-style-name"]

    def note_column(self, attributes: dict[str, str]) -> None:
        """A column, or some alike, with the style of cells that name none."""
        times = min(_times(attributes.get("table:number-columns-repeated"), MOST_COLUMNS), MOST_COLUMNS)
        if len(self._columns) < MOST_COLUMNS:
            self._columns += [attributes.get("table:default-cell-style-name", "")] * times

    def shown(self, style: str, column: int, day: str) -> str:
        """A day as a cell in that style shows it, if what is not shown is the first of its kind."""
        style = style or (self._columns[column] if column < len(self._columns) else "")
        parts = self._parts.get(self._formats.get(style, ""), set())
        if "year" not in parts or parts & {"day", "hours", "minutes", "seconds"} or not day.endswith("-01"):
            return day
        if "month" in parts:
            return day.removesuffix("-01")
        return day.removesuffix("-01-01")


class _ManifestReader(Reader):
    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] in ("encryption-data", "encrypted-key"):
            raise locked()


class _SheetReader(Reader):
    """`table` with its `table-row`, each with its `table-cell`, with attributes for a value and `p` for a text."""

    row_end = b"</table:table-row>"

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.rows = Rows()
        self.is_done = False
        self._sheet = sheet
        self._names = Locals()
        self._within = False
        self._row = 1
        self._row_times = self._cell_times = 1
        self._cells: list[str] = []
        self._in_cell = False
        self._aside = 0
        """how deep in something within a cell that is not its text, such as a note"""
        self._before = 0
        self._empty = 0
        """cells without anything since the last one with something"""
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._dates = _DateStyles()
        self._plain_texts: set[str] = set()
        """attributes, as written, of cells that stand once and are their text"""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names[name]
        if not self._within:
            self._within = local == "table" and attributes.get("table:name") == self._sheet and not self.is_done
            self.between_rows = self._within
            self._dates.note(name, attributes)
        elif self._in_cell:
            self._start_in_cell(name, local, attributes)
        elif local in ("table-cell", "covered-table-cell"):
            self._begin_cell(attributes)
        elif local == "table-row":
            self._begin_row(attributes)
            self.between_rows = False
        elif local == "table-column":
            self._dates.note_column(attributes)

    def end(self, name: str) -> None:
        local = self._names[name]
        if not self._within:
            return
        if self._in_cell:
            self._end_in_cell(local)
        elif local == "table-row":
            self._end_row()
            self.between_rows = True
        elif local == "table":
            self._within, self.is_done, self.between_rows = False, True, False

    def refuse_long_text(self) -> None:
        if sum(map(len, self.text)) > LONGEST_CELL:
            raise too_long(self._row, f"{len(self._cells) + self._empty + 1}", self.text[0])

    def take_plain(self, rows: str) -> None:
        written = rows.split("</table:table-row>")
        if written.pop().strip():
            raise NotPlain
        found = [(_PLAIN_ROW.match(row), _PLAIN_CELL.findall(row)) for row in written]
        cells = sum(len(cells) for _row, cells in found)
        refuse_other_tags(rows, 2 * (len(found) + cells + rows.count("<text:p>")) - rows.count("/>"))
        resolved(rows)
        attributes = [row[1] for row, _cells in found if row]
        if len(attributes) < len(found):
            raise NotPlain
        for of_row, (_row, plain_cells) in zip(attributes, found, strict=True):
            self._begin_row(dict(_ATTRIBUTE.findall(of_row)))
            for of_cell, text in plain_cells:
                self._take_cell(of_cell, text)
            self._end_row()

    def _take_cell(self, written: str, text: str) -> None:
        text = resolved(text)
        if _UNEVEN.search(text):
            text = _WHITE.sub(" ", text).strip(" ")
        if text and not self._empty and written in self._plain_texts:
            self._cells.append(text)
            return
        attributes = dict(_ATTRIBUTE.findall(written))
        if _is_text_once(attributes) and len(self._plain_texts) < MOST_KINDS:
            self._plain_texts.add(written)
        self._begin_cell(attributes)
        self._paragraphs = [text] if text else []
        self._in_cell = False
        self._add_cell(self._cell())

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row_times = _times(attributes.get("table:number-rows-repeated"), MOST_ROWS)
        self._cells, self._empty = [], 0

    def _end_row(self) -> None:
        self.kept += self.rows.add(self._row, self._cells, self._row_times)
        self._row += self._row_times

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._in_cell, self._aside = True, 0
        self._attributes, self._paragraphs = attributes, []
        self._cell_times = _times(attributes.get("table:number-columns-repeated"), MOST_COLUMNS)

    def _start_in_cell(self, name: str, local: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside += 1
        elif not name.startswith("text:") or local in ("ruby-text", "note"):
            self._aside = 1
            self._before = len(self.text)
        elif local in ("p", "h"):
            self.text.clear()
            self.keeps_text = True
        elif local == "s":
            self.text.append("\x00" * _times(attributes.get("text:c"), LONGEST_CELL))
        elif local in ("tab", "line-break"):
            self.text.append("\x01" if local == "tab" else "\x02")

    def _end_in_cell(self, local: str) -> None:
        if self._aside:
            self._aside -= 1
            if not self._aside:
                del self.text[self._before :]
        elif local in ("p", "h"):
            self._paragraphs.append(_WHITE.sub(" ", "".join(self.text)).strip(" ").translate(_WRITTEN))
            self.keeps_text = False
        elif local in ("table-cell", "covered-table-cell"):
            self._in_cell = False
            self._add_cell(self._cell())

    def _add_cell(self, cell: str) -> None:
        if not cell:
            # Trailing nothing, which is often repeated to the last column, is not made.
            self._empty += self._cell_times
            return
        if len(self._cells) + self._empty + self._cell_times > MOST_COLUMNS:
            raise too_wide(self._row)
        self._cells += [""] * self._empty
        self._cells += [cell] * self._cell_times
        self._empty = 0

    def _cell(self) -> str:
        attributes, text = self._attributes, "\n".join(self._paragraphs)
        if attributes.get("calcext:value-type") == "error":
            raise error_cell(self._row, len(self._cells) + self._empty, text)
        match attributes.get("office:value-type"):
            case "float" | "percentage" | "currency":
                return self._number(attributes.get("office:value", ""))
            case "date":
                day = iso_date(attributes.get("office:date-value", ""))
                position = len(self._cells) + self._empty
                return self._dates.shown(attributes.get("table:style-name", ""), position, day)
            case "time":
                return iso_duration(attributes.get("office:time-value", ""))
            case "boolean":
                return attributes.get("office:boolean-value", "").upper()
        return text if self._paragraphs else attributes.get("office:string-value", "")

    def _number(self, value: str) -> str:
        try:
            return shown_number(value)
        except ValueError:
            position = len(self._cells) + self._empty
            raise no_value(self._row, position, value) from None


def _is_text_once(attributes: dict[str, str]) -> bool:
    kinds = attributes.get("office:value-type"), attributes.get("calcext:value-type", "string")
    return kinds == ("string", "string") and "table:number-columns-repeated" not in attributes


def _times(text: str | None, most: int) -> int:
    """How often something is repeated; not more than could ever be."""
    if not text or not text.isdecimal():
        return 1
    return min(max(int(text[:9]), 1), most + 1)
