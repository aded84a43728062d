"""Ways made ready for one table: functions from a row to a cell in the archive's own grammar."""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat
from typing import Any

from django.utils.translation import gettext as _

from archive.dates import EDTFError, parse
from archive.exchange import cells
from archive.exchange.cells import CellError
from archive.exchange.columns import UNGUARDED
from archive.exchange.files import FILES
from archive.exchange.mapping.dating import DateReader
from archive.exchange.mapping.errors import Unfit
from archive.exchange.mapping.finding import Key, Wishes
from archive.exchange.mapping.plain_values import country_code, language_code, plain_number
from archive.exchange.mapping.targets import UNTRIMMED, Target, plural_of, targets
from archive.exchange.mapping.ways import (
    Constant,
    DateOf,
    Found,
    FromColumn,
    Items,
    Joined,
    Mapping,
    Number,
    Part,
    SlugOf,
    Way,
)

Row = Sequence[str]
Reader = Callable[[Row], str]
"""A cell without the `'` before formulas. Raises Unfit."""
Slugs = Callable[[Wishes, Key], str]
"""The slug for a wanted name. Raises Unfit."""

MARK = "⚠ "
"""Stands before a value that did not fit, so that what follows never takes it for another one."""


class Readers:
    """The readers of one mapping, for a table with these columns. `slugs` answers look-ups once they are decided."""

    def __init__(self, mapping: Mapping, names: Sequence[str]) -> None:
        self.mapping = mapping
        self.places = {name: place for place, name in enumerate(names)}
        self.wishes: list[Wishes] = []
        self.seekers: list[Callable[[Row], Iterable[Key]]] = []
        self.makers: list[Callable[[Row], dict[str, str]]] = []
        self.slugs: Slugs | None = None
        fields = targets(mapping.kind)
        self.by_field = {
            name: self.reader(way, fields[name]) for name, way in mapping.fields.items() if not isinstance(way, SlugOf)
        }

    def reader(self, way: Way, target: Target) -> Reader:
        if isinstance(way, Constant):
            return lambda _row: way.value
        make: Any = self._made_by[type(way)]
        reader: Reader = make(self, way, target)
        return reader

    # Single values

    def text(self, column: str) -> Reader:
        place = self.places[column]
        return lambda row: row[place].strip()

    def _column(self, way: FromColumn, target: Target) -> Reader:
        place, replace = self.places[way.column], way.replace
        coded = {"country": country_code, "language": language_code}.get(way.code)
        choices = {_plain(choice): choice for choice in target.choices}
        is_date, is_trimmed = target.shape == "date", target.name not in UNTRIMMED

        def read(row: Row) -> str:
            value = row[place].strip() if is_trimmed else row[place]
            value = replace.get(value, value)
            if not value:
                return ""
            if coded:
                return coded(value)
            if choices:
                return _chosen(value, choices)
            return _edtf(value) if is_date else value

        return read

    def _joined(self, way: Joined, _target: Target) -> Reader:
        given = [(column, self.text(column)) for column in way.columns]

        def read(row: Row) -> str:
            written = [(column, get(row)) for column, get in given]
            values = [(column, value) for column, text in written if (value := way.replace.get(text, text))]
            return way.separator.join(f"{column}: {value}" if way.labelled else value for column, value in values)

        return read

    def _number(self, way: Number, _target: Target) -> Reader:
        get, replace = self.text(way.column), way.replace

        def read(row: Row) -> str:
            value = replace.get(written := get(row), written)
            return plain_number(value, way.decimal, way.thousands) if value else ""

        return read

    def _date(self, way: DateOf, _target: Target) -> Reader:
        reader, places = DateReader(way), self.places

        def read(row: Row) -> str:
            return reader.read(lambda column: row[places[column]].strip() if column else "")

        return read

    # Records

    def _found(self, way: Found, target: Target) -> Reader:
        """A record that one cell names."""
        keys = self.keys(way)
        wish = self._wish(way, target.name, lambda row: [key] if (key := keys(row))[0] else [])

        def read(row: Row) -> str:
            key = keys(row)
            return self.slug(wish, key) if key[0] else ""

        return read

    def keys(self, way: Found) -> Callable[[Row], Key]:
        name = self.reader(way.value, Target("", "text", ()))
        apart = [self.text(column) for column in way.apart]
        return lambda row: (name(row), *(get(row) for get in apart))

    def _wish(self, way: Found, field: str, seek: Callable[[Row], Iterable[Key]]) -> Wishes:
        wish = Wishes(way, field)
        fields = targets(plural_of(way.kind))
        made = {name: self.reader(inner, fields[name]) for name, inner in way.made.items()}
        self.wishes.append(wish)
        self.seekers.append(seek)
        self.makers.append(lambda row: {name: readable(read, row) for name, read in made.items()})
        return wish

    def slug(self, wish: Wishes, key: Key) -> str:
        if self.slugs is None:
            raise RuntimeError("names are read before they are decided")
        return self.slugs(wish, key)

    # Lists

    def _items(self, way: Items, target: Target) -> Reader:
        parts = [self._part(part, target) for part in way.parts]

        def read(row: Row) -> str:
            return cells.join_items(dict.fromkeys(item for items in parts for item in items(row)))

        return read

    def _part(self, part: Part, target: Target) -> Callable[[Row], list[str]]:
        """The items that a part of a list gives, as they are written in the archive's files."""
        values, value = self._values(part, target), self._item_value(part, target)
        qualifiers = self._qualifiers(part, target)
        is_before = target.name == "external_ids"

        def read(row: Row) -> list[str]:
            written = values(row)
            items = []
            for text, qualifier in zip(written, qualifiers(row, len(written)), strict=False):
                if item := value(row, text):
                    pair = (qualifier, item) if is_before else (item, qualifier)
                    items.append(cells.join_parts(pair if qualifier else (item,)))
            return items

        return read

    def _values(self, part: Part, target: Target) -> Callable[[Row], list[str]]:
        inner = part.value.value if isinstance(part.value, Found) else part.value
        if isinstance(inner, Number):
            inner = FromColumn(inner.column)
        read = self.reader(inner, Target(target.name, "text", ()))
        return lambda row: _split(read(row), part.separator)

    def _item_value(self, part: Part, target: Target) -> Callable[[Row, str], str]:
        if isinstance(part.value, Number):
            number = part.value
            return lambda _row, text: plain_number(text, number.decimal, number.thousands)
        if not isinstance(part.value, Found):
            replace = part.value.replace if isinstance(part.value, FromColumn) else {}
            return lambda _row, text: replace.get(text, text)
        apart = [self.text(column) for column in part.value.apart]
        values = self._values(part, target)

        def keys(row: Row) -> list[Key]:
            return [(text, *(get(row) for get in apart)) for text in values(row)]

        wish = self._wish(part.value, target.name, keys)
        return lambda row, text: self.slug(wish, (text, *(get(row) for get in apart)))

    def _qualifiers(self, part: Part, target: Target) -> Callable[[Row, int], Iterable[str]]:
        """For each of so many items what is said of it: one thing for all, or one for each in a cell of as many."""
        if part.qualifier is None:
            return lambda _row, _count: repeat("")
        read = self.reader(part.qualifier, Target(target.name, "text", ()))
        if not isinstance(part.qualifier, FromColumn) or not part.separator:
            return lambda row, _count: repeat(read(row))

        def several(row: Row, count: int) -> Iterable[str]:
            given = _split(written := read(row), part.separator)
            if len(given) < 2:
                return repeat(written)
            if len(given) != count:
                message = _("There are %(count)s of these for %(items)s items.")
                raise Unfit(written, message % {"count": len(given), "items": count})
            return given

        return several

    _made_by = {
        FromColumn: _column,
        Joined: _joined,
        Number: _number,
        DateOf: _date,
        Found: _found,
        Items: _items,
    }


