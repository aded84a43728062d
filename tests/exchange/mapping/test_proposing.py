"""Proposals: by the names of columns and by what stands in them; nothing that the table leaves open is decided."""

import pytest

from archive.exchange.mapping import propose, to_json
from tests.exchange.mapping.samples import table


def proposed(kind, *rows):
    return to_json(propose(table(*rows), kind).mapping)["fields"]


def test_a_plain_sheet_of_events():
    columns = ("Title", "Date", "Where", "Who", "Link", "Mood")
    first = ("Talks", "25/12/2021", "Kyiv", "Anna Berg; Bruno Kahn", "https://a.example/1", "tense")
    second = ("March", "01/02/2022", "Lviv", "Bruno Kahn", "https://a.example/2", "calm")
    rows = [dict(zip(columns, row, strict=True)) for row in (first, second)]
    proposal = propose(table(*rows), "events")
    assert to_json(proposal.mapping)["fields"] == {
        "slug": {"how": "slug", "of": ["title", "when"]},
        "title": {"how": "column", "column": "Title"},
        "when": {"how": "date", "column": "Date", "order": "dmy"},
        "places": {
            "how": "items",
            "parts": [{"value": {"how": "found", "value": {"how": "column", "column": "Where"}, "kind": "place"}}],
        },
        "participants": {
            "how": "items",
            "parts": [
                {
                    "value": {"how": "found", "value": {"how": "column", "column": "Who"}, "kind": "actor"},
                    "separator": ";",
                }
            ],
        },
        "citations": {
            "how": "items",
            "parts": [
                {"value": {"how": "found", "value": {"how": "column", "column": "Link"}, "kind": "source", "by": "url"}}
            ],
        },
    }
    assert proposal.reasons == {
        "Title": "by its name",
        "Date": "by its name and its values",
        "Where": "by its name",
        "Who": "by its name",
        "Link": "by its values",
    }


def test_the_order_of_day_and_month_is_never_guessed():
    open_one = propose(table({"Title": "a", "Date": "03/04/2021"}, {"Title": "b", "Date": "05/06/2021"}), "events")
    assert to_json(open_one.mapping)["fields"]["when"] == {"how": "date", "column": "Date"}
    assert open_one.unclear == {"when": ["03/04/2021", "05/06/2021"]}
    late = [{"Title": "a", "Date": "03/04/2021"}] * 3000 + [{"Title": "b", "Date": "03/25/2021"}]
    assert proposed("events", *late)["when"] == {"how": "date", "column": "Date", "order": "mdy"}


@pytest.mark.parametrize(
    ("kind", "row", "expected"),
    [
        ("events", {"Titel": "x", "Datum": "22. Dezember 2021", "Ort": "Kiew", "Beschreibung": "y"},
         {"slug", "title", "when", "places", "summary"}),
        ("events", {"название": "x", "дата": "22 декабря 2021 г.", "место": "Киев", "описание": "y"},
         {"slug", "title", "when", "places", "summary"}),
        ("events", {"event_name": "x", "start_date": "2021-12-22", "end_date": "2021-12-24", "lang": "en"},
         {"slug", "title", "when", "language"}),
        ("statements", {"Speaker": "Anna Berg", "Quote": "So it is.", "Said on": "2021-12-22", "Source": "https://a.ex"},
         {"slug", "speaker", "quote", "said_on", "citations"}),
        ("sources", {"Headline": "x", "Outlet": "Daily News", "Published": "22 Dec 2021", "URL": "https://a.ex"},
         {"slug", "title", "publisher", "issued", "url"}),
        ("actors", {"Name": "Anna Berg", "Aliases": "A. Berg", "Nation": "Germany", "Wikidata": "Q1", "Notes": "z"},
         {"slug", "name", "other_names", "country", "external_ids", "description"}),
        ("places", {"Name": "Kyiv", "Lat": "50,45", "Lng": "30,52", "Country code": "UA"},
         {"slug", "name", "latitude", "longitude", "country"}),
        ("topics", {"Name": "Peace", "Parent": "Politics"}, {"slug", "name", "part_of"}),
        ("positions", {"Person": "Anna Berg", "Ministry": "x", "Post": "y"},
         {"slug", "person", "title", "organisation"}),
        ("terms", {"vocabulary": "cue", "slug": "said", "name": "said"}, {"vocabulary", "slug", "name"}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names_in_several_languages(kind, row, expected):
    assert set(proposed(kind, row)) == expected


def test_numbers_are_read_with_the_separators_that_they_have():
    fields = proposed("places", {"Name": "Kyiv", "Lat": "50,45", "Lng": "30,5", "radius": "1.234,5"})
    assert fields["latitude"] == {"how": "number", "column": "Lat", "decimal": ","}
    assert fields["uncertainty_m"] == {"how": "number", "column": "radius", "decimal": ",", "thousands": "."}


def test_columns_without_a_telling_name_are_known_by_what_stands_in_them():
    rows = [{"A": "2021-12-22", "B": "Ukraine", "C": "https://a.example", "D": "German"}] * 3
    fields = proposed("sources", *rows)
    assert fields["issued"] == {"how": "date", "column": "A"}
    assert fields["url"] == {"how": "column", "column": "C"}
    assert fields["language"] == {"how": "column", "column": "D", "code": "language"}


def test_a_name_that_its_values_belie_is_not_believed():
    fields = proposed("events", {"Title": "x", "Date": "to be confirmed", "Lang": "a long explanation of it all"})
    assert set(fields) == {"slug", "title"}


def test_year_month_and_day_may_stand_apart():
    row = {"Headline": "x", "Year": "2021", "Month": "12", "Day": "22", "Time": "14:30"}
    assert proposed("events", row)["when"] == {"how": "date", "parts": ["Year", "Month", "Day"], "time": "Time"}


def test_day_numbers_of_spreadsheets_are_seen():
    fields = proposed("events", {"Title": "x", "Date": "44552"}, {"Title": "y", "Date": "44553.5"})
    assert fields["when"] == {"how": "date", "column": "Date", "serial": "1900"}


def test_an_identifier_is_kept_in_the_slug_and_slugs_stay_what_they_are():
    assert proposed("events", {"ID": "7", "Title": "x"}, {"ID": "8", "Title": "y"})["slug"] == {
        "how": "slug",
        "id": "ID",
        "prefix": "event",
    }
    repeated = proposed("events", {"ID": "7", "Title": "x"}, {"ID": "7", "Title": "y"})
    assert repeated["slug"] == {"how": "slug", "of": ["title"]}
    assert proposed("events", {"slug": "a-b", "title": "x"})["slug"] == {"how": "column", "column": "slug"}
