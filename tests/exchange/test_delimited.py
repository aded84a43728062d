"""CSV of anybody's making: what it is written with is found out, shown, and can be said instead."""

import csv
import io

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.exchange.faults import FileFault
from archive.exchange.tables import Told
from archive.exchange.tables.decoding import decoded
from archive.exchange.tables.records import _Strict, read_records
from tests.exchange.opening import all_cells, opened, refusal

ROWS = [
    ["slug", "title", "when", "note"],
    ["talks", "Gespräche, in Genf", "2021-12-22", 'sie sagten "nein"'],
    ["march", "Größe; Stärke|Wärme", "2021-11/..", "Zeile\r\nüber zwei"],
    ["denial", "", "1999", "it's a tab:\t"],
]
TEXTS = {
    "cp1250": "Gdańsk leży nad morzem, a Łódź nie; żółta część książki",
    "cp1251": "Министерство обороны опровергло сообщения о переброске войск",
    "cp1252": "le président a déclaré à l'été que ça ira très bien, forêt",
    "cp1253": "Το υπουργείο διέψευσε την είδηση για τις συνομιλίες",
    "cp1254": "Bakanlık görüşmelerin başladığını açıkladı, değil mi",
    "iso8859-2": "książka leży na stole, a więc może być żółta",
    "koi8-r": "Министерство обороны опровергло сообщения о переброске войск",
    "mac-roman": "le président a déclaré à l'été que ça ira très bien, forêt",
    "cp932": "政府は昨日、外国の大使と会談したと発表した。会議が行われた。",
}
PIECES = st.lists(st.text(st.sampled_from("ab,;\"\r\n'")), max_size=8)


def written(rows, delimiter=",", quote='"', end="\r\n"):
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter, quotechar=quote, lineterminator=end).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_the_same_table_is_read_from_every_encoding_and_delimiter(tmp_path, encoding, delimiter, end):
    table = opened(tmp_path, written(ROWS, delimiter, end=end).encode(encoding), "table.csv")
    assert all_cells(table) == ROWS
    assert table.manner.delimiter == delimiter
    assert table.manner.format == ("tsv" if delimiter == "\t" else "csv")
    assert [number for number, _cells in table.rows()] == [2, 3, 4]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "^", "\x1f"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_whatever_delimiter_and_quote_is_told_is_taken(tmp_path, delimiter, quote):
    table = opened(tmp_path, written(ROWS, delimiter, quote), delimiter=delimiter, quote=quote)
    assert all_cells(table) == ROWS
    told = {finding.aspect: finding.sureness for finding in table.findings}
    assert (told["delimiter"], told["quote"]) == ("told", "told")


def test_single_quotes_are_found_out(tmp_path):
    table = opened(tmp_path, "name;text\n'a;b';'it''s'\n'c;d;e';f\n")
    assert (table.manner.quote, all_cells(table)[1:]) == ("'", [["a;b", "it's"], ["c;d;e", "f"]])


def test_in_a_file_with_tabs_quotes_within_cells_are_characters(tmp_path):
    table = opened(tmp_path, 'name\tsize\npipe\t5" or 6"\nrod\t7"\n', "gdelt.tsv")
    assert (table.manner.quote, all_cells(table)[1:]) == ("", [["pipe", '5" or 6"'], ["rod", '7"']])


def test_the_line_that_names_the_delimiter_is_no_row(tmp_path):
    table = opened(tmp_path, "sep=;\r\na;b\r\n1,5;2\r\n")
    assert (table.manner.header_row, table.header, list(table.rows())) == (2, ["a", "b"], [(3, ["1,5", "2"])])


def test_decimal_commas_are_no_delimiters(tmp_path):
    assert opened(tmp_path, "x;y\n1,5;2,5\n3,5;4,5\n").manner.delimiter == ";"


@pytest.mark.parametrize("encoding", TEXTS)
def test_an_encoding_is_known_by_its_letters(tmp_path, encoding):
    text = f'name,text\r\nx,"{TEXTS[encoding]}"\r\n'
    table = opened(tmp_path, text.encode(encoding))
    assert (table.manner.encoding, all_cells(table)[1][1]) == (encoding, TEXTS[encoding])


def test_of_two_encodings_that_fit_alike_the_commoner_is_taken_and_the_other_offered(tmp_path):
    table = opened(tmp_path, "name\r\nZürich, größer\r\n".encode("cp1252"), delimiter=";")
    finding = next(finding for finding in table.findings if finding.aspect == "encoding")
    assert (finding.value, finding.sureness) == ("cp1252", "guess")
    assert finding.reason == "Its letters fit windows-1252 and windows-1250 alike; please look at the sample."
    assert table.choices.encodings[:2] == ("cp1252", "cp1250")


def test_another_encoding_can_be_told(tmp_path):
    content = "name\r\nčaj\r\n".encode("cp1250")
    assert all_cells(opened(tmp_path, content, encoding="windows-1250"))[1] == ["čaj"]
    assert opened(tmp_path, content, encoding="windows-1250").manner.encoding == "cp1250"
    assert all_cells(opened(tmp_path, content, encoding="latin-1"))[1] == ["èaj"]


