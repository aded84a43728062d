"""A mapping as JSON and back: what is saved, exported and sent to others.

    {"dateline_mapping": 1, "kind": "events", "name": "Protests",
     "fields": {"title": {"how": "column", "column": "Headline"},
                "when": {"how": "date", "column": "Day", "order": "dmy"}}}

What has its usual value is left out. `from_json` reads nothing that it does not understand: every error names the
place where it stands.
"""

import json
from dataclasses import MISSING, Field, fields
from typing import Any

from django.utils.translation import gettext as _

from archive.exchange.mapping.checking import check
from archive.exchange.mapping.errors import MappingError
from archive.exchange.mapping.ways import VERSION, WAYS, Mapping, Notes, Part, Skip, Way

MARK = "dateline_mapping"
LONGEST = 500_000
"""Characters of a file with a mapping; replacements of thousands of values have room in it."""

_HOW = {way: how for how, way in WAYS.items()}
#: dataclasses that stand where only one thing can
_PLAIN = {"skip_rows": Skip, "notes": Notes, "parts": Part}


def to_json(mapping: Mapping) -> dict[str, Any]:
    return {MARK: VERSION, **_fields_of(mapping)}


def dumps(mapping: Mapping) -> str:
    """The file that is offered for download."""
    return json.dumps(to_json(mapping), ensure_ascii=False, indent=2) + "\n"


def _fields_of(item: Any) -> dict[str, Any]:
    return {
        described.name: _plain(value)
        for described in fields(item)
        if (value := getattr(item, described.name)) != _usual(described)
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if type(value) in _HOW:
        return {"how": _HOW[type(value)], **_fields_of(value)}
    return _fields_of(value) if hasattr(value, "__dataclass_fields__") else value


def _usual(described: "Field[Any]") -> Any:
    if described.default_factory is not MISSING:
        return described.default_factory()
    return described.default


# Reading


def loads(text: str) -> Mapping:
    """Raises MappingError."""
    if len(text) > LONGEST:
        raise MappingError("", _("The file is too long for a mapping."))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise MappingError("", _("This is not a file in JSON.")) from None
    return from_json(data)


def from_json(data: Any) -> Mapping:
    """Raises MappingError, which names the place and what is wrong with it."""
    if not isinstance(data, dict) or MARK not in data:
        raise MappingError("", _("This is not a mapping: it lacks “%(mark)s”.") % {"mark": MARK})
    if data[MARK] != VERSION:
        message = _("This mapping is of version %(version)s; this archive reads version %(known)s.")
        raise MappingError("", message % {"version": data[MARK], "known": VERSION})
    mapping: Mapping = _record(Mapping, {name: value for name, value in data.items() if name != MARK}, "")
    check(mapping)
    return mapping


def _record(kind: type, data: Any, path: str) -> Any:
    """A dataclass from an object. Raises MappingError."""
    if not isinstance(data, dict):
        raise MappingError(path, _("An object in braces is expected here."))
    described = {item.name: item for item in fields(kind)}
    for name in data:
        if name not in described:
            known = ", ".join(described)
            raise MappingError(_at(path, name), _("This is not known here; known are: %(known)s.") % {"known": known})
    for name, item in described.items():
        if name not in data and item.default is MISSING and item.default_factory is MISSING:
            raise MappingError(_at(path, name), _("This is missing."))
    return kind(**{name: _value(described[name], value, _at(path, name), kind) for name, value in data.items()})


def _value(described: "Field[Any]", data: Any, path: str, owner: type) -> Any:
    shape = str(described.type)
    if "FromColumn" in shape or "Way" in shape:
        return _ways(shape, data, path)
    if shape.startswith("tuple"):
        return _several(described, data, path, owner)
    if described.name in _PLAIN or "Notes" in shape:
        return _record(_PLAIN[described.name], data, path)
    if shape == "Pairs" or "dict" in shape:
        return _pairs(data, path)
    return _scalar(described, data, path)


def _scalar(described: "Field[Any]", data: Any, path: str) -> Any:
    # Of True and 1, which Python takes for the same, JSON means two things.
    expected = _TYPES[getattr(described.type, "__name__", str(described.type))]
    if type(data) is not expected:
        raise MappingError(path, _EXPECTED[expected]())
    allowed = described.metadata.get("one_of")
    if allowed and data not in allowed and data != described.default:
        values = ", ".join(value or "“”" for value in allowed)
        raise MappingError(path, _("“%(value)s” is not one of: %(values)s.") % {"value": data, "values": values})
    return data


_TYPES: dict[str, type] = {"str": str, "bool": bool, "int": int}
_EXPECTED = {
    str: lambda: _("A text is expected here."),
    bool: lambda: _("true or false is expected here."),
    int: lambda: _("A whole number is expected here."),
}


def _several(described: "Field[Any]", data: Any, path: str, owner: type) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise MappingError(path, _("A list in brackets is expected here."))
    places = [(f"{path}[{number}]", item) for number, item in enumerate(data)]
    if "str" not in str(described.type):
        return tuple(_record(_PLAIN[described.name], item, place) for place, item in places)
    for place, item in places:
        if not isinstance(item, str):
            raise MappingError(place, _EXPECTED[str]())
    return tuple(data)


def _pairs(data: Any, path: str) -> dict[str, str]:
    if not isinstance(data, dict):
        raise MappingError(path, _("An object in braces is expected here."))
    for name, value in data.items():
        if not isinstance(value, str):
            raise MappingError(_at(path, name), _EXPECTED[str]())
    return dict(data)


def _ways(shape: str, data: Any, path: str) -> Any:
    if shape.startswith("dict"):
        if not isinstance(data, dict):
            raise MappingError(path, _("An object in braces is expected here."))
        return {name: _way(inner, _at(path, name)) for name, inner in data.items()}
    return _way(data, path)


def _way(data: Any, path: str) -> Way:
    if not isinstance(data, dict):
        raise MappingError(path, _("An object in braces is expected here."))
    how = data.get("how")
    if not isinstance(how, str) or how not in WAYS:
        message = _("“how” is one of: %(known)s.")
        raise MappingError(path, message % {"known": ", ".join(WAYS)})
    way: Way = _record(WAYS[how], {name: value for name, value in data.items() if name != "how"}, path)
    return way


def _at(path: str, name: str) -> str:
    return f"{path} → {name}" if path else name
