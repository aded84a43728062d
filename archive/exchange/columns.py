"""The kinds of columns that files have: how a document's field becomes a cell, and a cell its value."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from archive.documents import Document, Kind
from archive.exchange import cells, items
from archive.exchange.cells import CellError
from archive.exchange.expressions import TEXT, Guarded, Listed, Plain, model_of, slug_of
from archive.exchange.names import Named, Names, latest_capture
from archive.models import (
    Access,
    Capture,
    Vocabulary,
)
from archive.models.records import SLUG_LENGTH, validate_slug

#: dates and numbers begin with a sign by right, so they stand bare
UNGUARDED = frozenset(
    {"when", "said_on", "issued", "held", "active", "captured_at", "latitude", "longitude", "uncertainty_m"}
)

#: characters up to which a cell is remembered
SHORT = 100

Text = str | Promise


class Column:
    """A column of text that stands in the field of the same name, as it is.

    `write` makes the cell of a document; `expression` the same in SQL, of the record's row, for files of many.
    """

    expected: Text = _("a text")
    #: whether its values may begin with any sign
    begins_freely = True
    #: whether its expression can be NULL, for an empty cell
    may_be_null = False
    #: whether its cells name other records
    names_records = False

    def __init__(self, name: str, expected: Text = "") -> None:
        self.name = name
        self.expected = expected or self.expected
        # Most cells of most columns are among a few. Nobody changes a value that was read.
        self._remembered = lru_cache(maxsize=500)(self._read)

    @property
    def field(self) -> str:
        """The field of the document."""
        return self.name

    def write(self, document: Document, names: Names) -> str:
        """The cell, as it stands in the file."""
        cell = self.cell(document, names)
        return cell if self.name in UNGUARDED else cells.guard(cell)

    def read(self, cell: str) -> Any:
        """The value for the document, with `Named` in place of records. Raises CellError."""
        return self._remembered(cell) if len(cell) <= SHORT else self._read(cell)

    def _read(self, cell: str) -> Any:
        return self.value(cell if self.name in UNGUARDED else cells.unguard(cell))

    def cell(self, document: Document, names: Names) -> str:
        return str(document[self.field])

    def expression(self, kind: Kind, *, public: bool) -> Any:
        """The cell as it stands in the file."""
        return Guarded(F(self.name)) if self.begins_freely and self.name not in UNGUARDED else F(self.name)

    def value(self, cell: str) -> Any:
        return cell

    def named(self, value: Any) -> Iterable[Named]:
        """The records that a value, as read, names."""
        return ()

    def resolved(self, value: Any, found: items.Found) -> Any:
        """A value, as read, as it stands in a document. Raises CellError."""
        return value


class Choice(Column):
    """One of some fixed values."""

    begins_freely = False

    def __init__(self, name: str, values: Sequence[str]) -> None:
        super().__init__(name, format_lazy(_("one of: {values}"), values=", ".join(values)))
        self.values = values

    def value(self, cell: str) -> Any:
        if cell and cell not in self.values:
            raise CellError(_("This is not one of the values."))
        return cell


class Slug(Column):
    """The record's address, by which its row is known."""

    begins_freely = False
    expected = _("a slug of small letters, digits and single hyphens, such as kyiv-talks-2")

    def value(self, cell: str) -> Any:
        if len(cell) > SLUG_LENGTH:
            raise CellError(_("A slug has at most %(length)s characters.") % {"length": SLUG_LENGTH})
        try:
            validate_slug(cell)
        except ValidationError:
            raise CellError(_("This is not a slug.") if cell else _("A record needs a slug.")) from None
        return cell


class Date(Column):
    expected = _("a date in EDTF, such as 2021-12-22, 2021-12~ or 2021-12-17/2022-01")


class Number(Column):
    may_be_null = True
    expected = _("a plain decimal number, such as 48.5")

    def cell(self, document: Document, names: Names) -> str:
        return document[self.field] or ""

    def expression(self, kind: Kind, *, public: bool) -> Any:
        field: Any = kind.model._meta.get_field(self.name)
        return Plain(F(self.name), field.decimal_places)

    def value(self, cell: str) -> Any:
        return cells.plain_decimal(cell) if cell else None


class Reference(Column):
    """Another record, by its slug; a term of a vocabulary."""

    may_be_null = True
    names_records = True

    def __init__(self, name: str, kind: str) -> None:
        is_term = kind in Vocabulary.values
        pattern = _("the slug of a term of the vocabulary {kind}") if is_term else _("the slug of a record ({kind})")
        super().__init__(name, format_lazy(pattern, kind=str(kind)))
        self.kind = kind
        self.empty = "" if is_term else None

    def cell(self, document: Document, names: Names) -> str:
        return names.slug(self.kind, document[self.field]) or ""

    def expression(self, kind: Kind, *, public: bool) -> Any:
        return slug_of(model_of(self.kind), self.name, public=public)

    def value(self, cell: str) -> Any:
        return Named(self.kind, cell) if cell else self.empty

    def named(self, value: Any) -> Iterable[Named]:
        return (value,) if value else ()

    def resolved(self, value: Any, found: items.Found) -> Any:
        return found.key(value) if value else value


