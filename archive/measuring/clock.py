"""Processor time of a piece of work: of this process, and of PostgreSQL's process that works for it.

Where that one cannot be looked at (it runs on another machine), the time that passes is taken instead.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection

ROUNDS = 15


def run_time(process: int) -> float | None:
    """Seconds that all threads of a process have had on a processor so far, or None where nobody tells."""
    tasks = Path("/proc") / str(process) / "task"
    try:
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()) / 1e9
    except OSError:
        return None


class Clock:
    """Reads the time of whoever works: `clock()` in seconds from some moment on."""

    def __init__(self) -> None:
        self.server = server_process()

    def __call__(self) -> float:
        if connection.vendor != "postgresql":
            return time.process_time()
        server = run_time(self.server) if self.server else None
        return time.perf_counter() if server is None else time.process_time() + server

    @property
    def words(self) -> str:
        if connection.vendor != "postgresql":
            return "processor time"
        return "processor time, with the database's" if self.server else "time that passes"


def server_process() -> int | None:
    """The process that serves this connection, if it runs on this machine."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        process = int(cursor.fetchone()[0])
    try:
        name = (Path("/proc") / str(process) / "comm").read_text()
    except OSError:
        return None
    return process if name.startswith("postgres") else None


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS, *, warm_up: int = 2) -> float:
    """The median of so many rounds of `work`, after some that are not counted."""
    for _ in range(warm_up):
        work()
    clock = Clock()
    taken = []
    for _ in range(rounds):
        start = clock()
        work()
        taken.append(clock() - start)
    return statistics.median(taken) * 1e3
