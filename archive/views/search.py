"""`/search/?q=`: full text over everything public, ranked, narrowed by kind of record if asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from archive.models import Dated
from archive.search import Hit, Results, Segments, search
from archive.timeline.errors import FilterError
from archive.views.actor_cards import actor_card
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, DateCard, PageLinks
from archive.views.dates import date_card
from archive.views.filtering import address

KINDS = {
    "event": (gettext_lazy("Events"), gettext_lazy("event")),
    "statement": (gettext_lazy("Statements"), gettext_lazy("statement")),
    "actor": (gettext_lazy("Actors"), gettext_lazy("actor")),
    "source": (gettext_lazy("Sources"), gettext_lazy("source")),
    "topic": (gettext_lazy("Topics"), gettext_lazy("topic")),
    "place": (gettext_lazy("Places"), gettext_lazy("place")),
}


@dataclass(frozen=True)
class HitCard:
    """`title` and `snippet` are (text, whether it was searched for) pairs; `actor` is who is meant or speaks.

    A statement has its words for a title, and a snippet only where the words that were found are others.
    """

    kind: str
    kind_words: str
    url: str
    title: Segments
    snippet: Segments
    language: str
    when: DateCard | None
    actor: ActorCard | None


@dataclass(frozen=True)
class Tab:
    words: str
    url: str
    current: bool


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """At most eleven queries: three for the index, one for each kind found, and the archive's version."""
    query = request.GET.get("q", "").strip()
    kind = _kind(request)
    results = search(query, [kind] if kind else [], after=request.GET.get("cursor", ""))
    context = {
        "query": query,
        "kind": kind,
        "hits": [_card(hit) for hit in results.hits],
        "total_words": _total_words(results),
        "tabs": _tabs(request.path, query, kind),
        "pages": _pages(request.path, query, kind, results),
    }
    return render(request, "archive/search.html", context)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    if kind and kind not in KINDS:
        raise FilterError(_("“kind” is one of: %(known)s.") % {"known": ", ".join(KINDS)})
    return kind


def _parameters(query: str, kind: str) -> list[tuple[str, str]]:
    return [("q", query), *([("kind", kind)] if kind else [])]


def _tabs(path: str, query: str, kind: str) -> Sequence[Tab]:
    everything = Tab(_("Everything"), address(path, _parameters(query, "")), not kind)
    return [
        everything,
        *(Tab(str(words), address(path, _parameters(query, key)), key == kind) for key, (words, _one) in KINDS.items()),
    ]


def _pages(path: str, query: str, kind: str, results: Results) -> PageLinks:
    if not results.next:
        return PageLinks()
    return PageLinks(
        older=address(path, [*_parameters(query, kind), ("cursor", results.next)]), older_words=_("More results")
    )


def _total_words(results: Results) -> str:
    if not results.total_is_exact:
        return _("more than %(count)d records") % {"count": results.total}
    return ngettext("%(count)d record", "%(count)d records", results.total) % {"count": results.total}


def _card(hit: Hit) -> HitCard:
    record = hit.record
    meant = record.speaker if hit.kind == "statement" else record if hit.kind == "actor" else None
    return HitCard(
        kind=hit.kind,
        kind_words=str(KINDS[hit.kind][1]),
        url=record_url(hit.kind, record.slug),
        title=hit.title,
        snippet=hit.snippet if hit.kind != "statement" or _other_words(hit) else [],
        language=hit.language,
        when=date_card(record) if isinstance(record, Dated) and hit.kind != "actor" else None,
        actor=actor_card(meant) if meant else None,
    )


def _other_words(hit: Hit) -> bool:
    """Whether the snippet holds words that were searched for and the title none."""
    return any(found for _text, found in hit.snippet) and not any(found for _text, found in hit.title)
