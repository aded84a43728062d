"""The public documents: what of the canonical ones anybody may read, cut by a list of what is allowed.

A field that is not named in `SHOWN` is not public. A reference to a record becomes its name and address

    {"uuid": "…", "slug": "sergei-lavrov", "name": "Sergei Lavrov", "url": "…"}

and is left out where that record is not published; a date becomes its notation, its bounds (day numbers as of
`datetime.date.toordinal`, null for an open end) and its words; of a source's text there is what its access allows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from archive.dates import display, parse
from archive.documents.catalogue import Reference
from archive.documents.disclosure import Disclosed, disclose
from archive.documents.kinds import KINDS, Document, Kind
from archive.documents.reading import read_prefetched
from archive.models import Access, Capture, Citation, Image, Position, Source, Statement, Term, Vocabulary

BATCH = 200


@dataclass(frozen=True)
class Addresses:
    """The address of a record's page, by kind and slug ("" for a kind that has none), and of an image's file."""

    page: Callable[[str, str], str]
    picture: Callable[[Image], str]


@dataclass
class Register:
    """What the documents of one batch refer to, as far as it is published."""

    addresses: Addresses
    records: dict[Reference, dict[str, Any]] = field(default_factory=dict)
    terms: dict[Reference, dict[str, str]] = field(default_factory=dict)
    disclosed: dict[str, Disclosed] = field(default_factory=dict)

    def record(self, kind: str, uuid: str | None) -> dict[str, Any] | None:
        return self.records.get(Reference(kind, uuid)) if uuid else None

    def term(self, vocabulary: str, slug: str) -> dict[str, str] | None:
        return self.terms.get(Reference(vocabulary, slug)) if slug else None


Cut = Callable[[Any, Register], Any]


def public_documents(
    kind: Kind, records: QuerySet[Any], addresses: Addresses, most: int | None = None
) -> Iterator[Document]:
    """The public documents of those of `records` that are published, in their order, at most `most` of them.

    Without the sources' texts. A fixed number of queries for each batch of 200.
    """
    published: QuerySet[Any] = records.published()  # type: ignore[attr-defined]
    batch: list[Any] = []
    for record in kind.with_parts(published)[:most].iterator(chunk_size=BATCH):
        batch.append(record)
        if len(batch) == BATCH:
            yield from _cut_batch(kind, batch, addresses)
            batch = []
    yield from _cut_batch(kind, batch, addresses)


def public_document(record: Any, addresses: Addresses) -> Document:
    """The public document of one published record that came from `Kind.records`; a source's with its text."""
    kind = KINDS[record.record_kind]
    document = next(_cut_batch(kind, [record], addresses))
    if kind.name == "source" and "captures" in document:
        _add_text(document, record)
    return document


def _cut_batch(kind: Kind, records: Sequence[Any], addresses: Addresses) -> Iterator[Document]:
    if not records:
        return
    documents = [read_prefetched(record) for record in records]
    register = _register(kind, documents, addresses)
    for document in documents:
        yield _cut(kind.name, document, register)


def _cut(kind: str, document: Document, register: Register) -> Document:
    shown = PRIVATE_SOURCE if document.get("access") == Access.PRIVATE else SHOWN[kind]
    own = {name: document[name] for name in ("record", "uuid", "slug")}
    url = register.addresses.page(kind, document["slug"])
    return {
        **own,
        **({"url": url} if url else {}),
        **{name: cut(document[CANONICAL_NAMES.get(name, name)], register) for name, cut in shown.items()},
    }


#: `url` is a record's address in the archive; a source also has the one at which it was published
CANONICAL_NAMES = {"web_address": "url"}


# What documents refer to


def _register(kind: Kind, documents: Iterable[Document], addresses: Addresses) -> Register:
    wanted: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        for _path, reference in kind.references(document):
            wanted[reference.kind].add(reference.key)
    register = Register(addresses)
    _name_terms(wanted, register)
    for name in sorted(wanted.keys() - set(Vocabulary.values)):
        _name_records(name, wanted[name], register)
    return register


