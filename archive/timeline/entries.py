"""What the index holds of each published record: its place in the list, its weight, its keys and, of events, a card.

Records are described in bulk, a fixed number of queries for however many; `archive.timeline.index` keeps the result.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from pyroaring import BitMap

from archive.dates import UNDATED
from archive.models import (
    Compiled,
    Event,
    EventLink,
    Source,
    Statement,
    StatementKind,
    StatementLink,
)
from archive.models.bulk import portions
from archive.timeline.facets import LISTS, Facet, List
from archive.timeline.numbers import set_bits
from archive.timeline.remembering import Key

#: day numbers are kept from 0 on: every day that EDTF reaches here lies within ±2**39
DAY_BITS, FIRST_DAY = 40, -(1 << 39)
WEIGHT_BITS = 10
HEAVIEST = (1 << WEIGHT_BITS) - 1
SOURCE_WEIGHT, STATEMENT_WEIGHT, LINK_WEIGHT = 4, 3, 2
FEWEST_WORDS, LONGEST_TELLING, MOST_QUOTES = 3, 240, 3


Build = Callable[[Q], QuerySet[Any, Any]]
#: the primary key of a record, and something that it has
Pair = tuple[int, Any]
Values = Mapping[str, Sequence[Pair]]


@dataclass(frozen=True)
class Keys:
    """Primary keys of one list to describe: these, or all from `first` to below `end`."""

    chosen: Sequence[int] = ()
    first: int = 0
    end: int = 0

    def at(self, path: str) -> Q:
        if self.end:
            return Q(**{f"{path}__gte": self.first, f"{path}__lt": self.end})
        return Q(**{f"{path}__in": self.chosen})

    def rows(self, build: Build, path: str) -> Iterable[tuple[Any, ...]]:
        """The rows of `build` whose `path` is one of the keys; of chosen ones 500 at a time."""
        if self.end:
            return _compiled_range(build, path)(self.first, self.end)
        compiled = _compiled(build, path)
        return chain.from_iterable(compiled(some) for some in portions(self.chosen))


def keys_of_these(chosen: Sequence[int]) -> Keys:
    """These primary keys, which ascend; where they follow on one another, as the range that they are."""
    if chosen and len(chosen) == chosen[-1] + 1 - chosen[0]:
        return Keys(first=chosen[0], end=chosen[-1] + 1)
    return Keys(chosen)


def keys_by_uuid(model: Any, uuids: Collection[str]) -> list[int]:
    """The primary keys of the records with these UUIDs, at most 500."""
    return _keyed(model)([UUID(uuid) for uuid in uuids]) if uuids else []


@cache
def _keyed(model: Any) -> Compiled:
    return Compiled(lambda uuids: model._default_manager.filter(uuid__in=uuids).order_by().values_list("pk", flat=True))


@cache
def _compiled(build: Build, path: str) -> Compiled:
    return Compiled(lambda keys: build(Q(**{f"{path}__in": keys})))


@cache
def _compiled_range(build: Build, path: str) -> Compiled:
    return Compiled(lambda first, end: build(Q(**{f"{path}__gte": first, f"{path}__lt": end})))


class Published:
    """Which records of a kind are published, asked of few or, for a whole archive, of all at once."""

    def __init__(self, *, everything: bool = False) -> None:
        self.everything = everything
        self._all: dict[Any, BitMap] = {}

    def of(self, model: Any, candidates: Iterable[int]) -> BitMap | set[int]:
        """Those of the candidates that are published; perhaps others, too."""
        if self.everything:
            if model not in self._all:
                self._all[model] = BitMap(model.objects.published().order_by().values_list("pk", flat=True).iterator())
            return self._all[model]
        found: set[int] = set()
        for some in portions(set(candidates)):
            found.update(_published(model)(some))
        return found


@cache
def _published(model: Any) -> Compiled:
    return Compiled(lambda keys: model.objects.published().filter(pk__in=keys).order_by().values_list("pk", flat=True))


@dataclass(slots=True)
class Entry:
    """What the index should hold of one record; `tokens` name its bitmaps (see `keys_of`)."""

    slug: str
    sort_day: int = UNDATED
    second: int = 0
    weight: int = 0
    tokens: set[str] = field(default_factory=set)
    card: str = ""

    @property
    def text(self) -> str:
        return " ".join(sorted(self.tokens))


#: the token, kept in no row, of all that a list holds
LISTED = "is:all"


def keys_of(listed: str, tokens: Iterable[str]) -> set[Key]:
    """The bitmaps that hold a record with these tokens."""
    return {key for token in (LISTED, *tokens) for key in keys_of_token(listed, token)}


def keys_of_token(listed: str, token: str) -> list[Key]:
    """The bitmaps that a token names: `actor:12` one; `day=738146` one for each bit that is set."""
    sign = ":" if ":" in token else "="
    facet, _sign, value = token.partition(sign)
    if sign == ":":
        return [(f"{listed}.{facet}", value)]
    return [(f"{listed}.{facet}", str(bit)) for bit in set_bits(int(value))]


def describe(listed: List, keys: Keys, published: Published) -> dict[int, Entry]:
    """The entries of those of `keys` that are published, by primary key."""
    entries = _dated(listed, keys) if listed.dated else _undated(listed, keys)
    values = {facet.parameter: _values(listed, facet, keys) for facet in listed.facets}
    for parameter, pairs in values.items():
        _add_values(entries, parameter, pairs)
    if listed.name in WEIGHED:
        WEIGHED[listed.name](entries, values, keys, published)
    for entry in entries.values():
        if entry.weight:
            entry.weight = min(entry.weight, HEAVIEST)
            entry.tokens.add(f"weight={entry.weight}")
    return entries


def _values(listed: List, facet: Facet, keys: Keys) -> Sequence[Pair]:
    """(primary key, value) of a facet; in the order that people gave them, where they did."""
    rows = keys.rows(_values_of(listed.name, facet.parameter), facet.tie.owner)
    if facet.tie.in_order:
        return [(pk, value) for pk, _order, value in sorted(rows)]
    return list(rows)


@cache
def _values_of(listed: str, parameter: str) -> Build:
    facet: Any = LISTS[listed].facet(parameter)
    build: Build = facet.tie.values
    return build


@cache
def _records(listed: str, *fields: str) -> Build:
    model: Any = LISTS[listed].model
    return lambda within: model._default_manager.published().filter(within).order_by("pk").values_list(*fields)


def _undated(listed: List, keys: Keys) -> dict[int, Entry]:
    return {pk: Entry(slug) for pk, slug in keys.rows(_records(listed.name, "pk", "slug"), "pk")}


def _dated(listed: List, keys: Keys) -> dict[int, Entry]:
    build = _records(listed.name, "pk", "slug", "sort_day", "first_day", "last_day", "first_second")
    entries = {}
    for pk, slug, sort_day, first_day, last_day, second in keys.rows(build, "pk"):
        tokens = _date_tokens(sort_day, first_day, last_day, second)
        entries[pk] = Entry(slug, sort_day, second or 0, tokens=tokens)
    return entries


def _date_tokens(sort_day: int, first_day: int | None, last_day: int | None, second: int | None) -> set[str]:
    if sort_day == UNDATED:
        return set()
    tokens = {"is:dated", f"day={sort_day - FIRST_DAY}"}
    if first_day is None:
        tokens.add("is:open_start")
    if last_day is None:
        tokens.add("is:open_end")
    elif last_day != sort_day:
        tokens.update(("is:span", f"until={last_day - FIRST_DAY}"))
    if second is not None:
        tokens.add("is:timed")
    return tokens


def _add_values(entries: Mapping[int, Entry], parameter: str, pairs: Iterable[Pair]) -> None:
    tokens = _TokensOf(parameter)
    for pk, value in pairs:
        if (entry := entries.get(pk)) is not None and value is not None and value != "":
            entry.tokens.add(tokens[value])


class _TokensOf(dict[Any, str]):
    """By value; each is made once, for many records have the same."""

    def __init__(self, parameter: str) -> None:
        self.parameter = parameter

    def __missing__(self, value: Any) -> str:
        token = self[value] = f"{self.parameter}:{value}"
        return token


# What weighs, and what an event's card holds


@cache
def _tied(model: Any, *fields: str) -> Build:
    return lambda within: model._default_manager.filter(within).order_by().values_list(*fields)


def _add_events(entries: Mapping[int, Entry], values: Values, keys: Keys, published: Published) -> None:
    cards: dict[int, dict[str, Any]] = {pk: {} for pk in entries}
    _collect(cards, "people", values["actor"])
    _collect(cards, "places", values["place"])
    for pk, sources in _source_counts(values["source"], published).items():
        if pk in cards:
            cards[pk]["sources"] = sources
    _add_statements(cards, keys, published)
    links = _link_counts(EventLink, Event, "event", keys, published)
    for pk, card in cards.items():
        entry = entries[pk]
        entry.weight = (
            SOURCE_WEIGHT * card.get("sources", 0)
            + STATEMENT_WEIGHT * card.get("statements", 0)
            + LINK_WEIGHT * links.get(pk, 0)
        )
        entry.card = _as_json(card) if card else ""
        if card.get("denied"):
            entry.tokens.add("is:denied")


_as_json = json.JSONEncoder(separators=(",", ":")).encode


def _collect(cards: Mapping[int, dict[str, Any]], name: str, pairs: Iterable[Pair]) -> None:
    """Each once, in their order."""
    chosen: dict[int, dict[int, None]] = defaultdict(dict)
    for pk, key in pairs:
        chosen[pk][key] = None
    for pk, keys in chosen.items():
        if pk in cards:
            cards[pk][name] = list(keys)


def _source_counts(cited: Iterable[Pair], published: Published) -> dict[int, int]:
    """How many published sources each record cites."""
    pairs = set(cited)
    public = published.of(Source, (source for _pk, source in pairs))
    return Counter(pk for pk, source in pairs if source in public)


def _link_counts(links: Any, model: type[Model], owner: str, keys: Keys, published: Published) -> dict[int, int]:
    """How many links to and from published records each has."""
    counts: dict[int, int] = Counter()
    for here, there in ((owner, "to"), ("to", owner)):
        found = list(keys.rows(_tied(links, here, there), here))
        public = published.of(model, (pk for _here, pk in found))
        counts.update(Counter(pk for pk, other in found if other in public))
    return counts


class _Said(NamedTuple):
    """What a card asks of a statement about an event, or made at it."""

    event: int
    pk: int
    kind: str
    quote: str
    sort_day: int
    slug: str


def _add_statements(cards: Mapping[int, dict[str, Any]], keys: Keys, published: Published) -> None:
    """How many statements were made at each event or are about it, whether one denies it, and the telling quotes."""
    fields = ("kind", "quote", "sort_day", "slug")
    made_at = keys.rows(_tied(Statement, "event", "pk", *fields), "event")
    links = Statement.about_events.through
    about = keys.rows(_tied(links, "event", "statement", *(f"statement__{name}" for name in fields)), "event")
    said = [(_Said(*row), is_about) for rows, is_about in ((made_at, False), (about, True)) for row in rows]
    public = published.of(Statement, (item.pk for item, _is_about in said))
    statements: dict[int, dict[int, _Said]] = defaultdict(dict)
    for item, is_about in said:
        if item.pk in public and item.event in cards:
            statements[item.event][item.pk] = item
            if is_about and item.kind == StatementKind.DENIAL:
                cards[item.event]["denied"] = True
    for event, found in statements.items():
        cards[event]["statements"] = len(found)
        if quotes := _telling_quotes(found.values()):
            cards[event]["quotes"] = quotes


def _telling_quotes(statements: Iterable[_Said]) -> list[int]:
    """The first quotes in time that are more than a scrap of two words; speeches come last. At most three."""
    fit = [
        (len(item.quote) > LONGEST_TELLING, item.sort_day, item.slug, item.pk)
        for item in statements
        if len(item.quote.split()) >= FEWEST_WORDS
    ]
    return [pk for *_order, pk in sorted(fit)[:MOST_QUOTES]]


def _weigh_statements(entries: Mapping[int, Entry], values: Values, keys: Keys, published: Published) -> None:
    sources = _source_counts(values["source"], published)
    links = _link_counts(StatementLink, Statement, "statement", keys, published)
    for pk, entry in entries.items():
        entry.weight = SOURCE_WEIGHT * sources.get(pk, 0) + LINK_WEIGHT * links.get(pk, 0)


WEIGHED: dict[str, Callable[[Mapping[int, Entry], Values, Keys, Published], None]] = {
    "event": _add_events,
    "statement": _weigh_statements,
}
