"""JSON and JSON Lines are tables like any other, and the same table is the same in every format."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange.tables.objects import read_lines_of_objects, read_list_of_objects
from tests.exchange.opening import all_cells, opened
from tests.exchange.workbooks import ods, xlsx

CELLS = st.text(
    st.characters(categories=["L", "N", "P", "Zs", "S"], include_characters="\n\t,;|'\""), min_size=1, max_size=8
)


def as_csv(rows, delimiter, encoding):
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return target.getvalue().encode(encoding)


def as_objects(rows):
    return [dict(zip(rows[0], cells, strict=True)) for cells in rows[1:]]


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4), st.booleans())
def test_the_same_table_is_the_same_in_every_format_and_encoding(tmp_path_factory, rows, spaced):
    table = [["slug", "title", "note"], *rows]
    objects, indent = as_objects(table), 1 if spaced else None
    folder = tmp_path_factory.mktemp("formats")
    # Cells are so odd here, and so few, that a delimiter can only be told.
    for delimiter, encoding in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16"), ("|", "utf-32")):
        content = as_csv(table, delimiter, encoding)
        assert all_cells(opened(folder, content, delimiter=delimiter, quote='"')) == table
    for content in (
        json.dumps(objects, indent=indent),
        json.dumps(objects, ensure_ascii=False, indent=indent),
        json.dumps(objects, ensure_ascii=False).encode("utf-16"),
        "\n".join(json.dumps(found, ensure_ascii=False) for found in objects),
        xlsx(table),
        ods(table),
    ):
        assert all_cells(opened(folder, content)) == table


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ('"text"', "text"),
        ('""', ""),
        ("null", ""),
        ("true", "TRUE"),
        ("false", "FALSE"),
        ("122000", "122000"),
        ("122000.0", "122000"),
        ("0.1", "0.1"),
        ("-0", "0"),
        ("-0.50", "-0.5"),
        ("1e3", "1000"),
        ("1.5E-7", "0.00000015"),
        ("12345678901234567890", "12345678901234567890"),
        ("[]", ""),
        ('["a", 1, true]', "a|1|TRUE"),
        ('["a|b", "c:d", "e>f", "g\\\\h"]', r"a\|b|c\:d|e\>f|g\\h"),
        (r'"\ud835\udc00\u00e9"', "𝐀é"),
    ],
)
def test_a_value_is_a_cell(tmp_path, value, cell):
    for content in (f'[{{"a": {value}, "b": "x"}}]', f'{{"a": {value}, "b": "x"}}\n'):
        assert all_cells(opened(tmp_path, content)) == [["a", "b"], [cell, "x"]]


def test_the_first_object_says_in_which_order_the_columns_stand(tmp_path):
    table = opened(tmp_path, '[{"a": 1, "b": 2}, {"b": 3, "a": 4}]', "t.json")
    assert list(table.rows()) == [(2, ["1", "2"]), (3, ["4", "3"])]
    assert (table.manner.format, table.manner.encoding, table.manner.header_row) == ("json", "utf-8", 1)


def test_empty_lines_are_passed_over_and_the_last_needs_no_end(tmp_path):
    assert all_cells(opened(tmp_path, '\n{"a": 1}\r\n\n{"a": 2}', "t.jsonl")) == [["a"], ["1"], ["2"]]


@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.text() | st.integers() | st.booleans()), min_size=1, max_size=4
    ),
    st.integers(1, 40),
)
def test_it_does_not_matter_in_which_pieces_a_text_comes(objects, size):
    def outcome(read, pieces):
        try:
            return list(read(pieces))
        except ValueError as refused:
            return str(refused)

    lines = "\n".join(map(json.dumps, objects))
    for read, text in ((read_list_of_objects, json.dumps(objects)), (read_lines_of_objects, lines)):
        pieces = [text[at : at + size] for at in range(0, len(text), size)]
        assert outcome(read, pieces) == outcome(read, [text])
