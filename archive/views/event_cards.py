"""Cards of events: six queries for a whole list, however long and whatever is in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import ngettext

from archive.models import Actor, Event, EventPlace, Participant, Place, Statement, StatementKind
from archive.views.actor_cards import actor_card, post_on, posts_of
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, EventCard, LinkCard
from archive.views.dates import date_card
from archive.views.statement_cards import CARD_RELATIONS, for_cards, source_counts, source_words, statement_card

PEOPLE_SHOWN = 5
FEWEST_WORDS, LONGEST_TELLING = 3, 240


@dataclass(frozen=True)
class _Surroundings:
    """What belongs to an event in the archive, as far as it is public."""

    people: list[ActorCard]
    places: list[LinkCard]
    sources: int
    about: list[Statement]
    made_at: list[Statement]


def event_cards(events: Iterable[Event]) -> list[EventCard]:
    """In the order given. The events must be published; what else they refer to is shown only if it is, too."""
    loaded = list(events)
    keys = [event.pk for event in loaded]
    people = _participants(keys)
    posts = posts_of(actor for actors in people.values() for actor in actors)
    places = _places(keys)
    sources = source_counts("event", keys)
    about, made_at = _statements_about(keys), _statements_made_at(keys)
    shown: set[int] = set()
    return [
        _card(
            event,
            _Surroundings(
                people=[actor_card(actor, post_on(posts, actor, event)) for actor in people[event.pk]],
                places=places[event.pk],
                sources=sources.get(event.pk, 0),
                about=about[event.pk],
                made_at=made_at[event.pk],
            ),
            shown,
        )
        for event in loaded
    ]


def _card(event: Event, around: _Surroundings, shown: set[int]) -> EventCard:
    """`shown` are the quotes that stand on the page already; the one chosen here joins them."""
    statements = {statement.pk: statement for statement in (*around.made_at, *around.about)}.values()
    telling = telling_quote(statements, shown)
    if telling:
        shown.add(telling.pk)
    return EventCard(
        title=event.title,
        url=record_url("event", event.slug),
        language=event.language,
        when=date_card(event),
        kind=event.kind.name,
        factuality=event.factuality,
        factuality_words=event.get_factuality_display(),
        denied=is_denied(around.about),
        summary=event.summary,
        places=tuple(around.places),
        people=tuple(around.people[:PEOPLE_SHOWN]),
        more_people=max(0, len(around.people) - PEOPLE_SHOWN),
        quote=statement_card(telling) if telling else None,
        counts=tuple(_counts(around.sources, len(statements))),
    )


def _counts(sources: int, statements: int) -> Iterable[str]:
    if sources:
        yield source_words(sources)
    if statements:
        yield ngettext("%(count)d statement", "%(count)d statements", statements) % {"count": statements}


def telling_quote(statements: Iterable[Statement], shown: Collection[int] = ()) -> Statement | None:
    """The first quote in time that is more than a scrap of two words and was not `shown`; speeches come last."""
    fit = [
        statement
        for statement in statements
        if statement.pk not in shown and len(statement.quote.split()) >= FEWEST_WORDS
    ]
    return min(fit, key=lambda said: (len(said.quote) > LONGEST_TELLING, said.sort_day, said.slug), default=None)


def is_denied(about: Iterable[Statement]) -> bool:
    """That somebody denies an event is read off the published statements about it."""
    return any(statement.kind == StatementKind.DENIAL for statement in about)


def _participants(keys: Sequence[int]) -> dict[int, list[Actor]]:
    rows = Participant.objects.filter(event__in=keys, actor__in=Actor.objects.published())
    people: dict[int, dict[int, Actor]] = defaultdict(dict)
    for row in rows.select_related("actor__portrait").order_by("event", "order"):
        people[row.event_id].setdefault(row.actor_id, row.actor)
    return defaultdict(list, {event: list(actors.values()) for event, actors in people.items()})


def _places(keys: Sequence[int]) -> dict[int, list[LinkCard]]:
    rows = EventPlace.objects.filter(event__in=keys, place__in=Place.objects.published())
    places: dict[int, dict[int, LinkCard]] = defaultdict(dict)
    for row in rows.select_related("place").order_by("event", "order"):
        places[row.event_id].setdefault(row.place_id, place_link(row.place))
    return defaultdict(list, {event: list(links.values()) for event, links in places.items()})


def place_link(place: Place) -> LinkCard:
    return LinkCard(place.name, record_url("place", place.slug))


def _statements_about(keys: Sequence[int]) -> dict[int, list[Statement]]:
    links = Statement.about_events.through._default_manager.filter(
        event__in=keys, statement__in=Statement.objects.published()
    )
    about: dict[int, list[Statement]] = defaultdict(list)
    for link in links.select_related(*(f"statement__{path}" for path in CARD_RELATIONS)):
        about[link.event_id].append(link.statement)
    return about


def _statements_made_at(keys: Sequence[int]) -> dict[int, list[Statement]]:
    made_at: dict[int, list[Statement]] = defaultdict(list)
    statements: QuerySet[Statement] = Statement.objects.published().filter(event__in=keys)
    for statement in for_cards(statements).order_by("sort_day", "slug"):
        if statement.event_id is not None:
            made_at[statement.event_id].append(statement)
    return made_at
