"""Every list as JSON and as CSV: a page at a time, narrowed like its page, with errors that say what is wrong."""

import csv
import json
from io import StringIO
from urllib.parse import quote

import pytest

from archive.models import ArchiveVersion
from archive.views.documents import PUBLIC_PLURALS
from archive.workflow import act, system_user, withdraw
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import sheet_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    return ArchiveFactory()


def rows_of(answer):
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode(), newline="")))


def one_of_everything(archive):
    anna, ministry = archive.actor("Anna Berg"), archive.actor("Ministry", kind="ministry")
    archive.position(anna, ministry)
    event = archive.event(participants=(anna,), places=(archive.place(),), topics=[archive.topic()])
    archive.statement(speaker=anna, about_events=[event], cue=archive.term("cue", "said"))


@pytest.mark.parametrize("plural", PUBLIC_PLURALS)
def test_every_list_is_there_as_json_and_as_csv(archive, client, plural):
    one_of_everything(archive)
    answer = client.get(f"/{plural}.json")
    assert answer.headers["Content-Type"] == "application/json"
    slugs = [item["slug"] for item in answer.json()["items"]]
    assert slugs
    file = client.get(f"/{plural}.csv")
    assert file.headers["Content-Type"].startswith("text/csv; charset=utf-8")
    assert file.headers["Content-Disposition"] == f'attachment; filename="{plural}.csv"'
    header, *rows = rows_of(file)
    assert [row[header.index("slug")] for row in rows] == slugs


@pytest.mark.parametrize("plural", ["terms", "events"])
def test_a_list_leads_from_page_to_page_until_all_were_there(archive, client, plural):
    for _number in range(5):
        one_of_everything(archive)
    whole = client.get(f"/{plural}.json?limit=500").json()
    assert whole["next"] is None
    collected, address = [], f"/{plural}.json?limit=2"
    while address:
        answer = client.get(address)
        collected += answer.json()["items"]
        address = answer.json()["next"]
        assert ("Link" in answer.headers) == bool(address)
    assert collected == whole["items"]
    assert len(collected) >= 5


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_list_is_narrowed_as_its_page_is(archive, client, form):
    anna = archive.actor("Anna Berg", slug="anna-berg")
    archive.event(slug="with-her", participants=(anna,), when="2021-12-22")
    archive.event(slug="without-her", when="2021-12-22")
    archive.event(slug="with-her-later", participants=(anna,), when="2022-05-01")
    answer = client.get(f"/events.{form}?actor=anna-berg&to=2021")
    found = answer.json()["items"] if form == "json" else [{"slug": row[0]} for row in rows_of(answer)[1:]]
    assert [item["slug"] for item in found] == ["with-her"]


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("from=2021-13", 400, "from"),
        ("from=2022&to=2021", 400, "ends before it begins"),
        ("factuality=perhaps", 400, "factuality"),
        ("actor=nobody", 404, "nobody"),
        ("actor=No%20Body", 404, "No Body"),
    ],
)
def test_a_value_that_cannot_be_is_told_in_a_sentence(client, form, query, status, words):
    answer = client.get(f"/events.{form}?{query}")
    assert answer.status_code == answer.json()["status"] == status
    assert words in answer.json()["reason"]


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=501", "limit=many", "limit=-1", "after=No%20slug", "after=cue:said", "limit=1e2", "after=%00"],
)
def test_a_place_in_the_list_that_cannot_be_is_told_in_a_sentence(client, query):
    answer = client.get(f"/events.json?{query}")
    assert answer.status_code == 400
    assert answer.json()["reason"].startswith(f"“{query.partition('=')[0]}”")


def test_terms_begin_behind_a_word_of_a_vocabulary(client):
    assert client.get("/terms.json?after=said").status_code == 400
    assert client.get("/terms.json?after=nothing:said").status_code == 400
    assert client.get("/terms.json?after=cue:said").status_code == 200


