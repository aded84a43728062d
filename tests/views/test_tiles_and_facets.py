"""Tiles, lanes and counts of filters: small, right for the selection, and nothing in them that is not public."""

import gzip
import json

import pytest

from archive.dates import day_number
from archive.models import ArchiveVersion
from archive.workflow import act, system_user, withdraw
from tests.archive_factory import ArchiveFactory

BIN = 5  # 32 days, and a tile of 2,048 days


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


def tile_address(level: int, index: int, query: str = "") -> str:
    return f"/tiles/{ArchiveVersion.current()}/{level}/{index}.json{query and '?' + query}"


def index_of(level: int, *date: int) -> int:
    return day_number(*date) >> (level + 6)


def tile(client, level: int, *date: int, query: str = "") -> dict:
    answer = client.get(tile_address(level, index_of(level, *date), query))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_tile_counts_what_begins_in_each_bin_and_names_what_overlaps(archive, client):
    archive.event("One day", slug="day", when="2021-12-22")
    archive.event("A month", slug="month", when="2021-12")
    archive.event("Long since", slug="long", when="1950/..")
    archive.event("Undated", slug="never", when="")
    archive.event("Elsewhere", slug="far", when="1890")
    found = tile(client, BIN, 2021, 12, 22)
    assert sum(found["bins"]) == found["total"] == 2
    assert found["bins"][(day_number(2021, 12, 22) - found["first_day"]) // 32] >= 1
    assert {event["slug"] for event in found["events"]} == {"day", "month", "long"}
    long = next(event for event in found["events"] if event["slug"] == "long")
    assert long["last_day"] is None
    assert long["when"] == "since 1950"


def test_every_level_holds_the_same_events(archive, client):
    for number in range(7):
        archive.event(slug=f"e{number}", when=f"2021-12-2{number}")
    counts = {level: tile(client, level, 2021, 12, 22)["total"] for level in (1, 5, 12, 20, 33)}
    assert counts[5] == counts[12] == counts[20] == counts[33] == 7


def test_years_far_away_have_tiles_too(archive, client):
    archive.event(slug="early", when="Y-1000000000")
    archive.event(slug="late", when="Y1000000000")
    assert tile(client, 33, 2021, 1, 1)["total"] == 1
    assert tile(client, 33, -5, 1, 1)["total"] == 1


def test_below_a_day_a_tile_knows_times(archive, client):
    archive.event("Morning", slug="morning", when="2021-12-22T06:00:00")
    archive.event("Last moment", slug="evening", when="2021-12-22T23:59:59")
    archive.event("Some time", slug="day", when="2021-12-22")
    found = tile(client, -6, 2021, 12, 22)
    assert found["untimed"] == 1
    assert found["bins"][16] == 1
    assert found["bins"][63] == 1
    assert {event["slug"] for event in found["events"]} == {"morning", "evening", "day"}


def test_the_most_important_are_named_first_and_no_more_than_forty(archive, client):
    source = archive.source(text="peace is near. Troops moved.")
    weighty = archive.event("Weighty", slug="weighty", when="2021-12-22", source=source)
    for _statement in range(3):
        archive.statement(source=source, about_events=[weighty])
    for number in range(45):
        archive.event(slug=f"e{number}", when=f"2021-11-{number % 28 + 1:02}", source=source)
    found = tile(client, BIN, 2021, 12, 22)
    assert found["total"] == 46
    assert len(found["events"]) == 40
    assert found["events"][0]["slug"] == "weighty"
    assert len({event["slug"] for event in found["events"]}) == 40


def test_a_tile_follows_the_filters_and_the_lanes(archive, client):
    anna, boris = archive.actor(slug="anna"), archive.actor("Boris", slug="boris")
    archive.event(slug="hers", participants=(anna,))
    archive.event(slug="both", participants=(anna, boris))
    archive.event(slug="his", participants=(boris,), factuality="alleged")
    found = tile(client, BIN, 2021, 12, 22, query="factuality=occurred&by=actor&lane=anna&lane=boris")
    assert found["total"] == 2
    assert {value: sum(bins) for value, bins in found["lanes"].items()} == {"anna": 2, "boris": 1}
    assert {event["slug"]: event["lanes"] for event in found["events"]} == {"hers": ["anna"], "both": ["anna", "boris"]}


def test_a_tile_is_kept_for_good_and_belongs_to_one_version(archive, client):
    event = archive.event(slug="gone")
    address = tile_address(BIN, index_of(BIN, 2021, 12, 22))
    answer = client.get(address)
    assert "immutable" in answer["Cache-Control"]
    assert answer["ETag"]
    with act(system_user(), "wrong") as this:
        withdraw([event], this)
    stale = client.get(address)
    assert stale.status_code == 404
    assert stale.json()["archive_version"] == ArchiveVersion.current()
    assert stale["Cache-Control"] == "no-store"
    assert tile(client, BIN, 2021, 12, 22)["events"] == []


def test_a_full_tile_is_small(archive, client):
    source = archive.source()
    for number in range(45):
        archive.event("A title as long as titles of real events are", slug=f"e{number}", source=source)
    answer = client.get(tile_address(BIN, index_of(BIN, 2021, 12, 22)))
    assert len(gzip.compress(answer.content)) <= 15_000


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("{version}/40/0.json", 404),
        ("{version}/5/999999999999.json", 404),
        ("{version}/-7/0.json", 404),
        ("{version}/5/0.json?actor=nobody", 404),
        ("{version}/5/0.json?factuality=perhaps", 400),
        ("{version}/5/0.json?by=colour", 400),
        ("{version}/05/0.json", 404),
        ("x/5/0.json", 404),
    ],
)
def test_a_tile_that_cannot_be_is_refused(archive, client, address, status):
    assert client.get(f"/tiles/{address.format(version=ArchiveVersion.current())}").status_code == status


