"""Workbooks are read as people see them: plain numbers, days, cells with errors told by their names."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.exchange.faults import FileFault
from archive.exchange.tables.workbooks.dates import shown_by, shown_date
from archive.exchange.tables.workbooks.ods import _SheetReader as OpenDocumentReader
from archive.exchange.tables.workbooks.worksheets import _SheetReader as WorksheetReader
from tests.exchange.opening import all_cells, opened, refusal
from tests.exchange.workbooks import ods, ods_parts, ods_rows, ods_text, xlsx, xlsx_parts, xlsx_rows, zipped

PLAIN = [
    ["slug", "title", "number", "sure"],
    ["talks", "Gespräche, in „Genf“ 𝔸", 122000.0, True],
    ["march", "two\nlines & <tags>", 0.1 + 0.2, False],
    ["denial", " spaces  kept ", -1.5e-7, True],
]
CELLS = [
    ["slug", "title", "number", "sure"],
    ["talks", "Gespräche, in „Genf“ 𝔸", "122000", "TRUE"],
    ["march", "two\nlines & <tags>", "0.3", "FALSE"],
    ["denial", " spaces  kept ", "-0.00000015", "TRUE"],
]
NO_VALUE = "The workbook is damaged: the cell A2 has no value that can be read."
TEXTS = st.text(st.characters(categories=["L", "N", "P", "Zs", "S"], include_characters="\n\t"), max_size=8)


def sheet(cells, **options):
    """An XLSX with a header and one row of cells as mark-up, `{at}` being each one's place."""
    row = "".join(cell.format(at=f"{letter}2") for letter, cell in zip(string.ascii_uppercase, cells, strict=False))
    header, texts = xlsx_rows([[f"c{number}" for number in range(len(cells))]])
    return zipped(xlsx_parts(f'{header}<row r="2">{row}</row>', texts=texts, **options))


def both_ways(content, folder, reader):
    """Whether all rows are given to the parser or not makes no difference."""

    def outcome():
        try:
            return all_cells(opened(folder, content))
        except FileFault as refused:
            return refused.fault

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.exchange.tables.workbooks.parts.PIECE", 100)
        quick = outcome()
        patch.setattr(reader, "row_end", b"")
        assert outcome() == quick


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_workbook_gives_the_cells_that_its_csv_would(tmp_path, make):
    table = opened(tmp_path, make(PLAIN), f"table.{make.__name__}")
    assert all_cells(table) == CELLS
    assert (table.manner.format, table.manner.sheet, table.manner.header_row) == (make.__name__, "Sheet1", 1)
    assert (table.warnings, table.problems) == ([], [])


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3).filter(any), min_size=1, max_size=5))
def test_any_texts_come_back_from_either_format(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("workbooks")
    header = ["a", "b", "c"]
    for make in (xlsx, ods):
        assert all_cells(opened(folder, make([header, *rows]))) == [header, *rows]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="{at}"><v>122000</v></c>', "122000"),
        ('<c r="{at}" t="n"><v>122000.0</v></c>', "122000"),
        ('<c r="{at}"><v>0.10000000000000001</v></c>', "0.1"),
        ('<c r="{at}"><v>0.30000000000000004</v></c>', "0.3"),
        ('<c r="{at}"><v>1E5</v></c>', "100000"),
        ('<c r="{at}"><v>1.4999999999999999E-2</v></c>', "0.015"),
        ('<c r="{at}"><v>12345678901234567</v></c>', "12345678901234567"),
        ('<c r="{at}"><v>-0</v></c>', "0"),
        ('<c r="{at}" s="1"><v>44552</v></c>', "2021-12-22"),
        ('<c r="{at}" s="1"><v>44552.676388888889</v></c>', "2021-12-22T16:14:00"),
        ('<c r="{at}" s="2"><v>44552</v></c>', "2021-12-22"),
        ('<c r="{at}" s="3"><v>0.676388888888889</v></c>', "16:14:00"),
        ('<c r="{at}" s="4"><v>44531</v></c>', "2021-12"),
        ('<c r="{at}" s="4"><v>44532</v></c>', "2021-12-02"),
        ('<c r="{at}" s="5"><v>1.5</v></c>', "36:00:00"),
        ('<c r="{at}" s="6"><v>44197</v></c>', "2021"),
        ('<c r="{at}" s="1"><v>-3</v></c>', "-3"),
        ('<c r="{at}" t="d" s="1"><v>2021-12-22T00:00:00</v></c>', "2021-12-22"),
        ('<c r="{at}" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="{at}" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="{at}" t="str"><f>UPPER("x")</f><v>X</v></c>', "X"),
        ('<c r="{at}"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="{at}" t="inlineStr"><is><t>a</t></is></c>', "a"),
        ('<c r="{at}" t="inlineStr"><is><r><t>a </t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>', "a b"),
        ('<c r="{at}" t="str"><v>a_x000D_\nb_x005F_x0041_</v></c>', "a\r\nb_x0041_"),
        ('<c t="str"><v>no place</v></c>', "no place"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(tmp_path, cell, expected):
    assert all_cells(opened(tmp_path, sheet([cell, '<c r="{at}"><v>1</v></c>']))) == [["c0", "c1"], [expected, "1"]]


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        ('office:value-type="float" office:value="122000"', "122.000,00", "122000"),
        ('office:value-type="percentage" office:value="0.1"', "10 %", "0.1"),
        ('office:value-type="currency" office:value="1.50"', "1,50 €", "1.5"),
        ('office:value-type="date" office:date-value="2021-12-22"', "22.12.21", "2021-12-22"),
        ('office:value-type="date" office:date-value="2021-12-22T00:00:00"', "22.12.21", "2021-12-22"),
        ('office:value-type="date" office:date-value="2021-12-22T16:14:00.000000001"', "x", "2021-12-22T16:14:00"),
        ('office:value-type="time" office:time-value="PT16H14M00S"', "16:14", "16:14:00"),
        ('office:value-type="boolean" office:boolean-value="true"', "WAHR", "TRUE"),
        ('office:value-type="string"', "a", "a"),
        ('office:value-type="string" office:string-value="b"', None, "b"),
    ],
)
def test_a_cell_of_ods_is_read_by_its_value_not_by_how_it_is_shown(tmp_path, attributes, text, expected):
    shown = "" if text is None else ods_text(text)
    row = f"<table:table-row><table:table-cell {attributes}>{shown}</table:table-cell></table:table-row>"
    content = zipped(ods_parts(ods_rows([["a"]]) + row))
    assert all_cells(opened(tmp_path, content)) == [["a"], [expected]]


