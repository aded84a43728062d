"""Events in a list beside something else, without their people and quotes: two queries for the whole list."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from archive.models import Compiled, Event, Factuality, Listing, Place
from archive.views.addresses import record_url
from archive.views.cards import EventCard, LinkCard
from archive.views.dates import date_card
from archive.views.event_rows import FIELDS, EventRow
from archive.views.statement_cards import source_words

FACTUALITY_WORDS = dict(Factuality.choices)


def listed_briefly(listed: Iterable[Listing]) -> tuple[list[EventRow], list[EventCard]]:
    """The published events of these rows of the index, in their order, and a card of each."""
    entries = {entry.record_id: entry for entry in listed}
    rows = {row[0]: EventRow(*row) for row in _events(list(entries))} if entries else {}
    around = {key: json.loads(entries[key].card or "{}") for key in rows}
    places = _places({place for item in around.values() for place in item.get("places", ())})
    events = [rows[key] for key in entries if key in rows]
    return events, [_card(event, around[event.pk], places) for event in events]


def _card(event: EventRow, around: dict[str, Any], places: dict[int, LinkCard]) -> EventCard:
    sources = around.get("sources", 0)
    return EventCard(
        title=event.title,
        url=record_url("event", event.slug),
        language=event.language,
        when=date_card(event),
        kind=event.kind,
        factuality=event.factuality,
        factuality_words=str(FACTUALITY_WORDS[event.factuality]),
        denied=around.get("denied", False),
        summary=event.summary,
        places=tuple(places[key] for key in around.get("places", ()) if key in places),
        counts=(source_words(sources),) if sources else (),
    )


def _places(keys: set[int]) -> dict[int, LinkCard]:
    rows = _places_by_key(sorted(keys)) if keys else ()
    return {pk: LinkCard(name, record_url("place", slug)) for pk, name, slug in rows}


def _event_rows(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return Event.objects.published().filter(pk__in=keys).order_by().values_list(*FIELDS)


def _place_rows(keys: Sequence[int]) -> QuerySet[Any, Any]:
    return Place.objects.published().filter(pk__in=keys).order_by().values_list("pk", "name", "slug")


_events, _places_by_key = Compiled(_event_rows), Compiled(_place_rows)
