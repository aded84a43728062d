"""Cards of citations and chains: which words carry a record, and through whose mouths they came.

Whatever of a source's text is shown here has passed `archive.documents.disclosure`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from archive.documents.disclosure import Disclosed, disclose
from archive.models import Access, Capture, Citation, Compiled, Source, Station, Supports, publicity
from archive.views import columns
from archive.views.actor_cards import actor_card
from archive.views.addresses import record_url
from archive.views.cards import SourceCard, StationCard
from archive.views.source_cards import source_card

Disclosure = Mapping[int, Disclosed]
Chain = tuple[StationCard, ...]


@dataclass(frozen=True)
class WordsCard:
    """Cited words with what stands around them, cut at whole words; `url` leads to them in the archived text."""

    exact: str
    before: str = ""
    after: str = ""
    url: str = ""
    supports: str = ""


@dataclass(frozen=True)
class GroundCard:
    """One source with all the words of it that carry a record; none where its text is not public or not held.

    `supports` says what it is cited for where it has no words to say it beside.
    """

    source: SourceCard
    words: tuple[WordsCard, ...] = ()
    supports: str = ""


def citations_with_sources(where: Q) -> QuerySet[Citation]:
    """Citations of published sources, in people's order, with all that their cards need."""
    cited = Citation.objects.filter(where, publicity(Source, "source"))
    held = Exists(Capture.objects.filter(source=OuterRef("source")))
    loaded = cited.select_related("source__kind", "source__publisher").only(*columns.CITATION)
    return loaded.annotate(is_held=held).order_by("order")


def disclosure_of(citations: Iterable[Citation]) -> dict[int, Disclosed]:
    return disclose({citation.source_id: citation.source for citation in citations}.values())


def ground_cards(citations: Sequence[Citation], disclosure: Disclosure) -> list[GroundCard]:
    """One card for each source, in the order in which the sources are cited first."""
    by_source: dict[int, list[Citation]] = defaultdict(list)
    for citation in citations:
        by_source[citation.source_id].append(citation)
    return [_ground(cited, disclosure[key]) for key, cited in by_source.items()]


def _ground(citations: list[Citation], disclosed: Disclosed) -> GroundCard:
    words = [words_card(citation, disclosed) for citation in citations if disclosed.words(citation)]
    unsaid = {supports_words(citation) for citation in citations} if disclosed.shows_anchors and not words else set()
    return GroundCard(cited_source(citations[0]), tuple(words), ", ".join(sorted(unsaid - {""})))


def cited_source(citation: Citation) -> SourceCard:
    source = citation.source
    source.has_text = citation.is_held  # type: ignore[attr-defined]
    return source_card(source)


def words_card(citation: Citation, disclosed: Disclosed) -> WordsCard:
    before, after = disclosed.context(citation)
    return WordsCard(
        exact=citation.exact,
        before=_before(before),
        after=_after(after),
        url=words_url(citation, disclosed),
        supports=supports_words(citation),
    )


def supports_words(citation: Citation) -> str:
    return {
        Supports.DATE: _("for its date"),
        Supports.PLACE: _("for its place"),
        Supports.FIGURE: _("for its figure"),
    }.get(citation.supports, "")  # type: ignore[call-overload]


def words_url(citation: Citation, disclosed: Disclosed) -> str:
    """Where the words stand marked in the archived text, in the version that they were cited from."""
    latest = max(disclosed.lengths, default=None)
    version = "" if citation.version == latest else f"?version={citation.version}"
    return f"{record_url('source', citation.source.slug)}{version}#{anchor(citation.start, citation.end)}"


def anchor(start: int | None, end: int | None) -> str:
    """The fragment of cited words on their source's page: `c-112-180`."""
    return f"c-{start}-{end}"


def _before(context: str) -> str:
    """What stands before on the same line, without a torn word; an ellipsis says that the line begins earlier."""
    line = context.rpartition("\n")[2]
    if line != context or not context:
        return line
    return f"… {line if line[0].isspace() else line.partition(' ')[2]}"


def _after(context: str) -> str:
    """What stands after on the same line, likewise."""
    line = context.partition("\n")[0]
    if line != context or not context:
        return line
    return f"{line if line[-1].isspace() else line.rpartition(' ')[0]} …"


def _stations(where: Q) -> QuerySet[Station]:
    held = Exists(Capture.objects.filter(source=OuterRef("source")))
    stations = Station.objects.filter(where).select_related(
        "chain", "actor__portrait", "source__kind", "source__publisher"
    )
    carriers = ("chain__event", "chain__statement", "chain__order")
    shown = (*carriers, *columns.under("actor", columns.ACTOR), *columns.under("source", columns.SOURCE))
    return stations.only(*shown).annotate(is_held=held).order_by("chain__order", "chain", "order")


_of_statements = Compiled(lambda keys: _stations(Q(chain__statement__in=keys)))
_of_event_and_statements = Compiled(lambda event, keys: _stations(Q(chain__event=event) | Q(chain__statement__in=keys)))


def chains_of(statements: Sequence[int], event: int | None = None) -> dict[tuple[str, int], list[Chain]]:
    """Chains by what they carry, `("event", 7)` or `("statement", 9)`, in one query.

    A published record has none but published stations; should one not be, it is left out.
    """
    stations = _of_statements(statements) if event is None else _of_event_and_statements(event, statements)
    paths: dict[tuple[str, int], dict[int, list[StationCard]]] = defaultdict(lambda: defaultdict(list))
    for station in stations:
        card = station_card(station)
        if card is not None:
            chain = station.chain
            owner = ("event", chain.event_id) if chain.event_id else ("statement", chain.statement_id or 0)
            paths[owner][chain.pk].append(card)
    return {owner: [tuple(path) for path in chains.values()] for owner, chains in paths.items()}


def station_card(station: Station) -> StationCard | None:
    """None for a station that the public may not see. The station comes with `is_held`."""
    actor = station.actor if station.actor and station.actor.is_published else None
    source = station.source if station.source and station.source.is_published else None
    if actor is None and source is None:
        return None
    card = None
    if source is not None:
        source.has_text = station.is_held  # type: ignore[attr-defined]
        card = source_card(source)
    return StationCard(
        actor=actor_card(actor) if actor else None,
        source=card,
        unseen=source is not None and source.access != Access.PRIVATE and not station.is_held,  # type: ignore[attr-defined]
    )
