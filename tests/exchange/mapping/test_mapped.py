"""A mapped table: the archive's columns and grammar, rows by their own numbers, faults in the file's own words."""

import pytest

from archive.exchange.cells import split_items, unguard
from archive.exchange.faults import Fault
from archive.exchange.mapping import MappingError, adapted, mapped
from archive.exchange.mapping.made import ListTable
from tests.exchange.mapping.samples import TITLED, cells, column, mapping, only, table

pytestmark = pytest.mark.django_db


# Single fields


def test_columns_constants_and_joined_columns():
    source = table({"What": " Talks ", "Where": "Kyiv", "Hall": ""}, {"What": "March", "Where": "", "Hall": "Old"})
    how = mapping(
        fields={
            "title": {"how": "joined", "columns": ["What", "Where", "Hall"], "separator": ", "},
            "summary": {"how": "joined", "columns": ["Where", "Hall"], "separator": "; ", "labelled": True},
            "date_basis": "What",
            "language": {"how": "constant", "value": "en"},
        }
    )
    assert cells(only(source, how)) == [
        {"title": "Talks, Kyiv", "date_basis": "Talks", "language": "en", "summary": "Where: Kyiv"},
        {"title": "March, Old", "date_basis": "March", "language": "en", "summary": "Hall: Old"},
    ]


def test_values_are_replaced_and_choices_need_not_be_written_alike():
    source = table({"F": "yes"}, {"F": "Did not occur"}, {"F": "perhaps"})
    how = mapping(fields={"factuality": {"how": "column", "column": "F", "replace": {"yes": "occurred"}}})
    assert column(only(source, how), "factuality") == ["occurred", "did_not_occur", "⚠ perhaps"]


def test_names_of_countries_and_languages_become_codes():
    source = table({"C": "Ukraine", "L": "German"}, {"C": "USA", "L": "українська"}, {"C": "ua", "L": "sr-Latn-RS"})
    fields = {"country": {"how": "column", "column": "C", "code": "country"}, "name": "C"}
    assert column(only(source, mapping("places", fields=fields)), "country") == ["UA", "US", "UA"]
    fields = {"language": {"how": "column", "column": "L", "code": "language"}}
    assert column(only(source, mapping(fields=fields)), "language") == ["de", "uk", "sr-Latn-RS"]
    wrong = only(
        table({"C": "Ruritania"}),
        mapping("places", fields={"country": {"how": "column", "column": "C", "code": "country"}}),
    )
    assert column(wrong, "country") == ["⚠ Ruritania"]


@pytest.mark.parametrize(
    ("way", "written", "read"),
    [
        ({}, "48.50", "48.5"),
        ({}, "-0.0", "0"),
        ({}, "+7", "7"),
        ({}, "0007", "7"),
        ({}, "1,234", "⚠ 1,234"),
        ({}, "1e5", "⚠ 1e5"),
        ({"thousands": ","}, "1,234,567.80", "1234567.8"),
        ({"thousands": ","}, "12,34", "⚠ 12,34"),
        ({"decimal": ",", "thousands": "."}, "1.234,5", "1234.5"),
        ({"decimal": ",", "thousands": "."}, "12.5", "⚠ 12.5"),
        ({"decimal": ",", "thousands": " "}, "1\u202f234,5", "1234.5"),
        ({"replace": {"n/a": ""}}, "n/a", ""),
    ],
)
def test_numbers_become_plain_decimals(way, written, read):
    source = table({"N": written, "Name": "x"})
    how = mapping("places", fields={"latitude": {"how": "number", "column": "N", **way}, "name": "Name"})
    assert column(only(source, how), "latitude") == [read]


def test_what_a_spreadsheet_could_run_is_guarded_as_import_expects():
    source = table({"T": "=1+1", "D": "-0044", "O": "-x|y"})
    how = mapping(
        "actors",
        fields={
            "name": "T",
            "active": {"how": "date", "column": "D"},
            "other_names": {"how": "items", "parts": [{"value": {"how": "column", "column": "O"}}]},
        },
    )
    row = cells(only(source, how))[0]
    assert row == {"name": "'=1+1", "other_names": r"'-x\|y", "active": "-0044"}
    assert split_items(unguard(row["other_names"])) == [("-x|y",)]


# Lists


def test_a_list_has_a_separator_and_says_something_of_each_item():
    source = table({"N": "Kiev; Київ ;;Kiev", "L": "en"}, {"N": "", "L": "en"})
    part = {"value": {"how": "column", "column": "N"}, "separator": ";", "qualifier": {"how": "column", "column": "L"}}
    how = mapping("places", fields={"name": "N", "other_names": {"how": "items", "parts": [part]}})
    assert column(only(source, how), "other_names") == ["Kiev:en|Київ:en", ""]


