"""Readers while a large import is written: how long pages take them, and that none fails.

Time that passes, for what is asked is whether anybody has to wait; the import works in a process of its own, and what
it writes is taken back.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from statistics import quantiles

from archive.measuring.apart import run_apart
from archive.measuring.pages import measured_pages
from archive.measuring.requests import Site, served
from archive.measuring.results import Result, not_there
from archive.models import Event

MOST_ROWS, LONGER = 100_000, 2
QUIET = 200
"""Pages that are asked for while nobody writes."""
FEWEST = 20
"""Of fewer events an import is over before it is noticed."""


def measure_readers() -> Iterator[Result]:
    """Ask for pages while events are taken in. Raises `PageFailed` for one that does not come."""
    rows = min(Event.objects.count(), MOST_ROWS)
    if rows < FEWEST:
        yield not_there("readers during an import", "the archive has too few events")
        return
    addresses = list(measured_pages().values())
    with served() as site, ThreadPoolExecutor(1) as beside:
        quiet = [_milliseconds(site, address) for address, _n in zip(cycle(addresses), range(QUIET), strict=False)]
        importing = beside.submit(run_apart, "archive.measuring.imports:import_and_tell", "events", str(rows))
        busy: list[float] = []
        for address in cycle(addresses):
            if importing.done() and len(busy) >= QUIET:
                break
            busy.append(_milliseconds(site, address))
        importing.result()
    yield Result("95 of 100 pages while nobody writes, within", _slowest(quiet), "ms")
    ratio = _slowest(busy) / _slowest(quiet)
    note = f"{_slowest(busy):.0f} ms, {len(busy)} pages while {rows} events were taken in, none failed"
    yield Result("… while an import is written, times as long", ratio, "×", note, f"≤ {LONGER} ×", ratio <= LONGER)


def _milliseconds(site: Site, address: str) -> float:
    start = time.perf_counter()
    site.get(address)
    return (time.perf_counter() - start) * 1e3


def _slowest(taken: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(taken, n=20)[-1]
