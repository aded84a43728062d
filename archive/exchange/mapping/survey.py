"""What a mapping would make of a table, in groups that a person can mend at once; nothing is written.

Values that do not fit are counted by field, value and reason; names that are looked up by what became of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from archive.exchange.cells import CellError
from archive.exchange.files import FILES
from archive.exchange.mapping.errors import Nobody, Unclear, Unfit
from archive.exchange.mapping.finding import Wishes
from archive.exchange.mapping.lookup import Archive
from archive.exchange.mapping.names import column_names
from archive.exchange.mapping.nearness import Candidate, Match
from archive.exchange.mapping.orders import Evidence
from archive.exchange.mapping.reading import MARK
from archive.exchange.mapping.table import MappedTable, mapped
from archive.exchange.mapping.targets import kind_words
from archive.exchange.mapping.ways import DateOf, Mapping
from archive.exchange.names import current
from archive.exchange.tables import Table
from archive.models import Vocabulary

GROUPS = 200
"""So many different values that do not fit are told apart in one field."""
NAMES = 500
"""So many names that nobody has are told one by one, those of the most rows first."""


@dataclass
class Group:
    """A value that does not fit a field, in `count` rows, the first of them `row`; `value` is as the file has it.

    `is_order`: it stands for all dates that can be read in two ways.
    """

    field: str
    value: str
    reason: str
    row: int
    count: int = 0
    is_order: bool = False


@dataclass(frozen=True)
class Name:
    """A name that is looked up for `field`. `state`: see `Decisions.decision`; `slug`: what was chosen.

    `is_chosen`: somebody decided on this very name; otherwise it is as `Found.otherwise` says.
    """

    field: str
    kind: str
    name: str
    shown: str
    count: int
    row: int
    state: str
    slug: str
    candidates: tuple[Candidate, ...] = ()
    is_ambiguous: bool = False
    is_chosen: bool = False


@dataclass
class Survey:
    """`rows`: how many are taken; `groups` and `names`: the most rows first; `more`: groups beyond those that are told.

    `names` has the names that are not simply found; `found` says how many are. `is_whole`: the table was read to its
    end.
    """

    rows: int = 0
    groups: list[Group] = field(default_factory=list)
    more: int = 0
    names: list[Name] = field(default_factory=list)
    found: int = 0
    more_names: int = 0
    made: dict[str, int] = field(default_factory=dict)
    is_whole: bool = True

    @property
    def open_names(self) -> list[Name]:
        """Those that somebody has to decide on."""
        return [name for name in self.names if name.state == "refuse"]

    @property
    def is_clean(self) -> bool:
        return not self.groups and not self.open_names


class FirstRows:
    """A table's first rows; `is_whole` says, after reading, whether they were all."""

    def __init__(self, table: Table, most: int) -> None:
        self.table, self.most = table, most
        self.is_whole = True

    @property
    def header(self) -> list[str]:
        return self.table.header

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        rows = iter(self.table.rows())
        yield from islice(rows, self.most)
        self.is_whole = next(rows, None) is None


def survey(table: Table, mapping: Mapping, archive: Archive | None = None, *, most: int | None = None) -> Survey:
    """Read the table, or its first `most` rows, as the mapping says. Raises as `mapped` does."""
    first = FirstRows(table, most) if most else None
    found, made = mapped(first or table, mapping, archive, near=True)
    surveyor = _Surveyor(found)
    told = surveyor.survey()
    told.made = {plural: sum(1 for _row in of.rows()) for plural, of in made}
    told.is_whole = first.is_whole if first else True
    return told


