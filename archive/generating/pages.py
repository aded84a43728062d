"""Made-up sources: texts in which the words that events and statements cite truly stand.

A few are only cited, again and again; most are held, and report about twenty events each, some one and some hundreds.
"""

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.documents import Document
from archive.generating import naming
from archive.generating.cast import Cast, Member
from archive.generating.chance import Weighted, Zipf
from archive.generating.dating import Dating, dating
from archive.generating.ledger import Ledger
from archive.generating.vocabulary import TERMS
from archive.generating.wording import Wording
from archive.models import Access, ArchivedText, Capture, Reliability, Source, Status, Vocabulary, fixity
from archive.workflow import captured

MOST_EVENTS = 600


@dataclass(slots=True)
class Page:
    """A source that is being written: what is said so far, and what it will be in the archive."""

    number: int
    uuid: str
    day: int
    status: str
    access: str
    language: str
    publisher: Member
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it can carry a published record by itself."""
        return self.access != Access.PRIVATE

    def write(self, text: str, *, after: str = " ") -> tuple[int, int]:
        """Go on with `text`; returns the span that it stands in."""
        start = self._length
        self._pieces += (text, after)
        self._length += len(text) + len(after)
        return start, start + len(text)

    @property
    def source(self) -> Member:
        return Member(self.number, self.uuid, "")

    @property
    def text(self) -> str:
        return "".join(self._pieces)


class Sources:
    """Makes sources and writes them into the ledger."""

    def __init__(self, random_: random.Random, wording: Wording, ledger: Ledger, cast: Cast) -> None:
        self._random, self._wording, self._ledger = random_, wording, ledger
        self._kinds = cast.terms[Vocabulary.SOURCE_KIND]
        self._publisher = Zipf(random_, cast.publishers)
        self._kind = Zipf(random_, [slug for slug, _name in TERMS[Vocabulary.SOURCE_KIND]], 0.8)
        self._status = Weighted(random_, {Status.PUBLISHED: 970, Status.DRAFT: 15, Status.IN_REVIEW: 15})
        self._access = Weighted(random_, {Access.EXCERPT: 52, Access.FULL: 45, Access.PRIVATE: 3})
        self._language = Weighted(random_, {"en": 80, "uk": 7, "ru": 5, "de": 5, "fr": 3})
        self._reliability = Weighted(random_, dict(zip(Reliability.values, (6, 22, 26, 12, 4, 30), strict=True)))
        self._count = 0

    def cited_only(self, count: int, day: int) -> list[Member]:
        """Sources that are known but not held, the most cited first; all are published."""
        return [self._make_cited_only(day) for _ in range(count)]

    def _make_cited_only(self, day: int) -> Member:
        page = self._page(day)
        page.status, page.access = Status.PUBLISHED, Access.EXCERPT
        self._write_down(page, self._title(page), dating(str(date.fromordinal(day).year)), [])
        return Member(page.number, page.uuid, "")

    def begin(self, day: int) -> tuple[Page, int]:
        """A source of that day that will be held, and how many events it reports."""
        page = self._page(day)
        events = int(self._random.lognormvariate(2.2, 1.25)) + 1
        return page, min(events, MOST_EVENTS)

    def _page(self, day: int) -> Page:
        self._count += 1
        return Page(
            number=self._count,
            uuid=self._ledger.uuid("source", self._count),
            day=day,
            status=str(self._status()),
            access=str(self._access()),
            language=self._language(),
            publisher=self._publisher(),
        )

    def finish(self, page: Page) -> None:
        """Write down the source with the text that it has now."""
        text = page.text
        sha256 = fixity(text)
        at = f"{date.fromordinal(page.day)}T{self._random.randrange(24):02}:14:00+02:00"
        capture = captured(1, sha256, at)
        issued = dating(str(date.fromordinal(page.day)))
        self._write_down(page, self._title(page), issued, [capture])
        self._ledger.rows.add(ArchivedText, sha256, text, len(text))
        self._ledger.rows.add(Capture, page.number, 1, sha256, at, "", "")

    def _title(self, page: Page) -> str:
        title = f"{self._wording.adjective()} {self._wording.noun()} and the {self._wording.noun()}".capitalize()
        return naming.in_cyrillic(title) if page.language in ("uk", "ru") else title

    def _write_down(self, page: Page, title: str, issued: Dating, captures: list[dict[str, Any]]) -> None:
        number, captured_at = page.number, captures[0]["captured_at"] if captures else ""
        kind = self._kind()
        grade = str(self._reliability())
        values: Document = {
            "title": title,
            "kind": kind,
            "publisher": page.publisher.uuid,
            "byline": self._byline(),
            "url": f"https://news-{page.publisher.number}.example/{number}",
            "language": page.language,
            "issued": issued.text,
            "date_basis": "",
            "captured_at": captured_at,
            "reliability": grade,
            "reliability_basis": "" if grade == "F" else self._wording.text(10),
            "access": page.access,
            "rights": "",
            "captures": captures,
        }
        identity = {"record": "source", "uuid": page.uuid, "slug": naming.slug_of(title, number), "status": page.status}
        row = {**values, "kind": self._kinds[kind], "publisher": page.publisher.number}
        columns = [value for name, value in row.items() if name != "captures"]
        self._ledger.curated(Source, number, {**identity, **values}, title, issued, *columns)

    def _byline(self) -> str:
        if self._random.random() < 0.4:
            return ""
        return f"{self._random.choice(naming.given_names())} {naming.surname(self._random)}"