@pytest.mark.parametrize("address", ["/events.json", "/events.csv", "/actors/anna-berg.json"])
def test_an_answer_holds_until_the_archive_changes(archive, client, address):
    archive.actor("Anna Berg", slug="anna-berg")
    first = client.get(address)
    assert first.status_code == 200
    assert str(ArchiveVersion.current()) in first.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    archive.topic("Something new")
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_dates_are_told_in_notation_bounds_and_words(archive, client):
    archive.event(slug="it", when="2021-12~/2022-01")
    archive.event(slug="other", when="")
    items = client.get("/events.json").json()["items"]
    assert items[0]["when"] == {
        "edtf": "2021-12~/2022-01",
        "first_day": 738125,
        "last_day": 738186,
        "first_second": None,
        "last_second": None,
        "words": "about December 2021 to January 2022",
    }
    assert items[1]["when"] is None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/events.json", "/events.csv", "/actors/anna-berg.json", "/actors/anna-berg/"])
def test_the_public_side_can_only_be_read(client, method, address):
    assert getattr(client, method)(address).status_code == 405


# Following


def withdrawn(record):
    with act(system_user(), "taken back") as this:
        withdraw([record], this)


def test_every_answer_says_what_it_is_true_of_and_can_be_asked_from_there(archive, client):
    archive.event(slug="one")
    for form in ("json", "jsonl", "csv", "xlsx"):
        answer = client.get(f"/events.{form}")
        version = answer.headers["Archive-Version"]
        assert version == f"v{ArchiveVersion.current()}"
        assert answer.headers["Archive-Moment"].endswith("Z")
        assert "Archive-Version" in answer.headers["Access-Control-Expose-Headers"]
    listed = client.get("/events.json").json()
    assert listed["as_of"] == answer.headers["Archive-Moment"]
    archive.event(slug="two")
    assert [row[0] for row in rows_of(client.get(f"/events.csv?since={version}"))[1:]] == ["two"]
    sheet = sheet_rows(b"".join(client.get(f"/events.xlsx?since={version}").streaming_content))
    assert [row[0] for row in sheet[1:]] == ["two"]
    changed = client.get(f"/events.json?since={version}").json()
    assert [item["slug"] for item in changed["items"]] == ["two"]
    assert changed["gone"].endswith(f"/gone.jsonl?since={version}&record=event")
    since = quote(listed["as_of"])
    assert [row[0] for row in rows_of(client.get(f"/events.csv?since={since}"))[1:]] == ["one", "two"]


def test_json_lines_end_with_what_is_gone(archive, client):
    event, kept = archive.event(slug="one"), archive.event(slug="two")
    version = client.get("/events.jsonl").headers["Archive-Version"]
    withdrawn(event)
    answer = client.get(f"/events.jsonl?since={version}")
    stones = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [(stone["slug"], stone["gone"]) for stone in stones] == [("one", "withdrawn")]
    gone = client.get(f"/gone.csv?since={version}&record=event")
    header, row = rows_of(gone)
    assert header == ["record", "uuid", "slug", "gone", "on", "to"]
    assert row[:4] == ["event", str(event.uuid), "one", "withdrawn"]
    everything = client.get(f"/gone.jsonl?since={version}")
    assert json.loads(b"".join(everything.streaming_content).splitlines()[-1])["record"] == "event"
    assert kept.slug not in str(stones)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/events.csv?since=yesterday", "no moment"),
        ("/gone.jsonl", "Say since when"),
        ("/gone.csv?since=v1&record=secret", "record"),
    ],
)
def test_a_moment_that_is_none_is_told_in_a_sentence(client, db, address, words):
    answer = client.get(address)
    assert answer.status_code == 400
    assert words in answer.json()["reason"]


def test_a_spreadsheet_is_narrowed_as_its_page_is_and_says_what_it_is(archive, client):
    anna = archive.actor("Anna Berg", slug="anna-berg")
    archive.event(slug="with-her", participants=(anna,))
    archive.event(slug="without-her")
    answer = client.get("/events.xlsx?actor=anna-berg")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="events.xlsx"'
    data = b"".join(answer.streaming_content)
    assert [row[0] for row in sheet_rows(data)[1:]] == ["with-her"]
    assert sheet_rows(data, 2)[1] == ["http://testserver/events.xlsx?actor=anna-berg"]
