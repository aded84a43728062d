"""Events for maps, calendars and other people's timelines: what the page says, in the form that each of them reads."""

import json
from datetime import datetime

import pytest

from archive.models import Event
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> ArchiveFactory:
    """Events of every sort of date, one of them a draft."""
    archive = ArchiveFactory()
    kyiv = archive.place("Kyiv", slug="kyiv", latitude="50.45", longitude="30.5234", uncertainty_m="20000")
    somewhere = archive.place("Somewhere", slug="somewhere")
    anna = archive.actor("Anna Berg")
    archive.event(
        "Talks; in Kyiv, at last", slug="talks", when="2021-12-22", places=(kyiv, somewhere), participants=(anna,)
    )
    archive.event(
        "<b>Moves</b>", slug="moves", when="2021-11/2022-01", summary="By train.\nAnd by road.", factuality="planned"
    )
    archive.event("A call", slug="call", when="2022-01-26T16:14:00+02:00", places=(somewhere,))
    archive.event("Since then", slug="since", when="2021-11/..")
    archive.event("Some day", slug="some-day", when="")
    archive.event("Long ago", slug="long-ago", when="-0044-03-15")
    archive.event("Secret talks", slug="secret", status="draft")
    return archive


def body(response) -> str:
    assert response.status_code == 200, response
    return b"".join(response.streaming_content).decode()


def test_a_map_gets_each_event_at_each_of_its_places(archive, client):
    response = client.get("/events.geojson")
    assert response["Content-Type"] == "application/geo+json"
    collection = json.loads(body(response))
    found = {(item["properties"]["title"], item["properties"].get("place")): item for item in collection["features"]}
    talks = found["Talks; in Kyiv, at last", "Kyiv"]
    assert talks["geometry"] == {"type": "Point", "coordinates": [30.5234, 50.45]}
    assert talks["properties"]["uncertainty_m"] == 20000
    assert talks["properties"]["participants"] == ["Anna Berg"]
    assert found["A call", None]["geometry"] is None
    assert len(found) == Event.objects.published().count()


def entries(text: str) -> dict[str, dict[str, str]]:
    """The calendar's entries by summary, unfolded and with what is escaped read."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded[0], unfolded[-2] == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in unfolded:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and ":" in line:
            name, _colon, value = line.partition(":")
            found[-1].setdefault(name, value.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n"))
    return {entry["SUMMARY"]: entry for entry in found}


def test_a_calendar_gets_what_begins_and_ends(archive, client):
    found = entries(body(client.get("/events.ics")))
    assert set(found) == {"Talks; in Kyiv, at last", "<b>Moves</b>", "A call"}
    talks, moves = found["Talks; in Kyiv, at last"], found["<b>Moves</b>"]
    assert (talks["DTSTART;VALUE=DATE"], talks["DTEND;VALUE=DATE"]) == ("20211222", "20211223")
    assert (moves["DTSTART;VALUE=DATE"], moves["DTEND;VALUE=DATE"]) == ("20211101", "20220201")
    assert (moves["STATUS"], talks["STATUS"]) == ("TENTATIVE", "CONFIRMED")
    assert "By train.\nAnd by road." in moves["DESCRIPTION"]
    assert found["A call"]["DTSTART"] == "20220126T141400Z"
    assert datetime.strptime(talks["DTSTAMP"], "%Y%m%dT%H%M%SZ")


def test_timelinejs_gets_escaped_texts_and_days_of_any_year(archive, client):
    events = json.loads(body(client.get("/events.timelinejs.json")))["events"]
    slides = {event["unique_id"]: event for event in events}
    assert set(slides) == {"talks", "moves", "call", "since", "long-ago"}
    assert "&lt;b&gt;Moves" in slides["moves"]["text"]["headline"]
    assert slides["moves"]["end_date"] == {"year": 2022, "month": 1, "day": 31}
    assert slides["long-ago"]["start_date"] == {"year": -44, "month": 3, "day": 15}
    assert "end_date" not in slides["talks"]


def test_lines_hold_all_records_one_each(archive, client):
    lines = body(client.get("/events.jsonl")).splitlines()
    assert [json.loads(line)["slug"] for line in lines] == ["call", "long-ago", "moves", "since", "some-day", "talks"]


@pytest.mark.parametrize("form", ["geojson", "ics", "timelinejs.json", "jsonl", "csv"])
def test_every_form_follows_the_filters_and_refuses_bad_ones(form, archive, client):
    told = body(client.get(f"/events.{form}?from=2022-01-20"))
    assert "A call" in told
    assert "Talks" not in told
    assert "Secret talks" not in body(client.get(f"/events.{form}"))
    assert client.get(f"/events.{form}?from=soon").status_code == 400
    assert client.get(f"/events.{form}?actor=nobody").status_code == 404


def test_a_long_text_is_folded_within_no_character(archive, client):
    archive.event("Ї" * 200, slug="long", when="2021-12-22")
    assert "Ї" * 200 in entries(body(client.get("/events.ics")))
