"""Bars of counts over periods, one series upon the other."""

from collections.abc import Sequence
from dataclasses import dataclass

#: of a bar's room what is left free between it and the next
GAP = 0.28
#: no bar is wider, in percent: two of them stand as bars and not as walls
WIDEST = 9.0
#: what is counted can be seen, in pixels
LEAST = 2.0
MOST_LABELS = 3


@dataclass(frozen=True)
class Block:
    """A piece of a bar, of the series with this number: pixels from the top of the drawing."""

    series: int
    y: float
    height: float


@dataclass(frozen=True)
class Label:
    """The name of a period below its bar: `at` in percent, and to which side it runs (`start`, `middle`, `end`)."""

    at: float
    words: str
    anchor: str


@dataclass(frozen=True)
class Bar:
    """`x` and `width` in percent of the drawing."""

    x: float
    width: float
    blocks: tuple[Block, ...]


def stacked(counts: Sequence[Sequence[int]], height: int, most: int = 0) -> list[Bar]:
    """A bar for each period from its counts by series, the first series at the foot.

    `most` is the count that is as high as the drawing; 0: the highest bar.
    """
    top = most or max((sum(column) for column in counts), default=0) or 1
    room = 100 / max(len(counts), 1)
    width = min(room * (1 - GAP), WIDEST)
    return [
        Bar(round((number + 0.5) * room - width / 2, 3), round(width, 3), _blocks(column, top, height))
        for number, column in enumerate(counts)
    ]


def labels(names: Sequence[str]) -> list[Label]:
    """The names of up to three periods, or of the first, the one in the middle and the last: so many fit a phone."""
    count = len(names)
    if count <= MOST_LABELS:
        return [Label(round((number + 0.5) / count * 100, 2), name, "middle") for number, name in enumerate(names)]
    middle = count // 2
    return [
        Label(0, names[0], "start"),
        Label(round((middle + 0.5) / count * 100, 2), names[middle], "middle"),
        Label(100, names[-1], "end"),
    ]


def _blocks(column: Sequence[int], most: int, height: int) -> tuple[Block, ...]:
    blocks, foot = [], float(height)
    for series, count in enumerate(column):
        if count:
            tall = max(LEAST, round(count / most * height, 1))
            foot = max(0.0, round(foot - tall, 1))
            blocks.append(Block(series, foot, tall))
    return tuple(blocks)


def shares(counts: Sequence[int]) -> list[float]:
    """How long a bar each count has beside the greatest, in percent."""
    most = max(counts, default=0) or 1
    return [round(count / most * 100, 2) for count in counts]
