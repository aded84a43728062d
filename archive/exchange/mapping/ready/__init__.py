"""Mappings that come with the archive, for exports that many people have. Each is a file, as anybody's own would be."""

from functools import cache
from itertools import chain, islice
from pathlib import Path

from archive.exchange.mapping.names import column_names, folded_name
from archive.exchange.mapping.ways import Mapping, SlugOf, columns_used
from archive.exchange.mapping.written import loads
from archive.exchange.tables import Table

_KNOWN_AGAIN = 0.7
"""So great a part of a mapping's columns a table must have to be taken for one of its kind."""


@cache
def ready_made() -> dict[str, Mapping]:
    """Key → mapping: `timelinejs`, `acled`, `gdelt`."""
    return {path.stem: loads(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("*.json"))}


def recognised(table: Table, kind: str = "") -> str:
    """The key of the ready-made mapping that suits a table, for records of `kind` if one is named; "" for none."""
    header = list(table.header)
    names = {folded_name(name) for name in column_names(header)}
    for key, mapping in ready_made().items():
        if kind and mapping.kind != kind:
            continue
        if mapping.header:
            if len(header) == len(mapping.header) and _is_record(table, mapping):
                return key
            continue
        wanted = {folded_name(name) for name in columns_used(mapping)}
        if len(wanted & names) / len(wanted) >= _KNOWN_AGAIN:
            return key
    return ""


def _is_record(table: Table, mapping: Mapping) -> bool:
    """Whether the first rows, of which the file says the first is its header, are records, each with its number."""
    way = mapping.fields.get("slug")
    place = mapping.header.index(way.id) if isinstance(way, SlugOf) else 0
    rows = chain([list(table.header)], (row for _number, row in islice(table.rows(), 3)))
    return all(len(row) > place and row[place].isdecimal() for row in rows)
