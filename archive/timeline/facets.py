"""What lists can be narrowed by: a facet is one parameter of the address, repeatable.

Values of one facet widen it (this actor or that one); different facets narrow each other.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Actor,
    Citation,
    Event,
    EventPlace,
    Factuality,
    Participant,
    Place,
    Reliability,
    Source,
    Statement,
    StatementKind,
    Term,
    Topic,
    Vocabulary,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Condition = Callable[[Collection[Any]], Q]


@dataclass(frozen=True)
class RecordFacet:
    """Narrows by records, named in the address by their slugs. `condition` takes their primary keys.

    `records` are all that may be asked for; `offered` those of them that lead to something.
    """

    parameter: str
    label: "_StrPromise"
    records: Callable[[], QuerySet[Any]]
    offered: Callable[[], QuerySet[Any]]
    condition: Condition
    kind: str
    name_field: str = "name"
    has_language: bool = True


@dataclass(frozen=True)
class FixedFacet:
    """Narrows by one of the values that the design fixes."""

    parameter: str
    label: "_StrPromise"
    fixed: Callable[[], Mapping[str, Any]]
    condition: Condition

    @cached_property
    def choices(self) -> Mapping[str, Any]:
        return self.fixed()


Facet = RecordFacet | FixedFacet


def _in(path: str) -> Condition:
    return lambda values: Q(**{f"{path}__in": values})


def _through(rows: QuerySet[Any], path: str, owner: str) -> Condition:
    """Records that a row between them and the values points to; a subquery, so that none is found twice."""
    return lambda values: Q(pk__in=rows.filter(**{f"{path}__in": values}).values(owner))


def _terms(vocabulary: Vocabulary) -> Callable[[], QuerySet[Term]]:
    return lambda: Term.objects.published().filter(vocabulary=vocabulary)


def _kinds(vocabulary: Vocabulary, records: Callable[[], QuerySet[Any]]) -> RecordFacet:
    return RecordFacet(
        parameter="kind",
        label=_("Kind"),
        records=_terms(vocabulary),
        offered=lambda: _terms(vocabulary)().filter(Exists(records().filter(kind=OuterRef("pk")))),
        condition=_in("kind"),
        kind=vocabulary,
        has_language=False,
    )


def _participants() -> QuerySet[Actor]:
    taken_part = Participant.objects.filter(actor=OuterRef("pk"), event__in=Event.objects.published())
    return Actor.objects.published().filter(Exists(taken_part))


def _speakers() -> QuerySet[Actor]:
    return Actor.objects.published().filter(Exists(Statement.objects.published().filter(speaker=OuterRef("pk"))))


def _publishers() -> QuerySet[Actor]:
    return Actor.objects.published().filter(Exists(Source.objects.published().filter(publisher=OuterRef("pk"))))


def _actors(parameter: str, label: "_StrPromise", offered: Callable[[], Any], condition: Condition) -> RecordFacet:
    return RecordFacet(parameter, label, Actor.objects.published, offered, condition, "actor")


def _sources(carried: str, records: Callable[[], QuerySet[Any]]) -> RecordFacet:
    condition = _through(Citation.objects.all(), "source", carried)

    def offered() -> QuerySet[Source]:
        cited = Citation.objects.filter(source=OuterRef("pk"), **{f"{carried}__in": records()})
        return Source.objects.published().filter(Exists(cited))

    return RecordFacet(
        "source", _("Source"), Source.objects.published, offered, condition, "source", name_field="title"
    )


def _topics(records: Callable[[], QuerySet[Any]], condition: Condition) -> RecordFacet:
    def offered() -> QuerySet[Topic]:
        return Topic.objects.published().filter(Exists(records().filter(topics=OuterRef("pk"))))

    return RecordFacet("topic", _("Topic"), Topic.objects.published, offered, condition, "topic")


EVENT_FACETS: tuple[Facet, ...] = (
    _actors("actor", _("Actor"), _participants, _through(Participant.objects.all(), "actor", "event")),
    _kinds(Vocabulary.EVENT_KIND, Event.objects.published),
    _topics(Event.objects.published, _through(Event.topics.through._default_manager.all(), "topic", "event")),
    RecordFacet(
        "place",
        _("Place"),
        Place.objects.published,
        lambda: Place.objects.published().filter(
            Exists(EventPlace.objects.filter(place=OuterRef("pk"), event__in=Event.objects.published()))
        ),
        _through(EventPlace.objects.all(), "place", "event"),
        "place",
        has_language=False,
    ),
    _sources("event", Event.objects.published),
    FixedFacet("factuality", _("Factuality"), lambda: dict(Factuality.choices), _in("factuality")),
)

STATEMENT_FACETS: tuple[Facet, ...] = (
    _actors("speaker", _("Speaker"), _speakers, _in("speaker")),
    FixedFacet("kind", _("Kind"), lambda: dict(StatementKind.choices), _in("kind")),
    _topics(
        Statement.objects.published, _through(Statement.topics.through._default_manager.all(), "topic", "statement")
    ),
    _sources("statement", Statement.objects.published),
)

SOURCE_FACETS: tuple[Facet, ...] = (
    _actors("publisher", _("Publisher"), _publishers, _in("publisher")),
    _kinds(Vocabulary.SOURCE_KIND, Source.objects.published),
    FixedFacet("reliability", _("Reliability"), lambda: dict(Reliability.choices), _in("reliability")),
)

ACTOR_FACETS: tuple[Facet, ...] = (_kinds(Vocabulary.ACTOR_KIND, Actor.objects.published),)
