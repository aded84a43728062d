"""Made-up events: who, where, when, about what, and the words of a page that report it."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from archive.documents import Document
from archive.documents.values import sort_key
from archive.generating import naming
from archive.generating.cast import Cast, Member
from archive.generating.chance import Weighted, Zipf
from archive.generating.dating import Dates, Dating
from archive.generating.evidence import Cited, Evidence, Stop, cited_whole, cited_words, in_document
from archive.generating.ledger import Ledger
from archive.generating.pages import Page
from archive.generating.rows import EventTopic
from archive.generating.vocabulary import TERMS
from archive.generating.wording import Wording
from archive.models import (
    Event,
    EventLink,
    EventLinkKind,
    EventPlace,
    Factuality,
    Participant,
    Status,
    Supports,
    Vocabulary,
)

_HEADLINES = (
    "{one} and {other} hold talks on {matter} in {place}",
    "{one} announces {adjective} {noun} in {place}",
    "{one} accuses {other} of {noun} near {place}",
    "{one} rejects {adjective} {noun} on {matter}",
    "{adjective} {noun} reported near {place}",
    "{one} calls {other} over {matter}",
    "{one} publishes {noun} on {matter}",
    "{noun} of {one} arrives in {place}",
    "{place}: {adjective} {noun} ends after {noun_too}",
    "{one} and {other} sign {noun} on {matter}",
)
_TENSE = {
    Factuality.PLANNED: "is planned",
    Factuality.ALLEGED: "is said to have happened",
    Factuality.FORECAST: "is expected",
    Factuality.DID_NOT_OCCUR: "did not happen",
}
SUMMARY_WORDS = 30
"""Beside the sentence that names who and where: about forty together."""


@dataclass(slots=True)
class Happening:
    """An event that is reported on a page, until the page is written to its end."""

    number: int
    uuid: str
    title: str
    dating: Dating
    day: int
    factuality: str
    participants: list[Member]
    topics: list[Member]
    places: list[Member]
    reported: list[tuple[int, int]]
    status: str


class Happenings:
    """Makes events and writes them into the ledger."""

    def __init__(
        self, random_: random.Random, wording: Wording, ledger: Ledger, cast: Cast, evidence: Evidence
    ) -> None:
        self._random, self._wording, self._ledger = random_, wording, ledger
        self._terms = cast.terms
        self._evidence = evidence
        self._dates = Dates(random_)
        self._actor, self._topic = Zipf(random_, cast.actors), Zipf(random_, cast.topics, 0.9)
        self._place = Zipf(random_, cast.places, 0.9)
        self._reference = evidence.reference
        self._kind = Zipf(random_, [slug for slug, _name in TERMS[Vocabulary.EVENT_KIND]], 0.8)
        self._role = Weighted(random_, {"": 55, "party": 25, "speaker": 10, "addressee": 7, "witness": 3})
        self._place_role = Weighted(random_, {"": 88, "destination": 7, "target": 5})
        self._status = Weighted(
            random_, {Status.PUBLISHED: 955, Status.DRAFT: 18, Status.IN_REVIEW: 17, Status.WITHDRAWN: 10}
        )
        self._factuality = Weighted(random_, dict(zip(Factuality.values, (820, 45, 90, 30, 15), strict=True)))
        self._headline = Zipf(random_, _HEADLINES, 0.2)
        self._link = Weighted(random_, dict.fromkeys(EventLinkKind.values, 1.0))
        self._count = 0

    def report(self, page: Page) -> Happening:
        """Have the page report one more event."""
        self._count += 1
        number = self._count
        factuality = str(self._factuality())
        day = self._day(page, factuality)
        participants = self._actor.distinct(self._random.choice((2, 3, 3, 3, 4, 5)))
        topics = self._topic.distinct(self._random.choice((1, 2, 2, 3)))
        places = self._place.distinct(2 if self._random.random() < 0.08 else 1)
        title = self._title(participants, topics[0], places[0], page.language)
        happening = Happening(
            number=number,
            uuid=self._ledger.uuid("event", number),
            title=title,
            dating=self._dates.about(day),
            day=day,
            factuality=factuality,
            participants=participants,
            topics=topics,
            places=places,
            reported=[],
            status=str(self._status()) if page.status == Status.PUBLISHED else page.status,
        )
        happening.reported.append(page.write(f"{title}: {self._wording.clause()}."))
        if self._random.random() < 0.04:
            happening.reported.append(page.write(self._wording.sentence()))
        page.write(self._wording.text(25), after="\n\n")
        return happening

    def _day(self, page: Page, factuality: str) -> int:
        if factuality in (Factuality.PLANNED, Factuality.FORECAST):
            return page.day + 1 + int(self._random.expovariate(1 / 200))
        return page.day - int(self._random.expovariate(1 / 2.5))

    def _title(self, participants: list[Member], topic: Member, place: Member, language: str) -> str:
        title = self._headline().format(
            one=participants[0].name,
            other=participants[-1].name,
            matter=topic.name[0].lower() + topic.name[1:],
            place=place.name,
            adjective=self._wording.adjective(),
            noun=self._wording.noun(),
            noun_too=self._wording.noun(),
        )
        title = title[0].upper() + title[1:]
        return naming.in_cyrillic(title) if language in ("uk", "ru") else title

    # Once the page is whole

    def write_down(self, happening: Happening, page: Page, text: str, earlier: Sequence[Happening]) -> None:
        """Put the event into the ledger, now that the whole `text` of its page is known."""
        parts = _Parts(
            kind=self._kind(),
            summary=self._summary(happening, page.language),
            date_basis="" if self._random.random() < 0.9 else self._wording.sentence(),
            participants=[(actor, self._role()) for actor in happening.participants],
            places=[(place, self._place_role()) for place in happening.places],
            whole=self._random.choice(earlier) if earlier and self._random.random() < 0.05 else None,
            links=self._links_of(earlier),
            cited=self._cited(happening, page, text),
            chains=self._chains_of(page),
        )
        self._write_row(happening, page, parts)
        self._write_parts(happening, parts)

    def _summary(self, happening: Happening, language: str) -> str:
        names = " and ".join(actor.name for actor in happening.participants[:3])
        tense = _TENSE.get(Factuality(happening.factuality), "happened")
        summary = f"It {tense} in {happening.places[0].name}, with {names}. {self._wording.text(SUMMARY_WORDS)}"
        return naming.in_cyrillic(summary) if language in ("uk", "ru") else summary

    def _links_of(self, earlier: Sequence[Happening]) -> list[tuple[Happening, str]]:
        if not earlier or self._random.random() >= 0.09:
            return []
        return [(self._random.choice(earlier), self._link())]

    def _cited(self, happening: Happening, page: Page, text: str) -> list[Cited]:
        source = page.source
        cited = [cited_words(source, text, happening.reported[0])]
        cited += [cited_words(source, text, where, Supports.DATE) for where in happening.reported[1:]]
        if not page.is_open:
            cited.append(cited_whole(self._reference()))
        elif self._random.random() < 0.08:
            cited.append(cited_whole(self._reference(), self._random.choice((Supports.DATE, Supports.PLACE))))
        return cited

    def _chains_of(self, page: Page) -> list[list[Stop]]:
        if self._random.random() >= 0.04:
            return []
        return [[(page.publisher, None), (None, page.source)]]

    def _write_row(self, happening: Happening, page: Page, parts: "_Parts") -> None:
        title, when, whole = happening.title, happening.dating, parts.whole
        document: Document = {
            "record": "event",
            "uuid": happening.uuid,
            "slug": naming.slug_of(title, happening.number),
            "status": happening.status,
            "title": title,
            "kind": parts.kind,
            "when": when.text,
            "date_basis": parts.date_basis,
            "factuality": happening.factuality,
            "places": [{"place": place.uuid, "role": role} for place, role in parts.places],
            "language": page.language,
            "summary": parts.summary,
            "participants": [{"actor": actor.uuid, "role": role} for actor, role in parts.participants],
            "topics": sorted(topic.uuid for topic in happening.topics),
            "part_of": whole and whole.uuid,
            "links": sorted(({"to": to.uuid, "kind": kind} for to, kind in parts.links), key=sort_key),
            "images": [],
            "citations": [entry for _source, entry in parts.cited],
            "chains": in_document(parts.chains),
        }
        kind = self._terms[Vocabulary.EVENT_KIND][parts.kind]
        values = (title, kind, when.text, parts.date_basis, happening.factuality, page.language, parts.summary)
        self._ledger.curated(Event, happening.number, document, title, when, *values, whole and whole.number)

    def _write_parts(self, happening: Happening, parts: "_Parts") -> None:
        number, add = happening.number, self._ledger.rows.add
        for order, (actor, role) in enumerate(parts.participants):
            add(Participant, number, actor.number, self._terms[Vocabulary.PARTICIPANT_ROLE].get(role), order)
        for order, (place, role) in enumerate(parts.places):
            add(EventPlace, number, place.number, self._terms[Vocabulary.PLACE_ROLE].get(role), order)
        for topic in happening.topics:
            add(EventTopic, number, topic.number)
        for to, kind in parts.links:
            add(EventLink, number, to.number, kind)
        self._evidence.write(parts.cited, parts.chains, event=number)


@dataclass(slots=True)
class _Parts:
    """What is settled of an event once its page is whole."""

    kind: str
    summary: str
    date_basis: str
    participants: list[tuple[Member, str]]
    places: list[tuple[Member, str]]
    whole: Happening | None
    links: list[tuple[Happening, str]]
    cited: list[Cited]
    chains: list[list[Stop]]
