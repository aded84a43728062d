"""The events of a selection for other programs: GeoJSON for maps, iCalendar for calendars, JSON for TimelineJS.

Each says only what the public document says, and streams. Sources of the forms: RFC 7946, RFC 5545, and
https://timeline.knightlab.com/docs/json-format.html.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from archive.dates import civil
from archive.documents import KINDS, Document
from archive.documents.public import public_documents
from archive.exchange.names import batches
from archive.models import Place
from archive.models.dated import DATE_ORDER
from archive.views.documents import addresses_of, as_data, selected

BATCH = 200
#: what iCalendar can say: years of four digits
FIRST_DAY, LAST_DAY = 1, 3_652_059


@as_data
def geojson(request: HttpRequest) -> HttpResponseBase:
    """A feature for each event and each of its places; without a place that lies somewhere, one without geometry."""
    features = (feature for some in batches(_events(request), BATCH) for feature in _features(some))
    pieces = _joined('{"type":"FeatureCollection","features":[', map(_json, features), "]}\n")
    return _file(pieces, "application/geo+json", "events.geojson")


@as_data
def icalendar(request: HttpRequest) -> HttpResponseBase:
    """An entry for each event that begins and ends; what is open or undated stands in no calendar."""
    stamp = _utc(timezone.now())
    entries = (
        "".join(map(_folded, _entry(event, stamp))) for event in _events(request) if _has_place_in_calendar(event)
    )
    head = "".join(map(_folded, ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dateline//Dateline//EN")))
    pieces = _joined(head, entries, _folded("END:VCALENDAR"), between="")
    return _file(pieces, "text/calendar; charset=utf-8", "events.ics")


@as_data
def timelinejs(request: HttpRequest) -> HttpResponseBase:
    """What TimelineJS shows: events that begin; its texts are HTML, so ours are escaped."""
    begun = (event for event in _events(request) if event["when"] and event["when"]["first_day"] is not None)
    slides = (_json(_slide(event)) for event in begun)
    return _file(_joined('{"events":[', slides, "]}\n"), "application/json", "events.timelinejs.json")


def _events(request: HttpRequest) -> Iterator[Document]:
    records = selected(request, KINDS["event"]).order_by(*DATE_ORDER)
    return public_documents(KINDS["event"], records, addresses_of(request))


def _file(pieces: Iterable[str], content_type: str, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _joined(head: str, items: Iterable[str], foot: str, between: str = ",\n") -> Iterator[str]:
    yield head
    for number, item in enumerate(items):
        yield f"{between if number else ''}{item}"
    yield foot


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# GeoJSON


def _features(events: list[Document]) -> Iterator[dict[str, Any]]:
    uuids = {row["place"]["uuid"] for event in events for row in event["places"]}
    lying = Place.objects.published().filter(uuid__in=uuids).exclude(latitude=None).exclude(longitude=None)
    places = {str(place.uuid): place for place in lying}
    for event in events:
        found = [(row, places[row["place"]["uuid"]]) for row in event["places"] if row["place"]["uuid"] in places]
        for row, place in found:
            yield _feature(
                event,
                _point(place),
                place=place.name,
                uncertainty_m=_number(place.uncertainty_m),
                role=_name(row["role"]),
            )
        if not found:
            yield _feature(event, None)


def _point(place: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [_number(place.longitude), _number(place.latitude)]}


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _feature(event: Document, geometry: Any, **more: Any) -> dict[str, Any]:
    when = event["when"]
    properties = {
        "uuid": event["uuid"],
        "url": event["url"],
        "title": event["title"],
        "kind": _name(event["kind"]),
        "when": when["edtf"] if when else "",
        "when_words": when["words"] if when else "",
        "factuality": event["factuality"],
        "summary": event["summary"],
        "participants": [row["actor"]["name"] for row in event["participants"]],
        "sources": len({row["source"]["uuid"] for row in event["citations"]}),
        **more,
    }
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _name(term: Any) -> str:
    return term["name"] if term else ""


# iCalendar

_STATUS = {"occurred": "CONFIRMED", "planned": "TENTATIVE", "forecast": "TENTATIVE", "did_not_occur": "CANCELLED"}


def _has_place_in_calendar(event: Document) -> bool:
    if not event["when"]:
        return False
    first, last = event["when"]["first_day"], event["when"]["last_day"]
    return first is not None and last is not None and first >= FIRST_DAY and last < LAST_DAY


def _entry(event: Document, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event['uuid']}"
    yield f"DTSTAMP:{stamp}"
    yield from _times(event["when"])
    yield f"SUMMARY:{_text(event['title'])}"
    told = [event["when"]["words"], event["summary"], event["url"]]
    yield f"DESCRIPTION:{_text(chr(10).join(part for part in told if part))}"
    if event["places"]:
        yield f"LOCATION:{_text(', '.join(row['place']['name'] for row in event['places']))}"
    if event["kind"]:
        yield f"CATEGORIES:{_text(event['kind']['name'])}"
    if event["factuality"] in _STATUS:
        yield f"STATUS:{_STATUS[event['factuality']]}"
    yield f"URL:{event['url']}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _times(when: dict[str, Any]) -> Iterator[str]:
    if "T" in when["edtf"]:
        moment = datetime.fromisoformat(when["edtf"])
        # A time without an offset is local wherever it is read.
        yield f"DTSTART:{_utc(moment) if moment.tzinfo else moment.strftime('%Y%m%dT%H%M%S')}"
        return
    yield f"DTSTART;VALUE=DATE:{_date(when['first_day'])}"
    # The end is the first day that is no longer part of it.
    yield f"DTEND;VALUE=DATE:{_date(when['last_day'] + 1)}"


def _date(day: int) -> str:
    return "{:04}{:02}{:02}".format(*civil(day))


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, never within a character; a line that goes on begins with a space."""
    lines, current, length = [], "", 0
    for character in line:
        size = len(character.encode())
        if length + size > 75:
            lines.append(current)
            current, length = " ", 1
        current += character
        length += size
    return "\r\n".join([*lines, current]) + "\r\n"


# TimelineJS


def _slide(event: Document) -> dict[str, Any]:
    when = event["when"]
    people = ", ".join(row["actor"]["name"] for row in event["participants"])
    told = [f"<p>{escape(part)}</p>" for part in (event["summary"], people) if part]
    slide = {
        "unique_id": event["slug"],
        "start_date": _slide_date(when["first_day"]),
        "display_date": escape(when["words"]),
        "text": {
            "headline": f'<a href="{escape(event["url"])}">{escape(event["title"])}</a>',
            "text": "".join(told),
        },
        "group": escape(_name(event["kind"])),
    }
    if when["last_day"] not in (None, when["first_day"]):
        slide["end_date"] = _slide_date(when["last_day"])
    return slide


def _slide_date(day: int) -> dict[str, int]:
    year, month, of_month = civil(day)
    return {"year": year, "month": month, "day": of_month}
