"""Reading and writing the bitmaps of the lists. A key is (facet, value): `("event.actor", "42")`."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Any

from django.db.models import BinaryField, CharField, Q, QuerySet, Value
from django.db.models.functions import Cast
from pyroaring import BitMap

from archive.models import IDS_OF_A_POSTING, ArchiveVersion, Compiled, FacetTotal, Posting
from archive.models.bulk import delete, load, portions, update_each
from archive.timeline.entries import keys_of_token
from archive.timeline.numbers import EMPTY
from archive.timeline.remembering import Key, latest, of_version

#: facets whose values are the bits of a number (see `archive.timeline.numbers`)
SLICED = frozenset({"day", "until", "weight"})
Bitmaps = Mapping[Key, BitMap]
#: by token the primary keys of who holds it
Holders = dict[str, "array[int]"]


def read(wanted: Iterable[Key]) -> Bitmaps:
    """The bitmaps of these keys in one query; one that is not there is empty."""
    return _read(set(wanted))[1]


def read_with_version(wanted: Iterable[Key]) -> tuple[int, Bitmaps]:
    """The same after the version of the archive that they belong to, or one that they came after.

    They are remembered: one query, or two where the archive has changed since the last.
    """
    keys = set(wanted)
    known = latest()
    if known.version < 0:
        known = of_version(ArchiveVersion.current())
    bitmaps = known.bitmaps
    here = {key: bitmaps[key] for key in keys if key in bitmaps}
    version, found = _read(keys - here.keys())
    remembered = of_version(version)
    if remembered is not known and here:
        here = _read(here.keys())[1]
        remembered.add(here)
    remembered.add(found)
    return version, {**here, **found}


def _read(wanted: Collection[Key]) -> tuple[int, dict[Key, BitMap]]:
    """The archive's version, and these bitmaps as they stand in it."""
    by_facet = _by_facet(wanted)
    if not by_facet:
        return ArchiveVersion.current(), {}
    version = 0
    found: dict[Key, list[BitMap]] = {(facet, value): [] for facet, values in by_facet.items() for value in values}
    for facet, value, bits in _rows(by_facet):
        if facet == _VERSION:
            version = int(value)
        else:
            found[facet, value].append(_deserialized(bits))
    return version, {key: _whole(key[0], parts) for key, parts in found.items()}


def _whole(facet: str, parts: Sequence[BitMap]) -> BitMap:
    keys = parts[0] if len(parts) == 1 else BitMap.union(*parts) if parts else BitMap()
    return _without_runs(keys) if facet.partition(".")[2] in SLICED else keys


def _without_runs(keys: BitMap) -> BitMap:
    """The same, quicker to combine: roaring bitmaps keep what stands side by side as runs, which is small and slow."""
    if not keys or not keys.get_statistics()["n_run_containers"]:
        return keys
    every_other = _every_other(keys.max() >> 16)
    return (keys & every_other) | (keys - every_other)


@lru_cache(maxsize=2)
def _every_other(last_container: int) -> BitMap:
    return BitMap(range(0, last_container + 1 << 16, 2))


def _rows(by_facet: Mapping[str, Collection[str]]) -> Iterable[tuple[str, str, bytes]]:
    return _bitmaps(*(part for facet, values in by_facet.items() for part in (facet, sorted(values))))


_VERSION = "version"


def _of_facets(*parts: Any) -> QuerySet[Any, Any]:
    """The rows of these values of these facets, and one for the version of the archive that they belong to.

    `parts` are a facet, its values, the next facet …
    """
    conditions = (Q(facet=facet, value__in=values) for facet, values in zip(parts[::2], parts[1::2], strict=True))
    postings = Posting.objects.filter(reduce(or_, conditions)).values_list("facet", "value", "bits")
    version = ArchiveVersion.objects.order_by().values_list(
        Value(_VERSION, CharField()), Cast("number", CharField()), Value(b"", BinaryField())
    )
    return postings.union(version, all=True)


_bitmaps = Compiled(_of_facets)


def _deserialized(bits: Any) -> BitMap:
    return BitMap.deserialize(bits if isinstance(bits, bytes) else bytes(bits))


def serialized(keys: BitMap) -> bytes:
    keys.run_optimize()
    return keys.serialize()


class Changes:
    """Who enters and who leaves which bitmaps of which list; `write` carries it out."""

    def __init__(self) -> None:
        self._entering: dict[str, Holders] = defaultdict(no_holders)
        self._leaving: dict[str, Holders] = defaultdict(no_holders)

    def move(self, listed: str, record: int, before: Set[str], after: Set[str]) -> None:
        """Its tokens were and now are these; of a record that is not in the list there are none."""
        entering, leaving = self._entering[listed], self._leaving[listed]
        for token in after - before:
            entering[token].append(record)
        for token in before - after:
            leaving[token].append(record)

    def write(self) -> None:
        """A query for each facet reads the rows that change, a few write them; the totals follow."""
        entering, leaving = _united(self._entering), _united(self._leaving)
        # Of a number that changes some bits stay as they were.
        for key in entering.keys() & leaving.keys():
            entering[key], leaving[key] = entering[key] - leaving[key], leaving[key] - entering[key]
        _write(entering, leaving)
        _count(entering, leaving)
        self._entering.clear()
        self._leaving.clear()


