"""`/events/<slug>/`: what happened, how we know, and what was said about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from archive.models import (
    Actor,
    Event,
    EventImage,
    EventPlace,
    Image,
    Participant,
    Place,
    Statement,
    StatementKind,
    StatementLink,
    StatementLinkKind,
)
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
from archive.views.statement_cards import for_cards, statement_card

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
    return Event.objects.select_related("kind", "part_of")


@record_page("event", _records)
def event(request: HttpRequest, record: Event) -> HttpResponse:
    """Twelve queries, however much belongs to the event."""
    citations = list(citations_with_sources(Q(event=record)))
    said = numbered(request, _statements(record), STATEMENTS_ON_A_PAGE)
    chains = chains_of(Q(chain__event=record) | Q(chain__statement__in=[item.pk for item in said.items]))
    grounds = ground_cards(citations, disclosure_of(citations))
    places = _places(record)
    related = relations(record)
    when = date_card(record)
    context = {
        "event": record,
        "when": when,
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


def _statements(record: Event) -> QuerySet[Statement]:
    """Made at the event or about it, in the order in which they were said."""
    about = Statement.about_events.through._default_manager.filter(event=record).values("statement")
    statements = Statement.objects.published().filter(Q(event=record) | Q(pk__in=about))
    denying = StatementLink.objects.filter(
        to=OuterRef("pk"), kind=StatementLinkKind.DENIES, statement__in=Statement.objects.published()
    )
    is_about = ExpressionWrapper(Q(pk__in=about), output_field=BooleanField())
    return for_cards(statements).annotate(denied=Exists(denying), is_about=is_about).in_order()  # type: ignore[attr-defined]


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
    rows = Participant.objects.filter(event=record, actor__in=Actor.objects.published())
    loaded = list(rows.select_related("actor__portrait", "role").order_by("order"))
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


def _places(record: Event) -> list[SceneCard]:
    rows = EventPlace.objects.filter(event=record, place__in=Place.objects.published())
    return [
        SceneCard(
            LinkCard(row.place.name, record_url("place", row.place.slug), note=row.role.name if row.role else ""),
            position_words(row.place),
        )
        for row in rows.select_related("place", "role").order_by("order")
    ]


def _whole(record: Event) -> LinkCard | None:
    """What the event is part of."""
    whole = record.part_of
    if whole is None or not whole.is_published:
        return None
    return LinkCard(whole.title, record_url("event", whole.slug), whole.language, note=whole.date_words)


def _pictures(record: Event) -> Sequence[PictureCard]:
    rows = EventImage.objects.filter(event=record, image__in=Image.objects.published())
    cards = [picture_card(row.image) for row in rows.select_related("image").order_by("order")]
    return [card for card in cards if card]
