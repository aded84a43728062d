"""Files out: what each costs beside the same rows written raw, and beside django-import-export as it comes.

*Raw* is the least that has to be done: `csv.writer` on SQLite, `COPY … TO STDOUT (FORMAT csv)` on PostgreSQL, over
the rows of all tables that the file is made of, of each table only the columns that go into the file; nothing is
joined, looked up, put in order, escaped or hashed. *Cells that stand ready* is the floor below it: the same bytes as
the file's, from one table that holds every cell as it is written, which no archive has.
"""

import csv
import io
import json
import statistics
import time
from collections.abc import Iterable, Iterator

from django.db import connection, models
from import_export.resources import modelresource_factory

from archive.exchange import FILES, Export
from archive.exchange.cell_queries import plan
from archive.exchange.columns import ArchivedText, Chains, Lists, owned
from archive.exchange.files import File
from archive.measuring.apart import most_megabytes, run_apart
from archive.measuring.clock import milliseconds
from archive.measuring.derived import taken_back
from archive.measuring.results import Result, at_most, not_there, times_as_much
from archive.models import Capture, Station

MOST_TIMES, FIRST_BYTE, MEGABYTES = 2, 200, 32
ROUNDS, FIRST_BYTES = 3, 5
ENOUGH = 1000
"""A file of fewer rows says more of what it costs to ask at all."""
STOCK_ROWS = 2000
"""django-import-export is measured with so many rows: it would take longer than all the rest."""

Columns = list[str]


def measure_exports() -> Iterator[Result]:
    """Write each file as CSV."""
    for name, file in FILES.items():
        if not (count := file.kind.model._default_manager.count()):
            yield not_there(name, "the archive has none")
            continue
        yield from _measure_file(name, file, count)
    yield from _measure_memory()


def _measure_file(name: str, file: File, count: int) -> Iterator[Result]:
    taken = milliseconds(lambda: _drain(Export(name).csv()), ROUNDS, warm_up=1)
    raw = milliseconds(lambda: _write_raw(file), ROUNDS, warm_up=1)
    ready = _ready_cells(file)
    yield Result(name, taken, "ms", f"{count} rows, {taken / count * 1e3:.1f} µs each")
    if count >= ENOUGH:
        yield times_as_much(f"{name}: times the raw rows", taken, raw, MOST_TIMES)
    yield Result(f"{name}: times cells that stand ready", taken / ready, "×", f"{ready:.1f} ms, the floor")
    stock = _stock(file, count)
    yield Result(f"{name}: django-import-export as it comes", stock, "ms", f"{stock / taken:.0f} × as long")
    first = statistics.median(_first_byte(name) for _round in range(FIRST_BYTES))
    yield at_most(f"{name}: the first row of the public file", first, "ms", FIRST_BYTE, "time that passes")


def _drain(pieces: Iterable[bytes]) -> int:
    return sum(map(len, pieces))


def _first_byte(name: str) -> float:
    """Milliseconds until a row of the public file is there; the header comes at once."""
    start = time.perf_counter()
    pieces = Export(name, public=True).csv()
    next(pieces)
    next(pieces, b"")
    return (time.perf_counter() - start) * 1e3


# The yardsticks


def tables_of(file: File) -> list[tuple[type[models.Model], Columns, str]]:
    """The tables that a file is made of: which columns, and which one must be filled for a row to belong to it."""
    fields = {field.name: field.column for field in file.kind.model._meta.concrete_fields}
    own = ["id", *(str(fields[column.name]) for column in file.columns if column.name in fields)]
    tables: list[tuple[type[models.Model], Columns, str]] = [(file.kind.model, own, "id")]
    for column in file.columns:
        if isinstance(column, Lists):
            model, owner = owned(file.kind, column.name)
            tables.append((model, _filled(model, owner), f"{owner}_id"))
        if isinstance(column, Chains):
            tables.append((Station, ["chain_id", "actor_id", "source_id", "order"], "id"))
        if isinstance(column, ArchivedText):
            tables.append((Capture, ["source_id", "number", "text_id"], "id"))
    return tables


def _filled(model: type[models.Model], owner: str) -> Columns:
    """All columns but the key, the words around a citation, the bounds of a date, and what belongs to another kind."""
    left_out = {"id", "prefix", "suffix", "first_day", "last_day", "first_second", "last_second", "sort_day"}
    left_out |= {"event", "statement"} - {owner} if model.__name__ in ("Citation", "Chain") else set()
    return [str(field.column) for field in model._meta.concrete_fields if field.name not in left_out]


def _write_raw(file: File) -> None:
    for model, columns, filled in tables_of(file):
        quote = connection.ops.quote_name
        told = ", ".join(map(quote, columns))
        table, condition = quote(model._meta.db_table), f"{quote(filled)} IS NOT NULL"
        _write(f"SELECT {told} FROM {table} WHERE {condition}")  # noqa: S608 (our own names)
    if "text" in file.by_name:
        _write("SELECT sha256, body FROM archive_archivedtext")


def _write(query: str) -> None:
    """The rows of a query as CSV, by the quickest way there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy:
                _drain(copy)
            return
        cursor.execute(query)
        while rows := cursor.fetchmany(100):
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            text.getvalue().encode()


def _ready_cells(file: File) -> float:
    """Milliseconds to write the very same cells from one table that holds them."""
    made = plan(file.name, tuple(file.header), public=False, vendor=connection.vendor)
    keys = list(file.kind.model._default_manager.order_by("slug").values_list("pk", flat=True))
    names = ", ".join(f"cell{number}" for number in range(len(file.header)))
    with taken_back(), connection.cursor() as cursor:
        sql = made.sql_for_csv or made.sql
        cells = f"WITH made ({names}) AS ({sql}) SELECT * FROM made"  # noqa: S608 (our own words)
        cursor.execute(f"CREATE TEMPORARY TABLE ready AS {cells}", made.filled(keys))
        return milliseconds(lambda: _write("SELECT * FROM ready"), ROUNDS, warm_up=1)


def _stock(file: File, count: int) -> float:
    """Milliseconds of django-import-export with its own resource of the model, for as many rows."""
    made = modelresource_factory(file.kind.model)()
    records = file.kind.model._default_manager.order_by("pk")[:STOCK_ROWS]
    taken = milliseconds(lambda: made.export(records.all()).csv, 1, warm_up=0)
    return taken * count / min(count, STOCK_ROWS)


# Memory


def _measure_memory() -> Iterator[Result]:
    largest = max(FILES.values(), key=lambda file: file.kind.model._default_manager.count()).name
    told = json.loads(run_apart("archive.measuring.exports:export_and_tell", largest))
    note = f"{told['before']:.0f} MB before it, {told['after']:.0f} MB after the last row"
    yield at_most(f"{largest}: memory that the file takes", told["after"] - told["before"], "MB", MEGABYTES, note)


def export_and_tell(name: str) -> str:
    """Export it, and tell the most memory of this process after the first rows and after the last, as JSON."""
    pieces = Export(name).csv()
    next(pieces)
    before = most_megabytes()
    _drain(pieces)
    return json.dumps({"before": before, "after": most_megabytes()})
