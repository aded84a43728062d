"""Numbers as bitmaps: a number column in bit slices, asked with a few set operations however many records there are.

Slice `b` holds the identifiers of the records whose number has bit `b` set (O'Neil and Quass, “Improved query
performance with variant indexes”, 1997). Nothing here knows Django or the archive.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

EMPTY = BitMap()


@dataclass(frozen=True)
class Numbers:
    """`slices` by bit, lowest first; a missing one is empty. Numbers reach from 0 to 2**bits - 1.

    Slices below `lowest` were left out: bounds and borders must then be multiples of 2**lowest.
    """

    slices: Mapping[int, BitMap]
    bits: int
    lowest: int = 0

    def _slice(self, bit: int) -> BitMap:
        return self.slices.get(bit, EMPTY)

    def below(self, keys: BitMap, bound: int) -> BitMap:
        """Those of `keys` whose number is less than `bound`."""
        if bound <= 0:
            return BitMap()
        if bound >= 1 << self.bits:
            return keys
        less, equal = BitMap(), keys
        for bit in range(self.bits - 1, self.lowest - 1, -1):
            if bound >> bit & 1:
                less |= equal - self._slice(bit)
                equal = equal & self._slice(bit)
            else:
                equal = equal - self._slice(bit)
            if not equal:
                break
        return less

    def between(self, keys: BitMap, first: int, end: int) -> BitMap:
        """Those whose number is at least `first` and less than `end`."""
        found = self.below(keys, end)
        return found - self.below(found, first) if first > 0 else found

    def split(self, keys: BitMap, borders: Sequence[int]) -> list[BitMap]:
        """`keys` in len(borders) + 1 parts: below the first border, from each border to below the next, and the rest.

        `borders` ascend. Only the nodes of the binary tree that a border cuts are visited.
        """
        parts: list[list[BitMap]] = [[] for _ in range(len(borders) + 1)]
        waiting = [(keys, self.bits - 1, 0, 0, len(borders))]
        while waiting:
            node, bit, base, first, last = waiting.pop()
            # Borders first … last - 1 may lie within [base, base + 2**(bit + 1)).
            while first < last and borders[first] <= base:
                first += 1
            while first < last and borders[last - 1] >= base + (1 << bit + 1):
                last -= 1
            if first == last or bit < self.lowest:
                parts[first].append(node)
                continue
            high = node & self._slice(bit)
            if high:
                waiting.append((high, bit - 1, base + (1 << bit), first, last))
            if len(high) < len(node):
                waiting.append((node - high if high else node, bit - 1, base, first, last))
        return [some[0] if len(some) == 1 else BitMap.union(*some) if some else BitMap() for some in parts]

    def greatest(self, keys: BitMap, size: int) -> tuple[BitMap, BitMap]:
        """Those with the greatest numbers: at most `size` that surely are, and those that tie for the other places."""
        return self._extreme(keys, size, greatest=True)

    def least(self, keys: BitMap, size: int) -> tuple[BitMap, BitMap]:
        """Those with the least numbers, likewise."""
        return self._extreme(keys, size, greatest=False)

    def _extreme(self, keys: BitMap, size: int, *, greatest: bool) -> tuple[BitMap, BitMap]:
        sure, tied = BitMap(), keys
        for bit in range(self.bits - 1, self.lowest - 1, -1):
            if len(sure) + len(tied) <= size:
                return sure | tied, BitMap()
            first = tied & self._slice(bit) if greatest else tied - self._slice(bit)
            if len(sure) + len(first) > size:
                tied = first
            else:
                sure |= first
                tied = tied - first
        return sure, tied

    def number_of(self, key: int) -> int:
        """The number of one record."""
        return sum(1 << bit for bit, keys in self.slices.items() if key in keys)


def set_bits(number: int) -> list[int]:
    """Which bits of a number are set, lowest first."""
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]
