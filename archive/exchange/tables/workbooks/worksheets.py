"""The cells of one sheet of XLSX, in a stream."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import LONGEST_CELL, MOST_COLUMNS, beyond, too_long, too_wide
from archive.exchange.tables.numbers import plain_double, shown_number
from archive.exchange.tables.records import Record
from archive.exchange.tables.workbooks.dates import Shown, iso_date, shown_date
from archive.exchange.tables.workbooks.markup import Locals, Reader, parse
from archive.exchange.tables.workbooks.parts import open_parts
from archive.exchange.tables.workbooks.plain import TEXT, NotPlain, refuse_other_tags, resolved
from archive.exchange.tables.workbooks.shared import SharedTexts
from archive.exchange.tables.workbooks.sheets import MOST_ROWS, Columns, Rows, error_cell, formula_alone, no_value
from archive.exchange.tables.workbooks.texts import unescaped
from archive.exchange.tables.workbooks.xlsx import Workbook, read_styles

DIGITS = "0123456789"


def read_worksheet(path: Path, workbook: Workbook, sheet: str) -> Iterator[Record]:
    """(row number, cells) of each row in which something stands. Raises FileFault."""
    with open_parts(path) as parts:
        texts = SharedTexts(parts.stream(workbook.shared_texts) if workbook.shared_texts in parts.names else ())
        try:
            reader = _SheetReader(texts, read_styles(parts, workbook), workbook.days_later)
            for _piece in parse(parts.stream(workbook.sheets[sheet]), reader):
                yield from reader.rows.taken()
        finally:
            texts.close()


_PLAIN_ROW = re.compile(r'\s*<row(?: r="(\d{1,7})"(?:[^<>&]*[^<>&/])?)?>')
_PLAIN_CELL = re.compile(
    # Its style stands before its type, or after it.
    r'<c(?: r="([A-Z]{1,3})\d{1,7}")?(?: s="(\d{1,5})")?(?: t="([A-Za-z]{1,9})")?(?(2)|(?: s="(\d{1,5})")?)'
    rf'(?:/>|>(?:<v>({TEXT})</v>|<is><t(?: xml:space="preserve")?>({TEXT})</t></is>)</c>)'
)
_Plain = tuple[str, str, str, str, str, str]
"""The letters of a cell's place, its style and its type, or its type and its style, its value, and its own text."""


