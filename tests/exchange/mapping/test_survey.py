"""What would not fit, in groups that can be mended at once, and names with those that they may mean."""

import pytest

from archive.exchange.mapping import ArchiveLookup, survey
from archive.exchange.mapping.nearness import LEAST, likeness
from archive.search.folding import folded_words
from tests.exchange.mapping.samples import found, mapping, table

pytestmark = pytest.mark.django_db


def test_values_that_do_not_fit_are_counted_by_value_and_reason():
    rows = [{"T": "x", "F": "perhaps", "D": "03/04/2021"}] * 3 + [
        {"T": "y", "F": "occurred", "D": "05/06/2021"},
        {"T": "y", "F": "occurred", "D": "soon"},
    ]
    how = mapping(fields={"title": "T", "factuality": "F", "when": {"how": "date", "column": "D"}})
    told = survey(table(*rows), how)
    assert (told.rows, told.is_clean, told.is_whole) == (5, False, True)
    assert [(group.field, group.value, group.count, group.row) for group in told.groups] == [
        ("when", "03/04/2021", 4, 2),
        ("factuality", "perhaps", 3, 2),
        ("when", "soon", 1, 6),
    ]
    assert told.groups[0].is_order, "all dates that can be read in two ways are one question"
    assert told.groups[1].reason.startswith("This is not one of: occurred, planned")


def test_cells_that_break_the_grammar_of_their_column_are_told_too():
    how = mapping(fields={"title": "T", "links": "L", "slug": "S"})
    told = survey(table({"T": "x", "L": "a||b", "S": "Not a slug"}), how)
    assert [(group.field, group.value) for group in told.groups] == [("slug", "Not a slug"), ("links", "a||b")]


def test_names_are_told_with_those_that_may_be_meant(archive):
    archive.actor("Volodymyr Zelenskyy", slug="zelensky")
    archive.actor("Jens Stoltenberg", slug="stoltenberg")
    archive.actor("Anna Berg", slug="berg-1")
    archive.actor("Anna Berg", slug="berg-2")
    names = ["Zelensky, Volodymyr", "Zelensky, Volodymyr", "Jens Spahn", "Stoltenberg", "Anna Berg", "Jens Stoltenberg"]
    told = survey(
        table(*({"Who": name} for name in names)), mapping("statements", fields={"speaker": found("Who", "actor")})
    )
    assert told.found == 1
    assert [(name.name, name.count, name.state, [one.slug for one in name.candidates]) for name in told.names] == [
        ("Zelensky, Volodymyr", 2, "refuse", ["zelensky"]),
        ("Jens Spahn", 1, "refuse", []),
        ("Stoltenberg", 1, "refuse", ["stoltenberg"]),
        ("Anna Berg", 1, "refuse", ["berg-1", "berg-2"]),
    ]
    assert [name.name for name in told.names if name.is_ambiguous] == ["Anna Berg"]
    assert told.groups == []


def test_decided_names_are_told_as_decided(archive):
    archive.term("actor_kind", "person")
    archive.actor("Anna Berg", slug="berg")
    made = {"kind": {"how": "constant", "value": "person"}}
    fields = {"speaker": found("Who", "actor", made=made, chosen={"A": "berg", "B": "+", "C": ""})}
    told = survey(table(*({"Who": name} for name in "ABC")), mapping("statements", fields=fields))
    assert [(name.name, name.state, name.slug) for name in told.names] == [
        ("A", "chosen", "berg"),
        ("B", "make", ""),
        ("C", "leave", ""),
    ]
    assert told.made == {"actors": 1}
    assert told.is_clean


def test_records_to_be_made_of_a_kind_that_is_not_there_are_told():
    made = {"kind": {"how": "constant", "value": "choir"}}
    fields = {"speaker": found("Who", "actor", otherwise="make", made=made)}
    told = survey(table({"Who": "A"}, {"Who": "B"}), mapping("statements", fields=fields))
    assert [(group.field, group.value, group.count) for group in told.groups] == [("speaker", "choir", 2)]


def test_only_so_many_rows_are_read_as_was_asked():
    told = survey(table(*({"T": str(number)} for number in range(30))), mapping(fields={"title": "T"}), most=10)
    assert (told.rows, told.is_whole) == (10, False)
    assert survey(table({"T": "x"}), mapping(fields={"title": "T"}), most=10).is_whole


def test_a_thousand_names_cost_no_more_queries_than_one(archive, django_assert_num_queries):
    for number in range(5):
        archive.actor(f"Person Number {number}")
    lookup = ArchiveLookup()
    with django_assert_num_queries(2):
        lookup.find("actor", "name", [f"Person Numbr {number}" for number in range(1000)], near=True)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("Зеленський", "Zelensky", True),
        ("Volodymyr Zelenskiy", "Zelensky Volodymyr", True),
        ("V. Putin", "Vladimir Putin", True),
        ("Jens Stoltenberg", "Jens Spahn", False),
        ("Ministry of Defence", "Ministry of Defense", True),
        ("Kyiv", "Lviv", False),
        ("Stoltenberg", "Jens Stoltenberg", True),
    ],
)
def test_what_counts_as_near(one, other, is_near):
    first, second = (tuple(sorted(folded_words(name))) for name in (one, other))
    assert (likeness(first, second) >= LEAST) is is_near
