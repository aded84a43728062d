"""Whether the day or the month stands first in a column of dates: told by the values, or to be asked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

#: so many values that could be read in two ways are shown
EXAMPLES = 3
_NUMBERS = re.compile(r"\s*(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2}|\d{4})(?!\d)")
_YEAR_FIRST = re.compile(r"\s*\d{4}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{1,2}(?!\d)")


@dataclass
class Evidence:
    """What the dates of a column say about their order. Counts of values; `unclear`: some that could be either."""

    day_first: int = 0
    month_first: int = 0
    year_first: int = 0
    either: int = 0
    two_digit_years: int = 0
    unclear: list[str] = field(default_factory=list)

    def see(self, value: str) -> None:
        if _YEAR_FIRST.match(value):
            self.year_first += 1
            return
        found = _NUMBERS.match(value)
        if not found:
            return
        first, second, year = found.groups()
        self.two_digit_years += len(year) == 2
        one, two = int(first), int(second)
        if one > 12 >= two:
            self.day_first += 1
        elif two > 12 >= one:
            self.month_first += 1
        elif one != two:
            self._note(value)

    def _note(self, value: str) -> None:
        self.either += 1
        if len(self.unclear) < EXAMPLES and value not in self.unclear:
            self.unclear.append(value)

    @property
    def order(self) -> str:
        """The order that the values prove; "" where none does, or they contradict each other."""
        if self.day_first and not self.month_first:
            return "dmy"
        return "mdy" if self.month_first and not self.day_first else ""

    @property
    def is_mixed(self) -> bool:
        return bool(self.day_first and self.month_first)

    @property
    def must_be_asked(self) -> bool:
        """Whether some value can be read in two ways and no other value says in which."""
        return bool(self.either) and not self.order


def evidence_of(values: Iterable[str]) -> Evidence:
    found = Evidence()
    for value in values:
        found.see(value)
    return found
