"""Answering a query: ranked hits, a page at a time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from archive.models import Access, Compiled, SearchEntry, Source
from archive.search.cursors import Position, read_cursor, write_cursor
from archive.search.declared import SEARCHED
from archive.search.engines import Engine, engine
from archive.search.errors import SearchError
from archive.search.expressions import Expression, expression
from archive.search.matching import Within, find
from archive.search.outlines import plain_text
from archive.search.places import MOST_RECENT, MOST_STANDING, kind_and_record, read_number
from archive.search.query import Query, read_query
from archive.search.snippets import Segments, highlighted, snippet
from archive.search.spelling import Suggestion, suggestions, with_other_spellings

LONGEST_PAGE = 100
#: of no more hits than these, names are suggested that may have been meant
FEW = 2
# What importance adds to a score of which 1 is a hit in the title.
_STANDING, _RECENCY = 0.2, 0.05


@dataclass(frozen=True)
class Hit:
    """A public record that was found. `title` and `snippet` are (text, whether it is a hit) pairs, never markup."""

    kind: str
    record: Any
    title: Segments
    snippet: Segments
    language: str


@dataclass(frozen=True)
class Results:
    """A page of hits, best first. `next` is the cursor of the following page, empty on the last.

    `total` counts the records that fit; where `total_is_exact` is false it is an estimate to two digits, and only a
    bounded set of the most important ones is ranked and shown (see `archive.search.matching`).
    """

    hits: list[Hit]
    next: str = ""
    total: int = 0
    total_is_exact: bool = True
    suggestions: list[Suggestion] = field(default_factory=list)


def search(
    query: str, kinds: Sequence[str] = (), limit: int = 20, after: str = "", within: Within | None = None
) -> Results:
    """The best `limit` public records of `kinds` (default: all) for what somebody typed, after the cursor `after`.

    `within` maps kinds to bitmaps of the primary keys that may be found; a kind that it does not name has none.

    Up to 2,000 entries are all counted and of them at most 600 ranked; of more, a bounded set is ranked: the 300 most
    important that have every word in the title or in a name, and the 300 most important of all. Pages end with them.

    A fixed number of queries for any page. Raises SearchError (a ValueError and a BadRequest) for a query that is too
    long, an unknown kind, a limit outside 1 to 100 or a cursor that is not ours.
    """
    unknown = set(kinds) - SEARCHED.keys()
    if unknown:
        raise SearchError(_("Records of this kind cannot be searched: %(kind)s.") % {"kind": min(unknown)})
    if not 1 <= limit <= LONGEST_PAGE:
        raise SearchError(_("A page has 1 to %(limit)s results.") % {"limit": LONGEST_PAGE})
    read = read_query(query)
    beyond = read_cursor(after)
    chosen = _kinds(kinds, within)
    if not read.wanted or chosen is None:
        return Results([])
    return _results(_Asked(query, with_other_spellings(read), chosen, within), limit, beyond)


@dataclass(frozen=True)
class _Asked:
    """A query as typed and as read, and where to look: `kinds` is empty for all."""

    text: str
    query: Query
    kinds: Sequence[str]
    within: Within | None


def _kinds(kinds: Sequence[str], within: Within | None) -> list[str] | None:
    """The kinds to be found, empty for all; None if nothing can be."""
    if within is None:
        return list(kinds)
    return [kind for kind in kinds or SEARCHED if within.get(kind)] or None


def _results(asked: _Asked, limit: int, beyond: Position | None) -> Results:
    database = engine()
    wanted = expression(asked.query, asked.kinds)
    matches = find(database, asked.query, wanted, asked.within)
    ranked = [place for place in _ranked(database, wanted, matches.numbers) if beyond is None or place > beyond]
    page = ranked[:limit]
    few = matches.total <= FEW and beyond is None
    return Results(
        hits=_hits([number for _score, number in page], asked.query),
        next=write_cursor(page[-1]) if len(ranked) > limit else "",
        total=matches.total,
        total_is_exact=matches.is_exact,
        suggestions=suggestions(asked.text, asked.query) if few else [],
    )


def _ranked(database: Engine, wanted: Expression, numbers: Sequence[int]) -> list[Position]:
    """(score turned round, number of the entry), best first; each record stands where its best section does."""
    scores = database.scores(wanted, numbers)
    best: dict[int, Position] = {}
    for number in numbers:
        place = -_score(scores.get(number, 0.0), number), number
        key = kind_and_record(number)
        best[key] = min(place, best.get(key, place))
    return sorted(best.values())


def _score(fit: float, number: int) -> float:
    place = read_number(number)
    importance = _STANDING * place.standing / MOST_STANDING + _RECENCY * place.recency / MOST_RECENT
    return round(fit + importance, 6)


def _hits(numbers: list[int], query: Query) -> list[Hit]:
    texts = dict(_texts(numbers))
    records = _records(numbers)
    return [
        _hit(read_number(number).kind, record, texts.get(number, ""), query)
        for number in numbers
        if (record := records.get(kind_and_record(number))) is not None
    ]


def _records(numbers: list[int]) -> dict[int, Any]:
    """The records by kind and primary key. Asked for as published, whatever the index says."""
    keys: dict[str, dict[int, int]] = defaultdict(dict)
    for number in numbers:
        place = read_number(number)
        keys[place.kind][place.record_id] = kind_and_record(number)
    records = {}
    for kind, chosen in keys.items():
        for record in _published(kind)(list(chosen)):
            records[chosen[record.pk]] = record
    return records


_texts = Compiled(lambda numbers: SearchEntry.objects.filter(pk__in=numbers).order_by().values_list("pk", "text"))


@cache
def _published(kind: str) -> Compiled:
    records: Any = SEARCHED[kind].model._default_manager
    return Compiled(
        lambda keys: records.published().filter(pk__in=keys).order_by().select_related(*SEARCHED[kind].joins)
    )


def _hit(kind: str, record: Any, text: str, query: Query) -> Hit:
    text = text or plain_text(SEARCHED[kind], record)
    if isinstance(record, Source) and record.access == Access.PRIVATE:
        text = ""
    language = getattr(record, "language", "")
    return Hit(kind, record, highlighted(str(record), query), snippet(text, query), language)
