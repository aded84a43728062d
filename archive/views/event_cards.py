"""Cards of events for a list: six queries for the whole of it, however long and whatever is in it.

What belongs to each event is read from its card in the index (see `archive.timeline.entries`): primary keys of
people, places and telling quotes, and counts. The records are read as plain rows, and only if they are published.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from archive.models import Actor, Compiled, Event, Factuality, Image, Listing, Place, Position, Statement
from archive.views.actor_cards import title_words
from archive.views.addresses import record_url, record_urls
from archive.views.cards import ActorCard, DateCard, EventCard, LinkCard, StatementCard
from archive.views.dates import date_cards
from archive.views.event_rows import EventRow, event_rows
from archive.views.images import picture_card
from archive.views.tiles import counts

PEOPLE_SHOWN = 5
FACTUALITY_WORDS = dict(Factuality.choices)


class _Post(NamedTuple):
    """A post that somebody held, in words, from its first to its last day (None: open or unknown)."""

    first_day: int | None
    last_day: int | None
    words: str

    def held_at(self, event: EventRow) -> bool:
        begins_before = self.first_day is None or event.last_day is None or self.first_day <= event.last_day
        ends_after = self.last_day is None or event.first_day is None or self.last_day >= event.first_day
        return begins_before and ends_after


@dataclass(frozen=True)
class _Surroundings:
    """What the cards of one page name, by primary key."""

    people: Mapping[int, ActorCard]
    posts: Mapping[int, Sequence[_Post]]
    places: Mapping[int, LinkCard]
    quotes: Mapping[int, StatementCard]
    event_url: Callable[[str], str]
    date_card: Callable[[EventRow], DateCard | None]
    #: how many sources and statements there are, in words that many cards share
    counts: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    factuality: dict[str, str] = field(default_factory=dict)

    def count_words(self, sources: int, statements: int) -> tuple[str, ...]:
        if (sources, statements) not in self.counts:
            self.counts[sources, statements] = tuple(counts({"sources": sources, "statements": statements}))
        return self.counts[sources, statements]

    def factuality_words(self, value: str) -> str:
        if value not in self.factuality:
            self.factuality[value] = str(FACTUALITY_WORDS[value])
        return self.factuality[value]


@dataclass
class _Around:
    """Primary keys of what belongs to one event, and counts, as its card in the index has them."""

    people: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)
    sources: int = 0
    statements: int = 0
    denied: bool = False


def listed_events(listed: Iterable[Listing]) -> tuple[list[EventRow], list[EventCard]]:
    """The published events of these rows of the index, in their order, and a card of each."""
    entries = list(listed)
    rows = event_rows(entry.record_id for entry in entries)
    around = {entry.record_id: _Around(**json.loads(entry.card or "{}")) for entry in entries}
    events = [rows[entry.record_id] for entry in entries if entry.record_id in rows]
    quotes = _chosen_quotes(events, around)
    surroundings = _surroundings(events, around, quotes)
    return events, [_card(event, around[event.pk], quotes.get(event.pk, 0), surroundings) for event in events]


def event_cards(events: Iterable[Event]) -> list[EventCard]:
    """The same for published events, in the order given."""
    keys = [event.pk for event in events]
    entries = {entry.record_id: entry for entry in Listing.objects.filter(list="event", record_id__in=keys)}
    return listed_events(entries[key] for key in keys if key in entries)[1]


def _chosen_quotes(events: Sequence[EventRow], around: Mapping[int, _Around]) -> dict[int, int]:
    """For each event the first of its telling quotes that does not stand on the page already."""
    shown: set[int] = set()
    chosen = {}
    for event in events:
        quote = next((key for key in around[event.pk].quotes if key not in shown), 0)
        if quote:
            shown.add(quote)
            chosen[event.pk] = quote
    return chosen


def _surroundings(
    events: Sequence[EventRow], around: Mapping[int, _Around], quotes: Mapping[int, int]
) -> _Surroundings:
    belonging = [around[event.pk] for event in events]
    people = _people({key for item in belonging for key in item.people})
    return _Surroundings(
        people=people,
        posts=_posts(people),
        places=_places({key for item in belonging for key in item.places}),
        quotes=_quotes(quotes.values()),
        event_url=record_urls("event"),
        date_card=date_cards(),
    )


def _card(event: EventRow, around: _Around, quote: int, surroundings: _Surroundings) -> EventCard:
    people = [key for key in around.people if key in surroundings.people]
    return EventCard(
        title=event.title,
        url=surroundings.event_url(event.slug),
        language=event.language,
        when=surroundings.date_card(event),
        kind=event.kind,
        factuality=event.factuality,
        factuality_words=surroundings.factuality_words(event.factuality),
        denied=around.denied,
        summary=event.summary,
        places=tuple(surroundings.places[key] for key in around.places if key in surroundings.places),
        people=tuple(_as_on_that_day(key, event, surroundings) for key in people[:PEOPLE_SHOWN]),
        more_people=max(0, len(people) - PEOPLE_SHOWN),
        quote=surroundings.quotes.get(quote),
        counts=surroundings.count_words(around.sources, around.statements),
    )


def _as_on_that_day(key: int, event: EventRow, surroundings: _Surroundings) -> ActorCard:
    """The actor with the latest post that fits the event's date."""
    card = surroundings.people[key]
    held = [post.words for post in surroundings.posts.get(key, ()) if post.held_at(event)]
    if not held or not event.date_text:
        return card
    return ActorCard(card.name, card.url, card.language, held[-1], card.portrait)


