"""The items of list cells: how an entry of a document's list is written, and read back.

Reading gives the entry with `Named` in place of every record's key and `Cited` in place of a citation; `resolved`
puts in what they stand for once the records are found (`archive.exchange.resolving`).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from archive.exchange import cells
from archive.exchange.cells import CellError, CitedText, FigureText, Parts
from archive.exchange.expressions import TEXT, Escaped, Fixity, Joined, Listed, Plain, if_any, model_of, slug_of, text
from archive.exchange.names import Named, Names
from archive.models import Access, Actor, Capture, Source, Station, Supports, Vocabulary, publicity


class Found(Protocol):
    """What was named and cited, found. Both raise CellError for what is not there."""

    def key(self, named: Named) -> str:
        """The record's key in documents."""

    def citation(self, cited: "Cited") -> dict[str, Any]:
        """The citation's entry in a document."""


class Item(Protocol):
    """One item of a list cell. `form` shows it to a person.

    `write` makes it of a document's entry; `expression` is the same in SQL, of the row that holds the item, for
    files of many records.
    """

    @property
    def form(self) -> str: ...

    @property
    def begins_freely(self) -> bool:
        """Whether its first sign may be any, so that a cell of it has to be guarded."""

    @property
    def may_repeat(self) -> bool:
        """Whether what is left out of a public file can make two items alike."""

    def write(self, value: Any, names: Names) -> str | None:
        """The item as written; None for one that is left out, because it names what is not public."""

    def expression(self, *, public: bool) -> Any:
        """The item as written, of a row that is not left out."""

    def told(self, *, public: bool) -> Q:
        """Which rows are not left out."""

    def read(self, parts: Parts) -> Any:
        """Raises CellError."""

    def named(self, value: Any) -> Iterable[Named]:
        """The records that an item, as read, names."""

    def resolved(self, value: Any, found: Found) -> Any:
        """An item, as read, as it stands in a document. Raises CellError."""


@dataclass(frozen=True)
class Text:
    """Part of an item: a text as it is."""

    name: str
    begins_freely: bool = True

    def expression(self, *, public: bool) -> Any:
        return Escaped(F(self.name))

    def told(self, *, public: bool) -> Q:
        return Q()

    def write(self, value: str, names: Names) -> str | None:
        return value

    def read(self, text: str) -> Any:
        return text


@dataclass(frozen=True)
class Key:
    """Part of an item: a record of `kind` (or a term of that vocabulary)."""

    name: str
    kind: str
    begins_freely: bool = False

    @property
    def model(self) -> Any:
        return model_of(self.kind)

    def expression(self, *, public: bool) -> Any:
        return slug_of(self.model, self.name, public=public)

    def told(self, *, public: bool) -> Q:
        return publicity(self.model, self.name) if public else Q()

    def write(self, value: str, names: Names) -> str | None:
        return names.slug(self.kind, value)

    def read(self, text: str) -> Any:
        return Named(self.kind, text)


@dataclass(frozen=True)
class Pair:
    """`first[:second]`: an object of two values, the second one possibly empty."""

    form: str
    first: Text | Key
    second: Text | Key
    needs_second: bool = False
    #: its qualifier may be a term, but that is public with the record that it stands in
    may_repeat: bool = False

    @property
    def begins_freely(self) -> bool:
        return self.first.begins_freely

    def expression(self, *, public: bool) -> Any:
        # A row whose first part is hidden is not told at all.
        first = self.first.expression(public=False)
        second = self.second.expression(public=public)
        if isinstance(self.second, Text) and not self.needs_second:
            qualifier: Any = Case(When(Q((self.second.name, "")), then=text("")), default=Joined(text(":"), second))
        else:
            qualifier = if_any(":", second)
        return Joined(first, qualifier)

    def told(self, *, public: bool) -> Q:
        return self.first.told(public=public)

    def write(self, value: Any, names: Names) -> str | None:
        first = self.first.write(value[self.first.name], names)
        second = self.second.write(value[self.second.name], names)
        if first is None:
            return None
        return cells.join_parts((first, second) if second else (first,))

    def read(self, parts: Parts) -> Any:
        cells.checked_parts(parts, least=2 if self.needs_second else 1, most=2)
        second = self.second.read(parts[1]) if len(parts) == 2 else ""
        return {self.first.name: self.first.read(parts[0]), self.second.name: second}

    def named(self, value: Any) -> Iterable[Named]:
        return [part for part in value.values() if isinstance(part, Named)]

    def resolved(self, value: Any, found: Found) -> Any:
        return {name: found.key(part) if isinstance(part, Named) else part for name, part in value.items()}


@dataclass(frozen=True)
class Single:
    """A record alone."""

    form: str
    key: Key
    begins_freely: bool = False
    may_repeat: bool = False

    def expression(self, *, public: bool) -> Any:
        return self.key.expression(public=False)

    def told(self, *, public: bool) -> Q:
        return self.key.told(public=public)

    def write(self, value: Any, names: Names) -> str | None:
        return self.key.write(value, names)

    def read(self, parts: Parts) -> Any:
        return self.key.read(cells.checked_parts(parts, most=1)[0])

    def named(self, value: Any) -> Iterable[Named]:
        return (value,)

    def resolved(self, value: Any, found: Found) -> Any:
        return found.key(value)


