"""Reading is strict: no cell is lost or moved in silence."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange import import_file
from archive.exchange.faults import FileFault
from archive.exchange.reading import read_sheet
from archive.exchange.tables.decoding import decoded
from archive.exchange.tables.records import read_records
from archive.exchange.writing import lines

CELLS = st.text(st.sampled_from("ab,;\"\r\n\t '") | st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TABLES = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1))


def sheet(text):
    data = text if isinstance(text, bytes) else text.encode()
    return read_sheet(data, "csv")


def faults(text):
    """What an import of topics says of the file."""
    data = text if isinstance(text, bytes) else text.encode()
    return import_file([data], "topics", dry_run=True).lines


@given(TABLES, st.sampled_from(",\t;"))
def test_any_table_is_read_back_as_it_was_written(rows, delimiter):
    text = "".join(lines(rows, delimiter))
    physical = io.StringIO(text, newline="\n")
    assert [cells for _number, cells in read_records(physical, delimiter)] == rows


@given(TABLES)
def test_python_reads_what_is_written_alike(rows):
    text = "".join(lines(rows))
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True)) == rows


@given(st.binary(max_size=60) | st.text(st.sampled_from('slug,name"\r\n\0a')).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    found = sheet(data)
    assert found.numbered or found.fault or not data or found.header
    assert not found.fault or found.fault.reason


@given(st.lists(st.binary(max_size=5)))
def test_it_does_not_matter_in_which_pieces_a_file_comes(pieces):
    assert told(pieces) == told([b"".join(pieces)])


def told(pieces):
    """The records, and why there are no more."""
    found = []
    try:
        found.extend(read_records(decoded(pieces)))
    except FileFault as refused:
        found.append(refused.fault)
    return found


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "END"])
def test_line_ends_and_the_byte_order_mark_are_as_one_likes(end, mark, last):
    text = mark + end.join(['slug,"name"', "a,", 'b,"x,\r\n""y"""']) + (end if last else "")
    assert sheet(text).header == ["slug", "name"]
    assert list(sheet(text).rows()) == [(2, ["a", ""]), (3, ["b", 'x,\r\n"y"'])]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "row 1: There is no header. Expected: slug, name, part_of, language, description."),
        ("\r\n", "row 1: There is no header."),
        ("name\r\nx\r\n", "row 1, column slug: The column is missing."),
        ("slug,name,name\r\n", "row 1, column name: “name”: The column stands twice. Expected: each column once."),
        ("slug,Name\r\n", "row 1: “Name”: There is no such column. Expected: a column of topics.csv: slug, name"),
        ("slug, name\r\n", "row 1: “ name”: There is no such column."),
        ("slug;name\r\n", "row 1: “slug;name”: The columns are not separated by commas."),
        ("slug,name\r\na\r\n", "row 2, column name: Cells in this row: 1; columns in the header: 2."),
        ("slug,name\r\na,b,c\r\n", "row 2: Cells in this row: 3; columns in the header: 2."),
        ("slug,name\r\n\r\na,b\r\n", "row 2: The row is empty."),
        (
            'slug,name\r\na,"b\r\nc,d\r\n',
            "row 2, column name: “b c,d”: The quote that opens this cell is never closed.",
        ),
        ('slug,name\r\na,b"c\r\n', 'row 2, column name: “b"c”: A quote stands within a cell that is not quoted.'),
        ('slug,name\r\na,"b"c\r\n', "row 2, column name: “b”: “c” follows the closing quote."),
        ('slug,name\r\n"a" ,b\r\n', "row 2, column slug: “a”: “ ,b” follows the closing quote."),
        ("slug,name\r\na,b\0c\r\n", "row 2, column name: “b␀c”: The cell holds a NUL character."),
        ('slug,name\r\na,"b\0c"\r\n', "row 2, column name: “b␀c”: The cell holds a NUL character."),
        ("slug,name\ra,b\r", "row 1, column 2: “name a”: A carriage return stands alone outside of quotes."),
        ("slug,name\r\na,b\rc\r\n", "row 2, column name: “b c”: A carriage return stands alone"),
        (b"slug,name\r\na,\xe9\r\n", "Line 2 is not UTF-8 (byte 0xE9). Expected: a file saved as UTF-8."),
        ("slug,name\r\na,b\r\n".encode("utf-16"), "Line 1 is not UTF-8 (byte 0xFF)."),
    ],
)
@pytest.mark.django_db
def test_a_broken_file_is_refused_with_row_column_and_reason(text, complaint):
    assert any(complaint in line for line in faults(text)), faults(text)


@pytest.mark.django_db
def test_the_rows_around_a_ragged_one_are_still_read():
    report = import_file([b"slug,name\r\na,1\r\nb\r\nc,3\r\n"], "topics")
    assert [outcome.row for outcome in report.outcomes] == [2, 4]
    assert [fault.row for fault in report.faults] == [3]


@pytest.mark.django_db
def test_rows_are_counted_as_records_not_as_lines():
    assert faults('slug,name\r\na,"x\r\ny\r\nz"\r\nb\r\n')[0].startswith("topics.csv, row 3, ")


@pytest.mark.django_db
def test_a_file_of_another_kind_is_not_answered_with_a_thousand_complaints():
    assert len(faults(",".join(f"c{number}" for number in range(5000)))) < 30


def test_a_cell_may_be_as_long_as_an_archived_text():
    text = "".join(lines([["slug", "text"], ["a", 'x"\n' * 400_000]]))
    assert list(sheet(text).rows()) == [(2, ["a", 'x"\n' * 400_000])]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("", ""),
        (" a ", " a "),
        ("a;b\tc'd", "a;b\tc'd"),
        ("a,b", '"a,b"'),
        ('a"b', '"a""b"'),
        ("a\nb", '"a\nb"'),
        ("a\rb", '"a\rb"'),
    ],
)
def test_only_what_must_be_quoted_is_quoted(cell, written):
    assert list(lines([[cell]])) == [written + "\r\n"]