def _name_terms(wanted: dict[str, set[str]], register: Register) -> None:
    vocabularies = wanted.keys() & set(Vocabulary.values)
    slugs = {slug for vocabulary in vocabularies for slug in wanted[vocabulary]}
    terms = Term.objects.published().filter(vocabulary__in=vocabularies, slug__in=slugs) if slugs else ()
    for term in terms:
        register.terms[Reference(term.vocabulary, term.slug)] = {"slug": term.slug, "name": term.name}


def _name_records(kind: str, uuids: set[str], register: Register) -> None:
    records: Any = KINDS[kind].model._default_manager
    found = list(records.published().filter(uuid__in=uuids).select_related(*NAMED_WITH.get(kind, ())))
    for record in found:
        register.records[Reference(kind, str(record.uuid))] = _named(record, register)
    if kind == "source":
        disclosure = disclose(found)
        register.disclosed = {str(source.uuid): disclosure[source.pk] for source in found}


#: what naming a record needs beside its own row
NAMED_WITH = {"statement": ("speaker",), "position": ("organisation",)}


def _named(record: Any, register: Register) -> dict[str, Any]:
    named: dict[str, Any] = {"uuid": str(record.uuid), "slug": record.slug}
    if isinstance(record, Image):
        said = {name: getattr(record, name) for name in ("alt", "credit", "licence", "width", "height")}
        return {**named, **said, "url": register.addresses.picture(record)}
    if isinstance(record, Position):
        return {**named, "title": record.title, "organisation": record.organisation.name}
    if isinstance(record, Statement):
        named |= {"speaker": record.speaker.name, "quote": record.quote, "summary": record.summary}
    else:
        name = "title" if hasattr(record, "title") else "name"
        named[name] = getattr(record, name)
    return {**named, "url": register.addresses.page(record.record_kind, record.slug)}


# How each value is cut


def _plain(value: Any, register: Register) -> Any:
    return value


def _date(text: str, register: Register) -> dict[str, Any] | None:
    """Notation, bounds and words; null for an undated record."""
    if not text:
        return None
    date = parse(text)
    bounds = {name: getattr(date, name) for name in ("first_day", "last_day", "first_second", "last_second")}
    return {"edtf": text, **bounds, "words": display(date)}


def _reference(kind: str) -> Cut:
    return lambda uuid, register: register.record(kind, uuid)


def _references(kind: str) -> Cut:
    return lambda uuids, register: [named for uuid in uuids if (named := register.record(kind, uuid))]


def _term(vocabulary: Vocabulary) -> Cut:
    return lambda slug, register: register.term(vocabulary.value, slug)


def _rows(needed: str = "", **shown: Cut) -> Cut:
    """Rows of the record; one whose `needed` record is not published is left out."""

    def cut(rows: Any, register: Register) -> list[dict[str, Any]]:
        cut_rows = [{name: cut(row[name], register) for name, cut in shown.items()} for row in rows]
        return [row for row in cut_rows if not needed or row[needed] is not None]

    return cut


def _chains(chains: Any, register: Register) -> list[list[dict[str, Any]]]:
    stations = _rows(actor=_reference("actor"), source=_reference("source"))
    whole = [[station for station in stations(chain, register) if any(station.values())] for chain in chains]
    return [chain for chain in whole if chain]


def _citations(citations: Any, register: Register) -> list[dict[str, Any]]:
    return [cut for citation in citations if (cut := _citation(citation, register))]


def _citation(citation: dict[str, Any], register: Register) -> dict[str, Any] | None:
    """With its words and where they stand, as far as they are public; of a private source, only the source."""
    source = register.record("source", citation["source"])
    if source is None:
        return None
    disclosed = register.disclosed[citation["source"]]
    if not disclosed.shows_anchors:
        return {"source": source}
    place = {name: citation[name] for name in ("version", "start", "end")}
    anchor = Citation(**place, **{name: citation[name] for name in ("exact", "prefix", "suffix")})
    prefix, suffix = disclosed.context(anchor)
    words = {"exact": disclosed.words(anchor), "prefix": prefix, "suffix": suffix}
    return {"source": source, **place, **words, "supports": citation["supports"]}


