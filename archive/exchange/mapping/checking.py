"""Whether a mapping can be used at all: what its ways do not say by their form alone."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from archive.exchange.cells import CellError, guard
from archive.exchange.columns import UNGUARDED
from archive.exchange.files import FILES
from archive.exchange.mapping.errors import MappingError
from archive.exchange.mapping.names import column_names, folded_name, slug_of
from archive.exchange.mapping.targets import NEEDED, NOTES_INTO, UNNAMED, Target, name_field, plural_of, target, targets
from archive.exchange.mapping.ways import (
    LEAVE,
    MAKE,
    ONE_COLUMN,
    PRECISIONS,
    SEVERAL_COLUMNS,
    WAYS,
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
    columns_of,
    columns_used,
    found_in,
)
from archive.models import Vocabulary
from archive.models.names import validate_scheme
from archive.models.records import SLUG_LENGTH

_HOW = {way: how for how, way in WAYS.items()}


def check(mapping: Mapping) -> None:
    """Raises MappingError for the first thing that cannot be."""
    if mapping.kind not in FILES:
        message = _("“%(kind)s” is not one of: %(known)s.")
        raise MappingError("kind", message % {"kind": mapping.kind, "known": ", ".join(FILES)})
    if len(set(mapping.header)) < len(mapping.header):
        raise MappingError("header", _("Each column needs a name of its own."))
    for name, way in mapping.fields.items():
        path = f"fields → {name}"
        if name not in targets(mapping.kind):
            known = ", ".join(FILES[mapping.kind].header)
            raise MappingError(path, _("There is no such field; there are: %(known)s.") % {"known": known})
        _check_way(target(mapping.kind, name), way, path, mapping.kind)
        if isinstance(way, SlugOf):
            _check_slug(mapping, way, path)
    _check_notes(mapping)


def _check_way(field: Target, way: Way, path: str, plural: str) -> None:
    if not isinstance(way, field.ways):
        known = ", ".join(_HOW[kind] for kind in field.ways)
        values = {"how": _HOW[type(way)], "known": known}
        raise MappingError(path, _("“%(how)s” cannot fill this field; it is one of: %(known)s.") % values)
    _check_inside(way, path)
    match way:
        case Constant(value):
            _check_constant(field, value, plural, path)
        case DateOf():
            _check_date(way, path)
        case Found():
            _check_found(field.kind, way, path)
        case Items():
            for number, part in enumerate(way.parts):
                _check_part(field, part, f"{path} → parts[{number}]")


def _check_inside(way: Any, path: str) -> None:
    """What holds for a way wherever it stands."""
    if isinstance(way, Joined) and not way.columns:
        raise MappingError(f"{path} → columns", _("Name at least one column."))
    if isinstance(way, Number) and way.decimal == way.thousands:
        raise MappingError(f"{path} → thousands", _("This stands before the decimals already."))


def _check_constant(field: Target, value: str, plural: str, path: str) -> None:
    column = FILES[plural].by_name[field.name]
    try:
        column.read(value if field.name in UNGUARDED else guard(value))
    except CellError as error:
        raise MappingError(
            f"{path} → value", f"{error} {_('Expected: %(expected)s.') % {'expected': column.expected}}"
        ) from None


def _check_date(way: DateOf, path: str) -> None:
    if bool(way.column) == any(way.parts):
        raise MappingError(path, _("Name either “column” or “parts”, the columns of year, month and day."))
    for name in ("parts", "end_parts"):
        if any(getattr(way, name)) and not getattr(way, name)[0]:
            raise MappingError(f"{path} → {name}", _("The column of the year is missing."))
    if len(way.parts) > 3 or len(way.end_parts) > 3:
        raise MappingError(path, _("“parts” are the columns of year, month and day."))
    for value, precision in way.precisions.items():
        if precision not in PRECISIONS:
            known = ", ".join(PRECISIONS)
            message = _("“%(value)s” is not one of: %(known)s.") % {"value": precision, "known": known}
            raise MappingError(f"{path} → precisions → {value}", message)


def _check_found(kind: str, way: Found, path: str) -> None:
    if way.kind != kind:
        message = _("This field names records of the kind “%(kind)s”, not “%(given)s”.")
        raise MappingError(f"{path} → kind", message % {"kind": kind, "given": way.kind})
    if kind in UNNAMED and way.by != "slug":
        raise MappingError(f"{path} → by", _("Records of this kind have no name; they are found by “slug”."))
    if way.by == "url" and kind != "source":
        raise MappingError(f"{path} → by", _("Only sources are found by their address."))
    if not isinstance(way.value, FromColumn | Constant | Joined):
        raise MappingError(f"{path} → value", _("A name comes from a column, a constant or several joined."))
    _check_inside(way.value, f"{path} → value")
    for value, slug in way.chosen.items():
        if slug not in (LEAVE, MAKE) and not _is_slug(slug):
            message = _("“%(slug)s” is neither a slug nor “+” (make it) nor empty (leave it).") % {"slug": slug}
            raise MappingError(f"{path} → chosen → {value}", message)
    if way.otherwise == "make" or MAKE in way.chosen.values():
        _check_made(way, path)


def _check_made(way: Found, path: str) -> None:
    if way.kind in UNNAMED or way.by == "slug":
        raise MappingError(path, _("Records are made on the way of a name or an address, not of a slug."))
    plural = plural_of(way.kind)
    own = {"slug", name_field(way.kind), *(["vocabulary"] if way.kind in Vocabulary.values else [])}
    for name, inner in way.made.items():
        place = f"{path} → made → {name}"
        if name not in targets(plural) or name in own:
            raise MappingError(place, _("This is no field that can be given to a record made on the way."))
        if isinstance(inner, Found | Items | SlugOf | DateOf):
            message = _("Records made on the way have only columns, constants, numbers and joined columns.")
            raise MappingError(place, message)
        _check_inside(inner, place)
    for name in NEEDED.get(way.kind, ()):
        if name not in way.made:
            message = _("A record made on the way needs this field.")
            raise MappingError(f"{path} → made → {name}", message)


def _check_part(field: Target, part: Part, path: str) -> None:
    if isinstance(part.value, Found):
        _check_found(field.kind, part.value, f"{path} → value")
    elif isinstance(part.value, DateOf | Items | SlugOf):
        raise MappingError(f"{path} → value", _("An item is a column, a constant, a number or a record."))
    _check_inside(part.value, f"{path} → value")
    if part.qualifier is None:
        return
    if not field.qualifier:
        raise MappingError(f"{path} → qualifier", _("The items of this field have nothing after them."))
    if isinstance(part.qualifier, Found):
        _check_found(field.qualifier, part.qualifier, f"{path} → qualifier")
    elif not isinstance(part.qualifier, FromColumn | Constant):
        raise MappingError(f"{path} → qualifier", _("It is a column, a constant or a term."))


def _check_slug(mapping: Mapping, way: SlugOf, path: str) -> None:
    if not way.id and not way.of:
        raise MappingError(path, _("Name the column “id”, or in “of” the fields that the slug is made of."))
    for name in way.of:
        if name == "slug" or name not in mapping.fields:
            message = _("“%(name)s” is not a field that this mapping fills.") % {"name": name}
            raise MappingError(f"{path} → of", message)
        if any(found.kind == FILES[mapping.kind].kind.name for found in found_in(mapping.fields[name])):
            message = _("“%(name)s” names rows of the file itself, whose slugs it cannot be part of.") % {"name": name}
            raise MappingError(f"{path} → of", message)
    if way.register:
        if "external_ids" not in targets(mapping.kind) or not way.id:
            raise MappingError(f"{path} → register", _("Only actors and places with an “id” are found by a register."))
        try:
            validate_scheme(way.register)
        except Exception:
            raise MappingError(f"{path} → register", _("This is no name of a register, such as wikidata.")) from None


def _check_notes(mapping: Mapping) -> None:
    if mapping.notes and mapping.notes.into not in NOTES_INTO.get(mapping.kind, ()):
        known = ", ".join(NOTES_INTO.get(mapping.kind, ())) or _("none")
        message = _("Notes cannot go there; the fields for them are: %(known)s.")
        raise MappingError("notes → into", message % {"known": known})


def _is_slug(text: str) -> bool:
    return bool(text) and slug_of([text], SLUG_LENGTH) == text


# Columns that are there, and those that are not


def names_of(mapping: Mapping, header: Sequence[str]) -> list[str]:
    """The names of the columns: the file's own header, or the mapping's for a file that has none. Raises MappingError.

    A file without a header row has as many columns as the mapping names.
    """
    if not mapping.header:
        return column_names(header)
    if len(header) != len(mapping.header):
        message = _("This mapping is for files of %(expected)s columns without a header; this one has %(count)s.")
        raise MappingError("header", message % {"expected": len(mapping.header), "count": len(header)})
    return list(mapping.header)


def missing_columns(mapping: Mapping, names: Iterable[str]) -> list[str]:
    """The columns that the mapping needs and the file has not."""
    there = set(names)
    return [name for name in columns_used(mapping) if name not in there]


def adapted(mapping: Mapping, names: Sequence[str]) -> tuple[Mapping, list[str]]:
    """The mapping for a file whose columns are written a little differently, or lacks some of them.

    Columns are known again by their words (`start_date` is `Start Date`). Fields, notes and rules of which a column
    is missing are left out; the second value names those columns.
    """
    by_words = {folded_name(name): name for name in reversed(names)}
    renamed = {name: by_words.get(folded_name(name), name) for name in columns_used(mapping) if name not in names}
    mapping = _renamed(mapping, {old: new for old, new in renamed.items() if old != new})
    missing = set(missing_columns(mapping, names))
    return _without(mapping, missing), [name for name in columns_used(mapping) if name in missing]


def _renamed(item: Any, names: dict[str, str]) -> Any:
    if not names:
        return item
    if isinstance(item, dict):
        return {key: _renamed(value, names) for key, value in item.items()}
    if isinstance(item, tuple):
        return tuple(_renamed(value, names) for value in item)
    if not hasattr(item, "__dataclass_fields__"):
        return item
    changes: dict[str, Any] = {}
    for name in item.__dataclass_fields__:
        value = getattr(item, name)
        if name in ONE_COLUMN:
            changes[name] = names.get(value, value)
        elif name in SEVERAL_COLUMNS and all(isinstance(column, str) for column in value):
            changes[name] = tuple(names.get(column, column) for column in value)
        else:
            changes[name] = _renamed(value, names)
    return replace(item, **changes)


def _without(mapping: Mapping, missing: set[str]) -> Mapping:
    if not missing:
        return mapping
    kept = {name: less(way, missing) for name, way in mapping.fields.items()}
    notes = mapping.notes and replace(
        mapping.notes, columns=tuple(c for c in mapping.notes.columns if c not in missing)
    )
    ways = {name: way for name, way in kept.items() if way is not None}
    return replace(
        mapping,
        fields={name: _slug_without(way, ways) for name, way in ways.items()},
        skip_rows=tuple(skip for skip in mapping.skip_rows if skip.column not in missing),
        notes=notes if notes and notes.columns else None,
    )


def less(way: Any, missing: set[str]) -> Any:
    """The way without what needs a missing column; None if nothing is left."""
    if not missing.intersection(columns_of(way)):
        return way
    match way:
        case Joined():
            left = tuple(name for name in way.columns if name not in missing)
            return replace(way, columns=left) if left else None
        case Items():
            parts = tuple(part for part in way.parts if not missing.intersection(columns_of(part)))
            return Items(parts) if parts else None
        case DateOf():
            return _date_less(way, missing)
        case SlugOf():
            return replace(way, id="", register="") if way.of else None
    return None


def _date_less(way: DateOf, missing: set[str]) -> DateOf | None:
    if way.column in missing or (way.parts and way.parts[0] in missing):
        return None
    changes: dict[str, Any] = {
        name: "" for name in ("end", "time", "end_time", "precision") if getattr(way, name) in missing
    }
    for name in ("parts", "end_parts"):
        changes[name] = tuple("" if column in missing else column for column in getattr(way, name))
    if way.end_parts and way.end_parts[0] in missing:
        changes["end_parts"] = ()
    return replace(way, **changes)


def _slug_without(way: Way, ways: dict[str, Any]) -> Way:
    return replace(way, of=tuple(name for name in way.of if name in ways)) if isinstance(way, SlugOf) else way
