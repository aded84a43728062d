"""A mapped table: the archive's columns and grammar, rows by their own numbers, faults in the file's own words."""

import pytest

from archive.exchange.cells import split_items, unguard
from archive.exchange.faults import Fault
from archive.exchange.mapping import MappingError, TooMany, adapted, mapped
from archive.exchange.mapping.table import ListTable
from archive.models import Actor, Event, Place
from tests.archive_factory import ArchiveFactory
from tests.exchange.mapping.samples import cells, column, load, mapping, table

pytestmark = pytest.mark.django_db


def found(value: str, kind: str, **options):
    return {"how": "found", "value": {"how": "column", "column": value}, "kind": kind, **options}


PERSON = {"kind": {"how": "constant", "value": "person"}}


@pytest.fixture
def archive():
    return ArchiveFactory()


def only(source, how):
    return mapped(source, how)[0]


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


# Records by name


def test_records_are_found_by_name_and_other_names_in_any_letters(archive):
    archive.actor(
        "Volodymyr Zelensky", slug="zelensky", other_names=[{"name": "Зеленський Володимир", "language": "uk"}]
    )
    archive.actor("Sergey Lavrov", slug="lavrov")
    source = table({"Who": "Володимир Зеленський"}, {"Who": "LAVROV, Sergey"}, {"Who": "volodymyr zelensky"})
    how = mapping("statements", fields={"speaker": found("Who", "actor")})
    assert column(only(source, how), "speaker") == ["zelensky", "lavrov", "zelensky"]


def test_a_name_that_nobody_has_is_refused_left_or_made(archive):
    archive.term("actor_kind", "person")
    source = table({"Who": "Anna Berg"}, {"Who": "Bruno Kahn"}, {"Who": "Anna Berg"})
    for otherwise, slugs in (
        ("refuse", ["⚠ Anna Berg", "⚠ Bruno Kahn", "⚠ Anna Berg"]),
        ("leave", ["", "", ""]),
        ("make", ["anna-berg", "bruno-kahn", "anna-berg"]),
    ):
        made_by = {"made": PERSON} if otherwise == "make" else {}
        how = mapping("statements", fields={"speaker": found("Who", "actor", otherwise=otherwise, **made_by)})
        rows, made = mapped(source, how)
        assert column(rows, "speaker") == slugs
        assert bool(made) == (otherwise == "make")
    assert [plural for plural, _table in made] == ["actors"]
    assert cells(made[0][1]) == [
        {"slug": "anna-berg", "name": "Anna Berg", "kind": "person"},
        {"slug": "bruno-kahn", "name": "Bruno Kahn", "kind": "person"},
    ]
    assert [number for number, _row in made[0][1].rows()] == [2, 3]


def test_a_person_decides_on_single_names(archive):
    archive.actor("Anna Berg", slug="berg")
    source = table({"Who": "A. Berg"}, {"Who": "n/a"}, {"Who": "Anna Berg"})
    how = mapping(
        "statements",
        fields={"speaker": found("Who", "actor", made=PERSON, chosen={"A. Berg": "berg", "n/a": "", "Anna Berg": "+"})},
    )
    rows, made = mapped(source, how)
    assert column(rows, "speaker") == ["berg", "", "anna-berg"]
    assert column(made[0][1], "name") == ["Anna Berg"]


def test_a_name_that_several_have_is_never_taken_for_one_of_them(archive):
    archive.actor("Anna Berg", slug="berg-1")
    archive.actor("Anna Berg", slug="berg-2")
    source = table({"Who": "Anna Berg"})
    for otherwise in ("refuse", "leave", "make"):
        how = mapping("statements", fields={"speaker": found("Who", "actor", otherwise=otherwise, made=PERSON)})
        rows = only(source, how)
        assert column(rows, "speaker") == ["⚠ Anna Berg"]
        told = rows.told(Fault(2, "speaker", "There is no actor “⚠ Anna Berg”."))
        assert told == Fault(
            2, "Who", "This is the name of several (berg-1, berg-2); choose which is meant.", "Anna Berg"
        )


def test_made_records_get_slugs_that_nobody_has_or_had(archive):
    archive.actor("Somebody else", slug="anna-berg")
    archive.term("actor_kind", "person")
    source = table({"Who": "Anna Berg"}, {"Who": "Ánna Bérg!"})
    how = mapping("statements", fields={"speaker": found("Who", "actor", otherwise="make", made=PERSON)})
    assert column(only(source, how), "speaker") == ["anna-berg-2", "anna-berg-3"]


