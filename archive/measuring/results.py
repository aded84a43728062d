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
        value = "–" if self.value is None else f"{self.value:.1f}" if self.value < 100 else f"{self.value:.0f}"
        goal = f"{self.goal} {'holds' if self.holds else 'MISSED'}" if self.holds is not None else self.goal
        line = f"{name:<8} {self.what:<44} {value:>8} {self.unit:<3} {goal:<26} {self.note}"
        return line.rstrip()


def at_most(what: str, value: float, unit: str, limit: float, note: str = "") -> Result:
    """A result that must not be greater than `limit`."""
    return Result(what, value, unit, note, f"≤ {limit:g} {unit}", value <= limit)


def in_terms_of(what: str, value: float, yardstick: float, most: float, note: str = "") -> Result:
    """Milliseconds that must be at most `most` times those of the yardstick."""
    ratio = value / yardstick
    told = f"{ratio:.1f} × the empty view" + (f", {note}" if note else "")
    return Result(what, value, "ms", told, f"≤ {most:g} × empty", ratio <= most)


def not_there(what: str, why: str) -> Result:
    """Something that cannot be measured here."""
    return Result(what, None, "", why)


class PageFailed(Exception):
    """A page that was to be measured did not come."""
