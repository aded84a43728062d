"""Files that are made to cost much are refused at once: bombs, endless cells, rows and columns."""

import base64
import copy
import hashlib
import io
import json
import zipfile

from tests.exchange.costs import costs_of
from tests.exchange.opening import all_cells, opened
from tests.exchange.test_hostile_files import A_TABLE, BOMB, DAMAGED
from tests.exchange.workbooks import ods, ods_parts, ods_rows, xlsx, xlsx_parts, zipped


def noise(length: int) -> str:
    """Text that cannot be packed."""
    return base64.b64encode(hashlib.shake_256(b"noise").digest(length * 3 // 4)).decode()


def overlapping() -> bytes:
    """One part that a thousand names stand for."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", noise(100_000))
        for number in range(1000):
            another = copy.copy(archive.filelist[0])
            another.filename = f"xl/worksheets/sheet{number}.xml"
            archive.filelist.append(another)
    return target.getvalue()


def understated() -> bytes:
    """A part that says it is small, and is not."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in xlsx_parts("").items():
            archive.writestr(
                name, part if "sheet1" not in name else part.replace("<sheetData>", "<sheetData>" + " " * 5_000_000)
            )
            if "sheet1" in name:
                archive.filelist[-1].file_size = 300
    return target.getvalue()


def nested(levels: int = 5) -> bytes:
    content = zipped({"0.txt": "0" * 1_000_000})
    for level in range(levels):
        content = zipped({f"{level}-{number}.zip": content for number in range(10)})
    return content


def one_text_everywhere() -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 1000))
    return zipped(xlsx_parts(cells, texts=[noise(4_000_000)]))


def repeated(text: str) -> bytes:
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        f'table:number-columns-repeated="16384"><text:p>{text}</text:p></table:table-cell></table:table-row>'
    )
    return zipped(ods_parts(ods_rows([["a"]]) + row))


def empty_cells(mark_up: str, times: int) -> bytes:
    unlike = noise(200 * times)
    blocks = "".join(f"<!--{unlike[at * 200 : at * 200 + 200]}-->{mark_up}" for at in range(times))
    return zipped(xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>' + blocks))


ENDLESS = "The sheet goes on without end, and nothing stands in it. Expected: a workbook without the empty rows."
TOO_MUCH = "The sheet has more than 1,073,741,824 characters. Please save it as CSV."
LONG_OR_OPEN = "The cell is longer than 5,000,000 characters, or the quote that opens it is never closed."
LONG_CELL = "The cell is longer than 5,000,000 characters."
COSTLY = {
    "huge.xlsx": (lambda: zipped(xlsx_parts(" " * 20_000_000)), BOMB),
    "overlapping.xlsx": (overlapping, BOMB),
    "understated.xlsx": (understated, DAMAGED),
    "nested.xlsx": (nested, f"This is a zip archive in which there is no workbook. {A_TABLE}"),
    "empty-cells.xlsx": (lambda: empty_cells(f"<row>{'<c/>' * 2000}</row>", 600), ENDLESS),
    "comments.xlsx": (lambda: empty_cells(" " * 8000, 4_500), ENDLESS),
    "repeated.ods": (lambda: repeated("x" * 100), f"row 2: {TOO_MUCH}"),
    "one-text.xlsx": (one_text_everywhere, f"row 269: {TOO_MUCH}"),
    "long-tag.xlsx": (
        lambda: zipped(xlsx_parts(f'<row r="1"><c r="{noise(6_000_000)}"/></row>')),
        "The workbook has a tag that is longer than 2,097,152 bytes, which no spreadsheet program writes.",
    ),
    "long-cell.xlsx": (
        lambda: zipped(xlsx_parts(f'<row r="1"><c r="A1" t="str"><v>{noise(10_000_000)}</v></c></row>')),
        f"row 1, column 1: “{noise(10_000_000)[:79]}…”: {LONG_CELL}",
    ),
    "long-cell.ods": (lambda: ods([["a" * 10_000_000]]), f"row 1, column 1: “{'a' * 79}…”: {LONG_CELL}"),
    "long-cell.csv": (lambda: b"a,b\n1," + b"x" * 10_000_000, f"row 2, column b: “{'x' * 79}…”: {LONG_CELL}"),
    "long-quoted.csv": (
        lambda: b'a,b\n1,"' + b"x" * 10_000_000 + b'"\n',
        f"row 2, column b: “{'x' * 79}…”: {LONG_OR_OPEN}",
    ),
    "never-closed.csv": (
        lambda: b'a,b\n1,"' + b"x,y\n" * 10_000_000,
        f"row 2, column b: “{('x,y ' * 20)[:79]}…”: {LONG_OR_OPEN}",
    ),
    "long-value.json": (
        lambda: b'[{"a": "' + b"x" * 9_000_000 + b'"}]',
        f"row 2, column a: “{'x' * 79}…”: {LONG_CELL}",
    ),
    "long-value.jsonl": (
        lambda: b'{"a": 1}\n{"a": "' + b"x" * 9_000_000 + b'"}',
        f"row 3, column a: “{'x' * 79}…”: {LONG_CELL}",
    ),
    "endless.json": (lambda: b'[{"a": "' + b"x" * 30_000_000, "row 2: The row is longer than 10,000,000 characters."),
    "columns.csv": (lambda: b"a," * 1_000_000 + b"\n", "row 1: The row has more than 16,384 cells."),
    "columns-below.csv": (lambda: b"a,b\n" + b"1," * 1_000_000, "row 2: The row has more than 16,384 cells."),
    "columns.json": (
        lambda: json.dumps([{str(number): "" for number in range(100_000)}]).encode(),
        "row 2: The row has more than 16,384 cells.",
    ),
    "columns.ods": (lambda: ods([["a"] * 20_000]), "row 1: The row has more than 16,384 cells."),
    "columns.xlsx": (
        lambda: zipped(xlsx_parts('<row r="1"><c r="XFE1"><v>1</v></c></row>')),
        "row 1: The row has more than 16,384 cells.",
    ),
    "rows.xlsx": (
        lambda: zipped(xlsx_parts('<row r="1048577"><c r="A1048577"><v>1</v></c></row>')),
        "The sheet has more than 1,048,576 rows.",
    ),
}


def test_what_is_meant_to_cost_much_costs_little(tmp_path):
    """Each is refused within 3 seconds of CPU, and the process grows by 50 MB at most."""
    paths = [tmp_path / name for name in COSTLY]
    for path in paths:
        path.write_bytes(COSTLY[path.name][0]())
    found = costs_of(paths)
    lines = {name: message for name, (_make, message) in COSTLY.items()}
    assert {path.name: cost["message"] for path, cost in zip(paths, found, strict=True)} == {
        name: f"{name}{', ' if message.startswith('row ') else ': '}{message}" for name, message in lines.items()
    }
    dear = {
        path.name: cost
        for path, cost in zip(paths, found, strict=True)
        if cost["seconds"] > 3 or cost["megabytes"] > 50
    }
    assert dear == {}


def test_a_cell_may_be_as_long_as_an_archived_text(tmp_path):
    text = "x" * 4_999_999 + "\n"
    rows = [["slug", "text"], ["a", text]]
    for content in (f'slug,text\na,"{text}"\n', json.dumps([{"slug": "a", "text": text}]), xlsx(rows)):
        assert all_cells(opened(tmp_path, content)) == rows
