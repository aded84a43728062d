"""Whatever a file of the archive's columns was made with, the importer makes the same records of it."""

import json

import pytest

from archive.exchange import FILES, import_files
from archive.exchange.tables import open_table
from tests.exchange.tables import exported
from tests.exchange.workbooks import ods, xlsx, xlsx_parts, xlsx_rows, zipped

pytestmark = pytest.mark.django_db

ROWS = [
    ["slug", "name", "description"],
    ["talks", "Gespräche", "two\nlines; and, more"],
    ["troops", "Truppen „alle“", ""],
]


def import_rows(folder, content, name):
    path = folder / "uploaded"
    path.write_bytes(content)
    return import_files([(FILES["topics"], open_table(path, name=name))], names=[name])


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("topics.xlsx", lambda: xlsx(ROWS)),
        ("topics.ods", lambda: ods(ROWS)),
        ("topics.json", lambda: json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]).encode()),
        (
            "topics.csv",
            lambda: "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS).encode("cp1252"),
        ),
    ],
)
def test_records_come_from_any_format(tmp_path, name, make):
    report = import_rows(tmp_path, make(), name)
    assert report.lines == []
    assert exported("topics") == (
        "slug,name,part_of,language,description\r\n"
        'talks,Gespräche,,,"two\nlines; and, more"\r\n'
        "troops,Truppen „alle“,,,\r\n"
    )


def test_a_cell_with_an_error_stops_the_import_and_is_named(tmp_path):
    rows, texts = xlsx_rows([["slug", "name"], ["talks", "Talks"]])
    broken = f'{rows}<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="e"><v>#REF!</v></c></row>'
    report = import_rows(tmp_path, zipped(xlsx_parts(broken, texts=[*texts, "march"])), "topics.xlsx")
    assert report.lines == [
        "topics.xlsx, row 3, column name: “#REF!”: The cell B3 holds an error instead of a value. "
        "Expected: a value, or an empty cell."
    ]
    assert exported("topics") == "slug,name,part_of,language,description\r\n"