def test_each_item_may_have_a_qualifier_of_its_own():
    source = table({"N": "Kiev; Київ", "L": "en; uk"}, {"N": "a; b; c", "L": "en; uk"})
    part = {"value": {"how": "column", "column": "N"}, "separator": ";", "qualifier": {"how": "column", "column": "L"}}
    how = mapping("places", fields={"name": "N", "other_names": {"how": "items", "parts": [part]}})
    mapped_table = only(source, how)
    assert column(mapped_table, "other_names") == ["Kiev:en|Київ:uk", "⚠ en; uk"]
    told = mapped_table.told(Fault(3, "other_names", "whatever"))
    assert (told.column, told.reason) == ("N + L", "There are 2 of these for 3 items.")


def test_the_register_stands_before_an_identifier():
    source = table({"Q": "Q212", "N": "Kyiv"})
    part = {"value": {"how": "column", "column": "Q"}, "qualifier": {"how": "constant", "value": "wikidata"}}
    how = mapping("places", fields={"name": "N", "external_ids": {"how": "items", "parts": [part]}})
    assert column(only(source, how), "external_ids") == ["wikidata:Q212"]


# Rows and notes


def test_row_numbers_are_the_files_own_and_rows_are_left_out_as_was_said():
    source = ListTable(
        ["T", "Type"],
        [(2, ["First", ""]), (3, ["", " "]), (4, ["Cover", "title"]), (7, ["Last", ""]), (8, ["", "x"])],
    )
    how = mapping(
        fields={"title": "T"}, skip_rows=[{"column": "Type", "values": ["title"]}, {"column": "T", "values": [""]}]
    )
    assert list(only(source, how).rows()) == [(2, ["First"]), (7, ["Last"])]


def test_columns_that_no_field_takes_are_kept_as_notes_or_dropped():
    source = table({"T": "Talks", "S": "They met.", "Mood": "tense", "Room": "", "Secret": "x"})
    how = mapping(fields={"title": "T", "summary": "S"}, notes={"columns": ["Mood", "Room"], "into": "summary"})
    assert column(only(source, how), "summary") == ["They met.\n\nMood: tense"]
    how = mapping(fields={"title": "T"}, notes={"columns": ["Mood"], "into": "summary"})
    rows = only(source, how)
    assert column(rows, "summary") == ["Mood: tense"]
    assert rows.origin("summary") == ["Mood"]


def test_a_row_with_too_few_or_too_many_cells_is_told_in_the_files_own_words():
    source = ListTable(["T", "D"], [(2, ["a", "2021"]), (3, ["b"]), (4, ["c", "2022"])])
    rows = only(source, mapping(fields={"title": "T"}))
    assert list(rows.rows()) == [(2, ["a"]), (3, []), (4, ["c"])]
    told = rows.told(Fault(3, "title", "Cells in this row: 0; columns in the header: 1."))
    assert (told.row, told.column) == (3, "D")
    assert told.reason == "Cells in this row: 1; columns in the header: 2."


def test_a_file_without_a_header_gets_its_names_from_the_mapping():
    source = ListTable(["Talks", "2021"], [(2, ["March", "2022"])])
    how = mapping(fields=TITLED, header=["T", "D"])
    assert list(only(source, how).rows()) == [(1, ["Talks", "2021"]), (2, ["March", "2022"])]
    with pytest.raises(MappingError, match="for files of 2 columns without a header; this one has 1"):
        mapped(ListTable(["Talks"], []), how)


def test_columns_without_a_name_or_with_the_same_one_can_still_be_told_apart():
    source = ListTable(["T", "", "T"], [(2, ["a", "b", "c"])])
    how = mapping(fields={"title": "T (2)", "summary": "Column 2"})
    assert cells(only(source, how)) == [{"title": "c", "summary": "b"}]


def test_a_mapping_for_other_columns_is_refused_or_adapted():
    how = mapping(
        fields={
            **TITLED,
            "summary": {"how": "joined", "columns": ["S", "Gone"]},
            "slug": {"how": "slug", "of": ["title", "when"]},
        },
        notes={"columns": ["Mood"], "into": "summary"},
        skip_rows=[{"column": "Type", "values": [""]}],
    )
    source = table({" t ": "Talks", "S": "x"})
    with pytest.raises(MappingError, match="The file lacks these columns: T, D, Gone, Mood, Type"):
        mapped(source, how)
    fitted, missing = adapted(how, ["t", "S"])
    assert missing == ["D", "Gone", "Mood", "Type"]
    assert cells(only(table({"t": "Talks", "S": "x"}), fitted)) == [{"slug": "talks", "title": "Talks", "summary": "x"}]
