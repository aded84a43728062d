"""The usual way for a column to fill a field, by what stands in the column."""

from collections.abc import Collection

from archive.exchange.files import FILES
from archive.exchange.mapping import contents as look
from archive.exchange.mapping.contents import Contents
from archive.exchange.mapping.targets import UNNAMED, Target, name_field, targets
from archive.exchange.mapping.ways import DateOf, Found, FromColumn, Items, Number, Part, SlugOf, Way


def way_for(item: Target, column: Contents) -> Way:
    """It decides nothing that a person should: names that nobody has are refused, the order of a date is left open."""
    if item.shape == "date":
        return date_way(column)
    if item.shape == "number":
        return Number(column.name, *column.separators_of_numbers)
    if item.shape == "code":
        return FromColumn(column.name, code=item.kind)
    if item.shape == "record":
        return Found(FromColumn(column.name), item.kind, by=_found_by(item, column))
    if item.shape == "list":
        return Items((part_for(item, column),))
    return FromColumn(column.name)


def date_way(column: Contents) -> DateOf:
    order = column.evidence.order
    return DateOf(column.name, order=order, serial="1900" if column.are(look.is_serial) else "")


def part_for(item: Target, column: Contents) -> Part:
    value = FromColumn(column.name)
    found = Found(value, item.kind, by=_found_by(item, column)) if item.kind else value
    # “Springfield, Illinois” and “Berg, Anna” are one each.
    is_of_names = column.separator == "," and item.kind in ("actor", "place", "source")
    return Part(found, "" if is_of_names else column.separator)


def slug_for(column: Contents, kind: str) -> SlugOf:
    """From an identifier in the file, with the kind of record before it."""
    return SlugOf(id=column.name, prefix=kind)


def usual_slug(kind: str, fields: Collection[str]) -> SlugOf | None:
    """Made of what tells most records of a kind apart, as far as it is filled; None where nothing of it is."""
    record = FILES[kind].kind.name
    date = next((name for name, item in targets(kind).items() if item.shape == "date"), "")
    wanted = ("speaker", "said_on") if record == "statement" else (name_field(record), date)
    of = tuple(name for name in wanted if name in fields)
    return SlugOf(of=of) if of else None


def _found_by(item: Target, column: Contents) -> str:
    if item.kind == "source" and column.are(look.is_url):
        return "url"
    return "slug" if item.kind in UNNAMED else "name"
