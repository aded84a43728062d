"""XLSX (ECMA-376, and Strict as of ISO/IEC 29500): what is where in the zip, its sheets and its styles."""

import posixpath
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.workbooks.dates import BUILT_IN, FROM_1904, Shown, shown_by
from archive.exchange.tables.workbooks.markup import Locals, Reader, read_small
from archive.exchange.tables.workbooks.parts import Parts

SMALL_PART = 16 * 1024**2
"""bytes of a part that is kept as a whole: the list of sheets, the styles"""
USUAL_PLACE = "xl/workbook.xml"


@dataclass
class Workbook:
    """Where the parts of a workbook are. `sheets` are those with cells that are shown, by name, in their order."""

    sheets: dict[str, str] = field(default_factory=dict)
    shared_texts: str = ""
    styles: str = ""
    days_later: int = 0


def look_into(parts: Parts) -> Workbook | None:
    """What is in the workbook; None if the zip is none in XLSX. Raises FileFault."""
    main = next((part for kind, part in _related(parts, "").values() if kind == "officeDocument"), USUAL_PLACE)
    if main.endswith(".bin"):
        reason = _("This is a workbook in Excel's binary form (.xlsb).")
        raise FileFault(Fault(0, "", reason, expected=_("a workbook saved as XLSX or ODS")))
    if main not in parts.names or "xl/" not in main:
        return None
    reader = _WorkbookReader()
    read_small(parts.stream(main, SMALL_PART), reader)
    related = _related(parts, main)
    found = Workbook(days_later=FROM_1904 if reader.from_1904 else 0)
    for name, key in reader.sheets:
        kind, part = related.get(key, ("", ""))
        if kind == "worksheet":
            found.sheets[name] = part
    by_kind = dict(related.values())
    found.shared_texts, found.styles = by_kind.get("sharedStrings", ""), by_kind.get("styles", "")
    return found


def read_styles(parts: Parts, workbook: Workbook) -> list[Shown]:
    """What each style of a cell shows of a number. Raises FileFault."""
    if workbook.styles not in parts.names:
        return []
    reader = _StylesReader()
    read_small(parts.stream(workbook.styles, SMALL_PART), reader)
    return [reader.formats.get(number, BUILT_IN.get(number, "")) for number in reader.styles]


def _related(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """(kind, part) by the key under which a part, or the zip as a whole, names them. Raises FileFault."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in parts.names:
        return {}
    reader = _RelationsReader(folder)
    read_small(parts.stream(relations, SMALL_PART), reader)
    return reader.found


class _RelationsReader(Reader):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}
        self._folder = folder
        self._names = Locals()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._names[name] != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", "")))
        self.found[attributes.get("Id", "")] = kind, target.lstrip("/")


class _WorkbookReader(Reader):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False
        self._names = Locals()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names[name]
        if local == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            self.sheets.append((attributes.get("name", ""), key))
        elif local == "workbookPr":
            self.from_1904 = attributes.get("date1904") in ("1", "true")


class _StylesReader(Reader):
    """`numFmt` has the codes of formats, `cellXfs` the styles of cells; `cellStyleXfs` holds others of that name."""

    def __init__(self) -> None:
        super().__init__()
        self.formats: dict[int, Shown] = {}
        self.styles: list[int] = []
        self._names = Locals()
        self._of_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names[name]
        if local == "cellXfs":
            self._of_cells = True
        elif local == "xf" and self._of_cells:
            self.styles.append(_number(attributes.get("numFmtId")))
        elif local == "numFmt":
            self.formats[_number(attributes.get("numFmtId"))] = shown_by(attributes.get("formatCode", ""))

    def end(self, name: str) -> None:
        if self._names[name] == "cellXfs":
            self._of_cells = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0
