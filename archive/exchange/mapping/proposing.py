"""Which column may fill which field: proposed by the columns' names and by what stands in them, with the reason.

A proposal is a mapping like any other, for a person to change. It takes no decision that the table leaves open: no
order of day and month that the values do not prove, no term, no record to be made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from archive.exchange.files import FILES
from archive.exchange.mapping import contents as look
from archive.exchange.mapping.checking import adapted
from archive.exchange.mapping.contents import Contents, contents_of
from archive.exchange.mapping.fitting import date_way, slug_for, usual_slug, way_for
from archive.exchange.mapping.names import column_names, folded_name
from archive.exchange.mapping.ready import ready_made, recognised
from archive.exchange.mapping.survey import orders
from archive.exchange.mapping.synonyms import ENDS, IDENTIFIERS, PARTS, REGISTERS, TIMES, fields_by_name, words
from archive.exchange.mapping.targets import Target, targets
from archive.exchange.mapping.ways import (
    Constant,
    DateOf,
    FromColumn,
    Items,
    Mapping,
    Part,
    Way,
    columns_of,
)
from archive.exchange.tables import Table

LONGEST_ITEM = 200


@dataclass
class Proposal:
    """`reasons`: column → why it is proposed for its field. `unclear`: fields whose dates can be read in two ways →
    some of them. `ready`: the key of the ready-made mapping that the table was recognised by, or ""."""

    mapping: Mapping
    contents: list[Contents]
    reasons: dict[str, str] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)
    ready: str = ""


def propose(table: Table, kind: str) -> Proposal:
    """For records of `kind` (`events`). Reads the first rows, and all of them for the order of dates."""
    key = recognised(table, kind)
    if key:
        return _ready(table, key)
    names = column_names(table.header)
    proposer = _Proposer(kind, contents_of(table, names))
    proposal = proposer.proposal()
    _settle_orders(table, proposal)
    return proposal


def _ready(table: Table, key: str) -> Proposal:
    known = ready_made()[key]
    names = list(known.header) or column_names(table.header)
    mapping, _missing = adapted(known, names)
    contents = contents_of(table, names, skip_first=not known.header)
    reason = _("as %(name)s has it") % {"name": known.name}
    return Proposal(mapping, contents, dict.fromkeys(columns_of(mapping.fields), reason), {}, key)


def _settle_orders(table: Table, proposal: Proposal) -> None:
    """Take the order that the dates prove; note those that can be read in two ways."""
    fields = dict(proposal.mapping.fields)
    for name, evidence in orders(table, proposal.mapping).items():
        way: Any = fields[name]
        if evidence.must_be_asked:
            proposal.unclear[name] = evidence.unclear
        fields[name] = replace(way, order=evidence.order)
    proposal.mapping = replace(proposal.mapping, fields=fields)


class _Proposer:
    def __init__(self, kind: str, contents: Sequence[Contents]) -> None:
        self.kind = kind
        self.targets = targets(kind)
        self.contents = list(contents)
        self.fields: dict[str, Way] = {}
        self.reasons: dict[str, str] = {}
        self.date_field = next((name for name, item in self.targets.items() if item.shape == "date"), "")

    def proposal(self) -> Proposal:
        self._identifiers()
        self._dates()
        for column in self.contents:
            self._by_name(column)
        for column in self.contents:
            self._by_contents(column)
        self._slug()
        # In the order of the file, which people know.
        fields = {name: self.fields[name] for name in FILES[self.kind].header if name in self.fields}
        return Proposal(Mapping(self.kind, fields), self.contents, self.reasons)

    def _is_free(self, column: Contents) -> bool:
        return column.name not in self.reasons

    def _take(self, name: str, way: Way, column: Contents, reason: str) -> None:
        self.fields[name] = way
        self.reasons[column.name] = reason

    def _named(self, text: str) -> Contents | None:
        known = words(text)
        return next((one for one in self.contents if folded_name(one.name) in known and self._is_free(one)), None)

    # What belongs together

    def _identifiers(self) -> None:
        own = next((one for one in self.contents if folded_name(one.name) == "slug" and one.are(look.is_slug)), None)
        if own:
            self._take("slug", FromColumn(own.name), own, _("by its name and its values"))
        elif (column := self._named(IDENTIFIERS)) and column.is_unique:
            self._take("slug", slug_for(column, FILES[self.kind].kind.name), column, _("by its name"))
        if "external_ids" not in self.targets:
            return
        parts = []
        for register, names in REGISTERS.items():
            if column := self._named(names):
                parts.append(Part(FromColumn(column.name), "", Constant(register)))
                self.reasons[column.name] = _("by its name")
        if parts:
            self.fields["external_ids"] = Items(tuple(parts))

    def _dates(self) -> None:
        if not self.date_field:
            return
        found = self._parts() or self._date()
        if not found:
            return
        way, used = found
        if (time := self._named(TIMES)) and time.part(lambda value: ":" in value) >= look.MOST:
            way, used = replace(way, time=time.name), [*used, time]
        if not way.parts and (end := self._named(ENDS)) and end.are(look.is_date):
            way, used = replace(way, end=end.name), [*used, end]
        self.fields[self.date_field] = way
        for column in used:
            self.reasons[column.name] = _("by its name and its values")

    def _parts(self) -> tuple[DateOf, list[Contents]] | None:
        """Year, month and day in columns of their own."""
        columns = [self._named(text) for text in PARTS.values()]
        year, month, day = columns
        if not year or not year.are(lambda value: value.removeprefix("-").isdecimal()) or self._whole_date():
            return None
        day = day if day and month and day.are(lambda value: value.isdecimal() and len(value) < 3) else None
        given = [column for column in (year, month, day) if column]
        return DateOf(parts=tuple(column.name for column in given)), given

    def _whole_date(self) -> Contents | None:
        for column in self.contents:
            if self.date_field in self._fields_named(column) and self._looks_like_dates(column):
                return column
        return None

    def _date(self) -> tuple[DateOf, list[Contents]] | None:
        column = self._whole_date()
        return (date_way(column), [column]) if column else None

    @staticmethod
    def _looks_like_dates(column: Contents) -> bool:
        return column.part(look.is_date) >= MOST_OF_A_NAMED or column.are(look.is_serial)

    # Single columns

    def _fields_named(self, column: Contents) -> list[str]:
        known = fields_by_name(self.kind).get(folded_name(column.name), [])
        return [name for name in known if name in self.targets]

    def _by_name(self, column: Contents) -> None:
        if not self._is_free(column):
            return
        for name in self._fields_named(column):
            item = self.targets[name]
            if not _is_plausible(item, column):
                continue
            if name not in self.fields:
                self._take(name, way_for(item, column), column, _("by its name"))
                return
            if item.is_list and name != "external_ids" and isinstance(way := self.fields[name], Items):
                parts = way_for(item, column)
                self._take(name, Items((*way.parts, *getattr(parts, "parts", ()))), column, _("by its name"))
                return

    def _by_contents(self, column: Contents) -> None:
        if not self._is_free(column):
            return
        for test, names in _BY_CONTENTS:
            if not column.are(test):
                continue
            for name in names:
                if name in self.targets and name not in self.fields:
                    self._take(name, way_for(self.targets[name], column), column, _("by its values"))
                    return

    def _slug(self) -> None:
        if "slug" not in self.fields and (way := usual_slug(self.kind, self.fields)):
            self.fields["slug"] = way


#: of a column with the right name fewer values need to be dates, for one can say then what the others are
MOST_OF_A_NAMED = 0.4


def _is_plausible(item: Target, column: Contents) -> bool:
    """Whether what stands in a column can be what its name says. A column without values can be anything."""
    tests: dict[str, Callable[[str], bool]] = {"date": look.is_date, "number": look.is_number}
    if not column.values:
        return True
    if item.name == "url":
        return column.are(look.is_url)
    if item.shape == "code":
        return column.part(look.is_country if item.kind == "country" else look.is_language) >= MOST_OF_A_NAMED
    if item.shape in ("record", "choice"):
        return column.are(look.is_short) or column.are(look.is_url)
    if item.shape == "list":
        return column.are(lambda value: len(value) <= LONGEST_ITEM)
    return item.shape not in tests or column.part(tests[item.shape]) >= MOST_OF_A_NAMED


_BY_CONTENTS: tuple[tuple[Callable[[str], bool], tuple[str, ...]], ...] = (
    (look.is_url, ("url", "citations")),
    (look.is_language, ("language",)),
    (look.is_country, ("country",)),
    (look.is_written_date, ("when", "said_on", "issued")),
)
