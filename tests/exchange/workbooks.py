"""Workbooks for tests, with as little in them as programs accept, and whatever harm is asked for."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from archive.exchange.tables.workbooks.sheets import letters_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = ("General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "mmm yyyy", "[h]:mm:ss", "yyyy")
"""What a cell's style `s` shows of its number."""

_SPACES = re.compile("^ |(?<= ) | $")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def xlsx_parts(rows: str, *, texts: Iterable[str] = (), prologue: str = "", sheets: Any = None) -> dict[str, str]:
    """The parts of an XLSX whose first sheet has these rows, as mark-up."""
    sheets = sheets or {"Sheet1": rows}
    numbered = list(enumerate(sheets.items(), start=1))
    of_sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{at}" r:id="rId{at}"/>' for at, (name, _rows) in numbered
    )
    codes = "".join(f'<numFmt numFmtId="{164 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(STYLES))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(STYLES)))
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at, _sheet in numbered
    )
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{of_sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{relations}'
        f'<Relationship Id="rId98" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
        f"</cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>",
        "xl/sharedStrings.xml": f'{prologue}<sst xmlns="{MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
        + "</sst>",
        **{
            f"xl/worksheets/sheet{at}.xml": f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData>'
            "</worksheet>"
            for at, (_name, content) in numbered
        },
    }


def xlsx_rows(rows: Iterable[Iterable[Any]]) -> tuple[str, list[str]]:
    """Rows as mark-up, and the texts that they share. None is no cell at all."""
    texts: dict[str, int] = {}
    written = []
    for number, cells in enumerate(rows, start=1):
        found = [
            _xlsx_cell(f"{letters_of(at)}{number}", cell, texts) for at, cell in enumerate(cells) if cell is not None
        ]
        written.append(f'<row r="{number}">{"".join(found)}</row>')
    return "".join(written), list(texts)


def _xlsx_cell(place: str, cell: Any, texts: dict[str, int]) -> str:
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell!r}</v></c>'
    return f'<c r="{place}" t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>'


def xlsx(rows: Iterable[Iterable[Any]]) -> bytes:
    written, texts = xlsx_rows(rows)
    return zipped(xlsx_parts(written, texts=texts))


def ods_parts(rows: str, *, prologue: str = "", sheets: Any = None) -> dict[str, str]:
    """The parts of an ODS whose first sheet has these rows, as mark-up."""
    spaces = "".join(f' xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}><table:table-column/>{content}</table:table>"
        for name, content in (sheets or {"Sheet1": rows}).items()
    )
    return {
        "mimetype": OPEN_DOCUMENT,
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"{prologue}<office:document-content{spaces}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
    }


def ods_rows(rows: Iterable[Iterable[Any]]) -> str:
    return "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows)


def _ods_cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        value = f'office:value-type="boolean" office:boolean-value="{str(cell).lower()}"'
    elif isinstance(cell, int | float):
        value = f'office:value-type="float" office:value="{cell!r}"'
    else:
        value = 'office:value-type="string"'
    return f"<table:table-cell {value}>{ods_text(str(cell))}</table:table-cell>"


def ods_text(text: str) -> str:
    """A text with its spaces, tabs and lines as ODS writes them."""
    lines = escape(text).replace("\t", "<text:tab/>").split("\n")
    return "".join(f"<text:p>{_SPACES.sub('<text:s/>', line)}</text:p>" for line in lines)


def ods(rows: Iterable[Iterable[Any]]) -> bytes:
    return zipped(ods_parts(ods_rows(rows)))