def _captures(captures: Any, register: Register) -> list[dict[str, Any]]:
    return [
        {"version": capture["number"], "captured_at": capture["captured_at"], "sha256": capture["text"]}
        for capture in captures
    ]


def _add_text(document: Document, record: Source) -> None:
    """Give each version the passages of its text that are public."""
    disclosed = disclose([record])[record.pk]
    bodies = dict(Capture.objects.filter(source=record).values_list("number", "text__body"))
    for capture in document["captures"]:
        body = bodies[capture["version"]]
        capture["passages"] = [
            {"start": start, "end": end, "text": body[start:end]}
            for start, end in disclosed.passages(capture["version"])
        ]


_OTHER_NAMES = _rows(name=_plain, language=_plain)
_EXTERNAL_IDS = _rows(scheme=_plain, value=_plain)

#: what of each kind is public, and how it is cut; the order is that of the document
SHOWN: dict[str, dict[str, Cut]] = {
    "term": {"vocabulary": _plain, "name": _plain, "description": _plain},
    "topic": {"name": _plain, "part_of": _reference("topic"), "language": _plain, "description": _plain},
    "place": {
        "name": _plain,
        "other_names": _OTHER_NAMES,
        "country": _plain,
        "part_of": _reference("place"),
        "latitude": _plain,
        "longitude": _plain,
        "uncertainty_m": _plain,
        "external_ids": _EXTERNAL_IDS,
    },
    "actor": {
        "name": _plain,
        "kind": _term(Vocabulary.ACTOR_KIND),
        "other_names": _OTHER_NAMES,
        "part_of": _rows("group", group=_reference("actor"), during=_date),
        "country": _plain,
        "active": _date,
        "external_ids": _EXTERNAL_IDS,
        "language": _plain,
        "description": _plain,
        "portrait": _reference("image"),
    },
    "position": {
        "person": _reference("actor"),
        "organisation": _reference("actor"),
        "title": _plain,
        "held": _date,
    },
    "source": {
        "title": _plain,
        "kind": _term(Vocabulary.SOURCE_KIND),
        "publisher": _reference("actor"),
        "byline": _plain,
        "web_address": _plain,
        "language": _plain,
        "issued": _date,
        "date_basis": _plain,
        "reliability": _plain,
        "reliability_basis": _plain,
        "access": _plain,
        "rights": _plain,
        "captures": _captures,
    },
    "event": {
        "title": _plain,
        "kind": _term(Vocabulary.EVENT_KIND),
        "when": _date,
        "date_basis": _plain,
        "factuality": _plain,
        "places": _rows("place", place=_reference("place"), role=_term(Vocabulary.PLACE_ROLE)),
        "language": _plain,
        "summary": _plain,
        "participants": _rows("actor", actor=_reference("actor"), role=_term(Vocabulary.PARTICIPANT_ROLE)),
        "topics": _references("topic"),
        "part_of": _reference("event"),
        "links": _rows("to", to=_reference("event"), kind=_plain),
        "images": _rows("image", image=_reference("image")),
        "citations": _citations,
        "chains": _chains,
    },
    "statement": {
        "speaker": _reference("actor"),
        "position": _reference("position"),
        "kind": _plain,
        "quote": _plain,
        "language": _plain,
        "spoken_in": _plain,
        "summary": _plain,
        "cue": _term(Vocabulary.CUE),
        "said_on": _date,
        "date_basis": _plain,
        "venue": _plain,
        "event": _reference("event"),
        "about_events": _references("event"),
        "about_actors": _references("actor"),
        "topics": _references("topic"),
        "credibility": _plain,
        "credibility_basis": _plain,
        "figures": _rows(low=_plain, best=_plain, high=_plain, unit=_plain, of=_plain),
        "links": _rows("to", to=_reference("statement"), kind=_plain),
        "citations": _citations,
        "chains": _chains,
    },
}

#: all that is public of a private source
PRIVATE_SOURCE: dict[str, Cut] = {
    "title": _plain,
    "publisher": _reference("actor"),
    "issued": _date,
    "access": _plain,
}
