"""Events in a list beside something else, without their people and quotes: two queries more for the whole list."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from archive.models import Event, EventPlace, Place, Statement, StatementKind
from archive.views.addresses import record_url
from archive.views.cards import EventCard, LinkCard
from archive.views.dates import date_card
from archive.views.statement_cards import source_counts, source_words


def for_brief(events: QuerySet[Event]) -> QuerySet[Event]:
    """With the kind, and whether somebody denies it (`denied`)."""
    denials = Statement.objects.published().filter(kind=StatementKind.DENIAL, about_events=OuterRef("pk"))
    return events.select_related("kind").annotate(denied=Exists(denials))


def brief_events(events: Sequence[Any]) -> list[EventCard]:
    """Cards of published events from `for_brief`, in the order given."""
    keys = [event.pk for event in events]
    places, sources = _places(keys), source_counts("event", keys)
    return [
        EventCard(
            title=event.title,
            url=record_url("event", event.slug),
            language=event.language,
            when=date_card(event),
            kind=event.kind.name,
            factuality=event.factuality,
            factuality_words=event.get_factuality_display(),
            denied=event.denied,
            summary=event.summary,
            places=tuple(places[event.pk]),
            counts=(source_words(sources[event.pk]),) if event.pk in sources else (),
        )
        for event in events
    ]


def _places(keys: list[int]) -> dict[int, list[LinkCard]]:
    rows = EventPlace.objects.filter(event__in=keys, place__in=Place.objects.published())
    places: dict[int, list[LinkCard]] = defaultdict(list)
    for row in rows.select_related("place").order_by("event", "order"):
        card = LinkCard(row.place.name, record_url("place", row.place.slug))
        if card not in places[row.event_id]:
            places[row.event_id].append(card)
    return places
