"""Files that mean harm, or are merely broken, are refused with a sentence, at once and at little cost."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange.faults import FileFault
from archive.exchange.tables import Told, ragged
from tests.exchange.opening import all_cells, opened, refusal
from tests.exchange.workbooks import ods, ods_parts, ods_rows, xlsx, xlsx_parts, xlsx_rows, zipped

A_TABLE = "Expected: a table as CSV, TSV, XLSX, ODS, JSON or JSON Lines."
A_VALUE = "Expected: a text, a number, true, false, null, or a list of these."
CELL = "Expected: a cell in quotes, with every quote inside it doubled."
DAMAGED = "The workbook is damaged or cut off. Expected: the whole file, as the spreadsheet program saved it."
BOMB = "This is a zip bomb: a small file that unpacks to a huge one. It was not unpacked."
DOCTYPE = "The workbook declares a document type or entities, which no spreadsheet program writes."
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
CSV = Told(format="csv", delimiter=",", quote='"')


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", f"t.csv: The file is empty. {A_TABLE}"),
        (b" \r\n\t\n", f"t.csv: The file is empty. {A_TABLE}"),
        (b"a,b\r\n1,\0\r\n", f"t.csv, row 2, column b: “␀”: The cell holds a NUL character. {CELL}"),
        (
            b'a,b\r\n1,"2\r\n3,4\r\n',
            f"t.csv, row 2, column b: “2 3,4”: The quote that opens this cell is never closed. {CELL}",
        ),
        (
            b'a,b\r\n1,2"3\r\n',
            f't.csv, row 2, column b: “2"3”: A quote stands within a cell that is not quoted. {CELL}',
        ),
        (b'a,b\r\n1,"2"3\r\n', f"t.csv, row 2, column b: “2”: “3” follows the closing quote. {CELL}"),
        (
            b"a,b\r\n1,2\r3,4\r\n",
            f"t.csv, row 2, column b: “2 3”: A carriage return stands alone outside of quotes. {CELL}",
        ),
        (b",,\r\n", "t.csv, row 1: There is no header. Expected: the names of the columns."),
        (b'{"a": 1,\n"b": 2}', "t.csv: The file has no list of objects. Expected: one object for each record."),
        (b"[]", "t.csv: The file has no list of objects. Expected: one object for each record."),
        (b'[{"a": 1}, 2]', "t.csv, row 3: This is not an object. Expected: one object for each record."),
        (
            b'[{"a": 1}, {"a": 2, "a": 3}]',
            "t.csv, row 3, column a: The name stands twice in the object. Expected: each name once.",
        ),
        (
            b'[{"a": 1, "a": 2}]',
            "t.csv, row 2, column a: The name stands twice in the object. Expected: each name once.",
        ),
        (
            b'[{"a": 1}, {"b": 2}]',
            "t.csv, row 3: “b, a”: The object does not have the same names as the first one. Expected: a.",
        ),
        (
            b'[{"a": 1}, {"a": {}}]',
            f"t.csv, row 3, column a: The value is an object or a list within a list. {A_VALUE}",
        ),
        (
            b'[{"a": ["x", null]}]',
            f't.csv, row 2, column a: “["x", null]”: An item of the list is empty. {A_VALUE}',
        ),
        (
            b'[{"a": "x\\u0000"}]',
            f"t.csv, row 2, column a: “x␀”: The cell holds a NUL character. {A_VALUE}",
        ),
        (
            b'[{"a": "\\ud800"}]',
            f"t.csv, row 2, column a: “?”: The cell holds half a character (a lone surrogate). {A_VALUE}",
        ),
        (b'[{"a": 1} {"a": 2}]', "t.csv, row 3: This is not JSON: a comma or the end of the list is missing."),
        (b'[{"a": 1}] x', "t.csv, row 3: This is not JSON: something follows the end of the list."),
        (b'[{"a": 1', "t.csv, row 2: This is not JSON: Expecting ',' delimiter."),
        (b'[{"a": NaN}]', "t.csv, row 2: This is not JSON: NaN is no number."),
        (b'[{"a": 1e999999999}]', "t.csv, row 2: This is not JSON: 1e999999999 cannot be written out."),
        (b'[{"a":' + b"[" * 100_000, "t.csv, row 2: This is not JSON: it is nested too deeply."),
        (b"[{}]", "t.csv, row 2: The object is empty. Expected: a name for each column."),
        (b'{"a": 1}\n{"a": 2}\n{"a": }\n', "t.csv, row 4: This is not JSON: Expecting value."),
        (b'{"a": 1}\n[2]\n', "t.csv, row 3: This is not an object. Expected: one object for each record."),
    ],
    ids=range(27),
)
def test_a_broken_text_is_refused_with_row_and_reason(tmp_path, content, line):
    assert refusal(tmp_path, content, "t.csv") == line


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n1 0 obj\n", f"This is a PDF document, not a table. {A_TABLE}"),
        (b"\x89PNG\r\n\x1a\n\0\0", f"This is a picture, not a table. {A_TABLE}"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", f"This is a picture, not a table. {A_TABLE}"),
        (b"\x1f\x8b\x08\0\0\0", f"This file is compressed. Please unpack it. {A_TABLE}"),
        (b"SQLite format 3\0\x10\0", f"This is a database, not a table. {A_TABLE}"),
        (b"PAR1\x15\x04", f"This is a Parquet file, which cannot be read here. {A_TABLE}"),
        (b"{\\rtf1\\ansi", f"This is a document in RTF, not a table. {A_TABLE}"),
        (b"\n<!DOCTYPE html><html><table>", f"This is a web page, not a table, whatever it is called. {A_TABLE}"),
        (b"<table><tr><td>1</td></tr></table>", f"This is a web page, not a table, whatever it is called. {A_TABLE}"),
        (b'<?xml version="1.0"?><Workbook>', f"This is an XML document, not a table. {A_TABLE}"),
        (bytes(range(1, 32)) * 20, f"This is a binary file, not a table. {A_TABLE}"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "Workbook".encode("utf-16-le"),
            "This is a document in Office's old binary form (such as .xls). Expected: a workbook saved as XLSX or ODS.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "EncryptedPackage".encode("utf-16-le"),
            "The workbook is locked with a password. Expected: a workbook saved without a password.",
        ),
        (zipped({"readme.txt": "x"}), f"This is a zip archive in which there is no workbook. {A_TABLE}"),
        (zipped({"word/document.xml": "<x/>"}), f"This is a zip archive in which there is no workbook. {A_TABLE}"),
        (zipped({}), f"This is a zip archive in which there is no workbook. {A_TABLE}"),
        (xlsx([["a"], [1]])[:-200], DAMAGED),
        (xlsx([["a"], [1]])[:500], DAMAGED),
        (b"PK\x03\x04" + bytes(100), DAMAGED),
        (
            zipped({**xlsx_parts(""), "../../x": "x"}),
            "“../../x”: The workbook holds a part whose name leads out of it. Expected: names such as xl/workbook.xml.",
        ),
        (
            zipped({**xlsx_parts(""), "C:\\x": "x"}),
            "“C:\\x”: The workbook holds a part whose name leads out of it. Expected: names such as xl/workbook.xml.",
        ),
        (
            zipped(xlsx_parts(""), zipfile.ZIP_LZMA),
            "The workbook is packed in a way that no spreadsheet program uses.",
        ),
        (
            zipped(
                {**ods_parts(""), "META-INF/manifest.xml": "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"}
            ),
            "The workbook is locked with a password. Expected: a workbook saved without a password.",
        ),
        (
            zipped(
                {
                    name.replace("workbook.xml", "workbook.bin"): part.replace("workbook.xml", "workbook.bin")
                    for name, part in xlsx_parts("").items()
                }
            ),
            "This is a workbook in Excel's binary form (.xlsb). Expected: a workbook saved as XLSX or ODS.",
        ),
    ],
    ids=range(24),
)
def test_what_is_no_table_is_refused_whatever_it_is_called(tmp_path, content, reason):
    for name in ("t.csv", "t.xlsx", "t.pdf", "t"):
        assert refusal(tmp_path, content, name) == f"{name}: {reason}"


def test_a_locked_zip_is_told(tmp_path):
    content = bytearray(xlsx([["a"], [1]]))
    directory = content.rfind(b"PK\x01\x02")
    content[directory + 8] |= 1
    assert refusal(tmp_path, bytes(content), "t.xlsx") == (
        "t.xlsx: The workbook is locked with a password. Expected: a workbook saved without a password."
    )


def test_a_part_twice_is_refused(tmp_path):
    target = io.BytesIO(xlsx([["a"], [1]]))
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<other/>")
    assert refusal(tmp_path, target.getvalue()) == "events.csv: “xl/workbook.xml”: The workbook holds a part twice."


@pytest.mark.parametrize("prologue", [LAUGHS, OUTSIDE], ids=["billion laughs", "external"])
@pytest.mark.parametrize("make", [xlsx_parts, ods_parts])
def test_document_types_and_entities_are_refused(tmp_path, make, prologue):
    assert refusal(tmp_path, zipped(make("", prologue=prologue)), "t.xlsx") == f"t.xlsx: {DOCTYPE}"


def test_entities_in_the_shared_texts_are_refused(tmp_path):
    rows, texts = xlsx_rows([["a"], ["b"]])
    parts = xlsx_parts(rows, texts=texts)
    parts["xl/sharedStrings.xml"] = LAUGHS + parts["xl/sharedStrings.xml"]
    assert refusal(tmp_path, zipped(parts), "t.xlsx") == f"t.xlsx: {DOCTYPE}"


@pytest.mark.parametrize(
    ("name", "content", "warning"),
    [
        (
            "t.csv",
            xlsx([["a"], [1]]),
            "t.csv: The name of the file says CSV, but it is read as XLSX, as its content is.",
        ),
        (
            "t.xlsx",
            ods([["a"], [1]]),
            "t.xlsx: The name of the file says XLSX, but it is read as ODS, as its content is.",
        ),
        ("t.xlsx", b"a,b\n1,2\n", "t.xlsx: The name of the file says XLSX, but it is read as CSV, as its content is."),
        ("t.json", b"a;b\n1;2\n", "t.json: The name of the file says JSON, but it is read as CSV, as its content is."),
        ("t.tsv", b'[{"a": 1}]', "t.tsv: The name of the file says TSV, but it is read as JSON, as its content is."),
        (
            "t.csv",
            b'{"a": 1}\n{"a": 2}',
            "t.csv: The name of the file says CSV, but it is read as JSON Lines, as its content is.",
        ),
        ("t.csv", b"a,b\r\n", "t.csv: The file has a header and no rows."),
    ],
)
def test_a_wrong_extension_and_a_header_alone_are_warned_of_and_read(tmp_path, name, content, warning):
    table = opened(tmp_path, content, name)
    assert [fault.line(name) for fault in table.warnings] == [warning]
    assert table.header


def test_a_format_that_the_file_has_not_is_refused(tmp_path):
    assert refusal(tmp_path, b"a,b\n", "t.xlsx", format="xlsx") == (
        "t.xlsx: This is no workbook, but a text. Expected: a file in the format XLSX."
    )
    assert refusal(tmp_path, xlsx([["a"]]), "t.csv", format="csv") == (
        "t.csv: “csv”: This is a workbook in XLSX. Expected: the format that the file has."
    )


def test_ragged_rows_come_as_they_are_and_are_told_in_one_sentence(tmp_path):
    table = opened(tmp_path, "a,b\n1\n1,2\n1,2,3\n\n", **vars(CSV))
    assert [len(cells) for _number, cells in table.rows()] == [1, 2, 3, 1]
    faults = [ragged(number, cells, table.header) for number, cells in table.rows() if len(cells) != 2]
    assert [fault.line("t.csv") for fault in faults] == [
        "t.csv, row 2, column b: Cells in this row: 1; columns in the header: 2. Expected: one cell for each column, "
        "quoted where it holds a comma.",
        "t.csv, row 4: Cells in this row: 3; columns in the header: 2. Expected: one cell for each column, "
        "quoted where it holds a comma.",
        "t.csv, row 5: The row is empty. Expected: as many cells as the header has.",
    ]


def test_names_of_columns_that_are_missing_or_stand_twice_are_told(tmp_path):
    table = opened(tmp_path, "a,,b,a, \n1,2,3,4,5\n")
    assert [fault.line("t.csv") for fault in table.problems] == [
        "t.csv, row 1, column 2: The column has no name. Expected: a name for each column.",
        "t.csv, row 1, column 5: The column has no name. Expected: a name for each column.",
        "t.csv, row 1, column a: “a”: The column stands twice. Expected: each column once.",
    ]


def test_names_that_deceive_the_eye_are_warned_of(tmp_path):
    table = opened(tmp_path, "n\u202eame,p\u0430ypal,plain\n1,2,3\n")
    assert [fault.line("t.csv") for fault in table.warnings] == [
        "t.csv, row 1, column n\u202eame: “n\u202eame”: It holds U+202E (right-to-left override), which makes it read "
        "in another order than it is written.",
        "t.csv, row 1, column p\u0430ypal: “p\u0430ypal”: In the word “p\u0430ypal” the letter U+0430 (cyrillic small "
        "letter a) looks like one of another script.",
    ]


WHOLE = [
    xlsx([["slug", "when"], ["a", 1.5], ["b", "ü"]]),
    ods([["slug", "when"], ["a", 1.5], ["b", "ü"]]),
    zipped(xlsx_parts(*xlsx_rows([["slug"], ["a"]])[:1], texts=["slug", "a"]), zipfile.ZIP_STORED),
    zipped(ods_parts(ods_rows([["slug"], ["a"]])), zipfile.ZIP_STORED),
    b'[{"slug": "a", "when": ["2021", 1.5]}, {"slug": "b", "when": null}]',
    b'slug;when\r\n"a";"2021\r\n"\r\nb;\r\n',
]


@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_any_damage_is_read_or_refused_with_a_sentence(tmp_path_factory, whole, damages):
    content = bytearray(whole)
    for place, byte in damages:
        content[int(place * (len(content) - 1))] = byte
    told = "."
    try:
        all_cells(opened(tmp_path_factory.mktemp("damaged"), bytes(content)))
    except FileFault as refused:
        told = str(refused.fault.reason)
    assert told.endswith(".")


def test_scripts_and_addresses_pass_through_unchanged(tmp_path):
    """What they mean is for the importer to judge, and for pages to escape."""
    cells = ["<script>alert(1)</script>", "javascript:alert(1)", '"><img src=x onerror=alert(1)>', "=cmd|'/c calc'!A0"]
    rows = [["a", "b", "c", "d"], cells]
    as_json = json.dumps([dict(zip("abcd", cells, strict=True))])
    as_csv = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    for content in (as_csv, as_json, xlsx(rows), ods(rows)):
        assert all_cells(opened(tmp_path, content)) == rows