def test_terms_are_found_by_label_and_slug(archive):
    archive.term("event_kind", "armed-clash")
    source = table({"K": "Armed Clash"}, {"K": "armed-clash"}, {"K": "meeting"})
    how = mapping(fields={"kind": found("K", "event_kind", chosen={"meeting": "talks"})})
    assert column(only(source, how), "kind") == ["armed-clash", "armed-clash", "talks"]


def test_namesakes_that_the_file_tells_apart_are_made_apart_and_found_again(archive):
    source = table(
        {"Town": "Springfield", "State": "Illinois", "Lat": "39.8"},
        {"Town": "Springfield", "State": "Ohio", "Lat": "39.92"},
        {"Town": "Springfield", "State": "Illinois", "Lat": "39.8"},
    )
    place = found(
        "Town", "place", otherwise="make", apart=["State"], made={"latitude": {"how": "number", "column": "Lat"}}
    )
    how = mapping(fields={"places": {"how": "items", "parts": [{"value": place}]}})
    rows, made = mapped(source, how)
    assert column(rows, "places") == ["springfield-illinois", "springfield-ohio", "springfield-illinois"]
    assert cells(made[0][1])[0] == {"slug": "springfield-illinois", "name": "Springfield", "latitude": "39.8"}
    for row in cells(made[0][1]):
        archive.place(row["name"], slug=row["slug"])
    rows, made = mapped(source, how)
    assert column(rows, "places") == ["springfield-illinois", "springfield-ohio", "springfield-illinois"]
    assert made == []


def test_sources_are_found_by_their_address_and_made_of_it(archive):
    archive.source("Known", slug="known", url="https://example.org/a")
    source = table({"U": "https://example.org/a"}, {"U": "https://example.org/b?x=1"})
    made_by = {"kind": {"how": "constant", "value": "article"}}
    value = found("U", "source", by="url", otherwise="make", made=made_by)
    how = mapping(fields={"citations": {"how": "items", "parts": [{"value": value}]}})
    rows, made = mapped(source, how)
    assert column(rows, "citations") == ["known", "example-org-b-x-1"]
    assert cells(made[0][1]) == [
        {
            "slug": "example-org-b-x-1",
            "title": "https://example.org/b?x=1",
            "kind": "article",
            "url": "https://example.org/b?x=1",
        }
    ]


def test_rows_may_name_other_rows_of_the_file():
    source = table({"N": "Kyiv", "In": "Ukraine"}, {"N": "Ukraine", "In": ""}, {"N": "Lviv", "In": "Galicia"})
    how = mapping(
        "places",
        fields={
            "name": "N",
            "slug": {"how": "slug", "of": ["name"]},
            "part_of": found("In", "place", otherwise="make"),
        },
    )
    rows, made = mapped(source, how)
    assert column(rows, "part_of") == ["ukraine", "", "galicia"]
    assert column(made[0][1], "name") == ["Galicia"]


def test_no_query_is_asked_row_by_row(archive, django_assert_max_num_queries):
    archive.actor("Anna Berg", slug="berg")
    source = table(*({"Who": "Anna Berg", "T": f"Talk {number}"} for number in range(400)))
    part = {"value": found("Who", "actor", otherwise="leave")}
    how = mapping(
        fields={
            "title": "T",
            "slug": {"how": "slug", "of": ["title"]},
            "participants": {"how": "items", "parts": [part]},
        }
    )
    with django_assert_max_num_queries(6):
        assert column(only(source, how), "participants") == ["berg"] * 400


def test_too_many_different_names_are_refused_before_memory_is_filled():
    source = table(*({"Who": f"Person {number}"} for number in range(50)))
    how = mapping("statements", fields={"speaker": found("Who", "actor")})
    with pytest.raises(TooMany, match="Who: More than 20 different names are to be looked up"):
        mapped(source, how, limit=20)


# Slugs


TITLED = {"title": "T", "when": {"how": "date", "column": "D"}}


def test_a_slug_is_made_of_title_and_date_and_numbered_where_they_are_alike():
    source = table(
        {"T": "Talks in Kyiv", "D": "2021-12-22"},
        {"T": "Talks in Kyiv", "D": "2021-12-22"},
        {"T": "Переговори", "D": "ca. 1914"},
        {"T": "!!!", "D": ""},
    )
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    rows = only(source, how)
    expected = ["talks-in-kyiv-2021-12-22", "talks-in-kyiv-2021-12-22-2", "peregovori-1914", "⚠ !!!"]
    assert column(rows, "slug") == expected
    assert column(rows, "slug") == expected, "the rows may be read again"
    assert rows.told(Fault(5, "slug", "This is not a slug.")) == Fault(
        5, "T + D", "No slug can be made of this.", "!!!"
    )


