"""Cards of sources. Load them with `for_cards()`; `source_cards` asks two more queries for the whole list."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import Access, Capture, Source
from archive.timeline.totals import totals
from archive.views.addresses import record_url
from archive.views.cards import LinkCard, SourceCard
from archive.views.dates import date_card


def for_cards(sources: QuerySet[Source]) -> QuerySet[Source]:
    """With kind, publisher and whether a text is held (`has_text`), so that no card asks for them one by one."""
    has_text = Exists(Capture.objects.filter(source=OuterRef("pk")))
    return sources.select_related("kind", "publisher").annotate(has_text=has_text)


def source_card(source: Any, counts: tuple[str, ...] = ()) -> SourceCard:
    """Of a private source only title, publisher and date. The source comes from `for_cards`."""
    publisher = source.publisher
    named = LinkCard(publisher.name, record_url("actor", publisher.slug), publisher.language) if publisher else None
    private = source.access == Access.PRIVATE
    return SourceCard(
        title=source.title,
        url=record_url("source", source.slug),
        language=source.language,
        kind="" if private else source.kind.name,
        publisher=named if publisher and publisher.is_published else None,
        byline="" if private else source.byline,
        issued=date_card(source),
        held=private or source.has_text,
        access=source.access,
        access_words=access_words(source.access),
        grade="" if private else source.reliability,
        counts=counts,
    )


def access_words(access: str) -> str:
    return {
        Access.FULL: _("whole text"),
        Access.EXCERPT: _("cited words only"),
        Access.PRIVATE: _("text not public"),
    }[Access(access)]


def source_cards(sources: Iterable[Source]) -> list[SourceCard]:
    """How many published records rest on each stands on its card, unless it is private."""
    loaded = list(sources)
    keys = [source.pk for source in loaded]
    events, statements = totals("event.source", keys), totals("statement.source", keys)
    return [source_card(source, tuple(_counts(source.pk, events, statements))) for source in loaded]


def _counts(key: int, events: dict[int, int], statements: dict[int, int]) -> Iterable[str]:
    if count := events.get(key):
        yield ngettext("%(count)d event", "%(count)d events", count) % {"count": count}
    if count := statements.get(key):
        yield ngettext("%(count)d statement", "%(count)d statements", count) % {"count": count}
