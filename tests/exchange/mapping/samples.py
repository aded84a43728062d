"""Tables and mappings for tests."""

from typing import Any

from archive.exchange import FILES, import_files
from archive.exchange.mapping import MappedTable, from_json, mapped
from archive.exchange.mapping.made import ListTable
from archive.exchange.report import Report
from archive.exchange.tables import Table

PERSON = {"kind": {"how": "constant", "value": "person"}}
"""What a record made for a name has, if it is a person."""
TITLED = {"title": "T", "when": {"how": "date", "column": "D"}}


def found(column: str, kind: str, **options: Any) -> dict[str, Any]:
    """The way of a record that a column names."""
    return {"how": "found", "value": {"how": "column", "column": column}, "kind": kind, **options}


def only(source: Table, how: Any) -> MappedTable:
    """The rows alone, without what is to be made for them."""
    return mapped(source, how)[0]


def table(*rows: dict[str, str]) -> ListTable:
    """A table with the columns of the first row; its first record is row 2."""
    return ListTable(list(rows[0]), [(number, list(row.values())) for number, row in enumerate(rows, start=2)])


def mapping(kind: str = "events", /, **options: Any) -> Any:
    """A mapping from its form in JSON; `fields` whose value is a text are columns as they are."""
    fields = {
        name: {"how": "column", "column": way} if isinstance(way, str) else way
        for name, way in options.pop("fields").items()
    }
    return from_json({"dateline_mapping": 1, "kind": kind, "fields": fields, **options})


def cells(found: Table) -> list[dict[str, str]]:
    return [dict(zip(found.header, row, strict=True)) for _number, row in found.rows()]


def column(found: Table, name: str) -> list[str]:
    return [row[name] for row in cells(found)]


def load(source: Table, how: Any, **options: Any) -> tuple[MappedTable, Report]:
    """Import what is to be made and the rows together, in one act."""
    found, made = mapped(source, how)
    files = [*((FILES[plural], first) for plural, first in made), (FILES[how.kind], found)]
    names = [*(plural for plural, _first in made), "sheet.csv"]
    return found, import_files(files, names=names, **options)
