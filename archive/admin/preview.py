"""A record as the public would see it, made by the public page itself, and the archived words that it rests on."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from archive.models import Citation
from archive.timeline import remembering
from archive.views.actor import actor
from archive.views.addresses import record_url
from archive.views.cited_paragraphs import REACH, with_surroundings
from archive.views.event import event
from archive.views.evidence_cards import supports_words
from archive.views.frame import stylesheets
from archive.views.source import source
from archive.views.statement import statement
from archive.workflow import as_if_published

PAGES: dict[str, Callable[[HttpRequest, str], HttpResponse]] = {
    "actor": actor,
    "event": event,
    "source": source,
    "statement": statement,
}
_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)


@dataclass(frozen=True)
class Words:
    """A citation's words in their paragraph: `before` + `lead` + `quote` + `rest` + `after`; `quote` is the speaker's.

    `stands` is false where the archived text has other words at that place. `url` leads to the source's form.
    """

    source: str
    url: str
    language: str
    version: int | None
    supports: str
    before: str = ""
    lead: str = ""
    quote: str = ""
    rest: str = ""
    after: str = ""
    stands: bool = True

    @property
    def has_words(self) -> bool:
        return bool(self.lead or self.quote or self.rest)


@dataclass(frozen=True)
class Preview:
    """`main` is the inside of the public page, ready HTML; empty where even the public page would not open."""

    main: str
    sheets: list[str]
    words: list[Words]


def preview_of(record: Any, request: HttpRequest) -> Preview:
    """What approving would make public, and what it rests on, private sources too. Nothing is written."""
    try:
        with as_if_published(record) as shown:
            answer = _public_page(shown, request)
            words = [_words(citation, shown) for citation in _citations(shown)]
    finally:
        # What the page read of the lists belonged to an archive that never was.
        remembering.forget()
    found = _MAIN.search(answer) if answer else None
    return Preview(found[1] if found else "", stylesheets(), words)


def _public_page(record: Any, request: HttpRequest) -> str:
    address = record_url(record.record_kind, record.slug)
    asked = HttpRequest()
    asked.method, asked.path, asked.path_info = "GET", address, address
    asked.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": ""}
    try:
        return PAGES[record.record_kind](asked, record.slug).content.decode()
    except Http404:
        return ""


def _citations(record: Any) -> list[Any]:
    if record.record_kind not in ("event", "statement"):
        return []
    cited = Citation.objects.filter(Q(**{record.record_kind: record.pk})).select_related("source").order_by("order")
    return list(with_surroundings(cited))


def _words(citation: Any, record: Any) -> Words:
    about = {
        "source": citation.source.title,
        "url": reverse("admin:archive_source_change", args=[citation.source_id]),
        "language": citation.source.language,
        "version": citation.version,
        "supports": supports_words(citation),
    }
    if citation.start is None:
        return Words(**about)
    exact, quote = citation.exact, getattr(record, "quote", "")
    at = exact.find(quote) if quote else -1
    said = slice(at, at + len(quote)) if at >= 0 else slice(0, 0)
    before, after, stands = _around(citation)
    return Words(
        **about,
        before=before,
        lead=exact[: said.start],
        quote=exact[said],
        rest=exact[said.stop :],
        after=after,
        stands=stands,
    )


def _around(citation: Any) -> tuple[str, str, bool]:
    """What stands before and after on the same line of the archived text, and whether the words stand there."""
    text = citation.surroundings or ""
    start = citation.start - max(0, citation.start - REACH)
    end = start + citation.end - citation.start
    before, after = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    return before, after, text[start:end] == citation.exact
