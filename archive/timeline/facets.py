"""What lists can be narrowed by: a facet is one parameter of the address, repeatable.

Values of one facet widen it (this actor or that one); different facets narrow each other. Each facet says once which
table ties its values to the records (`Tie`); conditions of queries and the bitmaps of the index both come from that.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from archive.models import (
    Access,
    Actor,
    Citation,
    Event,
    EventPlace,
    Factuality,
    Figure,
    Participant,
    Place,
    Record,
    Reliability,
    Source,
    Statement,
    StatementKind,
    Term,
    Topic,
    Vocabulary,
)
from archive.models.countries import COUNTRIES
from archive.models.language_names import language_name
from archive.models.languages import LANGUAGE_PATTERN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Tie:
    """How values are tied to the records of a list: `rows` hold the record at `owner` and the value at `path`.

    Of the rows only those count that `only` holds of. Those that are in order say their place in `order`.
    """

    rows: Callable[[], QuerySet[Any]]
    owner: str
    path: str
    only: Q = field(default_factory=Q)
    in_order: bool = False

    def condition(self, values: Collection[Any]) -> Q:
        """Records that have one of the values; through a subquery, so that none is found twice."""
        fits = Q(**{f"{self.path}__in": values}) & self.only
        return fits if self.owner == "pk" else Q(pk__in=self.rows().filter(fits).values(self.owner))

    def values(self, within: Q) -> QuerySet[Any, Any]:
        """(primary key of the record, value) of the rows that `within` (of `owner`) holds; with `order` between."""
        columns = (self.owner, "order", self.path) if self.in_order else (self.owner, self.path)
        return self.rows().filter(within & self.only).order_by().values_list(*columns)


@dataclass(frozen=True, eq=False)
class RecordFacet:
    """Narrows by records, named in the address by their slugs; `records` are all that may be asked for."""

    parameter: str
    label: "_StrPromise"
    records: Callable[[], QuerySet[Any]]
    tie: Tie
    kind: str
    name_field: str = "name"
    has_language: bool = True


@dataclass(frozen=True, eq=False)
class FixedFacet:
    """Narrows by one of the values that the design fixes, or by a code that a standard gives a name."""

    parameter: str
    label: "_StrPromise"
    tie: Tie
    names: Mapping[str, Any] | None = None
    pattern: str = ""
    name: Callable[[str], str] = str
    expected: "_StrPromise | str" = ""

    @cached_property
    def choices(self) -> Mapping[str, Any]:
        """The values with their names where all are known beforehand."""
        return self.names or {}

    def value_name(self, value: str) -> str:
        return str(self.choices[value]) if value in self.choices else self.name(value)


Facet = RecordFacet | FixedFacet


@dataclass(frozen=True)
class List:
    """A list of published records of one kind, what it can be narrowed by, and whether it runs along time."""

    name: str
    model: type[Record] | None = None
    facets: tuple[Facet, ...] = ()
    dated: bool = False

    def facet(self, parameter: str) -> Facet | None:
        return next((facet for facet in self.facets if facet.parameter == parameter), None)


#: of a private source only title, publisher and date are public, so nothing may be filtered by the rest
_READABLE = ~Q(access=Access.PRIVATE)


def _own(model: Any, path: str, only: Q | None = None) -> Tie:
    return Tie(model.objects.all, "pk", path, only or Q())


def _terms(vocabulary: Vocabulary) -> Callable[[], QuerySet[Term]]:
    return lambda: Term.objects.published().filter(vocabulary=vocabulary)


def _kinds(vocabulary: Vocabulary, tie: Tie) -> RecordFacet:
    return RecordFacet("kind", _("Kind"), _terms(vocabulary), tie, vocabulary, has_language=False)


def _actors(parameter: str, label: "_StrPromise", tie: Tie) -> RecordFacet:
    return RecordFacet(parameter, label, Actor.objects.published, tie, "actor")


def _topics(model: Any, owner: str) -> RecordFacet:
    through = model.topics.through._default_manager.all
    return RecordFacet("topic", _("Topic"), Topic.objects.published, Tie(through, owner, "topic"), "topic")


def _sources(owner: str) -> RecordFacet:
    tie = Tie(Citation.objects.all, owner, "source")
    return RecordFacet("source", _("Source"), Source.objects.published, tie, "source", name_field="title")


def _cited_grade(owner: str) -> Tie:
    """Of cited sources, which are published where the record is; the grade of a private one is not public."""
    return Tie(Citation.objects.all, owner, "source__reliability", ~Q(source__access=Access.PRIVATE))


def _languages(tie: Tie) -> FixedFacet:
    expected = _("It is a language tag, such as “en”.")
    return FixedFacet("language", _("Language"), tie, pattern=LANGUAGE_PATTERN, name=language_name, expected=expected)


def _units() -> FixedFacet:
    """Units of the figures that statements give: each one word, as it was written."""
    tie = Tie(Figure.objects.all, "statement", "unit")
    expected = _("It is the unit of a figure, one word, such as “troops”.")
    return FixedFacet("unit", _("Figures in"), tie, pattern=r"\S{1,50}\Z", expected=expected)


def _countries(tie: Tie) -> FixedFacet:
    return FixedFacet("country", _("Country"), tie, COUNTRIES)


def _reliability(tie: Tie) -> FixedFacet:
    return FixedFacet("reliability", _("Reliability"), tie, dict(Reliability.choices))


EVENTS = List(
    "event",
    Event,
    (
        _actors("actor", _("Actor"), Tie(Participant.objects.all, "event", "actor", in_order=True)),
        _kinds(Vocabulary.EVENT_KIND, _own(Event, "kind")),
        _topics(Event, "event"),
        RecordFacet(
            "place",
            _("Place"),
            Place.objects.published,
            Tie(EventPlace.objects.all, "event", "place", in_order=True),
            "place",
            has_language=False,
        ),
        _countries(Tie(EventPlace.objects.all, "event", "place__country")),
        _sources("event"),
        FixedFacet("factuality", _("Factuality"), _own(Event, "factuality"), dict(Factuality.choices)),
        _languages(_own(Event, "language")),
        _reliability(_cited_grade("event")),
    ),
    dated=True,
)

STATEMENTS = List(
    "statement",
    Statement,
    (
        _actors("speaker", _("Speaker"), _own(Statement, "speaker")),
        FixedFacet("kind", _("Kind"), _own(Statement, "kind"), dict(StatementKind.choices)),
        _topics(Statement, "statement"),
        _actors(
            "about", _("Said about"), Tie(Statement.about_actors.through._default_manager.all, "statement", "actor")
        ),
        _countries(_own(Statement, "speaker__country")),
        _sources("statement"),
        _languages(_own(Statement, "language")),
        _reliability(_cited_grade("statement")),
        _units(),
    ),
    dated=True,
)

SOURCES = List(
    "source",
    Source,
    (
        _actors("publisher", _("Publisher"), _own(Source, "publisher")),
        _kinds(Vocabulary.SOURCE_KIND, _own(Source, "kind", _READABLE)),
        _languages(_own(Source, "language", _READABLE)),
        _reliability(_own(Source, "reliability", _READABLE)),
    ),
    dated=True,
)

ACTORS = List("actor", Actor, (_kinds(Vocabulary.ACTOR_KIND, _own(Actor, "kind")), _countries(_own(Actor, "country"))))

#: for pages of records that nothing narrows
PLAIN = List("")

LISTS: dict[str, List] = {item.name: item for item in (EVENTS, STATEMENTS, SOURCES, ACTORS)}