_actors = Compiled(
    lambda keys: (
        Actor.objects.published()
        .filter(pk__in=keys)
        .order_by()
        .values_list("pk", "name", "slug", "language", "portrait")
    )
)
_positions = Compiled(
    lambda people: (
        Position.objects.published()
        .filter(person__in=people)
        .exclude(held="")
        .order_by("sort_day", "slug")
        .values_list("person", "first_day", "last_day", "title", "organisation__name")
    )
)
_named_places = Compiled(
    lambda keys: Place.objects.published().filter(pk__in=keys).order_by().values_list("pk", "name", "slug")
)
_statements = Compiled(
    lambda keys: (
        Statement.objects.published()
        .filter(pk__in=keys)
        .order_by()
        .values_list(
            *("pk", "slug", "quote", "language", "speaker__name", "speaker__slug", "speaker__language", "position")
        )
    )
)
_posts_held = Compiled(
    lambda keys: (
        Position.objects.published().filter(pk__in=keys).order_by().values_list("pk", "title", "organisation__name")
    )
)


def _people(keys: Collection[int]) -> dict[int, ActorCard]:
    rows = _actors(list(keys))
    pictures = {portrait for *_rest, portrait in rows if portrait}
    portraits = Image.objects.published().in_bulk(pictures) if pictures else {}
    url = record_urls("actor")
    return {
        pk: ActorCard(name, url(slug), language, "", picture_card(portraits.get(portrait)) if portrait else None)
        for pk, name, slug, language, portrait in rows
    }


def _posts(people: Collection[int]) -> dict[int, list[_Post]]:
    """The dated public posts of these people, in the order of time."""
    posts: dict[int, list[_Post]] = defaultdict(list)
    for person, first_day, last_day, title, organisation in _positions(list(people)):
        posts[person].append(_Post(first_day, last_day, title_words(title, organisation)))
    return posts


def _places(keys: Collection[int]) -> dict[int, LinkCard]:
    url = record_urls("place")
    return {pk: LinkCard(name, url(slug)) for pk, name, slug in _named_places(list(keys))}


def _quotes(keys: Iterable[int]) -> dict[int, StatementCard]:
    rows = _statements(list(keys))
    positions = {position for *_rest, position in rows if position}
    posts = {pk: title_words(title, organisation) for pk, title, organisation in _posts_held(list(positions))}
    return {row[0]: _quote(*row[1:], posts) for row in rows}


def _quote(slug: str, quote: str, language: str, *speaker: Any) -> StatementCard:
    name, actor, tongue, position, posts = speaker
    return StatementCard(
        url=record_url("statement", slug),
        quote=quote,
        language=language,
        speaker=ActorCard(name, record_url("actor", actor), tongue, posts.get(position, "")),
    )
