"""Tiles of the drawn timeline, as maps have them: the time axis cut into levels, a level into tiles of 64 bins.

A tile of level L is 2**(L + 6) days long and begins at day `index` × 2**(L + 6); a bin is 2**L days. Below level 0
a bin is a part of a day, and only records that give a time of day stand in the bins. A tile holds how many records
begin in each bin and, by name, the most important of those that overlap it. It is made of bitmaps (see
`archive.timeline.selected`): how many records there are hardly matters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pyroaring import BitMap

from archive.models import Compiled, Listing
from archive.timeline.filters import Selection
from archive.timeline.selected import BINS, BINS_BITS, LEVELS, SPANS, Selected

#: of those named some begin in the tile, so that long spans do not take all the places
MOST_NAMED, MOST_BEGINNING, MOST_NAMED_OF_A_LANE = 40, 26, 8
SECONDS_OF_A_DAY = 86_400


class Named(NamedTuple):
    """An event that a tile names: its primary key, weight, and card in the index (JSON)."""

    key: int
    weight: int
    card: str


@dataclass(frozen=True)
class Tile:
    """`bins` and each of `lanes` (by value) are 64 numbers; `named` are the most important first.

    `untimed`: below level 0, how many begin in the tile without a time of day. `lanes_of` says in which lanes each
    of the named stands.
    """

    level: int
    index: int
    total: int
    bins: Sequence[int]
    named: Sequence[Named]
    untimed: int = 0
    lanes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    lanes_of: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def first_day(self) -> int:
        return first_day(self.level, self.index)


def first_day(level: int, index: int) -> int:
    return index << (level + BINS_BITS)


def exists(level: int, index: int) -> bool:
    """Whether there is such a tile: the levels and the days that the index reaches."""
    return level in LEVELS and -(1 << (LEVELS[-1] - level)) <= index < 1 << (LEVELS[-1] - level)


def make_tile(selection: Selection, level: int, index: int) -> Tile:
    """What the facets of the selection hold, at all times: its days are those that the drawing shows.

    Two queries, for the bitmaps and for the rows of those named; below level 0 one more for the times of day.
    """
    selection = selection.without_days()
    selected = selection.selected()
    _prepare(selected, selection, level)
    first, length = first_day(level, index), 1 << (level + BINS_BITS)
    overlapping = selected.overlapping(first, first + length - 1, lowest=level + BINS_BITS)
    bins, beginning = _bins(selected, level, index)
    lanes = {lane.value: selected.with_value(selection.by, lane.key) for lane in selection.lanes}
    named = _named(selected, (overlapping, beginning), bins, lanes)
    return Tile(
        level=level,
        index=index,
        total=len(beginning),
        bins=[len(keys) for keys in bins],
        named=named,
        untimed=len(beginning) - sum(map(len, bins)),
        lanes={value: _counts(lane & beginning, bins) for value, lane in lanes.items()},
        lanes_of={one.key: [value for value, lane in lanes.items() if one.key in lane] for one in named if lanes},
    )


def _counts(lane: BitMap, bins: Sequence[BitMap]) -> list[int]:
    """How many of the lane's in this tile begin in each bin."""
    return [lane.intersection_cardinality(keys) if lane and keys else 0 for keys in bins]


def _prepare(selected: Selected, selection: Selection, level: int) -> None:
    selected.prepare(
        *selected.slice_keys("day", lowest=max(level, 0)),
        *selected.slice_keys("until", lowest=level + BINS_BITS),
        *selected.slice_keys("weight"),
        *(selected.key("is", name) for name in (*SPANS, "timed")),
        *(selected.key(selection.by, lane.key) for lane in selection.lanes),
    )


def _bins(selected: Selected, level: int, index: int) -> tuple[list[BitMap], BitMap]:
    """Who begins in each bin, and who in the whole tile, with a time of day or without."""
    if level >= 0:
        whole = selected.bins(selected.in_values, level, index)
        return whole, BitMap.union(*whole)
    first, length = first_day(level, index), 1 << (level + BINS_BITS)
    (beginning,) = selected.beginning_between(selected.in_values, [first, first + length])
    timed = beginning & selected.flagged("timed")
    bins = [BitMap() for _bin in range(BINS)]
    rows = Listing.objects.filter(list=selected.of.name, record_id__in=list(timed))
    for key, day, second in rows.values_list("record_id", "sort_day", "second"):
        # 24:00:00 is the last moment of its day.
        moment = (day - first) * SECONDS_OF_A_DAY + min(second, SECONDS_OF_A_DAY - 1)
        bins[moment * BINS // (length * SECONDS_OF_A_DAY)].add(key)
    return bins, beginning


def _named(
    selected: Selected, found: tuple[BitMap, BitMap], bins: Sequence[BitMap], lanes: Mapping[str, BitMap]
) -> list[Named]:
    """`found`: who overlaps the tile, and who of them begins in it."""
    overlapping, beginning = found
    chosen = _weightiest(selected, beginning, bins, MOST_BEGINNING)
    chosen |= _weightiest(selected, overlapping - chosen, bins, MOST_NAMED - len(chosen))
    for lane in lanes.values():
        chosen |= _weightiest(selected, overlapping & lane, bins, MOST_NAMED_OF_A_LANE)
    named = [Named(*row) for row in _listed(selected.of.name, list(chosen))]
    return sorted(named, key=lambda one: (-one.weight, one.key))


_listed = Compiled(
    lambda listed, keys: Listing.objects.filter(list=listed, record_id__in=keys).values_list(
        "record_id", "weight", "card"
    )
)


def _weightiest(selected: Selected, keys: BitMap, bins: Sequence[BitMap], size: int) -> BitMap:
    """Those that weigh most; where more tie than find a place, a few of each bin, so that the whole tile has names."""
    sure, tied = selected.weightiest(keys, size)
    places = size - len(sure)
    if len(tied) <= places:
        return sure | tied
    return sure | _spread(tied, bins, places)


def _spread(keys: BitMap, bins: Sequence[BitMap], places: int) -> BitMap:
    waiting = [some for part in bins if (some := part & keys)]
    before = keys - BitMap.union(*waiting) if waiting else keys
    waiting += [before] if before else []
    chosen = BitMap()
    depth = 0
    while places > len(chosen) and waiting:
        waiting = [some for some in waiting if len(some) > depth]
        step = max(1, len(waiting) // (places - len(chosen)))
        for some in waiting[::step][: places - len(chosen)]:
            chosen.add(some[depth])
        depth += 1
    return chosen