@dataclass(frozen=True)
class Figure:
    form: str = "122000 troops, 90000..120000 troops or ..200 km of …"
    begins_freely: bool = True
    may_repeat: bool = False

    def expression(self, *, public: bool) -> Any:
        low, best, high = (Coalesce(Plain(F(name), places=6), text("")) for name in ("low", "best", "high"))
        numbers = Case(
            When(low=None, high=None, then=best),
            When(best=None, then=Joined(low, text(".."), high)),
            default=Joined(low, text(".."), best, text(".."), high),
        )
        of = Case(When(of="", then=text("")), default=Joined(text(" of "), F("of")))
        return Escaped(Joined(numbers, text(" "), F("unit"), of))

    def told(self, *, public: bool) -> Q:
        return Q()

    def write(self, value: Any, names: Names) -> str | None:
        return cells.join_parts([cells.join_figure(FigureText(**value))])

    def read(self, parts: Parts) -> Any:
        return cells.split_figure(cells.checked_parts(parts, most=1)[0])._asdict()

    def named(self, value: Any) -> Iterable[Named]:
        return ()

    def resolved(self, value: Any, found: Found) -> Any:
        return dict(value)


_SUPPORTED = tuple(Supports.values)


@dataclass(frozen=True)
class Cited:
    """A citation that was read and whose words are still to be found."""

    source: Named
    written: CitedText


@dataclass(frozen=True)
class Citation:
    form: str = "source[@version][:start-end:hhhhhhhh][:supports]"
    begins_freely: bool = False
    may_repeat: bool = True

    def expression(self, *, public: bool) -> Any:
        newer = Capture.objects.filter(source=OuterRef("source"), number__gt=OuterRef("version"))
        version = if_any("@", F("version"))
        span = Joined(text(":"), F("start"), text("-"), F("end"), text(":"), Fixity(F("exact")))
        anchor = Case(
            When(start=None, then=version),
            When(Exists(newer), then=Joined(version, span)),
            default=span,
        )
        supports = Case(When(supports="", then=text("")), default=Joined(text(":"), F("supports")))
        written = Joined(F("source__slug"), anchor, supports)
        if not public:
            return written
        return Case(When(source__access=Access.PRIVATE, then=F("source__slug")), default=written, output_field=TEXT)

    def told(self, *, public: bool) -> Q:
        return publicity(Source, "source") if public else Q()

    def write(self, value: Any, names: Names) -> str | None:
        source = names.slug("source", value["source"])
        if source is None or names.hides_anchors(value["source"]):
            return source
        version, has_span = value["version"], value["start"] is not None
        if has_span and version == names.latest_version(value["source"]):
            version = None
        fixity = fixity_of(value["exact"]) if has_span else ""
        return cells.join_citation(CitedText(source, version, value["start"], value["end"], fixity, value["supports"]))

    def read(self, parts: Parts) -> Any:
        written = cells.split_citation(parts)
        if written.supports and written.supports not in _SUPPORTED:
            message = _("“%(text)s” is nothing that a citation supports; use one of: %(values)s.")
            raise CellError(message % {"text": written.supports, "values": ", ".join(_SUPPORTED)})
        return Cited(Named("source", written.source), written)

    def named(self, value: Any) -> Iterable[Named]:
        return (value.source,)

    def resolved(self, value: Any, found: Found) -> Any:
        return found.citation(value)


def fixity_of(exact: str) -> str:
    """The first eight hexadecimal digits of the SHA-256 of the words in UTF-8."""
    return hashlib.sha256(exact.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Chain:
    """A chain; its document is a list of stations."""

    form: str = "actor>actor:source>:source"

    def expression(self) -> Any:
        """The chain as written, of a row of chains that is not left out."""
        station = Joined(Coalesce(F("actor__slug"), text("")), if_any(":", F("source__slug")))
        stations = Station.objects.filter(chain=OuterRef("pk")).order_by("order")
        return Listed(stations.values(the_item=station, the_place=F("order")), between=">")

    def told(self, *, public: bool) -> Q:
        """A chain with one hidden station is left out as a whole."""
        hidden = Q(actor__isnull=False) & ~publicity(Actor, "actor")
        hidden |= Q(source__isnull=False) & ~publicity(Source, "source")
        return ~Exists(Station.objects.filter(hidden, chain=OuterRef("pk"))) if public else Q()  # type: ignore[return-value]

    def write(self, value: Any, names: Names) -> str | None:
        stations = []
        for station in value:
            actor, source = names.slug("actor", station["actor"]), names.slug("source", station["source"])
            if (station["actor"] and not actor) or (station["source"] and not source):
                return None
            stations.append((actor or "", source or ""))
        return cells.join_chain(stations)

    def read_stations(self, stations: list[Parts]) -> Any:
        return [
            {
                "actor": Named("actor", actor) if actor else None,
                "source": Named("source", source) if source else None,
            }
            for actor, source in cells.split_chain(stations)
        ]

    def named(self, value: Any) -> Iterable[Named]:
        return [name for station in value for name in station.values() if name]

    def resolved(self, value: Any, found: Found) -> Any:
        return [{kind: found.key(name) if name else None for kind, name in station.items()} for station in value]


# The items of each list


def other_name() -> Item:
    return Pair("name:language", Text("name"), Text("language"))


def external_id() -> Item:
    return Pair("wikidata:Q212", Text("scheme"), Text("value"), needs_second=True)


def membership() -> Item:
    return Pair("slug:EDTF", Key("group", "actor"), Text("during"))


def event_place() -> Item:
    return Pair("slug:role", Key("place", "place"), Key("role", Vocabulary.PLACE_ROLE))


def participant() -> Item:
    return Pair("slug:role", Key("actor", "actor"), Key("role", Vocabulary.PARTICIPANT_ROLE))


def link(kind: str, example: str) -> Item:
    return Pair(f"slug:{example}", Key("to", kind), Text("kind"), needs_second=True)


def record(kind: str) -> Item:
    # The table of a many-to-many relation names its columns after the kinds.
    return Single("slug", Key(kind, kind))
