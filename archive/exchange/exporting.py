"""Records to rows: the same rows for commands, the admin and the public pages.

Rows come in a stream, in code-point order of their slugs on either database, with a fixed number of queries for each
batch of records. The databases make the cells themselves: see `cell_queries`.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, OrderBy, QuerySet, Value

from archive.exchange.cell_queries import Plan, plan
from archive.exchange.files import FILES, File
from archive.exchange.writing import Row, lines
from archive.models import publicity

FIRST_BATCH, BATCH = 200, {"sqlite": 2000, "postgresql": 5000}
"""So many records share their queries, as measured; the first ones fewer, so that they come soon."""
COPIED = 20_000
"""Of rows that PostgreSQL streams as CSV, so many: it makes a plan for each batch, and none of them waits here."""
AT_ONCE, AT_ONCE_OF_TEXTS = 100, 2
"""So many of their rows are in memory at a time; a source's holds its whole text, of up to five million characters."""
PIECE = 1 << 16


class Export:
    """A file as a stream, `plural` being its name (`events`). Raises KeyError for another.

    `records`: only these. `columns`: only these, in the file's order.
    `public`: only what is published and may be told; references to anything else are left out.
    `count` tells how many records have been written so far.
    """

    def __init__(
        self,
        plural: str,
        *,
        public: bool = False,
        records: QuerySet[Any] | None = None,
        columns: Sequence[str] | None = None,
    ) -> None:
        self.file = FILES[plural]
        self.header = [name for name in self.file.header if columns is None or name in columns]
        self.public = public
        self.records = records
        self.count = 0
        self.left_out: list[str] = []

    def leave_out(self, column: str) -> None:
        """Write the file without that column, if it has it."""
        if column in self.header:
            self.header.remove(column)
            self.left_out.append(column)

    def rows(self) -> Iterator[Row]:
        """The rows, without the header."""
        for some in self._some_rows():
            for cells in some:
                self.count += 1
                yield list(cells)

    def csv(self) -> Iterator[bytes]:
        """The file itself in pieces of whole lines, with CRLF: for a streamed answer or a file."""
        yield ",".join(self.header).encode() + b"\r\n"
        yield from self._copied() if connection.vendor == "postgresql" else self._written()

    @property
    def _plan(self) -> Plan:
        return plan(self.file.name, tuple(self.header), public=self.public, vendor=connection.vendor)

    def _some_rows(self) -> Iterator[list[Any]]:
        size = AT_ONCE_OF_TEXTS if "text" in self.header else AT_ONCE
        for keys in self._keys(BATCH[connection.vendor]):
            yield from self._plan.rows(keys, size)

    def _written(self) -> Iterator[bytes]:
        for some in self._some_rows():
            self.count += len(some)
            yield "".join(lines(some)).encode()

    def _copied(self) -> Iterator[bytes]:
        waiting: list[bytes] = []
        length = 0
        # A batch of texts would be put in order on the disk.
        for keys in self._keys(BATCH["postgresql"] if "text" in self.header else COPIED):
            for line in self._plan.csv(keys):
                waiting += (line[:-1], b"\r\n")
                length += len(line)
                self.count += 1
                if length >= PIECE:
                    yield b"".join(waiting)
                    waiting, length = [], 0
        yield b"".join(waiting)

    def _keys(self, batch: int) -> Iterator[Sequence[int]]:
        """The primary keys of the records, in the order of the file, in batches of that size."""
        manager: Any = self.file.kind.model._default_manager
        found = manager.filter(publicity(self.file.kind.model)) if self.public else manager.all()
        if self.records is None and self.file.key == ("slug",):
            return _stepping(found, batch)
        if self.records is not None:
            # A list's own ordering, joins and annotations must not reach into the export.
            found = found.filter(pk__in=self.records.order_by().values("pk"))
        return _listed(in_code_point_order(self.file, found), batch)


def export_rows(
    plural: str, *, public: bool = False, records: QuerySet[Any] | None = None, columns: list[str] | None = None
) -> Iterator[Row]:
    """The header and the rows of a file: see `Export`."""
    export = Export(plural, public=public, records=records, columns=columns)
    yield export.header
    yield from export.rows()


def csv_lines(plural: str, *, public: bool = False, records: QuerySet[Any] | None = None) -> Iterator[str]:
    """The file itself as text, in pieces of whole lines."""
    return (piece.decode() for piece in Export(plural, public=public, records=records).csv())


# The order of the file


class _ByBytes(OrderBy):
    """The order of code points, which on PostgreSQL an index for patterns has."""

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Django looks for a direction in every ordering; this operator is one.
        return self.as_sql(compiler, connection, template="%(expression)s USING ~<~ /* ASC */")


class _Behind(Func):
    """Whether the first text comes after the second in the order of code points."""

    arity = 2
    template = "%(expressions)s"
    arg_joiner = " > "
    output_field = BooleanField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, arg_joiner=" ~>~ ")


def in_code_point_order(file: File, records: QuerySet[Any]) -> QuerySet[Any]:
    """The records ordered by the file's key, whatever the database's collation."""
    return records.order_by(*(_ByBytes(F(name)) for name in file.key))


def _stepping(records: QuerySet[Any], batch: int) -> Iterator[Sequence[int]]:
    """A batch at a time from the index of slugs: nothing waits for the last of a million records to be found."""
    last, size = "", FIRST_BATCH
    ordered = records.order_by(_ByBytes(F("slug"))).values_list("pk", "slug")
    while found := list(ordered.filter(_Behind(F("slug"), Value(last)))[:size]):
        yield [pk for pk, _slug in found]
        last, size = found[-1][1], batch


def _listed(records: QuerySet[Any], batch: int) -> Iterator[Sequence[int]]:
    """All at once, eight bytes for each: a selection may be slow to make, and is made once."""
    keys = array("q", records.values_list("pk", flat=True).iterator(chunk_size=FIRST_BATCH))
    borders = [0, *range(FIRST_BATCH, len(keys), batch), len(keys)]
    return (keys[start:end] for start, end in pairwise(borders) if end > start)
