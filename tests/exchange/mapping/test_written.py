"""A mapping as JSON: nothing is lost on the way out and back, and every error names its place."""

import json

import pytest

from archive.exchange.mapping import MappingError, dumps, from_json, loads, to_json
from tests.exchange.mapping.samples import mapping

EVERYTHING = {
    "dateline_mapping": 1,
    "kind": "events",
    "name": "Protests",
    "about": "From the desk's own sheet.",
    "header": ["a", "b"],
    "fields": {
        "slug": {"how": "slug", "id": "No", "prefix": "protest", "of": ["title", "when"]},
        "title": {"how": "joined", "columns": ["What", "Where"], "separator": ", "},
        "kind": {"how": "found", "value": {"how": "column", "column": "Type"}, "kind": "event_kind",
                 "chosen": {"meeting": "talks", "?": ""}},
        "when": {"how": "date", "column": "Day", "order": "dmy", "two_digit_years": 30, "first_of_year": True,
                 "precision": "Exact", "precisions": {"1": "day"}},
        "language": {"how": "constant", "value": "en"},
        "participants": {
            "how": "items",
            "parts": [
                {
                    "value": {"how": "found", "value": {"how": "column", "column": "Who"}, "kind": "actor",
                              "otherwise": "make", "made": {"kind": {"how": "constant", "value": "group"}}},
                    "separator": ";",
                    "qualifier": {"how": "column", "column": "Role", "replace": {"x": "attacker"}},
                }
            ],
        },
    },
    "skip_rows": [{"column": "Type", "values": ["", "title"]}],
    "notes": {"columns": ["Mood"], "into": "summary"},
}  # fmt: skip


def test_nothing_is_lost_on_the_way_out_and_back():
    found = from_json(EVERYTHING)
    assert to_json(found) == EVERYTHING
    assert loads(dumps(found)) == found


def test_what_has_its_usual_value_is_left_out():
    found = to_json(mapping(fields={"title": "What"}))
    assert found == {
        "dateline_mapping": 1,
        "kind": "events",
        "fields": {"title": {"how": "column", "column": "What"}},
    }


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"kind": "parties"}, "kind: “parties” is not one of: terms, topics"),
        ({"colour": "red"}, "colour: This is not known here; known are: kind, fields"),
        ({"fields": {"colour": {"how": "column", "column": "a"}}}, "fields → colour: There is no such field"),
        ({"fields": {"title": {"how": "guessed"}}}, "fields → title: “how” is one of: column, constant"),
        ({"fields": {"title": {"how": "column"}}}, "fields → title → column: This is missing."),
        ({"fields": {"title": {"how": "column", "column": 3}}}, "fields → title → column: A text is expected here."),
        ({"fields": {"title": "What"}}, "fields → title: An object in braces is expected here."),
        (
            {"fields": {"title": {"how": "number", "column": "a"}}},
            "fields → title: “number” cannot fill this field; it is one of: column, constant, joined.",
        ),
        (
            {"fields": {"when": {"how": "date", "column": "Day", "order": "dym"}}},
            "fields → when → order: “dym” is not one of: dmy, mdy, ymd.",
        ),
        (
            {"fields": {"when": {"how": "date", "column": "Day", "first_of_year": 1}}},
            "fields → when → first_of_year: true or false is expected here.",
        ),
        (
            {"fields": {"when": {"how": "date", "column": "Day", "precisions": {"1": "hour"}}}},
            "fields → when → precisions → 1: “hour” is not one of: day, about, week, month, year.",
        ),
        ({"fields": {"when": {"how": "date"}}}, "fields → when: Name either “column” or “parts”"),
        (
            {"fields": {"title": {"how": "joined", "columns": ["a", 2]}}},
            "fields → title → columns[1]: A text is expected here.",
        ),
        (
            {"fields": {"factuality": {"how": "constant", "value": "perhaps"}}},
            "fields → factuality → value: This is not one of the values. Expected: one of: occurred",
        ),
        (
            {"fields": {"kind": {"how": "found", "value": {"how": "column", "column": "a"}, "kind": "actor"}}},
            "fields → kind → kind: This field names records of the kind “event_kind”, not “actor”.",
        ),
        (
            {"fields": {"kind": {"how": "found", "value": {"how": "column", "column": "a"}, "kind": "event_kind",
                                 "chosen": {"x": "Not A Slug"}}}},
            "fields → kind → chosen → x: “Not A Slug” is neither a slug nor",
        ),
        (
            {"fields": {"participants": {"how": "items", "parts": [
                {"value": {"how": "found", "value": {"how": "column", "column": "a"}, "kind": "actor",
                           "otherwise": "make"}}]}}},
            "fields → participants → parts[0] → value → made → kind: A record made on the way needs this field.",
        ),
        (
            {"fields": {"topics": {"how": "items", "parts": [
                {"value": {"how": "column", "column": "a"}, "qualifier": {"how": "constant", "value": "b"}}]}}},
            "fields → topics → parts[0] → qualifier: The items of this field have nothing after them.",
        ),
        ({"header": ["a", "a"]}, "header: Each column needs a name of its own."),
        (
            {"fields": {"title": {"how": "joined", "columns": []}}},
            "fields → title → columns: Name at least one column.",
        ),
        ({"fields": {"slug": {"how": "slug"}}}, "fields → slug: Name the column “id”, or in “of” the fields"),
        ({"fields": {"slug": {"how": "slug", "of": ["title"]}}}, "fields → slug → of: “title” is not a field that"),
        (
            {"fields": {"slug": {"how": "slug", "id": "a", "register": "wikidata"}}},
            "fields → slug → register: Only actors and places",
        ),
        ({"notes": {"columns": ["a"], "into": "title"}}, "notes → into: Notes cannot go there; the fields for them"),
        ({"skip_rows": [{"column": "a"}]}, "skip_rows[0] → values: This is missing."),
        ({"dateline_mapping": 2}, "This mapping is of version 2; this archive reads version 1."),
    ],
)  # fmt: skip
def test_every_error_names_its_place(change, error):
    data = {"dateline_mapping": 1, "kind": "events", "fields": {}, **change}
    with pytest.raises(MappingError) as refused:
        from_json(data)
    assert str(refused.value).startswith(error)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", "This is not a file in JSON."),
        ("[" * 100_000, "This is not a file in JSON."),
        ("[]", "This is not a mapping: it lacks “dateline_mapping”."),
        (json.dumps({"kind": "events"}), "This is not a mapping: it lacks “dateline_mapping”."),
        ('"' + "x" * 500_000 + '"', "The file is too long for a mapping."),
    ],
)
def test_a_file_that_is_no_mapping_is_refused(text, error):
    with pytest.raises(MappingError) as refused:
        loads(text)
    assert str(refused.value) == error