def test_a_day_of_ods_that_is_shown_as_a_month_or_a_year_is_one(tmp_path):
    styles = (
        '<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>'
        '<number:date-style style:name="N2"><number:year/></number:date-style>'
        '<number:date-style style:name="N3"><number:year/><number:month/><number:day/></number:date-style>'
        + "".join(f'<style:style style:name="c{n}" style:data-style-name="N{n}"/>' for n in (1, 2, 3))
    )
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="c1"/>'
    cells = [("", "2021-12-01"), ("", "2021-12-01"), ("c1", "2021-12-02"), ("c2", "2021-01-01"), ("c3", "2021-01-01")]
    row = "".join(
        f'<table:table-cell {f"""table:style-name="{style}" """ if style else ""}office:value-type="date" '
        f'office:date-value="{day}"/>'
        for style, day in [*cells, ("c2", "2021-12-01")]
    )
    parts = ods_parts(ods_rows([["a", "b", "c", "d", "e", "f"]]) + f"<table:table-row>{row}</table:table-row>")
    body = parts["content.xml"].replace("<table:table-column/>", columns)
    parts["content.xml"] = body.replace(
        "<office:body>", f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
    )
    shown = ["2021-12-01", "2021-12", "2021-12-02", "2021", "2021-01-01", "2021-12-01"]
    assert all_cells(opened(tmp_path, zipped(parts)))[1] == shown


def test_notes_links_and_written_white_space_of_ods(tmp_path):
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation>'
        "<text:p>\n  two <text:a>linked\n words</text:a><text:s text:c='2'/>and<office:annotation><text:p>aside"
        "</text:p></office:annotation><text:tab/>a tab<text:line-break/>end  </text:p></table:table-cell>"
    )
    content = zipped(ods_parts(ods_rows([["a"]]) + f"<table:table-row>{cell}</table:table-row>"))
    assert all_cells(opened(tmp_path, content))[1] == ["two linked words  and\ta tab\nend"]


def test_what_is_repeated_in_ods_is_repeated(tmp_path):
    rows = (
        ods_rows([["a", "b", "c"]])
        + '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"'
        ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row><table:table-row-group>" + ods_rows([["1", "", "3"]]) + "</table:table-row-group>"
        '<table:table-row table:number-rows-repeated="1048569"><table:table-cell/></table:table-row>'
    )
    table = opened(tmp_path, zipped(ods_parts(rows)))
    assert list(table.rows()) == [(2, ["x", "x", ""]), (3, ["x", "x", ""]), (7, ["1", "", "3"])]


