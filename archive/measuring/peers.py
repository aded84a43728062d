"""Others that show lists of events, on the same data in the same run: stock Django, and Datasette where it is there.

What is not part of Dateline is looked for in the folder that `DATELINE_PEERS` names: Datasette in its virtual
environment `venv`. Nothing of it is installed or kept by Dateline.
"""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from archive.measuring.clock import milliseconds, run_time
from archive.measuring.pages import empty_view
from archive.measuring.requests import LIST, served
from archive.measuring.results import PageFailed, Result, not_there
from archive.measuring.samples import listed
from archive.timeline.keyset import PAGE_SIZE

STOCK = "stock Django list"
DATASETTE = "Datasette"
ROUNDS = 5
SECONDS_TO_START = 30


def peers_folder() -> Path | None:
    """Where others were installed to be measured; None where nowhere."""
    named = os.environ.get("DATELINE_PEERS", "")
    return Path(named) if named else None


def measure_peers() -> Iterator[Result]:
    """Answer with the first and the last page of 50 events."""
    last = (listed() - 1) // PAGE_SIZE + 1
    with served() as site:
        empty = empty_view(site)
        for what, address in {
            "Dateline, first page": "/",
            f"{STOCK}, first page": f"{LIST}?page=1",
            f"{STOCK}, last page": f"{LIST}?page={last}",
        }.items():
            taken = site.milliseconds(address, ROUNDS)
            yield Result(what, taken, "ms", f"{taken / empty:.1f} × the empty view")
    yield from _datasette(empty)


def _datasette(empty: float) -> Iterator[Result]:
    folder = peers_folder()
    program = folder / "venv" / "bin" / "datasette" if folder else None
    if program is None or not program.exists():
        yield not_there(DATASETTE, "not installed: see DATELINE_PEERS")
        return
    if connection.vendor != "sqlite":
        yield not_there(DATASETTE, "it reads SQLite alone")
        return
    with _serving(program, str(settings.DATABASES["default"]["NAME"])) as (process, address):
        table = f"{address}/archive/archive_event?_size={PAGE_SIZE}"
        for what, query in {"as it comes": "", "without facets and counts": "&_nofacet=1&_nocount=1"}.items():
            taken = _times_on_processor(process, table + query)
            yield Result(f"{DATASETTE}, {what}", taken, "ms", f"{taken / empty:.1f} × the empty view")


def _times_on_processor(process: int, address: str) -> float:
    """The median of what a page costs the process that serves it, in milliseconds of the processor."""

    def ask() -> None:
        with urllib.request.urlopen(address, timeout=120) as answer:  # noqa: S310 (of this machine)
            answer.read()

    ask()
    taken = []
    for _ in range(ROUNDS):
        before = run_time(process)
        ask()
        after = run_time(process)
        if before is None or after is None:
            return milliseconds(ask, ROUNDS)
        taken.append((after - before) * 1e3)
    return sorted(taken)[len(taken) // 2]


@contextmanager
def _serving(program: Path, database: str) -> Iterator[tuple[int, str]]:
    """Datasette at an address of this machine: its process and the address. Raises `PageFailed`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(program), "serve", database, "--port", str(port), "--setting", "sql_time_limit_ms", "60000"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as server:  # noqa: S603 (named by who runs it)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield server.pid, address
        finally:
            server.terminate()


def _wait_for(address: str) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/-/versions.json", timeout=5):  # noqa: S310 (of this machine)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise PageFailed(f"{DATASETTE} does not answer.")
