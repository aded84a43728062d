"""The words of names: what type-ahead, other spellings and “did you mean” are answered from.

Kept like the entries: in step with every act, made anew, checked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from archive.documents import KINDS
from archive.models import Compiled, FacetTotal, NameWord
from archive.models.bulk import delete, load, portions
from archive.search.folding import BREAK, LONGEST_WORD, words
from archive.search.sounds import sound
from archive.search.tables import without_indexes
from archive.timeline.entries import Build, Keys, keys_of_these

COLUMNS = ("facet", "record_id", "word", "written", "sound", "start", "ending", "uses")
_BATCH = 4096
# No word of letters and digits comes later in any collation.
LAST_WORD = "z" * 20


@dataclass(frozen=True)
class NamedAs:
    """A facet whose values are records: their kind, and in which lists they are counted.

    `is_optional` leaves out the records that no list has; `sounds` says whether they bear names of people or places.
    """

    facet: str
    kind: str
    counted: tuple[str, ...]
    name_field: str = "name"
    is_optional: bool = False
    sounds: bool = False

    @property
    def records(self) -> Any:
        return KINDS[self.kind].model._default_manager


NAMED: dict[str, NamedAs] = {
    item.facet: item
    for item in (
        NamedAs("actor", "actor", ("event.actor",), sounds=True),
        NamedAs("speaker", "actor", ("statement.speaker",), is_optional=True),
        NamedAs("publisher", "actor", ("source.publisher",), is_optional=True),
        NamedAs("place", "place", ("event.place",), sounds=True),
        NamedAs("topic", "topic", ("event.topic", "statement.topic")),
        NamedAs("source", "source", ("event.source", "statement.source"), "title"),
    )
}


class Named(NamedTuple):
    """A row as it is written."""

    facet: str
    record_id: int
    word: str
    written: str
    sound: str | None
    start: str | None
    ending: str | None
    uses: int


def rows_of(named: NamedAs, keys: Keys) -> Iterator[Named]:
    """The rows of those of these records that are public."""
    names = _names(named, keys)
    uses = totals(named, names)
    for pk, own in names.items():
        if uses[pk] or not named.is_optional:
            yield from _rows(named, pk, own, uses[pk].bit_length())


def _names(named: NamedAs, keys: Keys) -> dict[int, list[str]]:
    names = {pk: [name] for pk, name in keys.rows(_own_names(named), "pk")}
    if named.kind in ("actor", "place"):
        owner = named.records.model._meta.get_field("other_names").field.name
        for pk, name in keys.rows(_other_names(named), owner):
            if pk in names:
                names[pk].append(name)
    return names


@cache
def _own_names(named: NamedAs) -> Build:
    return lambda within: named.records.published().filter(within).order_by("pk").values_list("pk", named.name_field)


@cache
def _other_names(named: NamedAs) -> Build:
    relation = named.records.model._meta.get_field("other_names")
    others = relation.related_model._default_manager
    return lambda within: others.filter(within).order_by("order", "pk").values_list(relation.field.name, "name")


def totals(named: NamedAs, keys: Collection[int]) -> Mapping[int, int]:
    """How many records of the lists have each of these as a value."""
    found: dict[int, int] = defaultdict(int)
    for _facet, value, total in totals_of(named.counted, keys):
        found[int(value)] += total
    return found


def totals_of(facets: Collection[str], keys: Collection[int]) -> Iterator[tuple[str, str, int]]:
    """(facet, value, total) of these facets and of those of the records that are values of them."""
    for some in portions(map(str, keys)):
        yield from _totals(sorted(facets), some)


_totals = Compiled(
    lambda facets, values: (
        FacetTotal.objects.filter(facet__in=facets, value__in=values).order_by().values_list("facet", "value", "total")
    )
)


def _rows(named: NamedAs, pk: int, names: Iterable[str], uses: int) -> Iterator[Named]:
    seen: set[str] = set()
    for name in names:
        for word in words(name):
            if word.folded in seen or word.folded == BREAK:
                continue
            seen.add(word.folded)
            heard = (sound(word.folded) if named.sounds else "") or None
            written = name[word.start : word.end][:LONGEST_WORD]
            yield Named(
                named.facet,
                pk,
                word.folded,
                written,
                heard,
                heard and heard[:2],
                heard and heard[-3:],
                uses,
            )


def refresh(kind: str, keys: Sequence[int]) -> None:
    """Make the rows of these records what they should be; what is up to date is not written. `keys` ascend."""
    for named in NAMED.values():
        if named.kind != kind:
            continue
        should = set(rows_of(named, keys_of_these(keys)))
        held = {Named(*row): pk for some in portions(keys) for pk, *row in _stored(named.facet, some)}
        delete(NameWord, (pk for row, pk in held.items() if row not in should))
        load(NameWord, COLUMNS, sorted(should - held.keys(), key=itemgetter(2)))


_stored = Compiled(
    lambda facet, keys: NameWord.objects.filter(facet=facet, record_id__in=keys).order_by().values_list("pk", *COLUMNS)
)


def stirred(kind: str, keys: list[int]) -> set[int]:
    """Those of these records whose uses are no longer what their rows say."""
    named = {item.facet: item for item in NAMED.values() if item.kind == kind}
    if not named:
        return set()
    held = {(facet, key): uses for facet, key, uses in _uses(list(named), keys)}
    should: dict[tuple[str, int], int] = defaultdict(int)
    counted = {facet: item.facet for item in named.values() for facet in item.counted}
    for facet, value, total in totals_of(counted, keys):
        should[counted[facet], int(value)] += total
    pairs = held.keys() | should.keys()
    return {key for facet, key in pairs if held.get((facet, key), 0) != should[facet, key].bit_length()}


_uses = Compiled(
    lambda facets, keys: (
        NameWord.objects.filter(facet__in=facets, record_id__in=keys)
        .order_by()
        .values_list("facet", "record_id", "uses")
        .distinct()
    )
)


def rebuild() -> int:
    """Make all rows anew; returns how many there are."""
    with without_indexes(NameWord):
        # A batch is read before it is written: while PostgreSQL takes rows in, it answers nothing else.
        return sum(
            load(NameWord, COLUMNS, list(rows_of(named, keys)))
            for named in NAMED.values()
            for keys in batches_of_keys(named.records)
        )


def batches_of_keys(records: Any, batch: int = _BATCH) -> Iterator[Keys]:
    """Ranges of primary keys that hold at most `batch` records each."""
    primary = records.order_by("pk").values_list("pk", flat=True)
    first = primary.first()
    while first is not None:
        following = list(primary.filter(pk__gte=first)[batch : batch + 1])
        yield Keys(first=first, end=following[0] if following else 1 << 62)
        first = following[0] if following else None


def drift() -> Iterator[tuple[str, int]]:
    """(kind, primary key) of each record whose names are not known as they are; the kind is empty if it has none."""
    for named in NAMED.values():
        stored = NameWord.objects.filter(facet=named.facet)
        wrong: set[int] = set()
        for keys in batches_of_keys(named.records):
            held = stored.filter(keys.at("record_id")).values_list(*COLUMNS)
            differing = set(rows_of(named, keys)) ^ {Named(*row) for row in held}
            wrong.update(row.record_id for row in differing)
        wrong.update(stored.exclude(record_id__in=named.records.values("pk")).values_list("record_id", flat=True))
        yield from ((named.kind, pk) for pk in sorted(wrong))
    for pk in NameWord.objects.exclude(facet__in=NAMED).values_list("record_id", flat=True).distinct():
        yield "", pk
