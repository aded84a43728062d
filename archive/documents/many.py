"""What checking many documents asks of the archive, asked for a batch of them at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Protocol

from django.db.models import OuterRef, Q, Subquery

from archive.documents.catalogue import Catalogue, Reference
from archive.documents.kinds import Document, Kind, kind_of
from archive.documents.passages import Place, spans_at
from archive.models import REVISION_ACTIONS, Actor, ArchivedText, Capture, Change, Position, Source, Statement, Status

#: so many answers are remembered; then they are forgotten all together
MOST_REMEMBERED = 10_000
Cited = tuple[str, int, int, int]
"""A place of a source's text: the source (UUID), the version, the start and the end."""


class Announced(Protocol):
    """Records that will be written together with those that are being checked, and are not in the archive yet."""

    def ordinals(self, kind: str, keys: Collection[str]) -> Mapping[str, int]:
        """The place of each that is among them, counted from 0 for each kind (terms: for all vocabularies)."""

    def documents(self, kind: str, keys: Collection[str]) -> Mapping[str, Document]:
        """The documents of those of them that were checked already."""

    def text(self, sha256: str) -> str | None:
        """The text with this hash, if it will be archived with them."""


class Nothing:
    """Nothing is announced: every document refers to what the archive holds."""

    def ordinals(self, kind: str, keys: Collection[str]) -> Mapping[str, int]:
        return {}

    def documents(self, kind: str, keys: Collection[str]) -> Mapping[str, Document]:
        return {}

    def text(self, sha256: str) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class _Fact:
    """What rules ask of an actor or a source; `access` and `texts` (version, hash) are empty for an actor."""

    slug: str
    is_published: bool
    access: str = ""
    texts: tuple[tuple[int, str], ...] = ()


def announced_key(ordinal: int) -> int:
    """What stands for the primary key of an announced record until it has one: a number below 0."""
    return -1 - ordinal


_NOT_PREPARED: tuple[Document, set[Reference]] = ({}, set())


