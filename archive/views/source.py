"""`/sources/<slug>/`: the archived text with every cited span marked, where it came from, and who relies on it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.dates import EDTFError, display
from archive.documents.disclosure import Disclosed, disclose
from archive.models import Access, Capture, Citation, Compiled, Event, Source, Statement, Station, publicity
from archive.models.language_names import language_name
from archive.timeline.errors import FilterError
from archive.views import columns
from archive.views.addresses import record_url
from archive.views.dates import date_card
from archive.views.evidence_cards import words_url
from archive.views.marked_text import CitedSpan, Paragraph, paragraphs, whole_words
from archive.views.record_pages import corrections_of, head, record_page, render_record
from archive.views.source_cards import for_cards, source_card

NOTE_LENGTH = 90


@dataclass(frozen=True)
class NoteCard:
    """A record that rests on the source: an event by its title, a statement by its speaker and words."""

    kind: str
    title: str
    url: str
    language: str = ""
    speaker: str = ""
    speaker_language: str = ""
    is_quote: bool = False
    words_url: str = ""


def _records() -> QuerySet[Source]:
    own = ("uuid", "date_basis", "url", "reliability_basis", "rights")
    return for_cards(Source.objects.all()).only(*own, *columns.SOURCE)


@record_page("source", _records)
def source(request: HttpRequest, record: Any) -> HttpResponse:
    """Nine queries at most, however often the source is cited."""
    disclosed = disclose([record])[record.pk]
    captures = _captures(record, disclosed)
    capture = _chosen(request, captures)
    citations = _citations(record)
    context: dict[str, Any] = {
        "source": record,
        "card": source_card(record),
        "is_private": record.access == Access.PRIVATE,
        "issued": date_card(record),
        "language": language_name(record.language),
        "captures": captures,
        "capture": capture,
        "captured_words": _moment_words(capture.captured_at) if capture else "",
        "is_latest": capture is None or capture == captures[-1],
        "paragraphs": _paragraphs(capture, disclosed, citations) if capture else [],
        "unmarked": _unmarked(citations, capture, disclosed),
        "counts": _counts(citations),
        "relying": _relying(record, {_carrier(citation) for citation in citations}),
        "corrections": corrections_of(record),
    }
    return render_record(request, record, head(record, record.title, _description(record, context["card"])), context)


def _captures(record: Source, disclosed: Disclosed) -> list[Capture]:
    """The versions of the text without the text itself, the latest last; none of a private source."""
    if not disclosed.lengths:
        return []
    return _versions(record.pk)


def _without_text(source: int) -> QuerySet[Capture]:
    captures = Capture.objects.filter(source=source).select_related("text").defer("text__body")
    return captures.order_by("number")


_versions = Compiled(_without_text)
_body = Compiled(lambda capture: Capture.objects.filter(pk=capture).values_list("text__body", flat=True))


def _moment_words(moment: str) -> str:
    """A moment as captured (RFC 3339, with its offset) in words; fractions of a second are not said."""
    try:
        return display(re.sub(r"\.\d+", "", moment))
    except EDTFError:
        return moment


def _chosen(request: HttpRequest, captures: Sequence[Capture]) -> Capture | None:
    """The version asked for, else the latest. Raises FilterError."""
    asked = request.GET.get("version", "")
    if not asked:
        return captures[-1] if captures else None
    for capture in captures:
        if str(capture.number) == asked:
            return capture
    raise FilterError(_("“version” is the number of a text that the archive holds of this source, such as 1."))


def _citations(record: Source) -> list[Citation]:
    """By published records, in the order of the text."""
    return _citing(record.pk)


_NOTED = (
    *("event__slug", "event__title", "event__language"),
    *columns.under("statement", ("slug", "quote", "summary", "language", *columns.under("speaker", columns.LINK))),
)


def _citing_source(source: int) -> QuerySet[Citation]:
    public = publicity(Event, "event") | publicity(Statement, "statement")
    citations = Citation.objects.filter(public, source=source).select_related("event", "statement__speaker", "source")
    shown = ("version", "start", "end", "exact", "prefix", "suffix", "source__slug")
    return citations.only(*shown, *_NOTED).order_by("version", "start", "-end")


_citing = Compiled(_citing_source)


def _paragraphs(capture: Capture, disclosed: Disclosed, citations: Iterable[Citation]) -> list[Paragraph]:
    passages = disclosed.passages(capture.number)
    if not passages:
        return []
    body = _body(capture.pk)[0]
    notes: dict[tuple[int, int], dict[str, NoteCard]] = defaultdict(dict)
    for citation in citations:
        if citation.version == capture.number and disclosed.words(citation):
            note = _note(citation)
            notes[citation.start or 0, citation.end or 0].setdefault(note.url, note)
    spans = [CitedSpan(start, end, tuple(found.values())) for (start, end), found in notes.items()]
    return paragraphs(body, whole_words(body, passages, spans), spans)


def _unmarked(citations: Iterable[Citation], capture: Capture | None, disclosed: Disclosed) -> list[NoteCard]:
    """Records that cite the source and have no mark in the text shown, with where their words stand if anywhere."""
    cards: dict[str, NoteCard] = {}
    marked: set[str] = set()
    for citation in citations:
        shown = bool(disclosed.words(citation))
        note = _note(citation, words_url(citation, disclosed) if shown else "")
        if shown and capture and citation.version == capture.number:
            marked.add(note.url)
        cards.setdefault(note.url, note)
    return [note for url, note in cards.items() if url not in marked]


def _counts(citations: Iterable[Citation]) -> str:
    """“4 events, 7 statements”, of those that cite the source; empty where none does."""
    carriers = {_carrier(citation) for citation in citations}
    events = sum(kind == "event" for kind, _key in carriers)
    statements = len(carriers) - events
    words = []
    if events:
        words.append(ngettext("%(count)d event", "%(count)d events", events) % {"count": events})
    if statements:
        words.append(ngettext("%(count)d statement", "%(count)d statements", statements) % {"count": statements})
    return ", ".join(words)


def _carrier(citation: Citation) -> tuple[str, int]:
    return ("event", citation.event_id) if citation.event_id else ("statement", citation.statement_id or 0)


def _note(citation: Citation, url: str = "") -> NoteCard:
    if citation.event is not None:
        return _event_note(citation.event, url)
    return _statement_note(citation.statement, url)


def _event_note(event: Event, words: str = "") -> NoteCard:
    return NoteCard("event", event.title, record_url("event", event.slug), event.language, words_url=words)


def _statement_note(statement: Any, words: str = "") -> NoteCard:
    said = statement.quote or statement.summary
    return NoteCard(
        kind="statement",
        title=Truncator(said).chars(NOTE_LENGTH),
        url=record_url("statement", statement.slug),
        language=statement.language,
        speaker=statement.speaker.name,
        speaker_language=statement.speaker.language,
        is_quote=bool(statement.quote),
        words_url=words,
    )


def _relying(record: Source, citing: set[tuple[str, int]]) -> list[NoteCard]:
    """Records whose words came through this source, without those that cite it themselves."""
    found: dict[str, NoteCard] = {}
    for station in _coming_through(record.pk):
        chain = station.chain
        if chain.event is not None and ("event", chain.event_id) not in citing:
            note = _event_note(chain.event)
        elif chain.statement is not None and ("statement", chain.statement_id) not in citing:
            note = _statement_note(chain.statement)
        else:
            continue
        found.setdefault(note.url, note)
    return list(found.values())


def _through(source: int) -> QuerySet[Station]:
    public = publicity(Event, "chain__event") | publicity(Statement, "chain__statement")
    stations = Station.objects.filter(public, source=source).select_related("chain__event", "chain__statement__speaker")
    return stations.only("chain__event", "chain__statement", *columns.under("chain", _NOTED)).order_by("pk")


_coming_through = Compiled(_through)


def _description(record: Source, card: Any) -> str:
    named = [card.publisher.name if card.publisher else "", card.byline, card.issued.words if card.issued else ""]
    origin = ", ".join(filter(None, named))
    words = _("A source of the archive, and what rests on it.")
    return f"{record.title}. {origin}. {words}" if origin else f"{record.title}. {words}"
