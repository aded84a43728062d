"""Which of several figures cannot all be true, so that they are shown side by side.

Two figures that count the same thing (their words for it are the same) for the same time (their dates overlap)
conflict where their ranges have no number in common. A figure without bounds is its one number; a missing bound bounds
nothing. Those whose statements deny or contradict each other conflict whatever they count.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from archive.charts.ranges import Values


@dataclass(frozen=True)
class Claim:
    """A figure of the statement `said`; days are inclusive, None is open; an undated one has the same time as none."""

    said: int
    values: Values
    what: str
    first_day: int | None = None
    last_day: int | None = None
    dated: bool = True


def is_apart(one: Values, other: Values) -> bool:
    """Whether no number lies in both ranges."""
    (one_low, one_high), (other_low, other_high) = _bounds(one), _bounds(other)
    return _before(one_high, other_low) or _before(other_high, one_low)


def _bounds(values: Values) -> tuple[object, object]:
    return (values.best, values.best) if values.is_exact else (values.low, values.high)


def _before(last: object, first: object) -> bool:
    return last is not None and first is not None and last < first  # type: ignore[operator]


def conflict(one: Claim, other: Claim) -> bool:
    """Of two figures that count the same thing."""
    same_time = not _before(one.last_day, other.first_day) and not _before(other.last_day, one.first_day)
    comparable = one.said != other.said and one.dated and other.dated and same_time
    return comparable and is_apart(one.values, other.values)


@dataclass(frozen=True)
class Group:
    """Numbers of claims in the order given. `apart`: ranges have nothing in common; `opposed`: a statement says so."""

    claims: tuple[int, ...]
    apart: bool = False
    opposed: bool = False

    @property
    def conflicts(self) -> bool:
        return self.apart or self.opposed


def groups(claims: Sequence[Claim], opposed: Collection[tuple[int, int]] = ()) -> list[Group]:
    """The claims, each once; those that conflict, directly or through others, stand together where the first stands.

    `opposed`: pairs of statements of which one denies or contradicts the other.
    """
    pairs = list(_pairs(claims, opposed))
    leader = list(range(len(claims)))

    def leading(number: int) -> int:
        while leader[number] != number:
            number = leader[number]
        return number

    for one, other, _is_opposed in pairs:
        first, second = sorted((leading(one), leading(other)))
        leader[second] = first
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(claims)):
        members[leading(number)].append(number)
    apart = {leading(one) for one, _other, is_opposed in pairs if not is_opposed}
    against = {leading(one) for one, _other, is_opposed in pairs if is_opposed}
    return [Group(tuple(numbers), first in apart, first in against) for first, numbers in members.items()]


def _pairs(claims: Sequence[Claim], opposed: Collection[tuple[int, int]]) -> Iterator[tuple[int, int, bool]]:
    """(number, number, whether it is statements that oppose each other) of those that conflict."""
    alike: dict[str, list[int]] = defaultdict(list)
    of_statement: dict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        of_statement[claim.said].append(number)
        # What a figure counts is not known where its words are missing.
        if what := " ".join(claim.what.casefold().split()):
            alike[what].append(number)
    for numbers in alike.values():
        for one, other in combinations(numbers, 2):
            if conflict(claims[one], claims[other]):
                yield one, other, False
    for here, there in opposed:
        for one in of_statement.get(here, ()):
            yield from ((one, other, True) for other in of_statement.get(there, ()))