def test_letters_far_down_the_file_tell_its_encoding(tmp_path):
    content = "name,text\r\n" + "plain,plain\r\n" * 60_000 + "x,Gdańsk leży tu, Łódź też\r\n".replace(", ", " ")
    assert opened(tmp_path, content.encode("cp1250")).manner.encoding == "cp1250"


def test_a_byte_that_does_not_decode_is_named_with_its_line(tmp_path):
    content = b"name,text\r\n" + b"plain,plain\r\n" * 100_000 + b"x,\xff\r\n"
    table = opened(tmp_path, content, encoding="utf-8")
    rows = table.rows()
    assert sum(1 for _row in zip(range(100_000), rows, strict=False)) == 100_000
    complaint = r"^Line 100002 is not UTF-8 \(byte 0xFF\)\. Expected: a file saved as UTF-8\.$"
    with pytest.raises(FileFault, match=complaint):
        next(rows)
    assert refusal(tmp_path, b"name\r\na\r\n\x81\r\n", encoding="cp1252") == (
        "events.csv: Line 3 is not windows-1252 (byte 0x81). Expected: a file saved as windows-1252."
    )


def test_a_damaged_file_in_utf8_is_not_taken_for_another_encoding(tmp_path):
    content = b"name,text\r\n" + "x,größer und schöner\r\n".encode() * 50 + b"x,\xe4\r\n"
    table = opened(tmp_path, content)
    assert table.manner.encoding == "utf-8"
    assert table.sample(1).rows == [(2, ["x", "größer und schöner"])]
    assert refusal(tmp_path, content) == (
        "events.csv: Line 52 is not UTF-8 (byte 0xE4). Expected: a file saved as UTF-8."
    )


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        ({"encoding": "klingon"}, "“klingon”: There is no encoding of that name. Expected: a name such as utf-8 or"),
        ({"encoding": "base64"}, "“base64”: There is no encoding of that name."),
        ({"delimiter": "ab"}, "“'ab'”: This cannot separate cells. Expected: one character"),
        ({"delimiter": "\n"}, "“'\\n'”: This cannot separate cells."),
        ({"delimiter": "'", "quote": "'"}, '“"\'"”: This cannot separate cells.'),
        ({"quote": "''"}, "“\"''\"”: This cannot quote cells. Expected: one character, or none."),
        ({"format": "xml"}, "“xml”: There is no such format. Expected: csv, tsv, xlsx, ods, json, jsonl."),
        ({"header_row": 9}, "row 9: There is no header in this row. Expected: the names of the columns."),
    ],
)
def test_what_cannot_be_told_is_refused(tmp_path, told, complaint):
    assert complaint in refusal(tmp_path, "a,b\n1,2\n", **told)


def test_the_manner_of_one_table_opens_the_next(tmp_path):
    first = opened(tmp_path, written(ROWS, ";").encode("cp1252"))
    again = opened(tmp_path, written(ROWS, ";").encode("cp1252"), **vars(first.manner))
    assert again.manner == first.manner
    assert {finding.sureness for finding in again.findings} == {"told"}
    assert Told(**vars(first.manner)) == first.manner


def test_a_title_above_the_header_is_passed_over_and_may_be_told_otherwise(tmp_path):
    content = "Events of 2021\r\n\r\nname,when,where\r\na,b,c\r\n"
    table = opened(tmp_path, content)
    assert (table.header, list(table.rows())) == (["name", "when", "where"], [(4, ["a", "b", "c"])])
    assert next(f for f in table.findings if f.aspect == "header_row").sureness == "guess"
    assert opened(tmp_path, content, header_row=1).header == ["Events of 2021"]


def test_a_table_is_read_as_often_as_need_be_and_shows_a_sample(tmp_path):
    table = opened(tmp_path, "a,b\n" + "1,2\n" * 30)
    assert list(table.rows()) == list(table.rows())
    assert [number for number, _cells in table.sample().rows] == list(range(2, 12))
    assert len(table.sample(3).rows) == 3
    broken = opened(tmp_path, 'a,b\n1,2\n3,"4\n', quote='"')
    assert (broken.sample().rows, broken.sample().fault.row) == ([(2, ["1", "2"])], 3)


@given(PIECES, st.sampled_from(",;|"), st.sampled_from(['"', "'", ""]))
def test_the_quick_reader_and_the_strict_one_agree(pieces, delimiter, quote):
    def outcome(read):
        found, fault = [], None
        try:
            found += read()
        except FileFault as refused:
            fault = refused.fault
        return found, fault

    text = "".join(pieces)
    strict = outcome(lambda: enumerate(_Strict(delimiter, quote).records(text), start=1))
    assert outcome(lambda: read_records([text], delimiter, quote)) == strict
    in_pieces = outcome(lambda: read_records(pieces, delimiter, quote))
    assert in_pieces == strict


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=2, max_size=2),
        min_size=1,
    )
)
def test_any_cells_are_read_back_from_any_dialect(rows):
    for delimiter, quote in [(",", '"'), (";", "'"), ("\t", '"')]:
        text = written(rows, delimiter, quote)
        assert [cells for _number, cells in read_records([text], delimiter, quote)] == rows


@given(st.binary(max_size=300), st.integers(1, 7))
def test_pieces_of_bytes_decode_as_the_whole_does(data, size):
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        assume(False)
    assert "".join(decoded(pieces)) == whole.removeprefix("\ufeff")
