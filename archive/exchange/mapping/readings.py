"""What single values of a table become, to be shown beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from archive.dates import EDTFError, display
from archive.exchange.mapping.checking import names_of
from archive.exchange.mapping.errors import MappingError, Unfit
from archive.exchange.mapping.reading import Reader, Readers
from archive.exchange.mapping.targets import targets
from archive.exchange.mapping.ways import DateOf, FromColumn, Mapping, Number, columns_of
from archive.exchange.tables import Table

_ROWS = 300
_SHOWN = 3


@dataclass(frozen=True)
class Reading:
    """A value of a column; `becomes` in words, "" where it stays as it is; `problem` where it does not fit."""

    value: str
    becomes: str = ""
    problem: str = ""


@dataclass
class _Column:
    place: int
    read: Reader | None = None
    is_date: bool = False
    found: dict[str, Reading] = field(default_factory=dict)


def readings(table: Table, mapping: Mapping) -> dict[str, list[Reading]]:
    """Up to three different values of each column, with what dates, numbers, codes and choices are read as.

    The mapping need not be one that `check` lets pass.
    """
    try:
        names = names_of(mapping, table.header)
    except MappingError:
        return {}
    columns = _columns(mapping, names)
    for row in islice(_rows(table, mapping), _ROWS):
        if len(row) == len(names):
            for column in columns.values():
                _see(column, row)
    return {name: list(column.found.values()) for name, column in columns.items()}


def _rows(table: Table, mapping: Mapping) -> Iterator[Sequence[str]]:
    if mapping.header:
        yield table.header
    yield from (row for _number, row in table.rows())


def _columns(mapping: Mapping, names: Sequence[str]) -> dict[str, _Column]:
    columns = {name: _Column(place) for place, name in enumerate(names)}
    fields = targets(mapping.kind)
    # What nobody looks up can be read before anything is decided.
    readers = Readers(Mapping(mapping.kind, {}), names)
    for name, way in mapping.fields.items():
        used = [column for column in columns_of(way) if column in columns]
        is_shown = isinstance(way, DateOf | Number) or fields[name].shape in ("choice", "code")
        if is_shown and isinstance(way, DateOf | Number | FromColumn) and len(used) == len(columns_of(way)) > 0:
            columns[used[0]].read = readers.reader(way, fields[name])
            columns[used[0]].is_date = isinstance(way, DateOf)
    return columns


def _see(column: _Column, row: Sequence[str]) -> None:
    value = row[column.place].strip()
    if value and value not in column.found and len(column.found) < _SHOWN:
        column.found[value] = _reading(column, row, value)


def _reading(column: _Column, row: Sequence[str], value: str) -> Reading:
    if column.read is None:
        return Reading(value)
    try:
        cell = column.read(row)
        words = display(cell) if column.is_date and cell else cell
    except Unfit as unfit:
        return Reading(value, problem=str(unfit.reason))
    except EDTFError as error:
        return Reading(value, problem=str(error))
    return Reading(value, words if words != value else "")
