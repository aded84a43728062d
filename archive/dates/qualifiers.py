"""Qualifiers: `?` uncertain, `~` approximate, `%` both.

One right of a part applies to that part and everything left of it; one left of a part applies to that
part alone (LoC EDTF specification 2019, "Qualification"). So the same meaning can be written in many
ways: `?2021-?12-?22`, `2021?-?12-?22` and `2021-12-22?` all say that the whole date is uncertain.

The canonical form has the fewest qualifiers. Among equally short ones it has the fewest on the left
(`2021?-12` rather than `?2021-12`), then the fewest `%`, then the first in the order `? ~ %`, read from
the year to the day.
"""

from collections.abc import Iterator
from functools import cache

from archive.dates.structure import APPROXIMATE, UNCERTAIN

SIGNS = ("", "?", "~", "%")
"""The sign of each sum of `UNCERTAIN` and `APPROXIMATE`."""

FLAGS = {"": 0, "?": UNCERTAIN, "~": APPROXIMATE, "%": UNCERTAIN | APPROXIMATE}

UNQUALIFIED: tuple[tuple[int, ...], ...] = ((), (0,), (0, 0), (0, 0, 0))
"""The flags of a date of no, one, two and three parts that nothing qualifies."""

Arrangement = tuple[tuple[int, int], ...]
"""For each part the flags of the sign on its left and of the sign on its right."""


def effective(arrangement: Arrangement) -> tuple[int, ...]:
    """What the signs say about each part, a sum of `UNCERTAIN` and `APPROXIMATE`."""
    flags: list[int] = []
    from_the_right = 0
    for left, right in reversed(arrangement):
        from_the_right |= right
        flags.append(from_the_right | left)
    return tuple(reversed(flags))


def qualified_text(parts: tuple[str, ...], flags: tuple[int, ...]) -> str:
    """The parts joined by hyphens, with the shortest signs that mean the flags."""
    signs = shortest(flags)
    return "-".join(SIGNS[left] + part + SIGNS[right] for part, (left, right) in zip(parts, signs, strict=True))


@cache
def shortest(flags: tuple[int, ...]) -> Arrangement:
    """The canonical arrangement that means the flags."""
    return min(_arrangements(flags, 0), key=_length)


def _arrangements(flags: tuple[int, ...], from_the_right: int) -> Iterator[Arrangement]:
    """Every arrangement that means the flags, built from the last part to the first."""
    if not flags:
        yield ()
        return
    *others, wanted = flags
    for right in range(4):
        inherited = from_the_right | right
        if inherited & ~wanted:
            continue
        for left in range(4):
            if inherited | left == wanted:
                for rest in _arrangements(tuple(others), inherited):
                    yield (*rest, (left, right))


def _length(arrangement: Arrangement) -> tuple[int, int, int, Arrangement]:
    lefts = sum(1 for left, _ in arrangement if left)
    rights = sum(1 for _, right in arrangement if right)
    both = sum(pair.count(UNCERTAIN | APPROXIMATE) for pair in arrangement)
    return lefts + rights, lefts, both, arrangement
