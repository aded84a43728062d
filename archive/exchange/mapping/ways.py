"""How a field of a record is filled from somebody else's table: plain data, free of files and of the database.

A `Mapping` has a way for each field that it fills. Columns are named as `names.column_names` names them. Everything
here is frozen and equal by value; `written` gives it its form in JSON.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any

VERSION = 1
"""Of the form in JSON."""

LEAVE, MAKE = "", "+"
"""What `Found.chosen` may say of a name in place of a slug: leave the field empty; make a record."""

OTHERWISE = ("make", "leave", "refuse")
ORDERS = ("dmy", "mdy", "ymd")
SERIALS = ("1900", "1904")
PRECISIONS = ("day", "about", "week", "month", "year")
CODES = ("country", "language")
FOUND_BY = ("name", "url", "slug")

Pairs = dict[str, str]


@dataclass(frozen=True)
class FromColumn:
    """A column as it is, without white space at its ends.

    `replace`: values that stand for others. `code`: names of countries or languages become their codes.
    """

    column: str
    replace: Pairs = field(default_factory=dict)
    code: str = field(default="", metadata={"one_of": CODES})


@dataclass(frozen=True)
class Constant:
    """The same for all rows, written as in the archive's own files (without the `'` before formulas)."""

    value: str


@dataclass(frozen=True)
class Joined:
    """Several columns one after the other; blank ones are left out. `labelled`: each as “Column: value”.

    `replace`: values of any of them that stand for others.
    """

    columns: tuple[str, ...]
    separator: str = " "
    labelled: bool = False
    replace: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class Number:
    """A number with separators as a plain decimal. `thousands` may be empty: there are none."""

    column: str
    decimal: str = field(default=".", metadata={"one_of": (".", ",")})
    thousands: str = field(default="", metadata={"one_of": ("", ",", ".", " ", "'")})
    replace: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class DateOf:
    """A date as people write it, in EDTF. Either `column` or `parts` (the columns of year, month and day) is given.

    `end`, `end_parts`: the end of a span, of which times of day are not kept; one that is blank or the same as the
    start makes no span. `time`, `end_time`: columns of the time of day; `offset` is added to it. `order`: of day,
    month and year in numbers; empty: what could be read in two ways is refused. `two_digit_years`: up to this number
    they are of the 2000s, above it of the 1900s; -1: refused. `serial`: day numbers as Excel keeps them, from 1900
    or 1904.

    False precision, which only a person can tell: `first_of_year`: 1 January is the year; `first_of_month`: the 1st
    is the month; `midnight_is_day`: 00:00 is no time of day. `precision`: a column that says how exact the date is,
    `precisions`: what its values mean: `day`, `about`, `week` (the seven days round it), `month`, `year`.
    """

    column: str = ""
    parts: tuple[str, ...] = ()
    end: str = ""
    end_parts: tuple[str, ...] = ()
    time: str = ""
    end_time: str = ""
    order: str = field(default="", metadata={"one_of": ORDERS})
    two_digit_years: int = -1
    serial: str = field(default="", metadata={"one_of": SERIALS})
    offset: str = ""
    first_of_year: bool = False
    first_of_month: bool = False
    midnight_is_day: bool = True
    precision: str = ""
    precisions: Pairs = field(default_factory=dict)
    replace: Pairs = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A record of the archive, by name.

    `kind`: a kind of record (`actor`) or a vocabulary (`event_kind`). `by`: `name` (any of its names, a title, the
    label of a term), `url` (of a source) or `slug`. `chosen`: name → slug, as a person decided, or `LEAVE` or `MAKE`;
    one of several namesakes is named with what tells it apart, `Springfield (Illinois, United States)`.
    `otherwise`: what becomes of names that nobody has: `make`, `leave` empty or `refuse`. `made`: what a made record
    has beside its name, each a way of its own, read from the first row that has the name. `apart`: columns that tell
    namesakes apart; where they differ, records are made apart and not taken from the archive unasked.
    """

    value: "FromColumn | Constant | Joined"
    kind: str
    by: str = field(default="name", metadata={"one_of": FOUND_BY})
    otherwise: str = field(default="refuse", metadata={"one_of": OTHERWISE})
    chosen: Pairs = field(default_factory=dict)
    made: "dict[str, Way]" = field(default_factory=dict)
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Part of a list. `separator`: between the items of one cell (empty: the cell is one item, `\\n`: a line each).

    `qualifier` is what follows the item after `:`, but for external identifiers, where it is the register before it.
    """

    value: "FromColumn | Constant | Joined | Number | Found"
    separator: str = ""
    qualifier: "FromColumn | Constant | Found | None" = None


@dataclass(frozen=True)
class Items:
    """A list of the items that the parts give, in their order; repeated and blank ones are left out."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class SlugOf:
    """A slug, which tells the rows apart and finds them again when the file comes again.

    `id`: a column that names the record in its own register; the slug is `prefix` and it. With `register`, a record
    of the archive that has the external identifier `register:id` is taken whatever its slug. `of`: fields (not
    columns) that the slug is made of where there is no identifier, such as title and when; rows that have them alike
    are numbered in their order.
    """

    id: str = ""
    prefix: str = ""
    register: str = ""
    of: tuple[str, ...] = ()


Way = FromColumn | Constant | Joined | Number | DateOf | Found | Items | SlugOf
WAYS: dict[str, type] = {
    "column": FromColumn,
    "constant": Constant,
    "joined": Joined,
    "number": Number,
    "date": DateOf,
    "found": Found,
    "items": Items,
    "slug": SlugOf,
}
"""By what the form in JSON calls them."""


@dataclass(frozen=True)
class Skip:
    """Rows in which the column has one of these values are left out ("" : is blank)."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Notes:
    """Columns that no field takes are kept as lines “Column: value” at the end of the text field `into`.

    They are as public as that field. A column that stands neither here nor in a way is dropped.
    """

    columns: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class Mapping:
    """`kind`: the name of a file of the archive (`events`); `fields`: its columns → ways.

    `header`: the names of the columns of a file that has no header row; its first row is a record then. Rows that are
    blank throughout are always left out.
    """

    kind: str
    fields: dict[str, Way]
    name: str = ""
    about: str = ""
    header: tuple[str, ...] = ()
    skip_rows: tuple[Skip, ...] = ()
    notes: Notes | None = None


#: fields of ways that name one column, and those that name several
ONE_COLUMN = frozenset({"column", "end", "time", "end_time", "precision", "id"})
SEVERAL_COLUMNS = frozenset({"columns", "parts", "end_parts", "apart"})


def columns_of(way: Any) -> list[str]:
    """The columns that a way (or part of one) reads, each once, in the order in which it names them."""
    return list(dict.fromkeys(_columns(way)))


def _columns(way: Any) -> Iterator[str]:
    if isinstance(way, dict):
        for inner in way.values():
            yield from _columns(inner)
    elif isinstance(way, tuple):
        for inner in way:
            yield from _columns(inner)
    elif hasattr(way, "__dataclass_fields__"):
        for item in fields(way):
            value = getattr(way, item.name)
            if item.name in ONE_COLUMN:
                yield from [value] if value else []
            elif item.name in SEVERAL_COLUMNS and all(isinstance(name, str) for name in value):
                yield from (name for name in value if name)
            else:
                yield from _columns(value)


def found_in(way: Any) -> Iterator[Found]:
    """Every look-up that a way makes, but for those of records that are made on the way."""
    if isinstance(way, Found):
        yield way
    elif isinstance(way, Items):
        for part in way.parts:
            yield from found_in(part.value)
            yield from found_in(part.qualifier)


def columns_used(mapping: Mapping) -> list[str]:
    """Every column that the mapping names, each once."""
    notes = mapping.notes.columns if mapping.notes else ()
    skipped = tuple(skip.column for skip in mapping.skip_rows)
    return list(dict.fromkeys([*columns_of(mapping.fields), *notes, *skipped]))
