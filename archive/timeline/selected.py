"""Who a selection finds, and what can be asked of them: how many, when, under which values. All from bitmaps.

One query reads the bitmaps that an answer needs, and no row of a record is touched however many there are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from heapq import heappush, heappushpop

from pyroaring import BitMap

from archive.models import Compiled, FacetTotal
from archive.timeline.entries import DAY_BITS, FIRST_DAY, WEIGHT_BITS
from archive.timeline.facets import List
from archive.timeline.numbers import Numbers
from archive.timeline.postings import Bitmaps, read_with_version
from archive.timeline.ranges import Range
from archive.timeline.remembering import Answer, Key, answered

BINS = 64
BINS_BITS = 6
LEVELS = range(-BINS_BITS, DAY_BITS - BINS_BITS)
BITS = {"day": DAY_BITS, "until": DAY_BITS, "weight": WEIGHT_BITS}
SPANS = ("dated", "open_start", "open_end", "span")
#: so many values of a facet, the most frequent of the list, are counted in a selection
COUNTED = 400
#: of these the first are read and counted before the others
COUNTED_FIRST = 64


class Selected:
    """The published records of a list that fit: within the days, and of each facet one of the values (of the index)."""

    def __init__(self, of: List, days: Range, values: Mapping[str, Sequence[str]]) -> None:
        self.of = of
        self.days_asked = days
        self.values = values
        self._read: dict[Key, BitMap] = {}
        self._version: int | None = None

    # Reading

    @property
    def version(self) -> int:
        """The version of the archive that the first of the bitmaps belong to."""
        if self._version is None:
            self.prepare()
        return self._version or 0

    def key(self, facet: str, value: str) -> Key:
        return f"{self.of.name}.{facet}", value

    def bitmaps(self, keys: Iterable[Key]) -> Bitmaps:
        """These bitmaps, each read once."""
        if missing := [key for key in keys if key not in self._read]:
            version, found = read_with_version(missing)
            self._version = version if self._version is None else self._version
            self._read.update(found)
        return self._read

    def _own_keys(self) -> list[Key]:
        keys = [self.key(facet, value) for facet, values in self.values.items() for value in values]
        if not keys:
            keys.append(self.key("is", "all"))
        if self.days_asked:
            keys += self.range_keys()
        return keys

    def range_keys(self) -> list[Key]:
        """What ranges, histograms and places in the order of time are read from."""
        return [*self.slice_keys("day"), *self.slice_keys("until"), *(self.key("is", name) for name in SPANS)]

    def slice_keys(self, name: str, lowest: int = 0) -> list[Key]:
        """The slices of a number of the index: `day`, `until` (the last day of spans) or `weight`."""
        return [self.key(name, str(bit)) for bit in range(lowest, BITS[name])]

    def borrow(self, other: "Selected") -> None:
        """Take over the bitmaps that another selection of the same list has read."""
        self._read.update(other._read)
        self._version = other._version

    def prepare(self, *more: Key) -> None:
        """Read all that is needed with one query: the selection's own bitmaps, and `more`."""
        self.bitmaps([*self._own_keys(), *more])

    def _numbers(self, name: str, lowest: int = 0) -> Numbers:
        read = self.bitmaps(self.slice_keys(name, lowest))
        return Numbers({bit: read[self.key(name, str(bit))] for bit in range(lowest, BITS[name])}, BITS[name], lowest)

    def flagged(self, name: str) -> BitMap:
        """Those of the whole list that are `dated`, `timed`, `denied` …"""
        key = self.key("is", name)
        return self.bitmaps([key])[key]

    def with_value(self, facet: str, value: str) -> BitMap:
        """All of the list that have this value."""
        key = self.key(facet, value)
        return self.bitmaps([key])[key]

    # Who

    @property
    def narrows(self) -> bool:
        return bool(self.values or self.days_asked)

    @cached_property
    def in_values(self) -> BitMap:
        """Who fits the facets, at any time."""
        self.prepare()
        found: BitMap | None = None
        for facet, values in self.values.items():
            fits = BitMap.union(*(self.with_value(facet, value) for value in values))
            found = fits if found is None else found & fits
        return self.flagged("all") if found is None else found

    @cached_property
    def keys(self) -> BitMap:
        """Primary keys of those who fit."""
        if not self.days_asked:
            return self.in_values
        return self.overlapping(self.days_asked.first_day, self.days_asked.last_day)

    @cached_property
    def total(self) -> int:
        if not self.narrows and self.key("is", "all") not in self._read:
            facet, value = self.key("is", "all")
            return FacetTotal.objects.filter(facet=facet, value=value).values_list("total", flat=True).first() or 0
        return len(self.keys)

    def overlapping(self, first_day: int | None, last_day: int | None, lowest: int = 0) -> BitMap:
        """Those who fit the facets and whose date overlaps these days (ordinals, inclusive, None: open).

        `lowest`: how many of the lowest bits are zero in the first day and the day after the last.
        """
        self.bitmaps([*self.slice_keys("day", lowest=lowest), *self.slice_keys("until", lowest=lowest)])
        begins, ends = self._numbers("day", lowest=lowest), self._numbers("until", lowest=lowest)
        first = None if first_day is None else first_day - FIRST_DAY
        found = self.in_values & self.flagged("dated")
        spans = found & self.flagged("span")
        moments = found - spans - self.flagged("open_end")
        # Whatever has an end of its own or none, and has not ended before the first day.
        lasting = _since(ends, spans, first) | found & self.flagged("open_end")
        if last_day is None:
            return lasting | _since(begins, moments, first)
        end = last_day + 1 - FIRST_DAY
        begun_at_some_time = _since(begins, moments & self.flagged("open_start"), first)
        lasting = begins.below(lasting, end) | lasting & self.flagged("open_start")
        return lasting | begun_at_some_time | begins.between(moments, first or 0, end)

    # When

    def beginning(self, keys: BitMap, borders: Sequence[int], lowest: int = 0) -> list[BitMap]:
        """The dated of `keys` by the day they begin: before the first border, from each to the next, and the rest."""
        dated = keys & self.flagged("dated")
        return self._numbers("day", lowest=lowest).split(dated, [border - FIRST_DAY for border in borders])

    def between(self, borders: Sequence[int]) -> list[int]:
        """How many begin from each border (a day) to before the next; one number less than there are borders."""
        return [len(keys) for keys in self.beginning_between(self.keys, borders)]

    def beginning_between(self, keys: BitMap, borders: Sequence[int], lowest: int = 0) -> list[BitMap]:
        """The dated of `keys` that begin from each border to before the next."""
        days = self._numbers("day", lowest=lowest)
        first, *middle, last = (border - FIRST_DAY for border in borders)
        return days.split(days.between(keys & self.flagged("dated"), first, last), middle)

    def histogram(self, level: int, index: int) -> list[int]:
        """How many begin in each of 64 bins of 2**level days (level 0 and up) from day index * 2**(level + 6)."""
        return [len(keys) for keys in self.bins(self.keys, level, index)]

    def bins(self, keys: BitMap, level: int, index: int) -> list[BitMap]:
        """The same, as bitmaps of `keys`."""
        first = index << (level + BINS_BITS)
        borders = [first + (number << level) for number in range(BINS + 1)]
        return self.beginning_between(keys, borders, lowest=level)

    def days(self, first_day: int, last_day: int) -> dict[int, int]:
        """How many begin on each of these days; days on which none begins are left out."""
        borders = range(first_day, last_day + 2)
        return {day: count for day, count in zip(borders, self.between(borders), strict=False) if count}

    def extent(self) -> tuple[int, int] | None:
        """The first and the last day on which one begins; None where nothing is dated."""
        return self._extent

    def answered(self, question: str, answer: Callable[[], Answer]) -> Answer:
        """What `answer` returns, remembered: the pages of a list, and the views of a selection, ask the same of it."""
        values = tuple((facet, tuple(chosen)) for facet, chosen in self.values.items())
        return answered(self.version, (question, self.of.name, self.days_asked, values), answer)

    @cached_property
    def _extent(self) -> tuple[int, int] | None:
        return self.answered("extent", lambda: self.extent_of(self.keys))

    def last_day(self) -> int | None:
        """The last day of what begins or, with an end, lasts longest; None where nothing is dated."""
        return self.answered("last day", self._last_day)

    def _last_day(self) -> int | None:
        extent = self.extent()
        spans = self.keys & self.flagged("span")
        if extent is None or not spans:
            return extent and extent[1]
        numbers = self._numbers("until")
        sure, tied = numbers.greatest(spans, 1)
        return max(extent[1], numbers.number_of((sure or tied)[0]) + FIRST_DAY)

    def extent_of(self, keys: BitMap) -> tuple[int, int] | None:
        """The same of any `keys`."""
        dated = keys & self.flagged("dated")
        if not dated:
            return None
        return self.outermost(dated, newest_first=False), self.outermost(dated, newest_first=True)

    def near(self, keys: BitMap, size: int, *, newest_first: bool) -> BitMap:
        """At least `size` of the dated `keys` (or all), the newest or the oldest; more where days tie."""
        numbers = self._numbers("day")
        sure, tied = numbers.greatest(keys, size) if newest_first else numbers.least(keys, size)
        return sure if len(sure) >= size else sure | tied

    def outermost(self, keys: BitMap, *, newest_first: bool) -> int:
        """The last day on which one of these dated `keys` begins, or the first; there must be one."""
        numbers = self._numbers("day")
        sure, tied = numbers.greatest(keys, 1) if newest_first else numbers.least(keys, 1)
        return numbers.number_of((sure or tied)[0]) + FIRST_DAY

    def since(self, keys: BitMap, day: int) -> BitMap:
        """Those of the dated `keys` that begin on this day or later."""
        return keys - self.before(keys, day)

    def before(self, keys: BitMap, day: int) -> BitMap:
        """Those of the dated `keys` that begin before this day."""
        return self._numbers("day").below(keys, day - FIRST_DAY)

    # Under what

    def weightiest(self, keys: BitMap, size: int) -> tuple[BitMap, BitMap]:
        """Those that weigh most: at most `size` that surely do, and those that tie for the remaining places."""
        return self._numbers("weight").greatest(keys, size)

    def count_of(self, facet: str, value: str) -> int:
        """How many of the selection have this value."""
        return self.keys.intersection_cardinality(self.with_value(facet, value))

    def counts(self, facet: str, most: int = 10) -> list[tuple[str, int]]:
        """The most frequent values of a facet and how many of the selection have each, at most `most`.

        The counts are exact. In a narrowed selection the values are chosen among the 400 that are most frequent in
        the whole list, so that what it costs is bounded; they are counted from the most frequent on, until those that
        are left are too seldom in the whole list to have a place.
        """
        name = f"{self.of.name}.{facet}"
        totals = self._totals(name, most)
        if not self.narrows:
            return totals[:most]
        found: list[tuple[str, int]] = []
        most_counts: list[int] = []
        for some in (totals[:COUNTED_FIRST], totals[COUNTED_FIRST:COUNTED]):
            if some and len(most_counts) == most and some[0][1] < most_counts[0]:
                break
            keys, read = self.keys, self.bitmaps((name, value) for value, _total in some)
            for value, total in some:
                if len(most_counts) < most:
                    count = keys.intersection_cardinality(read[name, value])
                    heappush(most_counts, count)
                elif total >= most_counts[0]:
                    count = keys.intersection_cardinality(read[name, value])
                    heappushpop(most_counts, count)
                else:
                    break
                found.append((value, count))
        ranked = sorted(found, key=lambda item: (-item[1], item[0]))[:most]
        return [(value, count) for value, count in ranked if count]

    def _totals(self, name: str, most: int) -> list[tuple[str, int]]:
        """The most frequent values of a facet in the whole list, as many as may be asked for."""
        size = COUNTED if self.narrows else most
        return answered(self.version, ("totals", name, size), lambda: _most_frequent(name, size))


def _since(numbers: Numbers, keys: BitMap, first: int | None) -> BitMap:
    """Those of `keys` whose number is at least `first`, if there is one."""
    return keys if first is None else keys - numbers.below(keys, first)


def _most_frequent(name: str, size: int) -> list[tuple[str, int]]:
    return _totals_of(size)(name)


@cache
def _totals_of(size: int) -> Compiled:
    return Compiled(
        lambda name: (
            FacetTotal.objects.filter(facet=name).order_by("-total", "value").values_list("value", "total")[:size]
        )
    )
