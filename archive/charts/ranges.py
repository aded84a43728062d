"""Low, best and high of a figure on an axis: a bar from low to high, a dot for the best, dashes towards an open end."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from archive.charts.scales import Scale

#: labels nearer than this to an end of the drawing, in percent, run inwards from it
EDGE = 34.0


@dataclass(frozen=True)
class Values:
    """What a figure gives; at least one is not None."""

    low: Decimal | None
    best: Decimal | None
    high: Decimal | None

    def given(self) -> list[Decimal]:
        return [value for value in (self.low, self.best, self.high) if value is not None]

    @property
    def is_exact(self) -> bool:
        """Only one number, without a bound."""
        return self.low is None and self.high is None


@dataclass(frozen=True)
class Mark:
    """Places in percent. `start` and `end` bound what is known; `open_start`, `open_end` say that it goes on there.

    `label` is where the number stands, `anchor` (`start`, `middle`, `end`) to which side of that place it runs.
    """

    start: float
    end: float
    best: float | None
    low: float | None
    high: float | None
    open_start: bool
    open_end: bool
    label: float
    anchor: str

    @property
    def rest(self) -> float:
        """From what is known to the end of the drawing."""
        return round(100 - self.end, 2)

    @property
    def length(self) -> float:
        return round(self.end - self.start, 2)


def mark(values: Values, on: Scale) -> Mark:
    given = [on.at(value) for value in values.given()]
    low, best, high = (None if value is None else on.at(value) for value in (values.low, values.best, values.high))
    start, end = min(given), max(given)
    label = best if best is not None else high if low is None else low if high is None else (low + high) / 2
    label = start if label is None else round(label, 2)
    return Mark(
        start=start,
        end=end,
        best=best,
        low=low,
        high=high,
        open_start=low is None and not values.is_exact,
        open_end=high is None and not values.is_exact,
        label=label,
        anchor="start" if label < EDGE else "end" if label > 100 - EDGE else "middle",
    )


def numbers(figures: Iterable[Values]) -> list[Decimal]:
    """All numbers that must fit on the axis."""
    return [value for figure in figures for value in figure.given()]
