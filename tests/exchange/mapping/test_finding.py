"""Names become records: found in any letters, made, left or refused; never one taken for another in silence."""

import pytest

from archive.exchange.faults import Fault
from archive.exchange.mapping import TooMany, mapped
from archive.models import Actor, Event, Place
from tests.exchange.mapping.samples import PERSON, cells, column, found, load, mapping, only, table

pytestmark = pytest.mark.django_db


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


def test_what_is_wrong_with_a_made_record_is_told_of_the_row_that_names_it(archive):
    archive.term("actor_kind", "person")
    source = table({"Who": "", "N": "x"}, {"Who": "Anna Berg", "N": "x"}, {"Who": "Bruno Kahn", "N": "Ruritania"})
    nation = {"country": {"how": "column", "column": "N", "code": "country"}}
    how = mapping("statements", fields={"speaker": found("Who", "actor", otherwise="make", made={**PERSON, **nation})})
    _rows, made = mapped(source, how)
    first = made[0][1]
    assert column(first, "country") == ["⚠ x", "⚠ Ruritania"]
    assert first.told(Fault(3, "country", "No.", "⚠ Ruritania")) == Fault(4, "N", "No.", "Ruritania")
    assert first.told(Fault(2, "slug", "No.", "anna-berg")) == Fault(3, "Who", "No.", "anna-berg")


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


def test_one_of_several_namesakes_can_be_decided_on_alone(archive):
    archive.place("Springfield", slug="home")
    source = table({"Town": "Springfield", "State": "Illinois"}, {"Town": "Springfield", "State": "Ohio"})
    place = found("Town", "place", otherwise="leave", apart=["State"], chosen={"Springfield (Ohio)": "home"})
    how = mapping(fields={"places": {"how": "items", "parts": [{"value": place}]}})
    assert column(only(source, how), "places") == ["", "home"]


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
