"""Numbers as bitmaps: a number column in bit slices, asked with a few set operations however many records there are.

Slice `b` holds the identifiers of the records whose number has bit `b` set (O'Neil and Quass, “Improved query
performance with variant indexes”, 1997). Nothing here knows Django or the archive.
"""

from collections.abc import Iterator, Mapping, Sequence
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
        less, equal = [], keys
        for bit in range(self.bits - 1, self.lowest - 1, -1):
            # Of most bits all or none have it: to count is quicker than to copy.
            having = equal.intersection_cardinality(self._slice(bit))
            if bound >> bit & 1:
                if having < len(equal):
                    less.append(equal - self._slice(bit))
                    equal = equal & self._slice(bit)
            elif having:
                equal = equal - self._slice(bit)
            if not equal:
                break
        return BitMap.union(*less) if less else BitMap()

    def between(self, keys: BitMap, first: int, end: int) -> BitMap:
        """Those whose number is at least `first` and less than `end`."""
        first, end = max(first, 0), min(end, 1 << self.bits)
        if first >= end:
            return BitMap()
        size = 1 << self.bits
        for bit in range(self.bits - 1, self.lowest - 1, -1):
            # As long as both ends lie in the same half of what is left, the other half falls away as a whole.
            if first >> bit != end - 1 >> bit:
                break
            having = keys.intersection_cardinality(self._slice(bit))
            if first >> bit & 1:
                keys = keys & self._slice(bit) if having < len(keys) else keys
            elif having:
                keys = keys - self._slice(bit)
            size = 1 << bit
        if end - first == size:
            return keys
        found = self.below(keys, end)
        return found - self.below(found, first)

    def split(self, keys: BitMap, borders: Sequence[int]) -> list[BitMap]:
        """`keys` in len(borders) + 1 parts: below the first border, from each border to below the next, and the rest.

        `borders` ascend. Only the nodes of the binary tree that a border cuts are visited.
        """
        parts: list[list[BitMap]] = [[] for _ in range(len(borders) + 1)]
        for node, part in self._cut(keys, borders):
            parts[part].append(node)
        return [some[0] if len(some) == 1 else BitMap.union(*some) if some else BitMap() for some in parts]

    def _cut(self, keys: BitMap, borders: Sequence[int]) -> Iterator[tuple[BitMap, int]]:
        """Pieces of `keys`, each with the number of the part that it belongs to."""
        waiting = [(keys, self.bits - 1, 0, 0, len(borders))]
        while waiting:
            node, bit, base, first, last = waiting.pop()
            # Borders first … last - 1 may lie within [base, base + 2**(bit + 1)).
            while first < last and borders[first] <= base:
                first += 1
            while first < last and borders[last - 1] >= base + (1 << bit + 1):
                last -= 1
            if first == last or bit < self.lowest:
                yield node, first
                continue
            having = node.intersection_cardinality(self._slice(bit))
            if having:
                high = node & self._slice(bit) if having < len(node) else node
                waiting.append((high, bit - 1, base + (1 << bit), first, last))
            if having < len(node):
                low = node - self._slice(bit) if having else node
                waiting.append((low, bit - 1, base, first, last))

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
            having = tied.intersection_cardinality(self._slice(bit))
            if not 0 < having < len(tied):
                continue
            first = having if greatest else len(tied) - having
            if len(sure) + first > size:
                tied = tied & self._slice(bit) if greatest else tied - self._slice(bit)
            else:
                sure |= tied & self._slice(bit) if greatest else tied - self._slice(bit)
                tied = tied - self._slice(bit) if greatest else tied & self._slice(bit)
        return sure, tied

    def number_of(self, key: int) -> int:
        """The number of one record."""
        return sum(1 << bit for bit, keys in self.slices.items() if key in keys)


def set_bits(number: int) -> list[int]:
    """Which bits of a number are set, lowest first."""
    return [bit for bit in range(number.bit_length()) if number >> bit & 1]
