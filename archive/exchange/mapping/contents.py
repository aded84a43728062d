"""What the values of a column look like: dates, numbers, addresses, codes."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from archive.exchange.mapping.dating import DateReader
from archive.exchange.mapping.errors import Unfit
from archive.exchange.mapping.orders import Evidence
from archive.exchange.mapping.plain_values import countries, languages
from archive.exchange.mapping.ways import DateOf
from archive.exchange.tables import Table
from archive.models.countries import COUNTRIES
from archive.models.records import SLUG_PATTERN
from archive.search.folding import folded

SAMPLE = 2_000
"""So many rows are looked at for a proposal; the order of day and month is looked for in all."""
KEPT = 300
SHOWN = 3
MOST = 0.8
"""So great a part of the values must be of one sort."""

_URL = re.compile(r"https?://\S+\Z")
_NUMBER = re.compile(r"[+\-−]?\d[\d.,' \u00a0\u202f]*\Z")
_SERIAL = re.compile(r"\d{5}(\.\d+)?\Z")
_SEPARATORS = (";", "|", "\n", ", ")
_LENIENT = [DateReader(DateOf(column="x", order=order, two_digit_years=50)) for order in ("dmy", "mdy")]
#: 1954 and 2064, as spreadsheets number the days
_SERIALS = range(20_000, 60_000)


@dataclass
class Contents:
    """Different values of one column, as they come; `blank` and `filled` count rows."""

    name: str
    values: dict[str, int] = field(default_factory=dict)
    filled: int = 0
    blank: int = 0
    evidence: Evidence = field(default_factory=Evidence)

    def see(self, value: str) -> None:
        if not value:
            self.blank += 1
            return
        self.filled += 1
        if value in self.values:
            self.values[value] += 1
        elif len(self.values) < KEPT:
            self.values[value] = 1
            self.evidence.see(value)

    @property
    def shown(self) -> list[str]:
        """Three values, different ones where there are any."""
        return list(self.values)[:SHOWN]

    @property
    def is_unique(self) -> bool:
        """Whether no value stands in two rows, as far as was looked."""
        return self.filled > 1 and not self.blank and all(count == 1 for count in self.values.values())

    def part(self, test: Callable[[str], bool]) -> float:
        """The part of the different values that pass a test, 0 to 1; 0 for a column without values."""
        return sum(map(test, self.values)) / len(self.values) if self.values else 0.0

    def are(self, test: Callable[[str], bool]) -> bool:
        return self.part(test) >= MOST

    @property
    def separator(self) -> str:
        """What stands between the items of a cell; "" where the cells are single items."""
        for separator in _SEPARATORS:
            holding = [value for value in self.values if separator.strip(" ") in value]
            if len(holding) >= max(1, len(self.values) // 20):
                return separator.strip(" ")
        return ""

    @property
    def separators_of_numbers(self) -> tuple[str, str]:
        """(decimal, thousands), as the values have them."""
        values = [value for value in self.values if _NUMBER.match(value)]
        if any(re.search(r"\.\d{3},\d", value) for value in values):
            return ",", "."
        commas = [value.partition(",")[2] for value in values if value.count(",") == 1 and "." not in value]
        if commas and any(len(behind) != 3 for behind in commas):
            return ",", " " if any(" " in value for value in values) else ""
        if any("," in value for value in values):
            return ".", ","
        return ".", next((mark for mark in (" ", "'") if any(mark in value for value in values)), "")


def contents_of(table: Table, names: Sequence[str], *, skip_first: bool = True) -> list[Contents]:
    """What the columns of a table hold, from its first rows; ragged rows count as far as they go."""
    found = [Contents(name) for name in names]
    rows = ([] if skip_first else [(1, list(table.header))]) + _first(table.rows(), SAMPLE)
    for _number, row in rows:
        for column, value in zip(found, row, strict=False):
            column.see(value.strip())
    return found


def _first(rows: Iterable[tuple[int, list[str]]], most: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    for row in rows:
        found.append(row)
        if len(found) >= most:
            break
    return found


def is_date(value: str) -> bool:
    """Whether it can be read as a date at all; a short number alone is none."""
    if len(value) < 4:
        return False
    for reader in _LENIENT:
        try:
            return bool(reader.read(lambda name: value if name == "x" else ""))
        except Unfit:
            continue
    return False


def is_written_date(value: str) -> bool:
    """A date that is more than a number, and so is known without being called one."""
    return not value.isdecimal() and is_date(value)


def is_serial(value: str) -> bool:
    return bool(_SERIAL.match(value)) and int(value[:5]) in _SERIALS


def is_url(value: str) -> bool:
    return bool(_URL.match(value))


def is_number(value: str) -> bool:
    return bool(_NUMBER.match(value))


def is_country(value: str) -> bool:
    return value in COUNTRIES or folded(value) in countries()


def is_language(value: str) -> bool:
    return value in languages().values() or folded(value) in languages()


def is_slug(value: str) -> bool:
    return bool(re.match(SLUG_PATTERN, value))


def is_short(value: str) -> bool:
    """A name or a label rather than a text."""
    return len(value) <= 80
