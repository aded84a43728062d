"""Asking the site for pages: of a server like an installation's, or within this process to count the queries.

What a page costs is the time that the server's process had on a processor, and PostgreSQL's process for it; where
the system does not tell (there is no `/proc`, or the database is on another machine), the time that passed.
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from itertools import count

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.measuring.clock import run_time
from archive.measuring.results import PageFailed
from archive.measuring.serving import UNCACHED
from config.installation import PROJECT

EMPTY = "/measured/empty/"
LIST = "/measured/list/"
PROCESSES = "/measured/processes/"
SECONDS_TO_START, SECONDS_TO_WAIT = 60, 300
_visitors = count(1)
ROUNDS = 11


class Site:
    """A server of the site at a port of this machine. Its methods raise `PageFailed` for a page that does not come."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_TO_WAIT)
        told = json.loads(self.get(PROCESSES))
        self._processes = [told["site"], *([told["database"]] if told["database"] else [])]
        self._is_told = connection.vendor != "postgresql" or bool(told["database"])

    def get(self, address: str) -> bytes:
        """The body of a page."""
        self._connection.request("GET", address, headers=self._headers())
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != HTTPStatus.OK:
            raise PageFailed(f"{address} answers {answer.status}: there is nothing to measure.")
        return body

    def close(self) -> None:
        self._connection.close()

    def _headers(self) -> dict[str, str]:
        return {"Host": host(), "X-Forwarded-Proto": "https", "X-Forwarded-For": visitor(), "Accept-Language": "en"}

    def clock(self) -> float:
        """Seconds that the server has worked so far."""
        worked = [run_time(process) for process in self._processes] if self._is_told else [None]
        return time.perf_counter() if None in worked else sum(filter(None, worked))

    def milliseconds(self, address: str, rounds: int | None = None, *, times: int = 1) -> float:
        """What the page costs: the median of so many rounds of so many requests, after one that is not counted."""
        self.get(address)
        return statistics.median(self._cost(address, times) for _ in range(rounds or ROUNDS))

    def each(self, addresses: list[str]) -> list[float]:
        """What each page costs that is asked for once."""
        return [self._cost(address, 1) for address in addresses]

    def _cost(self, address: str, times: int) -> float:
        start = self.clock()
        for _ in range(times):
            self.get(address)
        return (self.clock() - start) / times * 1e3


def visitor() -> str:
    """The address of somebody else each time, for one visitor may not search without end."""
    number = next(_visitors)
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def host() -> str:
    """A name that the site answers to."""
    return next((host for host in settings.ALLOWED_HOSTS if host[:1].isalnum()), "localhost")


def queries(address: str) -> int:
    """How many queries the page asks."""
    client = Client(SERVER_NAME=host())
    with CaptureQueriesContext(connection) as asked:
        status = client.get(address, secure=True, REMOTE_ADDR=visitor()).status_code
    if status != HTTPStatus.OK:
        raise PageFailed(f"{address} answers {status}: there is nothing to measure.")
    return len(asked)


@contextmanager
def served(*, keeping: bool = False, database: str = "") -> Iterator[Site]:
    """The site, served by one thread of gunicorn.

    `keeping`: it keeps finished pages, as an installation does. `database`: the `DATABASE_URL` of another archive.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {**os.environ, "DATELINE_MEASURING": "" if keeping else UNCACHED, "DJANGO_TRUSTED_PROXIES": "1"}
    if database:
        environment["DATABASE_URL"] = database
    command = [sys.executable, "-m", "gunicorn", "archive.measuring.serving:application"]
    command += ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "1", "--log-level", "error"]
    command += ["--keep-alive", str(SECONDS_TO_WAIT), "--timeout", str(SECONDS_TO_WAIT)]
    with subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            with closing(_answering(port)) as site:
                yield site
        finally:
            server.terminate()


def _answering(port: int) -> Site:
    until = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            return Site(port)
        except OSError:
            if time.monotonic() > until:
                raise PageFailed("The site could not be served.") from None
            time.sleep(0.1)