class _SheetReader(Reader):
    """`row` with its `c`, each with a `v` (or `is` with `t`), which means what the cell's type says."""

    row_end = b"</row>"

    def __init__(self, texts: SharedTexts, styles: list[Shown], days_later: int) -> None:
        super().__init__()
        self.rows = Rows()
        self._texts = texts
        self._styles = {str(number): shown for number, shown in enumerate(styles) if shown}
        self._days_later = days_later
        self._names = Locals()
        self._columns = Columns()
        self._row = 0
        self._cells: list[str] = []
        self._type = self._style = self._value = ""
        self._pronounced = self._has_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = self._names[name]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v" or (name == "t" and not self._pronounced):
            self.text.clear()
            self.keeps_text = True
        elif name == "row":
            self._begin_row(attributes.get("r"))
            self.between_rows = False
        elif name == "sheetData":
            self.between_rows = True
        elif name == "f":
            self._has_formula = True
        elif name == "rPh":
            self._pronounced = True

    def end(self, name: str) -> None:
        name = self._names[name]
        if name == "c":
            if self._value or self._type == "e":
                self._cells[-1] = self._cell()
            elif self._has_formula and not self._type:
                raise formula_alone(self._row, len(self._cells) - 1)
        elif name in ("v", "t"):
            if self.keeps_text:
                self._value += "".join(self.text)
                self.keeps_text = False
        elif name == "row":
            self.kept += self.rows.add(self._row, self._cells)
            self._cells = []
            self.between_rows = True
        elif name == "sheetData":
            self.between_rows = False
        elif name == "rPh":
            self._pronounced = False

    def refuse_long_text(self) -> None:
        if len(self._value) + sum(map(len, self.text)) > LONGEST_CELL:
            raise too_long(self._row, f"{len(self._cells)}", self.text[0])

    def take_plain(self, rows: str) -> None:
        written = rows.split("</row>")
        if written.pop().strip():
            raise NotPlain
        found = [(_PLAIN_ROW.match(row), _PLAIN_CELL.findall(row)) for row in written]
        cells = sum(len(cells) for _row, cells in found)
        refuse_other_tags(rows, 2 * len(found) + 4 * cells - 3 * rows.count("/>") + 2 * rows.count("<is>"))
        resolved(rows)
        numbers = [row[1] for row, _cells in found if row]
        if len(numbers) < len(found):
            raise NotPlain
        for number, (_row, plain_cells) in zip(numbers, found, strict=True):
            self._begin_row(number)
            self._take_cells(plain_cells)
            self.kept += self.rows.add(self._row, self._cells)
            self._cells = []

    def _take_cells(self, plain_cells: list[_Plain]) -> None:
        cells, columns, styles, texts = self._cells, self._columns, self._styles, self._texts
        kept = texts.kept
        for letters, style, type_, late_style, value, own_text in plain_cells:
            if letters and (column := columns[letters]) != len(cells):
                self._skip_to(column, letters)
            if type_ == "s" and value.isdecimal():
                shared = int(value)
                cells.append(kept[shared] if shared < len(kept) else self._shared(value))
            elif not (type_ or late_style) and style not in styles and value.isdecimal() and value[0] in "123456789":
                cells.append(value)
            elif type_ == "inlineStr":
                cells.append(unescaped(resolved(value or own_text)))
            else:
                cells.append("")
                self._type, self._style, self._value = type_, style or late_style, resolved(value or own_text)
                if value or own_text or type_ == "e":
                    cells[-1] = self._cell()

    def _skip_to(self, column: int, place: str) -> None:
        missing = column - len(self._cells)
        if missing < 0:
            raise FileFault(Fault(self._row, "", _("The workbook is damaged: its cells are not in order."), place))
        self._cells.extend([""] * missing)

    def _begin_row(self, number: str | None) -> None:
        row = int(number) if number and number.isdecimal() and len(number) < 9 else self._row + 1
        if row <= self._row:
            raise FileFault(Fault(row, "", _("The workbook is damaged: its rows are not in order.")))
        if row > MOST_ROWS:
            raise beyond(_("The sheet has more than %(limit)s rows."), MOST_ROWS, Fault(0, "", ""))
        self._row = self._columns.row = row
        self._cells = []

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        cells = self._cells
        place = attributes.get("r")
        column = self._columns[place.rstrip(DIGITS)] if place else len(cells)
        if column != len(cells):
            self._skip_to(column, place or "")
        if column >= MOST_COLUMNS:
            raise too_wide(self._row)
        cells.append("")
        self._type = attributes.get("t", "")
        self._style = attributes.get("s", "")
        self._value = ""
        self._has_formula = False

    def _cell(self) -> str:
        value, type_ = self._value, self._type
        if type_ == "s":
            return self._shared(value)
        if type_ in ("", "n"):
            return self._number(value)
        if type_ == "e":
            raise error_cell(self._row, len(self._cells) - 1, value)
        if type_ == "b":
            return "FALSE" if value == "0" else "TRUE"
        return iso_date(value) if type_ == "d" else unescaped(value)

    def _shared(self, value: str) -> str:
        try:
            return self._texts[int(value)]
        except FileFault:
            raise
        except (ValueError, IndexError):
            raise self._no_value(value) from None

    def _number(self, value: str) -> str:
        if self._style in self._styles:
            return self._date(value)
        try:
            return shown_number(value)
        except ValueError:
            raise self._no_value(value) from None

    def _date(self, value: str) -> str:
        try:
            serial = float(value)
            date = shown_date(serial, self._styles[self._style], self._days_later) if abs(serial) < 1e7 else None
            # A number that no calendar has is shown as ##### and is still a number.
            return plain_double(serial) if date is None else date
        except ValueError:
            raise self._no_value(value) from None

    def _no_value(self, value: str) -> FileFault:
        return no_value(self._row, len(self._cells) - 1, value)
