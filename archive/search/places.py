"""The number of an entry: its place in the order of importance, and which section of which record it is.

A smaller number is a more important entry. From the highest bit on: 4 bits of standing (how often the record is used,
or what weighs for it, in doublings), 7 of recency (years), 5 spread evenly, so that no value is shared by too many,
3 of the kind, 30 of the record's primary key, 14 of the section. So the first hits of a word in the order of numbers,
which both databases find cheaply, are those that a reader most likely wants; and what was found is known without
reading it.
"""

from typing import NamedTuple

from archive.dates import UNDATED

_SPREAD_BITS, _KIND_BITS, _RECORD_BITS, _PART_BITS = 5, 3, 30, 14
MOST_STANDING, MOST_RECENT = 15, 127
MOST_PARTS = 1 << _PART_BITS
#: frequent words are counted in one record of so many
SAMPLED = 64
KIND_CODES = ("actor", "event", "statement", "source", "place", "topic")
_FIRST_YEAR = 1910
_DAYS_OF_A_YEAR = 365.2425
# Knuth's multiplicative hash: neighbours go to different parts.
_SPREAD = 2654435761


class Place(NamedTuple):
    """What a number says."""

    standing: int
    recency: int
    kind: str
    record_id: int
    part: int


def number(kind: str, record_id: int, standing: int, recency: int) -> int:
    """The number of the first section; the others follow on it."""
    place = MOST_STANDING - min(standing, MOST_STANDING)
    place = place << 7 | MOST_RECENT - recency
    place = place << _SPREAD_BITS | (record_id * _SPREAD >> 27) & 31
    place = place << _KIND_BITS | KIND_CODES.index(kind)
    return (place << _RECORD_BITS | record_id) << _PART_BITS


def read_number(entry: int) -> Place:
    part, rest = entry & MOST_PARTS - 1, entry >> _PART_BITS
    record_id, rest = rest & (1 << _RECORD_BITS) - 1, rest >> _RECORD_BITS
    kind, rest = KIND_CODES[rest & 7], rest >> _KIND_BITS + _SPREAD_BITS
    return Place(MOST_STANDING - (rest >> 7), MOST_RECENT - (rest & 127), kind, record_id, part)


def recency(sort_day: int) -> int:
    """Of a day number: 0 for 1910 and before, a step for each year; undated is oldest."""
    if sort_day == UNDATED:
        return 0
    return max(0, min(MOST_RECENT, int(sort_day / _DAYS_OF_A_YEAR) + 1 - _FIRST_YEAR))


def standing(weight: int) -> int:
    """A count in doublings: 0, 1, 2–3, 4–7 …"""
    return min(weight.bit_length(), MOST_STANDING)


def is_sampled(record_id: int) -> bool:
    """Whether the record is one of those, one in `SAMPLED`, by which frequent words are counted."""
    return (record_id * _SPREAD >> 10) % SAMPLED == 0


def record_of(entry: int) -> int:
    return entry >> _PART_BITS & (1 << _RECORD_BITS) - 1


def kind_code(entry: int) -> int:
    return entry >> _PART_BITS + _RECORD_BITS & (1 << _KIND_BITS) - 1


def kind_and_record(entry: int) -> int:
    """One number for each record, whatever its importance and the section."""
    return entry >> _PART_BITS & (1 << _KIND_BITS + _RECORD_BITS) - 1
