"""Numbers as bitmaps answer what plain numbers do."""

from bisect import bisect_right

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from archive.timeline.numbers import Numbers, set_bits

BITS = 8
TOP = (1 << BITS) - 1

columns = st.dictionaries(st.integers(0, 300_000), st.integers(0, TOP), max_size=60)


def in_slices(column: dict[int, int]) -> Numbers:
    slices = {bit: BitMap(key for key, number in column.items() if number >> bit & 1) for bit in range(BITS)}
    return Numbers(slices, BITS)


@given(columns, st.integers(-5, TOP + 5))
def test_below_a_bound_are_those_whose_number_is_less(column, bound):
    found = in_slices(column).below(BitMap(column), bound)
    assert set(found) == {key for key, number in column.items() if number < bound}


@given(columns, st.integers(-5, TOP + 5), st.integers(-5, TOP + 5))
def test_between_two_bounds_are_those_that_reach_the_first_and_not_the_second(column, first, end):
    found = in_slices(column).between(BitMap(column), first, end)
    assert set(found) == {key for key, number in column.items() if first <= number < end}


@given(columns, st.integers(0, 7), st.integers(0, 31))
def test_a_part_of_the_axis_needs_no_slices_below_its_length(column, lowest, place):
    numbers = in_slices(column)
    coarse = Numbers({bit: numbers.slices[bit] for bit in range(lowest, BITS)}, BITS, lowest)
    first, end = place << lowest, (place + 1) << lowest
    assert set(coarse.between(BitMap(column), first, end)) == set(numbers.between(BitMap(column), first, end))


@given(columns, st.lists(st.integers(-3, TOP + 3), max_size=12).map(sorted))
def test_borders_split_records_as_they_split_numbers(column, borders):
    parts = in_slices(column).split(BitMap(column), borders)
    expected: list[set[int]] = [set() for _part in range(len(borders) + 1)]
    for key, number in column.items():
        expected[bisect_right(borders, number)].add(key)
    assert [set(part) for part in parts] == expected


@given(columns, st.integers(1, 20))
def test_the_greatest_and_the_least_are_those_of_the_numbers(column, size):
    for sign, (sure, tied) in (
        (-1, in_slices(column).greatest(BitMap(column), size)),
        (1, in_slices(column).least(BitMap(column), size)),
    ):
        ranked = sorted(column.values(), key=lambda number, sign=sign: sign * number)
        assert len(sure) <= size
        assert len(sure | tied) >= min(size, len(column))
        assert len({column[key] for key in tied}) <= 1
        best = ranked[:size]
        chosen = sorted((column[key] for key in [*sure, *list(tied)[: size - len(sure)]]), key=lambda n: sign * n)
        assert chosen == best


@given(columns)
def test_a_number_can_be_read_back(column):
    numbers = in_slices(column)
    assert {key: numbers.number_of(key) for key in column} == column


def test_the_bits_of_a_number():
    assert set_bits(0) == []
    assert set_bits(0b1011) == [0, 1, 3]
