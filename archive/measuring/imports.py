"""Files in: what an import costs beside the very same rows written raw, and beside django-import-export.

The archive's own events and statements are taken in once more under other names, in a transaction of which nothing
stays. *Raw* is every row that this wrote, into the same tables and indexes: `executemany` on SQLite, `COPY` on
PostgreSQL, with nothing read, checked, looked up or derived. It is told in processor time, with the database's own.
"""

import csv
import json
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from unittest.mock import patch

import tablib
from django.db import connection
from import_export.resources import modelresource_factory

from archive.exchange import FILES, Export, Report, import_files
from archive.exchange.files import File
from archive.exchange.importing import examine
from archive.exchange.tables.plain import PlainTable
from archive.measuring.apart import most_megabytes, run_apart
from archive.measuring.clock import Clock
from archive.measuring.derived import taken_back
from archive.measuring.results import PageFailed, Result, at_most, not_there
from archive.models import bulk

MEASURED = ("events", "statements")
MOST_ROWS = 100_000
TIMES_RAW, UNCHANGED_SHARE, PREVIEW, MEGABYTES = 2, 0.5, 100, 120
"""The goals: times the raw rows, share of the first import, microseconds a row, megabytes."""
STOCK_ROWS = 500
"""django-import-export is measured with so many rows: it would take longer than all the rest."""
OTHER = "measured-"
"""What the slugs of the records that are taken in once more begin with."""


def measure_imports() -> Iterator[Result]:
    """Take in CSV."""
    for name in MEASURED:
        file = FILES[name]
        count = min(file.kind.model._default_manager.count(), MOST_ROWS)
        if not count:
            yield not_there(name, "the archive has none")
            continue
        with TemporaryDirectory(prefix="dateline-measured-") as folder:
            path = Path(folder, f"{name}.csv")
            write_again(file, path, count)
            yield from _measure_file(file, path, count)


def _measure_file(file: File, path: Path, count: int) -> Iterator[Result]:
    name, journal = file.name, path.with_name("journal")
    preview = _seconds(lambda: _examine(file, path))
    yield at_most(f"{name}: preview", preview / count * 1e6, "µs", PREVIEW, f"{count} rows, {preview:.1f} s")
    with taken_back():
        with _noting_rows(journal):
            first = _seconds(lambda: _import(file, path))
        again = _seconds(lambda: _import(file, path))
    raw = _seconds_of_raw(journal)
    yield Result(f"{name}: import", first, "s", f"{first / count * 1e6:.0f} µs a row")
    yield Result(f"{name}: the same rows raw", raw, "s", f"{raw / count * 1e6:.0f} µs a row")
    yield _at_most_times(f"{name}: import, times raw", first, raw, TIMES_RAW)
    yield _at_most_times(f"{name}: the same file again, of the first time", again, first, UNCHANGED_SHARE)
    stock = _seconds_of_stock(file, path, count)
    yield Result(f"{name}: django-import-export as it comes", stock, "s", f"{stock / first:.1f} × as long")
    yield from _measure_memory(file, path, count)


def _at_most_times(what: str, value: float, other: float, most: float) -> Result:
    ratio = value / other
    return Result(what, ratio, "×", f"{value:.1f} and {other:.1f} s", f"≤ {most:g} ×", ratio <= most)


def _seconds(work: Callable[[], object]) -> float:
    clock = Clock()
    start = clock()
    work()
    return clock() - start


# The file


def write_again(file: File, path: Path, most: int) -> None:
    """The archive's own rows of one kind as new records, which name each other as the first ones do."""
    chosen = set(_slugs(file, most))
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        for number, row in enumerate(_rows(file)):
            if number > most:
                break
            writer.writerow(_renamed(file, row, chosen) if number else row)


def _rows(file: File) -> Iterator[list[str]]:
    export = Export(file.name)
    yield list(export.header)
    yield from (list(row) for row in export.rows())


def _slugs(file: File, most: int) -> Iterator[str]:
    rows = _rows(file)
    place = next(rows).index("slug")
    for _number, row in zip(range(most), rows, strict=False):
        yield row[place]


def _renamed(file: File, row: list[str], chosen: set[str]) -> list[str]:
    """The row of a record of another name; what it is part of or links to is renamed where that is taken in, too."""
    cells = dict(zip(file.header, row, strict=True))
    cells["slug"] = OTHER + cells["slug"]
    if cells.get("part_of") in chosen:
        cells["part_of"] = OTHER + cells["part_of"]
    links = cells["links"].split("|") if cells["links"] else []
    cells["links"] = "|".join(sorted(OTHER + link if link.split(":")[0] in chosen else link for link in links))
    return list(cells.values())