def no_holders() -> Holders:
    return defaultdict(lambda: array("I"))


def united(listed: str, holders: Holders) -> dict[Key, BitMap]:
    """The bitmaps of those who hold each token; of a number they are united in the slices of its bits."""
    found: dict[Key, list[array[int]]] = defaultdict(list)
    for token, keys in holders.items():
        for key in keys_of_token(listed, token):
            found[key].append(keys)
    return {key: BitMap(some[0] if len(some) == 1 else chain.from_iterable(some)) for key, some in found.items()}


def _united(holders: Mapping[str, Holders]) -> dict[Key, BitMap]:
    # A key names its list, so those of several do not meet.
    return {key: keys for listed, some in holders.items() for key, keys in united(listed, some).items()}


def _write(entering: Bitmaps, leaving: Bitmaps) -> None:
    parts = {key: parts_of(entering.get(key, EMPTY) | leaving.get(key, EMPTY)) for key in {*entering, *leaving}}
    stored = _stored(parts, set().union(*parts.values()))
    made: list[tuple[Any, ...]] = []
    written: list[tuple[bytes, int]] = []
    emptied: list[int] = []
    for key, part in ((key, part) for key, some in parts.items() for part in some):
        posting = stored.get((*key, part))
        keys = _deserialized(posting.bits) if posting else BitMap()
        keys = (keys | entering.get(key, EMPTY) & of_part(part)) - leaving.get(key, EMPTY)
        if posting is None:
            made.append((*key, part, serialized(keys)))
        elif keys:
            written.append((serialized(keys), posting.pk))
        else:
            emptied.append(posting.pk)
    load(Posting, ("facet", "value", "part", "bits"), made)
    update_each(Posting, "bits", written)
    delete(Posting, emptied)


def _count(entering: Bitmaps, leaving: Bitmaps) -> None:
    """Whoever acts has the archive for itself until the act is done, so the totals can be read and then written."""
    steps = {
        key: step
        for key in {*entering, *leaving}
        if is_counted(key[0]) and (step := len(entering.get(key, ())) - len(leaving.get(key, ())))
    }
    known = dict(_totals(steps))
    made, written, emptied = [], [], []
    for key, step in steps.items():
        pk, total = known.get(key, (0, 0))
        if not pk:
            made.append((*key, step))
        elif total + step > 0:
            written.append((total + step, pk))
        else:
            emptied.append(pk)
    load(FacetTotal, ("facet", "value", "total"), made)
    update_each(FacetTotal, "total", written)
    delete(FacetTotal, emptied)


def _totals(keys: Iterable[Key]) -> Iterator[tuple[Key, tuple[int, int]]]:
    """(key, (primary key of its row, total)) of those that have a row."""
    for facet, values in _by_facet(keys).items():
        for some in portions(sorted(values)):
            for pk, value, total in _totals_of(facet, some):
                yield (facet, value), (pk, total)


_totals_of = Compiled(
    lambda facet, values: (
        FacetTotal.objects.filter(facet=facet, value__in=values).order_by().values_list("pk", "value", "total")
    )
)


def _by_facet(keys: Iterable[Key]) -> dict[str, set[str]]:
    by_facet: dict[str, set[str]] = defaultdict(set)
    for facet, value in keys:
        by_facet[facet].add(value)
    return by_facet


def parts_of(keys: BitMap) -> set[int]:
    """The rows that a bitmap stands in."""
    parts, position = set(), 0
    while (rank := keys.rank(position - 1) if position else 0) < len(keys):
        part = keys[rank] // IDS_OF_A_POSTING
        parts.add(part)
        position = (part + 1) * IDS_OF_A_POSTING
    return parts


@lru_cache(maxsize=4)
def of_part(part: int) -> BitMap:
    """The identifiers that a row may hold."""
    return BitMap(range(part * IDS_OF_A_POSTING, (part + 1) * IDS_OF_A_POSTING))


def _stored(changed: Collection[Key], parts: set[int]) -> dict[tuple[str, str, int], Posting]:
    found = (
        item
        for facet, values in _by_facet(changed).items()
        for some in portions(sorted(values))
        for item in _postings(facet, some, sorted(parts))
    )
    return {(item.facet, item.value, item.part): item for item in found}


_postings = Compiled(
    lambda facet, values, parts: Posting.objects.filter(facet=facet, value__in=values, part__in=parts).order_by()
)


def is_counted(facet: str) -> bool:
    """Bit slices have no totals: nobody asks how many records have a bit."""
    return facet.partition(".")[2] not in SLICED
