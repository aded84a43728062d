"""A mapping seen column by column, as a person edits it: where each column goes, and with which options.

A place is the name of a field, perhaps with what the column is to it: `title`, `when`, `when.end`, `when.year`,
`slug.id`; `note` for columns that are kept as notes, "" for those that are left out. A column that several ways read
has the place of the first one; what the others make of it stays as it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive.exchange.files import FILES
from archive.exchange.mapping.checking import less
from archive.exchange.mapping.contents import Contents
from archive.exchange.mapping.fitting import part_for, slug_for, usual_slug, way_for
from archive.exchange.mapping.targets import NEEDED, NOTES_INTO, name_field, targets
from archive.exchange.mapping.ways import (
    DateOf,
    FromColumn,
    Items,
    Joined,
    Mapping,
    Notes,
    Skip,
    SlugOf,
    Way,
    columns_of,
)

NOTE = "note"
#: what a column is to a date: the field of `DateOf`, and where it stands in it
DATE_ROLES = {
    "end": ("end", -1),
    "time": ("time", -1),
    "year": ("parts", 0),
    "month": ("parts", 1),
    "day": ("parts", 2),
    "end_year": ("end_parts", 0),
    "end_month": ("end_parts", 1),
    "end_day": ("end_parts", 2),
    "end_time": ("end_time", -1),
    "precision": ("precision", -1),
}


def places(kind: str) -> Iterator[str]:
    """Every place that a column of a file of this kind can have, but for `note` and "", in the order of the fields."""
    for name, item in targets(kind).items():
        yield name
        if item.shape == "date":
            yield from (f"{name}.{role}" for role in DATE_ROLES)
        if item.shape == "slug":
            yield f"{name}.id"


def place_of(mapping: Mapping, column: str) -> str:
    """The place of a column."""
    if mapping.notes and column in mapping.notes.columns:
        return NOTE
    for name in FILES[mapping.kind].header:
        way = mapping.fields.get(name)
        if way is not None and column in columns_of(way):
            if role := _role(way, column):
                return f"{name}.{role}"
            if _is_main(way, column):
                return name
    return ""


def used_in(mapping: Mapping, column: str) -> list[str]:
    """The fields that read a column."""
    return [name for name, way in mapping.fields.items() if column in columns_of(way)]


def _role(way: Way, column: str) -> str:
    if isinstance(way, SlugOf):
        return "id"
    if isinstance(way, DateOf) and way.column != column:
        for role, (name, place) in DATE_ROLES.items():
            value = getattr(way, name)
            if value == column or (place >= 0 and value[place : place + 1] == (column,)):
                return role
    return ""


def _is_main(way: Way, column: str) -> bool:
    """Whether the column is the value, and not only told along with it."""
    if isinstance(way, Items):
        return any(column in columns_of(_value(part.value)) for part in way.parts)
    return column in columns_of(_value(way))


def _value(way: Any) -> Any:
    return getattr(way, "value", way) if not isinstance(way, FromColumn | Joined) else way


# Moving columns


def moved(mapping: Mapping, column: Contents, place: str) -> Mapping:
    """The mapping with a column in another place. It may lack something that `check` asks for."""
    before = place_of(mapping, column.name)
    if before == place:
        return mapping
    return _put(_taken_out(mapping, column.name, before), column, place)


def _taken_out(mapping: Mapping, column: str, place: str) -> Mapping:
    if place == NOTE and mapping.notes:
        left = tuple(name for name in mapping.notes.columns if name != column)
        return replace(mapping, notes=replace(mapping.notes, columns=left) if left else None)
    name = place.partition(".")[0]
    if name not in mapping.fields:
        return mapping
    fields = dict(mapping.fields)
    way: Any = fields.pop(name)
    left_way = _without_role(way, column, place) if "." in place and isinstance(way, DateOf) else less(way, {column})
    if left_way is not None:
        fields[name] = left_way
    return replace(mapping, fields=_without_in_slug(fields))


def _without_in_slug(fields: dict[str, Way]) -> dict[str, Way]:
    slug = fields.get("slug")
    if not isinstance(slug, SlugOf):
        return fields
    of = tuple(name for name in slug.of if name in fields)
    if not of and not slug.id:
        return {name: way for name, way in fields.items() if name != "slug"}
    return {**fields, "slug": replace(slug, of=of)}


def _without_role(way: DateOf, column: str, place: str) -> DateOf | None:
    name, position = DATE_ROLES[place.partition(".")[2]]
    if position < 0:
        found = _changed(way, name, "")
    else:
        parts = tuple("" if part == column else part for part in getattr(way, name))
        found = _changed(way, name, parts if any(parts) else ())
    return found if columns_of(found) else None


def _changed(way: DateOf, name: str, value: Any) -> DateOf:
    changes: dict[str, Any] = {name: value}
    return replace(way, **changes)


def _put(mapping: Mapping, column: Contents, place: str) -> Mapping:
    if place == NOTE:
        notes = mapping.notes or Notes((), NOTES_INTO[mapping.kind][0])
        return replace(mapping, notes=replace(notes, columns=(*notes.columns, column.name)))
    name, _dot, role = place.partition(".")
    if not name:
        return mapping
    way = _with_role(mapping, name, role, column) if role else _added(mapping, name, column)
    return replace(mapping, fields={**mapping.fields, name: way})


def _added(mapping: Mapping, name: str, column: Contents) -> Way:
    """A field with one more column, where it can have several; otherwise with this one in place of another."""
    item, before = targets(mapping.kind)[name], mapping.fields.get(name)
    if isinstance(before, Items):
        return Items((*before.parts, part_for(item, column)))
    if Joined in item.ways and isinstance(before, FromColumn | Joined):
        first = before.columns if isinstance(before, Joined) else (before.column,)
        joined = before if isinstance(before, Joined) else Joined(first, replace=before.replace)
        return replace(joined, columns=(*first, column.name))
    if isinstance(before, DateOf):
        return replace(before, column=column.name, parts=())
    return way_for(item, column)


def _with_role(mapping: Mapping, name: str, role: str, column: Contents) -> Way:
    before = mapping.fields.get(name)
    if role == "id":
        made = slug_for(column, FILES[mapping.kind].kind.name)
        return replace(before, id=column.name, prefix=made.prefix) if isinstance(before, SlugOf) else made
    date = before if isinstance(before, DateOf) else DateOf()
    attribute, position = DATE_ROLES[role]
    if position < 0:
        return _changed(date, attribute, column.name)
    parts = [*getattr(date, attribute), "", "", ""][:3]
    parts[position] = column.name
    found = _changed(date, attribute, tuple(parts))
    return replace(found, column="") if attribute == "parts" else found


# Constants, rows and replacements


def with_constant(mapping: Mapping, name: str, way: Way | None) -> Mapping:
    """A field with the same value for all rows; None: without."""
    fields = {field: before for field, before in mapping.fields.items() if field != name}
    return replace(mapping, fields={**fields, name: way} if way else fields)


def skipping_blank(mapping: Mapping, column: str, *, skips: bool) -> Mapping:
    """Whether rows in which the column is blank are left out; other values that are left out stay as they are."""
    if skips == skips_blank(mapping, column):
        return mapping
    others = tuple(skip for skip in mapping.skip_rows if skip.column != column)
    values = [value for skip in mapping.skip_rows if skip.column == column for value in skip.values if value]
    values += [""] if skips else []
    return replace(mapping, skip_rows=(*others, Skip(column, tuple(values))) if values else others)


def skips_blank(mapping: Mapping, column: str) -> bool:
    return any(skip.column == column and "" in skip.values for skip in mapping.skip_rows)


def mended(mapping: Mapping, name: str, value: str, instead: str) -> Mapping:
    """The mapping with a value of a field replaced by another one wherever it stands."""
    if name not in mapping.fields:
        return mapping
    return replace(mapping, fields={**mapping.fields, name: _mended(mapping.fields[name], value, instead)})


def _mended(way: Any, value: str, instead: str) -> Any:
    if isinstance(way, Items):
        return Items(tuple(replace(part, value=_mended(part.value, value, instead)) for part in way.parts))
    if hasattr(way, "replace"):
        return replace(way, replace={**way.replace, value: instead})
    return way


def can_be_mended(way: Way | None) -> bool:
    """Whether values of a field can be replaced: whether each is one cell."""
    if isinstance(way, DateOf):
        return bool(way.column)
    if isinstance(way, Items):
        return all(hasattr(part.value, "replace") for part in way.parts)
    return hasattr(way, "replace")


def decided(mapping: Mapping, name: str, kind: str, value: str, slug: str | None) -> Mapping:
    """The mapping with what a name of a field means: a slug, `LEAVE` or `MAKE`; None: nobody has decided."""
    if name not in mapping.fields:
        return mapping
    return replace(mapping, fields={**mapping.fields, name: _decided(mapping.fields[name], kind, value, slug)})


def _decided(way: Any, kind: str, value: str, slug: str | None) -> Any:
    if isinstance(way, Items):
        parts = tuple(
            replace(
                part,
                value=_decided(part.value, kind, value, slug),
                qualifier=_decided(part.qualifier, kind, value, slug),
            )
            for part in way.parts
        )
        return Items(parts)
    if getattr(way, "kind", "") != kind:
        return way
    chosen = {known: taken for known, taken in way.chosen.items() if known != value}
    return replace(way, chosen=chosen if slug is None else {**chosen, value: slug})


def with_usual_slug(mapping: Mapping) -> Mapping:
    """The mapping with a way for the slug, if it had none and there is something to make one of."""
    way = None if "slug" in mapping.fields else usual_slug(mapping.kind, mapping.fields)
    return replace(mapping, fields={**mapping.fields, "slug": way}) if way else mapping


def unfilled(mapping: Mapping) -> list[str]:
    """The fields that every new record needs and nothing fills, in the order of the file."""
    record = FILES[mapping.kind].kind.name
    needed = {"slug", name_field(record), *NEEDED.get(record, ())} - ({"quote"} if record == "statement" else set())
    return [name for name in targets(mapping.kind) if name in needed and name not in mapping.fields]