class _Surveyor:
    def __init__(self, found: MappedTable) -> None:
        self.found = found
        self.groups: dict[tuple[str, str, str], Group] = {}
        self.told = Survey()
        self._in_field: dict[str, int] = {}

    def survey(self) -> Survey:
        self.found.on_unfit = self._hear
        columns = [FILES[self.found.mapping.kind].by_name[name] for name in self.found.header]
        for number, row in self.found.rows():
            self.told.rows += 1
            if not row:
                self._add(number, "", "", _("Rows have too many or too few cells."))
            for column, cell in zip(columns, row, strict=False):
                if cell and MARK not in cell[: len(MARK) + 1]:
                    self._check(number, column, cell)
        self.found.on_unfit = None
        self._check_made()
        self.told.groups = sorted(self.groups.values(), key=lambda group: (-group.count, group.row))
        self._tell_names()
        return self.told

    def _check(self, number: int, column: Any, cell: str) -> None:
        try:
            column.read(cell)
        except CellError as error:
            self._add(number, column.name, cell, str(error))

    def _hear(self, number: int, name: str, unfit: Unfit) -> None:
        if isinstance(unfit, Unclear):
            self._add_unclear(number, name, unfit.value)
        elif not isinstance(unfit, Nobody):
            self._add(number, name, unfit.value, str(unfit.reason))

    def _add_unclear(self, number: int, name: str, value: str) -> None:
        """All of them are one question."""
        message = _("Such dates can be read in two ways; say at the column in which order they are.")
        group = self.groups.setdefault((name, "", message), Group(name, value, message, number, is_order=True))
        group.count += 1

    def _add(self, number: int, name: str, value: str, reason: str) -> None:
        key = (name, value, reason)
        group = self.groups.get(key)
        if group is None:
            if self._in_field.get(name, 0) >= GROUPS:
                self.told.more += 1
                return
            self._in_field[name] = self._in_field.get(name, 0) + 1
            group = self.groups[key] = Group(name, value, reason, number)
        group.count += 1

    def _check_made(self) -> None:
        """Terms that records made on the way would have, and that are not there."""
        for made in self.found.decisions.to_make:
            if made.found.kind in Vocabulary.values or not (slug := made.cells.get("kind", "")):
                continue
            vocabulary = f"{made.found.kind}_kind"
            if slug not in self._terms(vocabulary):
                message = _("There is no %(kind)s with this slug for the records that are made.")
                field_name = self._field_of(made.found.kind)
                self._add(made.row, field_name, slug, message % {"kind": kind_words(vocabulary)})

    def _field_of(self, kind: str) -> str:
        return next(wish.field for wish in self.found.readers.wishes if wish.found.kind == kind)

    def _terms(self, vocabulary: str) -> set[str]:
        known: dict[str, set[str]] = self.__dict__.setdefault("_known_terms", {})
        if vocabulary not in known:
            slugs = {made.cells.get("kind", "") for made in self.found.decisions.to_make}
            known[vocabulary] = set(current(vocabulary, slugs))
        return known[vocabulary]

    def _tell_names(self) -> None:
        names = [name for wish in self.found.readers.wishes for name in self._names(wish)]
        names = _joined(names)
        names.sort(key=lambda name: (name.state != "refuse", -name.count, name.row))
        self.told.names, self.told.more_names = names[:NAMES], max(0, len(names) - NAMES)

    def _names(self, wish: Wishes) -> Iterator[Name]:
        decisions = self.found.decisions
        matches = decisions.matches[wish.found.kind, wish.found.by]
        for key, wanted in wish.by_key.items():
            state, slug = decisions.decision(wish, key)
            if state == "found":
                self.told.found += 1
                continue
            match = matches.get(key[0], Match())
            yield Name(
                *(wish.field, wish.found.kind, key[0], wanted.shown, wanted.count, wanted.row, state, slug),
                tuple(match.candidates[:5]),
                match.is_ambiguous,
                wish.chosen(key) is not None,
            )


def _joined(names: list[Name]) -> list[Name]:
    """One entry for a name that several look-ups of one field want."""
    found: dict[tuple[str, str, str], Name] = {}
    for name in names:
        key = (name.field, name.kind, name.shown)
        known = found.get(key)
        found[key] = replace(known, count=known.count + name.count) if known else name
    return list(found.values())


def orders(table: Table, mapping: Mapping) -> dict[str, Evidence]:
    """What all dates of the table say about the order of day and month, by field."""
    names = list(mapping.header) or column_names(table.header)
    dates = {name: way for name, way in mapping.fields.items() if isinstance(way, DateOf) and way.column in names}
    places = {
        name: [names.index(column) for column in (way.column, way.end) if column in names]
        for name, way in dates.items()
    }
    found = {name: Evidence() for name in dates}
    for _number, row in table.rows() if dates else ():
        for name, columns in places.items():
            for place in columns:
                if place < len(row):
                    found[name].see(row[place])
    return found