def test_rows_keep_the_numbers_that_people_see_and_empty_ones_are_passed_over(tmp_path):
    rows = (
        '<row r="3"><c r="A3" t="str"><v>a</v></c><c r="B3" t="str"><v>b</v></c></row>'
        '<row r="5"><c r="B5" s="1"/></row><row r="9"><c r="B9"><v>1</v></c><c r="C9" s="1"/></row>'
    )
    table = opened(tmp_path, zipped(xlsx_parts(rows)))
    assert (table.manner.header_row, table.header, list(table.rows())) == (3, ["a", "b"], [(9, ["", "1"])])


def test_one_sheet_is_read_and_all_are_named(tmp_path):
    first, _texts = xlsx_rows([[1], [2]])
    second = '<row r="1"><c r="A1" t="str"><v>x</v></c></row>'
    sheets = {"First": first, "Größe & Co": second}
    for content in (
        zipped(xlsx_parts("", sheets=sheets)),
        zipped(
            ods_parts(
                "", sheets=dict.fromkeys(sheets, "") | {"First": ods_rows([[1], [2]]), "Größe & Co": ods_rows([["x"]])}
            )
        ),
    ):
        table = opened(tmp_path, content)
        assert table.choices.sheets == ("First", "Größe & Co")
        assert (table.manner.sheet, table.header) == ("First", ["1"])
        assert next(found for found in table.findings if found.aspect == "sheet").reason == "It is the first one."
        assert opened(tmp_path, content, sheet="Größe & Co").header == ["x"]
        assert refusal(tmp_path, content, "two.xlsx", sheet="Third") == (
            "two.xlsx: “Third”: There is no such sheet. Expected: First, Größe & Co."
        )


def test_sheets_that_are_not_shown_are_left_out(tmp_path):
    parts = xlsx_parts("", sheets={"Secret": xlsx_rows([[1]])[0], "Shown": xlsx_rows([[2]])[0]})
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace('name="Secret"', 'name="Secret" state="hidden"')
    assert opened(tmp_path, zipped(parts)).choices.sheets == ("Shown",)


def test_a_cell_with_an_error_is_named(tmp_path):
    content = sheet(['<c r="{at}"><v>1</v></c>', '<c r="{at}" t="e"><f>A1/0</f><v>#DIV/0!</v></c>'])
    expected = "row 2, column c1: “#DIV/0!”: The cell B2 holds an error instead of a value. Expected: a value, or an "
    assert refusal(tmp_path, content, "e.xlsx") == f"e.xlsx, {expected}empty cell."
    row = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="1"/><table:table-cell '
        'office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p>'
        "</table:table-cell></table:table-row>"
    )
    content = zipped(ods_parts(ods_rows([["c0", "c1"]]) + row))
    assert refusal(tmp_path, content, "e.ods") == f"e.ods, {expected}empty cell."


def test_a_formula_that_was_never_worked_out_is_named(tmp_path):
    content = sheet(['<c r="{at}" t="str"><f>A1</f><v></v></c>', '<c r="{at}"><f>1+1</f><v/></c>'])
    assert refusal(tmp_path, content, "f.xlsx") == (
        "f.xlsx, row 2, column c1: The cell B2 holds a formula without its value. "
        "Expected: a workbook saved by a spreadsheet program."
    )


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ('<c r="{at}"><v>many</v></c>', f"“many”: {NO_VALUE}"),
        (
            '<c r="{at}" s="1"><v>inf</v></c>',
            f"“inf”: {NO_VALUE}",
        ),
        (
            '<c r="{at}" t="s"><v>99</v></c>',
            f"“99”: {NO_VALUE}",
        ),
        ('<c r="{at}" t="str"><v>a_x0000_</v></c>', "“a␀”: The cell holds a NUL character."),
    ],
)
def test_a_cell_without_a_value_that_can_be_is_named(tmp_path, cell, complaint):
    assert refusal(tmp_path, sheet([cell]), "t.xlsx") == f"t.xlsx, row 2, column c0: {complaint}"