def test_a_long_title_leaves_room_for_the_date():
    source = table({"T": "word " * 60, "D": "2021-12-22"})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    slug = column(only(source, how), "slug")[0]
    assert len(slug) <= 100
    assert slug.endswith("-word-2021-12-22")


def test_slugs_of_an_earlier_import_are_found_again_and_others_left_alone(archive):
    archive.event("Talks", slug="talks-2021", status="draft")
    archive.event("Something else", slug="march-2021", status="draft")
    source = table({"T": "Talks", "D": "2021"}, {"T": "March", "D": "2021"}, {"T": "Talks", "D": "2021"})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "of": ["title", "when"]}})
    assert column(only(source, how), "slug") == ["talks-2021", "march-2021-2", "talks-2021-2"]


def test_an_identifier_makes_the_slug_whatever_the_title():
    source = table({"T": "Talks", "D": "", "No": "UKR/12"}, {"T": "x", "D": "", "No": "a" * 120})
    how = mapping(fields={**TITLED, "slug": {"how": "slug", "id": "No", "prefix": "acled"}})
    first, second = column(only(source, how), "slug")
    assert first == "acled-ukr-12"
    assert len(second) <= 100
    assert second.startswith("acled-aaa")


def test_an_identifier_in_a_register_finds_the_record_under_its_own_slug(archive):
    archive.place("Kyiv", slug="the-capital", external_ids=[{"scheme": "wikidata", "value": "Q1899"}])
    source = table({"N": "Kyiv", "Q": "Q1899"}, {"N": "Lviv", "Q": "Q36036"})
    slug = {"how": "slug", "id": "Q", "register": "wikidata", "prefix": "wd"}
    assert column(only(source, mapping("places", fields={"name": "N", "slug": slug})), "slug") == [
        "the-capital",
        "wd-q36036",
    ]


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
    assert told == Fault(3, "", "Cells in this row: 1; columns in the header: 2.", "b")


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


# All of it into the archive


def test_a_whole_sheet_is_imported_and_the_second_time_changes_nothing(archive):
    archive.term("actor_kind", "group")
    archive.term("event_kind", "talks")
    archive.term("participant_role", "host")
    archive.actor("Anna Berg", slug="berg")
    source = table(
        {"No": "7", "What": "Talks | Kyiv", "Day": "22/12/2021", "Type": "meeting", "Who": "Anna Berg; The Choir"},
        {"No": "8", "What": "More talks", "Day": "1/1/2022", "Type": "talks", "Who": ""},
    )
    group = {"kind": {"how": "constant", "value": "group"}}
    how = mapping(
        fields={
            "slug": {"how": "slug", "id": "No", "prefix": "desk"},
            "title": "What",
            "kind": found("Type", "event_kind", chosen={"meeting": "talks"}),
            "when": {"how": "date", "column": "Day", "order": "dmy", "first_of_year": True},
            "factuality": {"how": "constant", "value": "occurred"},
            "participants": {
                "how": "items",
                "parts": [
                    {
                        "value": found("Who", "actor", otherwise="make", made=group),
                        "separator": ";",
                        "qualifier": {"how": "constant", "value": "host"},
                    }
                ],
            },
            "places": {"how": "items", "parts": [{"value": found("No", "place", otherwise="make")}]},
        }
    )
    _rows, report = load(source, how)
    assert report.lines == []
    assert list(Event.objects.order_by("slug").values_list("slug", "title", "when")) == [
        ("desk-7", "Talks | Kyiv", "2021-12-22"),
        ("desk-8", "More talks", "2022"),
    ]
    event = Event.objects.get(slug="desk-7")
    assert [str(item.actor) for item in event.participants.all()] == ["Anna Berg", "The Choir"]
    assert (Actor.objects.count(), Place.objects.count()) == (2, 2)
    _rows, report = load(source, how)
    assert {outcome.result for outcome in report.outcomes} == {"unchanged"}


def test_the_importers_errors_are_told_in_the_files_own_words(archive):
    archive.term("event_kind", "talks")
    source = table({"What": "Talks", "Day": "03/04/2021"}, {"What": "", "Day": "2021"})
    how = mapping(
        fields={
            "slug": {"how": "slug", "of": ["when"]},
            "title": "What",
            "kind": {"how": "constant", "value": "talks"},
            "when": {"how": "date", "column": "Day"},
        }
    )
    rows, report = load(source, how)
    told = [rows.told(fault) for fault in report.faults]
    assert (
        Fault(2, "Day", "It could be day 3 of month 4 or the other way round; say which order is meant.", "03/04/2021")
        in told
    )
    assert any((fault.row, fault.column) == (3, "What") for fault in told)
    assert not Event.objects.exists()