def _plain(choice: str) -> str:
    return choice.casefold().replace(" ", "_").replace("-", "_")


def _chosen(value: str, choices: dict[str, str]) -> str:
    found = choices.get(_plain(value))
    if found is None:
        raise Unfit(value, _("This is not one of: %(values)s.") % {"values": ", ".join(choices.values())})
    return found


def _edtf(value: str) -> str:
    try:
        return parse(value).text
    except EDTFError as error:
        raise Unfit(value, str(error)) from None


def _split(text: str, separator: str) -> list[str]:
    if not separator:
        return [text] if text else []
    items = text.splitlines() if separator == "\n" else text.split(separator)
    return [item for part in items if (item := part.strip())]


def readable(read: Reader, row: Row) -> str:
    """The cell, or the value marked as one that does not fit."""
    try:
        return read(row)
    except Unfit as unfit:
        return MARK + unfit.value


def guarded(name: str, cell: str) -> str:
    """The cell of a column as it stands in the archive's files."""
    return cell if name in UNGUARDED else cells.guard(cell)


def checked(plural: str, name: str, cell: str) -> str:
    """The cell, if it follows the grammar of its column. Raises Unfit."""
    try:
        FILES[plural].by_name[name].read(guarded(name, cell))
    except CellError as error:
        raise Unfit(cell, str(error)) from None
    return cell
