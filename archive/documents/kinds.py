"""What each kind of record consists of. Everything that reads or writes whole records goes by these tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from archive.documents.catalogue import Reference
from archive.documents.fields import ArchivedTextHash, Field, RecordReference, RecordReferences, Scalar, TermReference
from archive.documents.parts import Chains, Rows
from archive.models import (
    Actor,
    Curated,
    Event,
    Image,
    Place,
    Position,
    Record,
    Source,
    Statement,
    Term,
    Topic,
    Vocabulary,
)

Document = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """A kind of record: its name (`event`), its name in files and addresses (`events`), its table and fields."""

    name: str
    plural: str
    model: type[Record]
    fields: tuple[Field, ...]
    by_name: dict[str, Field] = field(init=False, default_factory=dict)
    #: what stands in every document of the kind
    names: set[str] = field(init=False, default_factory=set)
    #: the fields whose values have a normal form that they may not be in
    shifting: list[Field] = field(init=False, default_factory=list)
    _referring: list[tuple[str, Field]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for item in self.fields:
            item.bind(self.model)
            self.by_name[item.name] = item
            if type(item).targets is not Field.targets:
                self._referring.append((item.name, item))
            if not item.is_normal_as_it_is:
                self.shifting.append(item)
        self.names.update(("record", "uuid", "slug", *self.by_name), ("status",) if self.has_status else ())

    @property
    def has_status(self) -> bool:
        return issubclass(self.model, Curated)

    @property
    def records(self) -> models.QuerySet[Any]:
        """The records with everything that their documents are read from, in a fixed number of queries."""
        return self.with_parts(self.model._default_manager.all())

    def with_parts(self, records: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Prevents the N+1 of reading documents: joins references, prefetches what belongs to the record."""
        joins = [name for item in self.fields for name in item.joins]
        prefetches = [name for item in self.fields for name in item.prefetches]
        return records.select_related(*joins).prefetch_related(*prefetches)

    def references(self, document: Document) -> Iterator[tuple[str, Reference]]:
        """(path, reference) of every record that the document names."""
        for item in self.fields:
            yield from item.references(document.get(item.name))

    def targets(self, document: Document) -> Iterator[Reference]:
        """Every record that a checked document names, each as often as it does."""
        for name, item in self._referring:
            if value := document[name]:
                yield from item.targets(value)


def _scalars(*names: str) -> tuple[Field, ...]:
    return tuple(Scalar(name) for name in names)


def _other_names() -> Field:
    return Rows("other_names", _scalars("name", "language"), ordered=True)


def _external_ids() -> Field:
    return Rows("external_ids", _scalars("scheme", "value"))


def _role(vocabulary: Vocabulary) -> Field:
    return TermReference("role", vocabulary)


def _citations() -> Field:
    span = _scalars("version", "start", "end", "exact", "prefix", "suffix", "supports")
    return Rows("citations", (RecordReference("source", "source"), *span), ordered=True)


def _links(kind: str) -> Field:
    return Rows("links", (RecordReference("to", kind), Scalar("kind")))


_KINDS = (
    Kind("term", "terms", Term, _scalars("vocabulary", "name", "description")),
    Kind(
        "topic",
        "topics",
        Topic,
        (Scalar("name"), RecordReference("part_of", "topic"), *_scalars("language", "description")),
    ),
    Kind(
        "place",
        "places",
        Place,
        (
            Scalar("name"),
            _other_names(),
            Scalar("country"),
            RecordReference("part_of", "place"),
            *_scalars("latitude", "longitude", "uncertainty_m"),
            _external_ids(),
        ),
    ),
    Kind("image", "images", Image, _scalars("sha256", "format", "width", "height", "alt", "credit", "licence")),
    Kind(
        "actor",
        "actors",
        Actor,
        (
            Scalar("name"),
            TermReference("kind", Vocabulary.ACTOR_KIND),
            _other_names(),
            Rows("part_of", (RecordReference("group", "actor"), Scalar("during"))),
            *_scalars("country", "active"),
            _external_ids(),
            *_scalars("language", "description"),
            RecordReference("portrait", "image"),
        ),
    ),
    Kind(
        "position",
        "positions",
        Position,
        (
            RecordReference("person", "actor"),
            RecordReference("organisation", "actor"),
            *_scalars("title", "held"),
        ),
    ),
    Kind(
        "source",
        "sources",
        Source,
        (
            Scalar("title"),
            TermReference("kind", Vocabulary.SOURCE_KIND),
            RecordReference("publisher", "actor"),
            *_scalars("byline", "url", "language", "issued", "date_basis", "captured_at"),
            *_scalars("reliability", "reliability_basis", "access", "rights"),
            Rows(
                "captures",
                (
                    Scalar("number"),
                    ArchivedTextHash("text"),
                    *_scalars("captured_at", "original", "original_sha256"),
                ),
            ),
        ),
    ),
    Kind(
        "event",
        "events",
        Event,
        (
            Scalar("title"),
            TermReference("kind", Vocabulary.EVENT_KIND),
            *_scalars("when", "date_basis", "factuality"),
            Rows("places", (RecordReference("place", "place"), _role(Vocabulary.PLACE_ROLE)), ordered=True),
            *_scalars("language", "summary"),
            Rows(
                "participants",
                (RecordReference("actor", "actor"), _role(Vocabulary.PARTICIPANT_ROLE)),
                ordered=True,
            ),
            RecordReferences("topics", "topic"),
            RecordReference("part_of", "event"),
            _links("event"),
            Rows("images", (RecordReference("image", "image"),), ordered=True),
            _citations(),
            Chains("chains"),
        ),
    ),
    Kind(
        "statement",
        "statements",
        Statement,
        (
            RecordReference("speaker", "actor"),
            RecordReference("position", "position"),
            *_scalars("kind", "quote", "language", "spoken_in", "summary"),
            TermReference("cue", Vocabulary.CUE),
            *_scalars("said_on", "date_basis", "venue"),
            RecordReference("event", "event"),
            RecordReferences("about_events", "event"),
            RecordReferences("about_actors", "actor"),
            RecordReferences("topics", "topic"),
            *_scalars("credibility", "credibility_basis"),
            Rows("figures", _scalars("low", "best", "high", "unit", "of")),
            _links("statement"),
            _citations(),
            Chains("chains"),
        ),
    ),
)

#: in an order in which every kind comes after those that it needs
KINDS: dict[str, Kind] = {kind.name: kind for kind in _KINDS}
KINDS_BY_PLURAL: dict[str, Kind] = {kind.plural: kind for kind in _KINDS}


def kind_of(document: Document) -> Kind:
    """The kind that a document is of. Raises KeyError for an unknown one."""
    return KINDS[document["record"]]
