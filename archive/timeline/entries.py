"""What the index holds of each published record: its place in the list, its weight, its keys and, of events, a card.

Records are described in bulk, a fixed number of queries for however many; `archive.timeline.index` keeps the result.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from archive.dates import UNDATED
from archive.models import (
    Citation,
    Event,
    EventLink,
    EventPlace,
    Participant,
    Source,
    Statement,
    StatementKind,
    StatementLink,
)
from archive.timeline.facets import List
from archive.timeline.numbers import set_bits
from archive.timeline.postings import Key

#: day numbers are kept from 0 on: every day that EDTF reaches here lies within ±2**39
DAY_BITS, FIRST_DAY = 40, -(1 << 39)
WEIGHT_BITS = 10
HEAVIEST = (1 << WEIGHT_BITS) - 1
SOURCE_WEIGHT, STATEMENT_WEIGHT, LINK_WEIGHT = 4, 3, 2
FEWEST_WORDS, LONGEST_TELLING, MOST_QUOTES = 3, 240, 3


@dataclass(frozen=True)
class Keys:
    """Primary keys of one list to describe: these, or all from `first` to below `end`."""

    chosen: Collection[int] = ()
    first: int = 0
    end: int = 0

    def at(self, path: str) -> Q:
        if self.end:
            return Q(**{f"{path}__gte": self.first, f"{path}__lt": self.end})
        return Q(**{f"{path}__in": self.chosen})


@dataclass
class Entry:
    """What the index should hold of one record; `tokens` name its bitmaps (see `keys_of`)."""

    slug: str
    sort_day: int = UNDATED
    second: int = 0
    weight: int = 0
    tokens: list[str] = field(default_factory=list)
    card: str = ""

    @property
    def text(self) -> str:
        return " ".join(sorted(self.tokens))


def keys_of(listed: str, tokens: Iterable[str]) -> set[Key]:
    """The bitmaps that tokens name: `actor:12` one; `day=738146` one for each bit that is set."""
    keys: set[Key] = {(f"{listed}.is", "all")}
    for token in tokens:
        facet, sign, value = _parted(token)
        if sign == ":":
            keys.add((f"{listed}.{facet}", value))
        else:
            keys.update((f"{listed}.{facet}", str(bit)) for bit in set_bits(int(value)))
    return keys


def _parted(token: str) -> tuple[str, str, str]:
    sign = ":" if ":" in token else "="
    return token.partition(sign)


def describe(listed: List, keys: Keys) -> dict[int, Entry]:
    """The entries of those of `keys` that are published, by primary key."""
    entries = _dated(listed, keys) if listed.dated else _undated(listed, keys)
    for facet in listed.facets:
        _add_values(entries, facet.parameter, facet.tie.pairs(keys.at(facet.tie.owner)))
    if listed.name in WEIGHED:
        WEIGHED[listed.name](entries, keys)
    for entry in entries.values():
        if entry.weight:
            entry.weight = min(entry.weight, HEAVIEST)
            entry.tokens.append(f"weight={entry.weight}")
    return entries


def _undated(listed: List, keys: Keys) -> dict[int, Entry]:
    records: Any = listed.model._default_manager  # type: ignore[union-attr]
    return {pk: Entry(slug) for pk, slug in records.published().filter(keys.at("pk")).values_list("pk", "slug")}


def _dated(listed: List, keys: Keys) -> dict[int, Entry]:
    records: Any = listed.model._default_manager  # type: ignore[union-attr]
    rows = records.published().filter(keys.at("pk")).order_by("pk")
    entries = {}
    for pk, slug, sort_day, first_day, last_day, second in rows.values_list(
        "pk", "slug", "sort_day", "first_day", "last_day", "first_second"
    ):
        tokens = list(_date_tokens(sort_day, first_day, last_day, second))
        entries[pk] = Entry(slug, sort_day, second or 0, tokens=tokens)
    return entries


def _date_tokens(sort_day: int, first_day: int | None, last_day: int | None, second: int | None) -> Iterator[str]:
    if sort_day == UNDATED:
        return
    yield "is:dated"
    yield f"day={sort_day - FIRST_DAY}"
    if first_day is None:
        yield "is:open_start"
    if last_day is None:
        yield "is:open_end"
    elif last_day != sort_day:
        yield "is:span"
        yield f"until={last_day - FIRST_DAY}"
    if second is not None:
        yield "is:timed"


def _add_values(entries: Mapping[int, Entry], parameter: str, pairs: Iterable[tuple[int, Any]]) -> None:
    prefix = f"{parameter}:"
    for pk, value in pairs:
        entry = entries.get(pk)
        if entry is None or value is None or value == "":
            continue
        token = f"{prefix}{value}"
        if token not in entry.tokens:
            entry.tokens.append(token)


# What weighs, and what an event's card holds


def _add_events(entries: Mapping[int, Entry], keys: Keys) -> None:
    cards: dict[int, dict[str, Any]] = {pk: {} for pk in entries}
    _collect(cards, "people", Participant.objects.filter(keys.at("event")).values_list("event", "actor", "order"))
    _collect(cards, "places", EventPlace.objects.filter(keys.at("event")).values_list("event", "place", "order"))
    for pk, sources in _source_counts("event", keys).items():
        if pk in cards:
            cards[pk]["sources"] = sources
    _add_statements(cards, keys)
    links = _link_counts(EventLink, Event, "event", keys)
    for pk, card in cards.items():
        entry = entries[pk]
        entry.weight = (
            SOURCE_WEIGHT * card.get("sources", 0)
            + STATEMENT_WEIGHT * card.get("statements", 0)
            + LINK_WEIGHT * links.get(pk, 0)
        )
        entry.card = json.dumps(card, separators=(",", ":")) if card else ""
        if card.get("denied"):
            entry.tokens.append("is:denied")


def _collect(cards: Mapping[int, dict[str, Any]], name: str, rows: Iterable[tuple[int, int, int]]) -> None:
    """Each once, in the order that people gave them."""
    for pk, key, _order in sorted(rows, key=lambda row: (row[0], row[2])):
        if pk in cards:
            chosen = cards[pk].setdefault(name, [])
            if key not in chosen:
                chosen.append(key)


def _source_counts(owner: str, keys: Keys) -> dict[int, int]:
    cited = Citation.objects.filter(keys.at(owner), source__in=Source.objects.published())
    sources: dict[int, set[int]] = defaultdict(set)
    for pk, source in cited.order_by().values_list(owner, "source"):
        sources[pk].add(source)
    return {pk: len(found) for pk, found in sources.items()}


def _link_counts(links: Any, records: type[Model], owner: str, keys: Keys) -> dict[int, int]:
    """How many links to and from published records each has."""
    published: Any = records._default_manager
    counts: dict[int, int] = defaultdict(int)
    for here, there in ((owner, "to"), ("to", owner)):
        found = links.objects.filter(keys.at(here), **{f"{there}__in": published.published()})
        for pk in found.order_by().values_list(here, flat=True):
            counts[pk] += 1
    return counts


def _add_statements(cards: Mapping[int, dict[str, Any]], keys: Keys) -> None:
    """How many statements were made at each event or are about it, whether one denies it, and the telling quotes."""
    published = Statement.objects.published()
    fields = ("pk", "kind", "quote", "sort_day", "slug")
    made_at = published.filter(keys.at("event")).order_by().values_list("event", *fields)
    links = Statement.about_events.through._default_manager.filter(keys.at("event"), statement__in=published)
    about = links.order_by().values_list("event", *(f"statement__{name}" for name in fields))
    statements: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
    for event, pk, *rest in made_at:
        statements[event][pk] = tuple(rest)
    for event, pk, *rest in about:
        statements[event][pk] = tuple(rest)
        if rest[0] == StatementKind.DENIAL and event in cards:
            cards[event]["denied"] = True
    for event, found in statements.items():
        if event in cards:
            cards[event]["statements"] = len(found)
            if quotes := telling_quotes(found):
                cards[event]["quotes"] = quotes


def telling_quotes(statements: Mapping[int, tuple[Any, ...]]) -> list[int]:
    """The first quotes in time that are more than a scrap of two words; speeches come last. At most three.

    `statements`: primary key → (kind, quote, sort_day, slug).
    """
    fit = [
        (len(quote) > LONGEST_TELLING, sort_day, slug, pk)
        for pk, (_kind, quote, sort_day, slug) in statements.items()
        if len(quote.split()) >= FEWEST_WORDS
    ]
    return [pk for *_order, pk in sorted(fit)[:MOST_QUOTES]]


def _weigh_statements(entries: Mapping[int, Entry], keys: Keys) -> None:
    sources = _source_counts("statement", keys)
    links = _link_counts(StatementLink, Statement, "statement", keys)
    for pk, entry in entries.items():
        entry.weight = SOURCE_WEIGHT * sources.get(pk, 0) + LINK_WEIGHT * links.get(pk, 0)


WEIGHED: dict[str, Callable[[Mapping[int, Entry], Keys], None]] = {
    "event": _add_events,
    "statement": _weigh_statements,
}