@dataclass(frozen=True)
class Rows:
    """The rows that a list cell is made of, in SQL: those that are told, and what they say.

    `owner`: the column that leads to the record; `item`: as written. `in_order`: in the order that people chose,
    otherwise in that of the items. `once`: of items that are alike, only the first.
    """

    told: QuerySet[Any]
    owner: str
    item: Any
    guard: bool = False
    in_order: bool = True
    once: bool = False

    def of(self, condition: Any, **more: F) -> QuerySet[Any, Any]:
        """The values `the_item` and, if they have an order, `the_place`, and `more`, of rows that fit the condition."""
        found = self.told.filter(condition)
        if not self.in_order:
            return found.values(**more, the_item=self.item)
        if self.once:
            return found.values(**more, the_item=self.item).annotate(the_place=Min("order"))
        return found.values(**more, the_item=self.item, the_place=F("order"))

    def listed(self, condition: Any) -> Listed:
        """The rows that fit the condition as one text."""
        found = self.of(condition).order_by("the_place" if self.in_order else "the_item")
        return Listed(found, guard=self.guard, by_item=not self.in_order)


def owned(kind: Kind, name: str) -> tuple[Any, str]:
    """The table of what belongs to the records of a kind by that field, and its column that leads to the record."""
    relation: Any = kind.model._meta.get_field(name)
    if relation.many_to_many:
        return relation.remote_field.through, relation.m2m_field_name()
    return relation.related_model, relation.field.name


class Lists(Column, ABC):
    """A column whose cells are made of rows of another table."""

    may_be_null = True
    names_records = True
    item: items.Item | items.Chain

    @abstractmethod
    def rows(self, kind: Kind, *, public: bool) -> Rows:
        """Those of each record of the kind."""

    def named(self, value: Any) -> Iterable[Named]:
        return [name for item in value for name in self.item.named(item)]

    def resolved(self, value: Any, found: items.Found) -> Any:
        return [self.item.resolved(item, found) for item in value]

    def expression(self, kind: Kind, *, public: bool) -> Any:
        """The cell of one record, looked up beside its row."""
        rows = self.rows(kind, public=public)
        return rows.listed(Q((rows.owner, OuterRef("pk"))))


class Items(Lists):
    """A list. `ordered`: in the order that people chose; otherwise sorted by the item as written."""

    def __init__(self, name: str, item: items.Item, *, ordered: bool = False) -> None:
        super().__init__(name, format_lazy(_("items such as {form}, joined by |"), form=item.form))
        self.item: items.Item = item
        self.ordered = ordered

    def cell(self, document: Document, names: Names) -> str:
        written = [self.item.write(value, names) for value in document[self.field]]
        # What is left out of a public file can make two items alike.
        found = dict.fromkeys(item for item in written if item is not None)
        return cells.join_items(found if self.ordered else sorted(found))

    def rows(self, kind: Kind, *, public: bool) -> Rows:
        model, owner = owned(kind, self.name)
        item = self.item.expression(public=public)
        told = model._default_manager.filter(self.item.told(public=public)).order_by()
        once = public and self.ordered and self.item.may_repeat
        return Rows(told, owner, item, self.item.begins_freely, self.ordered, once)

    def value(self, cell: str) -> Any:
        return [self.item.read(parts) for parts in cells.split_items(cell)]


class Chains(Lists):
    def __init__(self, name: str) -> None:
        self.item: items.Chain = items.Chain()
        super().__init__(name, format_lazy(_("chains such as {form}, joined by |"), form=self.item.form))

    def cell(self, document: Document, names: Names) -> str:
        written = (self.item.write(stations, names) for stations in document[self.field])
        return cells.join_items(chain for chain in written if chain is not None)

    def rows(self, kind: Kind, *, public: bool) -> Rows:
        model, owner = owned(kind, self.name)
        told = model._default_manager.filter(self.item.told(public=public)).order_by()
        return Rows(told, owner, self.item.expression())

    def value(self, cell: str) -> Any:
        return [self.item.read_stations(stations) for stations in cells.split_chains(cell)]


class ArchivedText(Column):
    """The latest archived text of a source; read as the text itself, which the importer captures."""

    may_be_null = True
    expected = _("the archived text, unchanged; the text of a known source changes by a new capture")

    @property
    def field(self) -> str:
        return "captures"

    def cell(self, document: Document, names: Names) -> str:
        latest = latest_capture(document)
        return names.text(latest["text"]) if latest else ""

    def expression(self, kind: Kind, *, public: bool) -> Any:
        captures = Capture.objects.filter(source=OuterRef("pk")).order_by("-number")
        latest = Subquery(captures.values(body=Guarded(F("text__body")))[:1], output_field=TEXT)
        return Case(When(access=Access.FULL, then=latest)) if public else latest
