"""The lines of the table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table: what was measured, and the goal, if it has one.

    `note` says what else there is to know, `holds` whether the goal is met; None where there is no goal.
    """

    what: str
    value: float | None
    unit: str = ""
    note: str = ""
    goal: str = ""
    holds: bool | None = None

    def line(self, name: str) -> str:
        value = "–" if self.value is None else f"{self.value:.{_decimals(self.value)}f}"
        goal = f"{self.goal} {'holds' if self.holds else 'MISSED'}" if self.holds is not None else self.goal
        line = f"{name:<9} {self.what:<58} {value:>8} {self.unit:<3} {goal:<26} {self.note}"
        return line.rstrip()


def _decimals(value: float) -> int:
    """So many digits after the point as a reader needs."""
    return 2 if value < 10 else 1 if value < 100 else 0


def at_most(what: str, value: float, unit: str, limit: float, note: str = "") -> Result:
    """A result that must not be greater than `limit`."""
    return Result(what, value, unit, note, f"≤ {limit:g} {unit}", value <= limit)


def in_terms_of(what: str, value: float, yardstick: float, most: float, note: str = "") -> Result:
    """Milliseconds that must be at most `most` times those of the yardstick."""
    ratio = value / yardstick
    told = f"{ratio:.1f} × the empty view" + (f", {note}" if note else "")
    return Result(what, value, "ms", told, f"≤ {most:g} × empty", ratio <= most)


def times_as_much(what: str, value: float, other: float, most: float) -> Result:
    """How many times the milliseconds `other` the `value` is, which must be at most `most`."""
    ratio = value / other
    return Result(what, ratio, "×", f"{value:.1f} and {other:.1f} ms", f"≤ {most:g} ×", ratio <= most)


def not_there(what: str, why: str) -> Result:
    """Something that cannot be measured here."""
    return Result(what, None, "", why)


class PageFailed(Exception):
    """A page that was to be measured did not come."""
