"""`/events/<slug>/`: what happened, how we know, and what was said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from archive.models import (
    Actor,
    Compiled,
    Event,
    EventImage,
    EventPlace,
    Image,
    Participant,
    Place,
    Statement,
    StatementKind,
    publicity,
)
from archive.views import columns
from archive.views.actor_cards import actor_card, post_on, posts_of
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, LinkCard, PictureCard, StatementCard
from archive.views.dates import date_card
from archive.views.event_relations import linked, relations
from archive.views.evidence_cards import Chain, chains_of, citations_with_sources, disclosure_of, ground_cards
from archive.views.images import picture_card
from archive.views.paging import numbered
from archive.views.place_words import position_words
from archive.views.record_pages import corrections_of, head, record_page, render_record
from archive.views.statement_cards import for_cards, statement_card, with_denials

STATEMENTS_ON_A_PAGE = 60


@dataclass(frozen=True)
class SaidCard:
    """A statement with its chains; `made_here` says that it was made at the event, not merely about it."""

    statement: StatementCard
    chains: tuple[Chain, ...]
    made_here: bool


@dataclass(frozen=True)
class SceneCard:
    """A place of an event: where it lies, in words, and what part it played."""

    link: LinkCard
    position: str


def _records() -> QuerySet[Event]:
    own = ("uuid", "factuality", "summary", "date_basis", "kind__name", *columns.EVENT)
    part_of = (*columns.under("part_of", columns.EVENT), "part_of__status")
    return Event.objects.select_related("kind", "part_of").only(*own, *part_of)


@record_page("event", _records)
def event(request: HttpRequest, record: Event) -> HttpResponse:
    """Twelve queries, however much belongs to the event."""
    citations = _citations(record.pk)
    said = numbered(request, lambda start, end: _statements(start, end)(record.pk), STATEMENTS_ON_A_PAGE)
    chains = chains_of([item.pk for item in said.items], record.pk)
    grounds = ground_cards(citations, disclosure_of(citations))
    places = _places(record)
    related = relations(record)
    when = date_card(record)
    context = {
        "event": record,
        "when": when,
        "factuality_words": record.get_factuality_display(),
        "denied": _is_denied(record, said.items),
        "places": places,
        "topics": related.get("topic", []),
        "participants": _participants(record),
        "pictures": _pictures(record),
        "grounds": grounds,
        "chains": chains.get(("event", record.pk), []),
        "said": _said(said.items, chains),
        "pages": said,
        "whole": _whole(record),
        "parts": related.get("part", []),
        "linked": linked(related),
        "earlier": next(iter(related.get("earlier", [])), None),
        "later": next(iter(related.get("later", [])), None),
        "corrections": corrections_of(record),
    }
    first = ", ".join(part for part in (when.words if when else "", places[0].link.name if places else "") if part)
    description = f"{first}. {record.summary}" if first else record.summary
    return render_record(request, record, head(record, record.title, description or record.title), context)


_citations = Compiled(lambda event: citations_with_sources(Q(event=event)))


@lru_cache(maxsize=64)
def _statements(start: int, end: int) -> Compiled:
    """Made at the event or about it, in the order in which they were said; a page of them."""
    return Compiled(lambda event: _in_order(event)[start:end])


def _in_order(event: int) -> QuerySet[Statement]:
    about = Statement.about_events.through._default_manager.filter(event=event)
    made = Statement.objects.published().filter(event=event)
    tied = made.order_by().values("pk").union(about.order_by().values("statement"))
    is_about = Exists(about.filter(statement=OuterRef("pk")))
    statements = for_cards(Statement.objects.published().filter(pk__in=tied))
    return with_denials(statements).annotate(is_about=is_about).in_order()  # type: ignore[attr-defined]


def _is_denied(record: Event, statements: Iterable[Any]) -> bool:
    return any(item.is_about and item.kind == StatementKind.DENIAL for item in statements)


def _said(statements: Iterable[Any], chains: dict[tuple[str, int], list[Chain]]) -> list[SaidCard]:
    return [
        SaidCard(
            statement=replace(statement_card(item), denied=item.denied),
            chains=tuple(chains.get(("statement", item.pk), ())),
            made_here=not item.is_about,
        )
        for item in statements
    ]


def _participants(record: Event) -> list[ActorCard]:
    """Each with the post held that day and the role; somebody in two roles stands once."""
    loaded = _participations(record.pk)
    posts = posts_of(row.actor for row in loaded)
    roles: dict[int, list[str]] = {}
    actors: dict[int, Actor] = {}
    for row in loaded:
        actors.setdefault(row.actor_id, row.actor)
        roles.setdefault(row.actor_id, []).extend([row.role.name] if row.role and row.role.is_published else [])
    return [
        actor_card(actor, " · ".join(filter(None, [post_on(posts, actor, record), *roles[key]])))
        for key, actor in actors.items()
    ]


def _participating(event: int) -> QuerySet[Participant]:
    rows = Participant.objects.filter(publicity(Actor, "actor"), event=event)
    loaded = rows.select_related("actor__portrait", "role")
    return loaded.only(*columns.under("actor", columns.ACTOR), "role__name", "role__is_public").order_by("order")


def _scenes(event: int) -> QuerySet[EventPlace]:
    rows = EventPlace.objects.filter(publicity(Place, "place"), event=event).select_related("place", "role")
    return rows.only(*columns.under("place", columns.PLACE), "role__name").order_by("order")


def _shown(event: int) -> QuerySet[EventImage]:
    rows = EventImage.objects.filter(publicity(Image, "image"), event=event).select_related("image")
    return rows.only(*columns.under("image", columns.IMAGE)).order_by("order")


_participations, _scenes_of, _pictures_of = Compiled(_participating), Compiled(_scenes), Compiled(_shown)


def _places(record: Event) -> list[SceneCard]:
    return [
        SceneCard(
            LinkCard(row.place.name, record_url("place", row.place.slug), note=row.role.name if row.role else ""),
            position_words(row.place),
        )
        for row in _scenes_of(record.pk)
    ]


def _whole(record: Event) -> LinkCard | None:
    """What the event is part of."""
    whole = record.part_of
    if whole is None or not whole.is_published:
        return None
    return LinkCard(whole.title, record_url("event", whole.slug), whole.language, note=whole.date_words)


def _pictures(record: Event) -> Sequence[PictureCard]:
    cards = [picture_card(row.image) for row in _pictures_of(record.pk)]
    return [card for card in cards if card]
