"""What must stay quick, by name; ``manage.py benchmark`` prints it.

A measurement is a function that yields results, registered with ``@measurement("name")``. It reads the
archive as it stands and changes nothing.
"""

import importlib.util
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import dates
from archive.models import Actor, Event, Source, Statement
from archive.views.addresses import record_url

DATES = (
    "2021-12-22",
    "2021-12",
    "2021-12-17/2022-01",
    "2021-11/..",
    "2021-12~",
    "2021-12-22?",
    "[2021-12-21,2021-12-22]",
    "156X",
    "-0044-03-15",
    "2022-01-26T16:14:00+02:00",
)


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    what: str
    value: float
    unit: str
    note: str = ""


class PageFailed(Exception):
    """A page that was to be measured did not come."""


Measurement = Callable[[], Iterator[Result]]
MEASUREMENTS: dict[str, Measurement] = {}


def measurement(name: str) -> Callable[[Measurement], Measurement]:
    """Register a measurement under this name."""

    def register(function: Measurement) -> Measurement:
        MEASUREMENTS[name] = function
        return function

    return register


def seconds_of_work(work: Callable[[], object], times: int) -> float:
    """Processor time of one call in seconds: the quickest of five rounds of `times` calls."""
    rounds = []
    for _ in range(5):
        start = time.process_time()
        for _ in range(times):
            work()
        rounds.append((time.process_time() - start) / times)
    return min(rounds)


@measurement("dates")
def measure_dates() -> Iterator[Result]:
    """Parse one EDTF date, in microseconds, beside the ``edtf`` package where it is installed."""

    def parse_with(parse: Callable[[str], object]) -> Callable[[], object]:
        return lambda: [parse(date) for date in DATES]

    ours = seconds_of_work(parse_with(dates.parse), 200) / len(DATES)
    yield Result("parse a date", ours * 1e6, "µs", "at most 50")
    if importlib.util.find_spec("edtf"):
        edtf = importlib.import_module("edtf")
        theirs = seconds_of_work(parse_with(edtf.parse_edtf), 1) / len(DATES)
        yield Result("… with the edtf package", theirs * 1e6, "µs", f"{theirs / ours:.0f} times as long")


def main_pages() -> dict[str, str]:
    """The pages that readers see most: what it is → its address; of each kind of record the first."""
    pages = {"timeline": "/", "search": "/search/?q=war"}
    for model in (Event, Actor, Statement, Source):
        record = model.objects.published().order_by("slug").first()
        if record is not None:
            pages[model.record_kind] = record_url(model.record_kind, record.slug)
    return pages


@measurement("pages")
def measure_pages() -> Iterator[Result]:
    """Answer with one page, in milliseconds of the processor, and with how many queries.

    Raises `PageFailed` for a page that does not come.
    """
    host = next((host for host in settings.ALLOWED_HOSTS if host[:1].isalnum()), "localhost")
    client = Client(SERVER_NAME=host)
    for name, address in main_pages().items():

        def read(address: str = address) -> int:
            return client.get(address, secure=True).status_code

        with CaptureQueriesContext(connection) as queries:
            status = read()
        count = len(queries)  # Before the next request empties the log.
        if status != HTTPStatus.OK:
            raise PageFailed(f"{address} answers {status}: there is nothing to measure.")
        yield Result(name, seconds_of_work(read, 5) * 1e3, "ms", f"{count} queries")