def test_names_with_a_prefix_days_from_1904_and_other_places_are_read(tmp_path):
    parts = xlsx_parts('<row r="1"><c r="A1" s="1"><v>43090</v></c></row>')
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="1"><x:c r="A1" s="1"><x:v>43090</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>"
    )
    assert opened(tmp_path, zipped(parts)).header == ["2021-12-22"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", " ", "<!-- a -->", "<row r='9'/>", "<x/>", "]]", "&amp;"]),
            st.sampled_from(
                [
                    'r="{at}"',
                    'r="{at}" s="1"',
                    "",
                    't="e" r="{at}"',
                    'r="{at}" t="inlineStr"',
                    't="inlineStr" s="1"',
                    's="1" s="1"',
                ]
            ),
            st.sampled_from(
                [
                    *("/>", "><v>1</v></c>", "><v>1.50</v></c>", "><v>a&lt;b</v></c>", "><v>&x;</v></c>"),
                    *("><f>1</f><v>2</v></c>", "><v></v></c>", "><is></is></c>", ">x</c>", "><v><!-- 2 -->3</v></c>"),
                    *("><v>\x01</v></c>", "></d>", "><is><t>a &amp; b</t></is></c>"),
                ]
            ),
        ),
        max_size=6,
    )
)
def test_what_is_taken_for_plain_is_what_the_parser_reads(tmp_path_factory, pieces):
    rows = [
        f'<row{place}><c r="A{number}"><v>7</v></c>{between}<c {attributes.format(at=f"B{number}")}{end}</row>'
        for number, (between, attributes, end) in enumerate(pieces, start=2)
        for place in [f' r="{number}"' if number % 3 else ""]
    ]
    folder = tmp_path_factory.mktemp("plain")
    content = zipped(xlsx_parts('<row r="1"><c r="A1"><v>1</v></c></row>\n' + "\n".join(rows)))

    both_ways(content, folder, WorksheetReader)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", " ", "<!-- a -->", "<text:p>x</text:p>", "]]", '<table:table-row office:x="1"/>']),
            st.sampled_from(["", ' office:value-type="string"', ' office:value-type="float" office:value="1.50"']),
            st.sampled_from(["", ' calcext:value-type="error"', ' table:number-columns-repeated="2"', " x='1'"]),
            st.sampled_from(
                [
                    *("/>", ">{end}", "><text:p>a</text:p>{end}", "><text:p> a  b\n</text:p>{end}", ">x{end}"),
                    *("><text:p>a<text:s/>b</text:p>{end}", "><text:p>a</text:p><text:p>b</text:p>{end}"),
                    *("><text:p>&lt;&x;</text:p>{end}", "><text:p>&#65;</text:p>{end}", "><text:p/>{end}"),
                ]
            ),
        ),
        max_size=6,
    )
)
def test_what_is_taken_for_plain_in_ods_is_what_the_parser_reads(tmp_path_factory, pieces):
    seven = '<table:table-cell office:value-type="float" office:value="7"/>'
    rows = "".join(
        f"<table:table-row>{seven}{between}<table:table-cell{kind}{more}{rest.format(end='</table:table-cell>')}"
        "</table:table-row>\n"
        for between, kind, more, rest in pieces
    )
    content = zipped(ods_parts(ods_rows([["a", "b"]]) + rows))
    both_ways(content, tmp_path_factory.mktemp("plain"), OpenDocumentReader)


def test_many_shared_texts_are_kept_in_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr("archive.exchange.tables.workbooks.shared.IN_MEMORY", 10)
    rows = [["name"], *([f"Größe {number}"] for number in range(100))]
    assert all_cells(opened(tmp_path, xlsx(rows))) == rows


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", ""),
        ("@", ""),
        ("0.00", ""),
        ("#,##0.00 [$€-407];[RED]-#,##0.00", ""),
        ('0 "days"', ""),
        (r"0\d", ""),
        ("0.00E+00", ""),
        ("[$-409]d-mmm-yy;@", "day"),
        ("mmm-yy", "month"),
        ("yyyy", "year"),
        ("h:mm AM/PM", "time"),
        ("mm:ss.0", "time"),
        ("[h]:mm", "elapsed"),
        ("yyyy-mm-dd hh:mm", "day"),
    ],
)
def test_a_format_says_whether_a_number_is_a_day(code, shown):
    assert shown_by(code) == shown


@pytest.mark.parametrize(
    ("serial", "day"),
    [(1, "1900-01-01"), (59, "1900-02-28"), (60, None), (61, "1900-03-01"), (2958465, "9999-12-31"), (2958466, None)],
)
def test_days_are_counted_as_excel_counts_them(serial, day):
    assert shown_date(serial, "day") == day
