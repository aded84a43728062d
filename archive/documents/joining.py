"""One document of two that are about the same, and the way back.

Dates have their basis beside them and grades their reason; such pairs are taken together.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from archive.documents.catalogue import Reference
from archive.documents.kinds import Document, kind_of
from archive.documents.reading import normal
from archive.documents.referring import distinct, exchanged
from archive.documents.values import sort_key

Versions = dict[int, int]

#: fields that explain another one, and go where it goes
COMPANIONS = {
    "event": {"date_basis": "when"},
    "source": {"date_basis": "issued", "reliability_basis": "reliability"},
}
#: that every record has one of its own, or that follows from others
_OWN = frozenset({"captures", "captured_at"})


def differing(kept: Document, gone: Document) -> list[str]:
    """The fields in which each says something of its own, so that somebody has to choose."""
    companions = COMPANIONS.get(kept["record"], {})
    return [
        item.name
        for item in kind_of(kept).fields
        if item.name not in companions and item.name not in _OWN and not isinstance(kept[item.name], list)
        if kept[item.name] and gone[item.name] and kept[item.name] != gone[item.name]
    ]


def joined(kept: Document, gone: Document, chosen: Collection[str] = ()) -> Document:
    """The document of `kept` with all that `gone` says and it does not; of the `chosen` fields, what `gone` says.

    Lists are joined, and the name that is given up is kept among the other names. Raises OlderText.
    """
    kind = kind_of(kept)
    old, new = (Reference(kind.name, document["uuid"]) for document in (gone, kept))
    kept = exchanged(kept, old, new)
    # Exchanging a record for itself takes away what would name itself.
    other = exchanged(exchanged({**gone, "uuid": kept["uuid"]}, old, new), new, new)
    taken = set(chosen) & set(differing(kept, gone))
    result = dict(kept)
    for item in kind.fields:
        if isinstance(kept[item.name], list) and item.name not in _OWN:
            result[item.name] = distinct([*kept[item.name], *other[item.name]])
        elif _is_taken_over(item.name, kept, other, taken):
            result[item.name] = other[item.name]
    if "other_names" in kind.by_name:
        result["other_names"] = _names(result, kept, gone)
    if "captures" in kind.by_name:
        result["captures"] = joined_captures(kept["captures"], gone["captures"])[0]
        result["captured_at"] = result["captures"][-1]["captured_at"] if result["captures"] else result["captured_at"]
    return normal(result)


def _is_taken_over(name: str, kept: Document, other: Document, taken: Collection[str]) -> bool:
    """Whether a field that is no list says what the one that goes says."""
    decided_by = COMPANIONS.get(kept["record"], {}).get(name, name)
    if name in _OWN:
        return False
    if decided_by in taken or not kept[decided_by]:
        return True
    return not kept[name] and kept[decided_by] == other[decided_by]


def _names(result: Document, kept: Document, gone: Document) -> list[Any]:
    """The other names, with the one that is no longer the main name, each once."""
    given_up = kept if result["name"] == gone["name"] else gone
    names = [*result["other_names"], {"name": given_up["name"], "language": given_up.get("language", "")}]
    told = {result["name"]: None}
    return [row for row in names if row["name"] not in told and not told.update({row["name"]: None})]


class OlderText(ValueError):
    """The text that would become the latest version is older than the one that is there."""


def joined_captures(kept: list[Any], gone: list[Any]) -> tuple[list[Any], Versions]:
    """The texts of both sources as versions of one, and what became of the second one's version numbers.

    The same text is the same version. Raises OlderText where a text would follow a later one.
    """
    rows = sorted(kept, key=lambda row: row["number"])
    numbers = {row["text"]: row["number"] for row in rows}
    versions = {}
    for row in sorted(gone, key=lambda row: row["number"]):
        if row["text"] not in numbers:
            if rows and _moment(row) and _moment(rows[-1]) and _moment(row) < _moment(rows[-1]):
                raise OlderText
            numbers[row["text"]] = rows[-1]["number"] + 1 if rows else row["number"]
            rows.append({**row, "number": numbers[row["text"]]})
        versions[row["number"]] = numbers[row["text"]]
    return rows, versions


def _moment(row: Any) -> Any:
    return datetime.fromisoformat(row["captured_at"]) if row["captured_at"] else None


def taken_back(before: Document, after: Document, now: Document) -> tuple[Document, list[str]]:
    """The document of now without what an act changed from `before` to `after`, and the fields that keep it.

    A field that was changed again since stays as it is; of a list only the items that came go, and those that went
    come back. Status and slug stay.
    """
    result, left = dict(now), []
    for item in kind_of(now).fields:
        old, made, present = before[item.name], after[item.name], now[item.name]
        if old == made:
            continue
        if present == made:
            result[item.name] = old
        elif isinstance(present, list):
            result[item.name] = _items_back(old, made, present)
        else:
            left.append(item.name)
    return normal(result), left


def _items_back(old: list[Any], made: list[Any], present: list[Any]) -> list[Any]:
    came = set(_keys(made)) - set(_keys(old))
    rest = [item for item in present if sort_key(item) not in came]
    there = set(_keys(rest)) | set(_keys(made))
    return [*rest, *(item for item in old if sort_key(item) not in there)]


def _keys(items: list[Any]) -> Iterator[str]:
    return map(sort_key, items)