class CatalogueOfMany(Catalogue):
    """`prepare` it for a batch of documents; then checking them asks the database nothing more.

    For checks during which nothing is written, and for writes after which nothing that was asked is different.
    """

    def __init__(self, announced: Announced | None = None) -> None:
        super().__init__()
        self._announced = announced or Nothing()
        self._facts: dict[Reference, _Fact] = {}
        self._persons: dict[str, str] = {}
        #: the documents that were prepared last and not checked yet, which nobody changes meanwhile; what they name
        self._named: dict[int, tuple[Document, set[Reference]]] = {}
        self._texts: set[str] = set()
        self._text_with = lru_cache(maxsize=4)(partial(_text_with, self._announced))
        self._words: dict[Cited, dict[str, Any]] = {}

    def prepare(self, documents: Iterable[Document]) -> list[set[Reference]]:
        """Ask for all that checking these documents needs, with a fixed number of queries; returns what each names."""
        documents = list(documents)
        named = [set(kind_of(document).targets(document)) for document in documents]
        self._named = {id(document): (document, names) for document, names in zip(documents, named, strict=True)}
        self._prime(named)
        self._learn_texts({capture["text"] for document in documents for capture in document.get("captures", ())})
        evidence = [document for document in documents if document["record"] in ("event", "statement")]
        self._learn("actor", {key for document in evidence for key in _actors_of(document)})
        self._learn("source", {key for document in evidence for key in _sources_of(document)})
        self._learn_persons({document["position"] for document in evidence if document.get("position")})
        self.prepare_words(
            (it["source"], it["version"], it["start"], it["end"])
            for document in evidence
            for it in document["citations"]
            if it["version"] is not None and it["start"] is not None and it["end"] is not None
        )
        return named

    def missing_in(self, document: Document, references: Iterable[Reference]) -> set[Reference]:
        prepared, names = self._named.pop(id(document), _NOT_PREPARED)
        return self.missing(names if prepared is document else references)

    def prepare_references(self, documents: Iterable[Document]) -> dict[str, set[Reference]]:
        """Ask for the primary keys alone; returns what the documents of each kind name."""
        referred: dict[str, set[Reference]] = defaultdict(set)
        for document in documents:
            referred[document["record"]].update(kind_of(document).targets(document))
        self._prime(referred.values())
        return referred

    def _prime(self, referred: Iterable[set[Reference]]) -> None:
        if len(self._keys) > MOST_REMEMBERED:
            self._keys.clear()
        self.prime(set().union(*referred))

    def announced_among(self, references: Iterable[Reference]) -> set[Reference]:
        """Those of them that are not in the archive yet; of what it was prepared for."""
        return {it for it in references if self._keys.get(it, 0) < 0}

    def found(self, kind: str, keys: set[str]) -> Iterable[tuple[str, int]]:
        ordinals = self._announced.ordinals(kind, keys)
        yield from ((key, announced_key(ordinal)) for key, ordinal in ordinals.items())
        if rest := keys - ordinals.keys():
            yield from super().found(kind, rest)

    # Actors and sources

    def _learn(self, kind: str, keys: set[str]) -> None:
        if len(self._facts) > MOST_REMEMBERED:
            self._facts.clear()
        missing = {key for key in keys if Reference(kind, key) not in self._facts}
        announced = self._announced.documents(kind, missing) if missing else {}
        for key, document in announced.items():
            self._facts[Reference(kind, key)] = _fact_of(document)
        if rest := {Reference(kind, key) for key in missing - announced.keys()}:
            self.prime(rest)
            # By their primary keys they are found with much less ado than by their UUIDs.
            stored = {pk: it for it in rest if (pk := self._keys.get(it, 0)) > 0}
            facts = _facts_of_actors(stored) if kind == "actor" else _facts_of_sources(stored)
            self._facts.update((stored[pk], fact) for pk, fact in facts)

    def _fact(self, kind: str, key: str) -> _Fact | None:
        if Reference(kind, key) not in self._facts:
            self._learn(kind, {key})
        return self._facts.get(Reference(kind, key))

    def versions(self, source: str) -> list[int]:
        fact = self._fact("source", source)
        return sorted(version for version, _sha256 in fact.texts) if fact else []

    def access_of(self, sources: Iterable[str]) -> dict[str, str]:
        found = {key: self._fact("source", key) for key in sources}
        return {key: fact.access for key, fact in found.items() if fact}

    def unpublished(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        found = {key: self._fact(kind, key) for key in keys}
        return {key: fact.slug for key, fact in found.items() if fact and not fact.is_published}

    # Positions

    def _learn_persons(self, keys: set[str]) -> None:
        if len(self._persons) > MOST_REMEMBERED:
            self._persons.clear()
        missing = keys - self._persons.keys()
        announced = self._announced.documents("position", missing) if missing else {}
        self._persons.update({key: document["person"] for key, document in announced.items()})
        if rest := missing - announced.keys():
            stored = Position.objects.filter(uuid__in=rest).values_list("uuid", "person__uuid")
            self._persons.update({str(uuid): str(person) for uuid, person in stored})

    def person_of(self, position: str) -> str | None:
        self._learn_persons({position})
        return self._persons.get(position)

    # Texts

    def _learn_texts(self, hashes: set[str]) -> None:
        self._texts = set(ArchivedText.objects.filter(pk__in=hashes).values_list("pk", flat=True)) if hashes else set()

    def has_text(self, sha256: str) -> bool:
        return sha256 in self._texts or self._announced.text(sha256) is not None

    def holds(self, source: str, version: int) -> bool:
        return self._hash(source, version) is not None

    def _hash(self, source: str, version: int) -> str | None:
        fact = self._fact("source", source)
        return next((sha256 for number, sha256 in fact.texts if number == version), None) if fact else None

    def text(self, source: str, version: int) -> str | None:
        sha256 = self._hash(source, version)
        return self._text_with(sha256) if sha256 else None

    def forget_texts(self) -> None:
        self._text_with.cache_clear()

    def span(self, source: str, version: int, start: int, end: int) -> dict[str, Any] | None:
        return self._words.get((source, version, start, end)) or super().span(source, version, start, end)

    def prepare_sources(self, sources: set[str]) -> None:
        """Ask for what rules ask of these sources, and for their versions."""
        self._learn("source", sources)

    def prepare_words(self, cited: Iterable[Cited]) -> None:
        """Ask for the words at these places of prepared sources; of those that were asked for before none is kept."""
        wanted = set(cited)
        known = {place: self._words[place] for place in wanted & self._words.keys()}
        places: dict[Place, list[Cited]] = defaultdict(list)
        for source, version, start, end in wanted - known.keys():
            if sha256 := self._hash(source, version):
                places[Place(sha256, start, end)].append((source, version, start, end))
        found = spans_at(places, self._announced.text)
        self._words = known | {cited: words for place, words in found for cited in places[place]}


def _text_with(announced: Announced, sha256: str) -> str | None:
    if (body := announced.text(sha256)) is not None:
        return body
    return ArchivedText.objects.filter(pk=sha256).values_list("body", flat=True).first()


def _actors_of(document: Document) -> Iterable[str]:
    yield from (station["actor"] for chain in document["chains"] for station in chain if station["actor"])
    if document.get("speaker"):
        yield document["speaker"]


def _sources_of(document: Document) -> Iterable[str]:
    yield from (station["source"] for chain in document["chains"] for station in chain if station["source"])
    yield from (citation["source"] for citation in document["citations"])


def _fact_of(document: Document) -> _Fact:
    texts = tuple((capture["number"], capture["text"]) for capture in document.get("captures", ()))
    is_published = document["status"] == Status.PUBLISHED
    return _Fact(document["slug"], is_published, document.get("access", ""), texts)


def _facts_of_actors(keys: Collection[int]) -> Iterator[tuple[int, _Fact]]:
    actors = Actor.objects.filter(pk__in=keys)
    public = set(actors.published().values_list("pk", flat=True))
    yield from ((pk, _Fact(slug, pk in public)) for pk, slug in actors.values_list("pk", "slug"))


def _facts_of_sources(keys: Collection[int]) -> Iterator[tuple[int, _Fact]]:
    sources = Source.objects.filter(pk__in=keys)
    public = set(sources.published().values_list("pk", flat=True))
    texts: dict[int, list[tuple[int, str]]] = defaultdict(list)
    captures = Capture.objects.filter(source__in=keys).order_by()
    for pk, number, sha256 in captures.values_list("source", "number", "text"):
        texts[pk].append((number, sha256))
    for pk, slug, access in sources.values_list("pk", "slug", "access"):
        yield pk, _Fact(slug, pk in public, access, tuple(texts.get(pk, ())))


# What records say now


def stored_documents(kind: Kind, uuids: Collection[str]) -> dict[str, str]:
    """UUID → the canonical text of each record's document as it stands.

    They are read from the history, whose latest entry is the record as it stands (`verify` holds it to that): one
    query and one text for a record with all that belongs to it.
    """
    # The kind is compared here: asked for it as well, SQLite reads the history of the whole kind.
    latest = Change.objects.filter(_is_latest(kind), record_uuid__in=uuids).order_by()
    told = latest.values_list("record_uuid", "record_kind", "action", "before", "after")
    # What happens to a pending revision leaves the record as it was before.
    return {
        str(uuid): before if action in REVISION_ACTIONS else after
        for uuid, name, action, before, after in told
        if name == kind.name
    }


def _is_latest(kind: Kind) -> Q:
    record: Any = kind.model._default_manager.filter(uuid=OuterRef("record_uuid")).order_by()
    return Q(version=Subquery(record.values("version")[:1]))


def titles(documents: Collection[Document]) -> list[str]:
    """How each is called in the history, as its record would say; one query for all."""
    organisations = {document["organisation"] for document in documents if document["record"] == "position"}
    found = Actor.objects.filter(uuid__in=organisations) if organisations else Actor.objects.none()
    names = {str(uuid): name for uuid, name in found.values_list("uuid", "name")}
    return [_title(document, names) for document in documents]


def _title(document: Document, organisations: Mapping[str, str]) -> str:
    match document["record"]:
        case "position":
            return f"{document['title']}, {organisations.get(document['organisation'], '')}"
        case "statement":
            return str(Statement(quote=document["quote"], summary=document["summary"]))
        case "event" | "source":
            return str(document["title"])
        case "image":
            return str(document["alt"])
    return str(document["name"])