def test_lanes_are_the_most_frequent_or_those_asked_for_by_count_or_name(archive, client):
    anna, zoe = archive.actor("Anna", slug="anna"), archive.actor("Zoe", slug="zoe")
    hidden = archive.actor("Hidden", slug="hidden", status="draft")
    archive.event(participants=(zoe, hidden))
    archive.event(participants=(zoe, anna))
    lanes = client.get("/lanes.json?by=actor").json()["lanes"]
    assert [(lane["value"], lane["count"]) for lane in lanes] == [("zoe", 2), ("anna", 1)]
    by_name = client.get("/lanes.json?by=actor&lanes=name").json()["lanes"]
    assert [lane["value"] for lane in by_name] == ["anna", "zoe"]
    asked = client.get("/lanes.json?by=actor&lane=anna").json()["lanes"]
    assert [lane["value"] for lane in asked] == ["anna"]
    assert client.get("/lanes.json").status_code == 400


def counts(client, query: str = "", of: str = "") -> dict[str, dict[str, int]]:
    answer = client.get(f"/facets.json?{query}{of and '&of=' + of}").json()
    return {
        facet["parameter"]: {value["value"]: value["count"] for value in facet["values"]} for facet in answer["facets"]
    }


def facet_archive(archive: ArchiveFactory) -> None:
    anna, boris = archive.actor("Anna", slug="anna"), archive.actor("Boris", slug="boris")
    peace = archive.topic("Peace", slug="peace")
    kyiv = archive.place("Kyiv", slug="kyiv", country="UA")
    source = archive.source(slug="report", reliability="B")
    archive.event(slug="a", kind="talks", participants=(anna,), topics=[peace], places=(kyiv,), source=source)
    archive.event(slug="b", kind="talks", participants=(anna, boris), source=source, language="uk", when="1990")
    archive.event(slug="c", kind="march", participants=(boris,), source=source, factuality="alleged")
    archive.event(slug="d", kind="march", participants=(anna,), source=source, status="draft")


def test_counts_are_those_of_the_selection(archive, client):
    facet_archive(archive)
    assert counts(client)["actor"] == {"anna": 2, "boris": 2}
    assert counts(client)["country"] == {"UA": 1}
    assert counts(client)["reliability"] == {"B": 3}
    narrowed = counts(client, "kind=talks")
    assert narrowed["actor"] == {"anna": 2, "boris": 1}
    # What another kind would add.
    assert narrowed["kind"] == {"talks": 2, "march": 1}
    assert counts(client, "from=2021&actor=boris")["kind"] == {"march": 1}
    assert counts(client, "language=uk")["source"] == {"report": 1}


def test_each_count_is_what_its_link_finds(archive, client):
    facet_archive(archive)
    answer = client.get("/facets.json?kind=talks").json()
    for facet in answer["facets"]:
        for value in facet["values"]:
            if not value["chosen"]:
                found = client.get(value["url"].replace("/?", "/facets.json?")).json()["total"]
                alone = facet["parameter"] == "kind"
                assert found == value["count"] + (answer["total"] if alone else 0), value


def test_the_page_of_counts_works_as_links_and_as_a_form(archive, client):
    facet_archive(archive)
    page = client.get("/facets/?kind=talks").content.decode()
    assert 'id="facet-counts"' in page
    assert "/?actor=anna&amp;kind=talks" in page
    assert 'href="/" aria-current="true"' in page
    assert "2 events" in page


def test_statements_and_sources_have_counts_too(archive, client):
    anna = archive.actor("Anna", slug="anna", country="DE")
    archive.statement(
        speaker=anna, slug="hers", kind="denial", source=archive.source(text="peace is near", publisher=anna)
    )
    assert counts(client, of="statement")["speaker"] == {"anna": 1}
    assert counts(client, of="statement")["country"] == {"DE": 1}
    assert counts(client, of="source")["publisher"] == {"anna": 1}
    assert counts(client, of="actor")["country"] == {"DE": 1}
    assert client.get("/facets/?of=potato").status_code == 400


def test_counts_of_many_records_are_those_of_few(archive, client, monkeypatch):
    facet_archive(archive)
    expected = counts(client, "from=2000")
    monkeypatch.setattr("archive.timeline.tallies.COUNTED_ONE_BY_ONE", 0)
    assert counts(client, "from=2000") == expected


@pytest.mark.parametrize("address", ["/facets.json", "/facets/", "/lanes.json?by=actor"])
def test_counts_cost_the_same_number_of_queries_however_many_records_there_are(
    archive, client, address, django_assert_max_num_queries
):
    def queries() -> int:
        with django_assert_max_num_queries(20) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    facet_archive(archive)
    few = queries()
    for number in range(5):
        archive.event(slug=f"more-{number}", participants=(archive.actor(f"Actor {number}"),))
    assert queries() <= few


def test_json_is_not_stored_twice_for_one_version(archive, client):
    facet_archive(archive)
    first = client.get("/facets.json")
    assert client.get("/facets.json", HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert json.loads(first.content)["total"] == 3