# Ours


def _import(file: File, path: Path) -> Report:
    report = import_files([(file, PlainTable(path))], names=[path.name])
    if report.fault_count:
        raise PageFailed(f"{path.name} was not taken in: {report.lines[0]}")
    return report


def _examine(file: File, path: Path) -> None:
    scratch = path.with_name("scratch")
    scratch.unlink(missing_ok=True)
    examine([(file, PlainTable(path))], None, [path.name], scratch)


# The same rows raw


@contextmanager
def _noting_rows(path: Path) -> Iterator[None]:
    """Put every statement that writes rows, with the rows, into a file."""
    with path.open("wb") as journal:

        def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
            if sql.lstrip().split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE", "CREATE", "DROP"):
                parameters = list(parameters) if many else parameters
                pickle.dump((sql, parameters, many), journal)
            return execute(sql, parameters, many, context)

        def copy(cursor: Any, statement: str, rows: Any) -> int:
            listed = list(rows)
            pickle.dump((statement, listed, None), journal)
            return _copy_rows(cursor, statement, listed)

        _copy_rows = bulk.copy_rows
        with connection.execute_wrapper(note), patch.object(bulk, "copy_rows", copy):
            yield


def _seconds_of_raw(path: Path) -> float:
    """Processor seconds of writing what was noted, in a transaction of which nothing stays."""
    clock, seconds = Clock(), 0.0
    with taken_back(), connection.cursor() as cursor, path.open("rb") as journal:
        for sql, parameters, many in _noted(journal):
            start = clock()
            if many is None:
                bulk.copy_rows(cursor, sql, parameters)
            elif many:
                cursor.executemany(sql, parameters)
            else:
                cursor.execute(sql, parameters)
            # Where rows are only put down on their way does not count; that they are written from there does.
            seconds += 0 if sql.startswith(_ON_THE_WAY) else clock() - start
    return seconds


_ON_THE_WAY = ("CREATE", "DROP", "INSERT INTO temp.", "COPY searchrows")


def _noted(journal: BinaryIO) -> Iterator[Any]:
    while True:
        try:
            yield pickle.load(journal)  # noqa: S301 (what we wrote a moment ago)
        except EOFError:
            return


# The stock way


def _seconds_of_stock(file: File, path: Path, count: int) -> float:
    """django-import-export with its own resource of the model, without what hangs on the record, for as many rows."""
    rows = min(count, STOCK_ROWS)
    model = file.kind.model
    made = modelresource_factory(model)()
    records = model._default_manager.order_by("pk")[:rows]
    dataset = made.export(records.all())
    table = tablib.Dataset(headers=dataset.headers)
    places = {name: dataset.headers.index(name) for name in ("id", "uuid", "slug")}
    for number, row in enumerate(dataset):
        cells = list(row)
        cells[places["id"]] = ""
        cells[places["uuid"]] = f"00000000-0000-4000-8000-{number:012x}"
        cells[places["slug"]] = f"{OTHER}{number}"
        table.append(cells)
    with taken_back():
        return _seconds(lambda: made.import_data(table, raise_errors=True)) * count / rows


# Memory


def _measure_memory(file: File, path: Path, count: int) -> Iterator[Result]:
    """Of processes that do nothing else: the files are made here."""
    few = path.with_name("few.csv")
    write_again(file, few, max(count // 10, 1))
    some, all_of_them = _megabytes_apart(file.name, few), _megabytes_apart(file.name, path)
    note = f"{some['most']:.0f} MB for a tenth of the rows, {some['before']:.0f} MB before the first"
    yield at_most(f"{file.name}: memory of the import", all_of_them["most"], "MB", MEGABYTES, note)


def _megabytes_apart(name: str, path: Path) -> dict[str, float]:
    told: dict[str, float] = json.loads(run_apart("archive.measuring.imports:import_and_tell", name, str(path)))
    return told


def import_and_tell(name: str, path: str) -> str:
    """Take a file in, take that back, and tell the most memory of this process, as JSON."""
    before = most_megabytes()
    with taken_back():
        _import(FILES[name], Path(path))
    return json.dumps({"before": before, "most": most_megabytes()})
