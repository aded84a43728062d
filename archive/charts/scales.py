"""An axis of numbers with round ends and ticks. Always linear: on a logarithmic one a reader misjudges lengths."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
#: an axis begins at zero unless all values lie within this part of the greatest
CLOSE_TOGETHER = Decimal("0.25")


@dataclass(frozen=True)
class Scale:
    """From the first tick to the last; `ticks` ascend and are equally far from each other."""

    ticks: tuple[Decimal, ...]

    def at(self, value: Decimal) -> float:
        """Where a value lies, in percent from the first tick to the last."""
        first, last = self.ticks[0], self.ticks[-1]
        return round(float((value - first) / (last - first) * 100), 2)

    @property
    def begins_at_zero(self) -> bool:
        return self.ticks[0] == 0


def scale(values: Sequence[Decimal], most: int = 6) -> Scale:
    """A scale that holds all values, with about `most` ticks; of no values, from 0 to 1."""
    lowest, highest = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if not _close_together(lowest, highest):
        lowest, highest = min(lowest, Decimal(0)), max(highest, Decimal(0))
    if lowest == highest:
        # One value, of whatever size, stands on an axis from zero; zero itself needs some axis.
        lowest, highest = (min(lowest, Decimal(0)), max(highest, Decimal(0))) if lowest else (Decimal(0), Decimal(1))
    step = _step(highest - lowest, most)
    first = (lowest / step).to_integral_value(ROUND_FLOOR)
    last = (highest / step).to_integral_value(ROUND_CEILING)
    return Scale(tuple(step * number for number in range(int(first), int(last) + 1)))


def _close_together(lowest: Decimal, highest: Decimal) -> bool:
    greatest = max(abs(lowest), abs(highest))
    return (lowest > 0 or highest < 0) and 0 < highest - lowest < greatest * CLOSE_TOGETHER


def _step(extent: Decimal, most: int) -> Decimal:
    """1, 2 or 5 times a power of ten, the least of which at most `most` - 1 fit into the extent."""
    power = Decimal(1).scaleb((extent / most).adjusted())
    return next(power * step for step in STEPS if extent / (power * step) <= most - 1 or step == STEPS[-1])
