"""The words of a statement in their paragraph, as far as the source's access lets the public read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest, Substr

from archive.documents.disclosure import Disclosed
from archive.models import Capture, Citation
from archive.views.cards import SourceCard
from archive.views.evidence_cards import cited_source, supports_words, words_card, words_url

# How far the paragraph is read on either side of the cited words, in code points.
REACH = 700


@dataclass(frozen=True)
class ParagraphCard:
    """`before` + `lead` + `quote` + `rest` + `after` is what is public of the paragraph.

    The cited words are `lead` + `quote` + `rest`, of which `quote` are the speaker's own. `opens` and `closes` say
    that the paragraph goes on before or after what is shown.
    """

    source: SourceCard
    url: str
    before: str
    lead: str
    quote: str
    rest: str
    after: str
    opens: bool
    closes: bool
    supports: str


def with_surroundings(citations: QuerySet[Citation]) -> QuerySet[Citation]:
    """Citations with `surroundings`: the archived text around their words, cut in the database."""
    start = Greatest(OuterRef("start") - REACH, 0)
    length = OuterRef("end") + REACH - start
    captures = Capture.objects.filter(source=OuterRef("source"), number=OuterRef("version"))
    text = captures.values(cut=Substr("text__body", start + 1, length))[:1]
    return citations.annotate(surroundings=Subquery(text))


def paragraph_cards(
    citations: Sequence[Citation], disclosure: Mapping[int, Disclosed], quote: str
) -> list[ParagraphCard]:
    """One card for each run of cited words that is public; the citations come from `with_surroundings`."""
    cards: list[ParagraphCard] = []
    shown: set[tuple[int, int | None, str, str]] = set()
    for citation in citations:
        card = _card(citation, disclosure[citation.source_id], quote)
        if card is None:
            continue
        paragraph = (citation.source_id, citation.version, *_edges(card))
        cards.append(_brief(card, citation, disclosure) if paragraph in shown else card)
        shown.add(paragraph)
    return cards


def _edges(card: ParagraphCard) -> tuple[str, str]:
    """Tells paragraphs apart: words of one in which nothing but the mark differs have the same text."""
    text = "".join((card.before, card.lead, card.quote, card.rest, card.after))
    return text[:REACH], text[-REACH:]


def _brief(card: ParagraphCard, citation: Citation, disclosure: Mapping[int, Disclosed]) -> ParagraphCard:
    """Other words of a paragraph that stands there already: only these, with a little around them."""
    words = words_card(citation, disclosure[citation.source_id])
    return replace(card, before=words.before, after=words.after, opens=False, closes=False)


def _card(citation: Any, disclosed: Disclosed, quote: str) -> ParagraphCard | None:
    passage = disclosed.passage_around(citation)
    if passage is None or not citation.surroundings:
        return None
    offset = max(0, citation.start - REACH)
    text, start, end = citation.surroundings, citation.start - offset, citation.end - offset
    first = max(0, passage[0] - offset, text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", end)
    last = min(len(text), passage[1] - offset, line_end if line_end >= 0 else len(text))
    at = citation.exact.find(quote) if quote else -1
    said = slice(at, at + len(quote)) if at >= 0 else slice(0, 0)
    return ParagraphCard(
        source=cited_source(citation),
        url=words_url(citation, disclosed),
        before=text[first:start],
        lead=citation.exact[: said.start],
        quote=citation.exact[said],
        rest=citation.exact[said.stop :],
        after=text[end:last],
        opens=first > 0 and text[first - 1] != "\n",
        closes=(last < len(text) and text[last] != "\n") or (last == len(text) and last - end >= REACH),
        supports=supports_words(citation),
    )
