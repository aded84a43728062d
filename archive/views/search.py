"""`/search/?q=`: full text over everything public, ranked, narrowed by kind of record if asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from archive.models import Dated
from archive.search import Hit, Results, Segments, Suggestion, search
from archive.timeline.errors import FilterError
from archive.views.actor_cards import actor_card
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, DateCard, PageLinks
from archive.views.dates import date_card
from archive.views.filtering import address
from archive.views.limiting import limited
from archive.views.search_filters import SearchFilters, read_filters

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


def _refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    return render(request, "429.html", {"seconds": seconds}, status=429)


@limited("SEARCH_PER_MINUTE", _refuse)
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """At most 14 queries for the index, the kinds found, names near the words and the archive's version.

    Filters take one or two more for each kind of record that has them.
    """
    asked = _Asked(
        path=request.path,
        query=request.GET.get("q", "").strip(),
        kind=_kind(request),
        filters=read_filters(request.GET, frozenset(KINDS)),
    )
    results = search(
        asked.query,
        [asked.kind] if asked.kind else [],
        after=request.GET.get("cursor", ""),
        within=asked.filters.within,
    )
    context = {
        "query": asked.query,
        "hits": [_card(hit) for hit in results.hits],
        "total_words": _total_words(results),
        "suggestions": [_suggestion_link(asked, item) for item in results.suggestions],
        "tabs": _tabs(asked),
        "filters": asked.filters,
        "kept": [*([("in", asked.kind)] if asked.kind else []), *asked.filters.kept],
        "chips": list(asked.filters.chips(asked.path, asked.own())),
        "clear_url": address(asked.path, asked.own()),
        "pages": _pages(asked, results),
    }
    return render(request, "archive/search.html", context)


@dataclass(frozen=True)
class _Asked:
    """All that the address asks for."""

    path: str
    query: str
    kind: str
    filters: SearchFilters

    def parameters(self, **changed: str) -> list[tuple[str, str]]:
        """As they stand in an address, some of them changed."""
        return [*self.own(**changed), *self.filters.parameters()]

    def own(self, **changed: str) -> list[tuple[str, str]]:
        """The same without the filters."""
        own = {"q": self.query, "in": self.kind, **changed}
        return [(name, value) for name, value in own.items() if value]


def _kind(request: HttpRequest) -> str:
    """The kind of record to be shown: `in`, or, as older addresses have it, `kind`."""
    kind = request.GET.get("in") or next((value for value in request.GET.getlist("kind") if value in KINDS), "")
    if kind and kind not in KINDS:
        raise FilterError(_("“%(name)s” is one of: %(known)s.") % {"name": "in", "known": ", ".join(KINDS)})
    return kind


def _tabs(asked: _Asked) -> Sequence[Tab]:
    shown = [key for key in KINDS if not asked.filters.asked or key in asked.filters.selections or key == asked.kind]
    everything = Tab(_("Everything"), address(asked.path, asked.parameters(**{"in": ""})), not asked.kind)
    return [
        everything,
        *(
            Tab(str(KINDS[key][0]), address(asked.path, asked.parameters(**{"in": key})), key == asked.kind)
            for key in shown
        ),
    ]


def _pages(asked: _Asked, results: Results) -> PageLinks:
    if not results.next:
        return PageLinks()
    return PageLinks(older=address(asked.path, asked.parameters(cursor=results.next)), older_words=_("More results"))


def _suggestion_link(asked: _Asked, item: Suggestion) -> tuple[str, str]:
    """The name, and the address of the search for it instead."""
    return item.name, address(asked.path, asked.parameters(q=item.query))


def _total_words(results: Results) -> str:
    total = results.total
    words = ngettext("%(count)s record", "%(count)s records", total) % {
        "count": number_format(total, force_grouping=True)
    }
    if results.total_is_exact:
        return words
    return _("about %(records)s, the most important first") % {"records": words}


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
