"""Packages: the whole archive into one file, and from there into an empty archive, of which nothing stays.

That one has a folder and a database of its own, of the same kind as this one's. Each way is gone by a process of its
own, so that its memory can be told. What counts is the time that passes: a file is packed beside the work on what
comes next.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection

from archive.exchange.packages import export_package, import_package
from archive.measuring.apart import most_megabytes, run_apart
from archive.measuring.clock import Clock
from archive.measuring.results import Result, at_most, not_there
from archive.models import Event

SECONDS, OF_EVENTS = 60, 100_000
"""The goal: out and in again, for an archive of so many events; of larger ones in proportion."""

Environment = dict[str, str]
Told = dict[str, float]


def measure_packages() -> Iterator[Result]:
    """Export the archive, and import that."""
    events = Event.objects.count()
    if not events:
        yield not_there("package", "the archive has no events")
        return
    with TemporaryDirectory(prefix="dateline-measured-") as folder:
        path = Path(folder, "archive.zip")
        out = _apart("export_and_tell", path)
        size = path.stat().st_size / 1e6
        yield _result("package: out", out, f" in {size:.0f} MB")
        try:
            with empty_archive(Path(folder)) as environment:
                back = _apart("import_and_tell", path, environment)
        except DatabaseError as error:
            yield not_there("package: in", f"there is no empty database: {error}".strip())
            return
        yield _result("package: in", back, "")
    limit = SECONDS * max(1, events / OF_EVENTS)
    yield at_most("package: out and in", out["seconds"] + back["seconds"], "s", limit, f"{events} events")


def _result(what: str, told: Told, more: str) -> Result:
    note = (
        f"{told['processor']:.1f} s of processors, {told['records']:.0f} records{more}, {told['most']:.0f} MB of memory"
    )
    return Result(what, told["seconds"], "s", note)


def _apart(function: str, path: Path, environment: Environment | None = None) -> Told:
    told: Told = json.loads(run_apart(f"{__name__}:{function}", str(path), environment=environment))
    return told


@contextmanager
def empty_archive(folder: Path) -> Iterator[Environment]:
    """The environment of an archive in this folder that has no tables yet. Raises DatabaseError where none can be made.

    On PostgreSQL it has a database beside this one's, which is dropped in the end.
    """
    environment = {"DATELINE_STATE": str(folder), "DJANGO_SECRET_KEY": settings.SECRET_KEY, "DATABASE_URL": ""}
    if connection.vendor != "postgresql":
        yield environment
        return
    name = f"dateline_measured_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        try:
            address = urlsplit(os.environ["DATABASE_URL"])
            yield {**environment, "DATABASE_URL": address._replace(path=f"/{name}").geturl()}
        finally:
            cursor.execute(f"DROP DATABASE {name}")


# In processes of their own


def export_and_tell(path: str) -> str:
    """Export to a file, and tell as JSON what that took."""
    return _told(lambda: export_package(Path(path)))


def import_and_tell(path: str) -> str:
    """Make the tables of an empty archive, import the package, and tell as JSON what that took."""
    call_command("migrate", verbosity=0)
    return _told(lambda: import_package(Path(path)))


def _told(work: Callable[[], int]) -> str:
    clock = Clock()
    start, start_of_work = time.perf_counter(), clock()
    records = work()
    seconds, processor = time.perf_counter() - start, clock() - start_of_work
    return json.dumps({"seconds": seconds, "processor": processor, "records": records, "most": most_megabytes()})
