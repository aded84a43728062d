"""Made-up statements: who said what on a page, in words that stand there, and through whose mouths they came."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.documents import Document
from archive.documents.values import sort_key
from archive.generating import naming
from archive.generating.cast import Cast, Member
from archive.generating.chance import Weighted, Zipf
from archive.generating.dating import Dates, Dating
from archive.generating.evidence import Cited, Evidence, Stop, cited_whole, cited_words, in_document
from archive.generating.happenings import Happening
from archive.generating.ledger import Ledger
from archive.generating.pages import Page
from archive.generating.rows import AboutActor, AboutEvent, StatementTopic
from archive.generating.wording import Wording
from archive.models import (
    Credibility,
    Factuality,
    Figure,
    Statement,
    StatementKind,
    StatementLink,
    StatementLinkKind,
    Status,
    Vocabulary,
)

_CUES = {
    StatementKind.DENIAL: "denied",
    StatementKind.WARNING: "warned",
    StatementKind.DEMAND: "demanded",
    StatementKind.PROMISE: "promised",
    StatementKind.CALL: "called-for",
    StatementKind.QUESTION: "asked",
}
_UNITS = (("troops", "at the border"), ("people", "in the square"), ("km", ""), ("tanks", ""), ("tonnes", "of grain"))
_VENUES = ("at a press conference", "in a written statement", "on television", "in parliament", "in an interview")
SHARE_OF_DENIALS = 0.6
"""Of the statements about what is only alleged."""


@dataclass(slots=True)
class Saying:
    """A statement on a page, until the page is written to its end."""

    number: int
    uuid: str
    speaker: Member
    kind: str
    quote: str
    summary: str
    where: tuple[int, int]
    about: Happening
    status: str
    figure: dict[str, Any] | None = field(default=None)


class Sayings:
    """Makes statements and writes them into the ledger."""

    def __init__(
        self, random_: random.Random, wording: Wording, ledger: Ledger, cast: Cast, evidence: Evidence
    ) -> None:
        self._random, self._wording, self._ledger = random_, wording, ledger
        self._cues, self._publishers = cast.terms[Vocabulary.CUE], cast.publishers
        self._evidence = evidence
        self._dates = Dates(random_)
        self._speaker = Zipf(random_, cast.actors)
        self._topic = Zipf(random_, cast.topics, 0.9)
        self._kind = Weighted(random_, dict(zip(StatementKind.values, (50, 6, 9, 7, 4, 6, 7, 4, 5, 2), strict=True)))
        self._status = Weighted(random_, {Status.PUBLISHED: 97, Status.IN_REVIEW: 2, Status.WITHDRAWN: 1})
        self._credibility = Weighted(random_, dict(zip(Credibility.values, (8, 20, 20, 10, 4, 38), strict=True)))
        self._link = Weighted(random_, dict.fromkeys(StatementLinkKind.values, 1.0))
        self._count = 0

    def report(self, page: Page, about: Happening) -> Saying:
        """Have the page report one more statement, about an event."""
        self._count += 1
        speaker = self._speaker()
        is_denied = about.factuality == Factuality.ALLEGED and self._random.random() < SHARE_OF_DENIALS
        kind = str(StatementKind.DENIAL if is_denied else self._kind())
        words, figure = self._words()
        quote = words if page.is_open and self._random.random() < 0.85 else ""
        where = page.write(
            f"“{words}”, {speaker.name} said." if quote else f"{speaker.name} said that {words[0].lower()}{words[1:]}."
        )
        page.write(self._wording.text(10), after="\n\n")
        may_be_public = speaker.is_public and page.status == Status.PUBLISHED
        status = str(self._status() if may_be_public else Status.DRAFT)
        summary = "" if quote and self._random.random() < 0.6 else f"{speaker.name}: {self._wording.sentence()}"
        uuid = self._ledger.uuid("statement", self._count)
        return Saying(self._count, uuid, speaker, kind, quote, summary, where, about, status, figure)

    def _words(self) -> tuple[str, dict[str, Any] | None]:
        """What was said, and the figure that it gives, if it gives one."""
        clauses = [self._wording.clause() for _ in range(self._random.choice((1, 1, 1, 2, 3)))]
        words = ", and ".join(clauses)
        if self._random.random() >= 0.12:
            return words[0].upper() + words[1:], None
        unit, of = self._random.choice(_UNITS)
        best = self._random.randrange(1, 200) * self._random.choice((1, 10, 1000))
        figure = self._figure(best, unit, of)
        return f"{words[0].upper()}{words[1:]}, with {best} {unit}", figure

    def _figure(self, best: int, unit: str, of: str) -> dict[str, Any]:
        low, high = best - best // 5, best + best // 4
        numbers = self._random.choice(((None, best, None), (low, best, high), (low, None, high), (None, None, best)))
        shown = (None if number is None else str(number) for number in numbers)
        return {**dict(zip(("low", "best", "high"), shown, strict=True)), "unit": unit, "of": of}

    # Once the page is whole

    def write_down(self, saying: Saying, page: Page, text: str, earlier: Sequence[Saying]) -> None:
        """Put the statement into the ledger, now that the whole `text` of its page is known."""
        chance, about = self._random.random, saying.about
        parts = _Parts(
            cue=_CUES.get(StatementKind(saying.kind), self._random.choice(("said", "said", "told-reporters", ""))),
            said_on=self._dates.about(max(about.day, page.day - 1)),
            venue=self._random.choice(_VENUES) if chance() < 0.3 else "",
            spoken_in=self._random.choice(("uk", "ru", "en", "de", "zh")) if chance() < 0.3 else "",
            post=self._random.choice(saying.speaker.posts) if saying.speaker.posts and chance() < 0.7 else None,
            made_at=about if saying.kind != StatementKind.DENIAL and chance() < 0.4 else None,
            about_actors=[actor for actor in about.participants[:2] if actor is not saying.speaker and chance() < 0.6],
            topics=self._topic.distinct(self._random.choice((1, 1, 2))),
            credibility=str(self._credibility()),
            links=[(self._random.choice(earlier), self._link())] if earlier and chance() < 0.1 else [],
            cited=self._cited(saying, page, text),
            chains=[self._chain(saying, page)],
        )
        self._write_row(saying, page, parts)
        self._write_parts(saying, parts)

    def _cited(self, saying: Saying, page: Page, text: str) -> list[Cited]:
        cited = [cited_words(page.source, text, saying.where)]
        return cited if page.is_open else [*cited, cited_whole(self._evidence.reference())]

    def _chain(self, saying: Saying, page: Page) -> list[Stop]:
        """From the speaker to the page, sometimes through an agency or its report."""
        between: list[Stop] = []
        if self._random.random() < 0.25:
            agency = self._random.choice(self._publishers[:50])
            if agency is not saying.speaker:
                between = [(agency, self._evidence.reference() if self._random.random() < 0.5 else None)]
        return [(saying.speaker, None), *between, (None, page.source)]

    def _write_row(self, saying: Saying, page: Page, parts: "_Parts") -> None:
        said_on, made_at, post, speaker = parts.said_on, parts.made_at, parts.post, saying.speaker
        says = {
            "kind": saying.kind,
            "quote": saying.quote,
            "language": page.language,
            "spoken_in": parts.spoken_in,
            "summary": saying.summary,
            "cue": parts.cue,
            "said_on": said_on.text,
            "date_basis": "",
            "venue": parts.venue,
        }
        document: Document = {
            "record": "statement",
            "uuid": saying.uuid,
            "slug": naming.slug_of(f"{speaker.name} {saying.quote or saying.summary}", saying.number),
            "status": saying.status,
            "speaker": speaker.uuid,
            "position": post and post[1],
            **says,
            "event": made_at and made_at.uuid,
            "about_events": [saying.about.uuid],
            "about_actors": sorted(actor.uuid for actor in parts.about_actors),
            "topics": sorted(topic.uuid for topic in parts.topics),
            "credibility": parts.credibility,
            "credibility_basis": "",
            "figures": [saying.figure] if saying.figure else [],
            "links": sorted(({"to": to.uuid, "kind": kind} for to, kind in parts.links), key=sort_key),
            "citations": [entry for _source, entry in parts.cited],
            "chains": in_document(parts.chains),
        }
        row = {**says, "cue": self._cues.get(parts.cue)}
        values = (speaker.number, post and post[0], *row.values(), made_at and made_at.number, parts.credibility, "")
        title = f"{speaker.name}: {saying.quote or saying.summary}"
        self._ledger.curated(Statement, saying.number, document, title, said_on, *values)

    def _write_parts(self, saying: Saying, parts: "_Parts") -> None:
        number, add, figure = saying.number, self._ledger.rows.add, saying.figure
        add(AboutEvent, number, saying.about.number)
        for actor in parts.about_actors:
            add(AboutActor, number, actor.number)
        for topic in parts.topics:
            add(StatementTopic, number, topic.number)
        if figure:
            add(Figure, number, *figure.values())
        for to, kind in parts.links:
            add(StatementLink, number, to.number, kind)
        self._evidence.write(parts.cited, parts.chains, statement=number)


@dataclass(slots=True)
class _Parts:
    """What is settled of a statement once its page is whole."""

    cue: str
    said_on: Dating
    venue: str
    spoken_in: str
    post: tuple[int, str] | None
    made_at: Happening | None
    about_actors: list[Member]
    topics: list[Member]
    credibility: str
    links: list[tuple[Saying, str]]
    cited: list[Cited]
    chains: list[list[Stop]]
