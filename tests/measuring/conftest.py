"""A site that answers within the test, where the benchmark has a server of its own."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client, override_settings

from archive.generating import generate
from archive.measuring import facets, pages, peers, searching, tiles
from archive.measuring.requests import PROCESSES, Site, visitor
from archive.measuring.results import PageFailed


class SiteOfTheTest(Site):
    """The same questions, asked of Django's test client."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: list[str] = []
        self.processes = json.loads(self.get(PROCESSES))

    def get(self, address: str) -> bytes:
        self.asked.append(address)
        with override_settings(ROOT_URLCONF="archive.measuring.stock"):
            answer = Client(SERVER_NAME="localhost").get(address, secure=True, REMOTE_ADDR=visitor())
        if answer.status_code != 200:
            raise PageFailed(f"{address} answers {answer.status_code}: there is nothing to measure.")
        return answer.content

    def clock(self) -> float:
        return time.perf_counter()


@pytest.fixture
def site(db, monkeypatch) -> SiteOfTheTest:
    """What the measurements ask instead of a server."""
    made = SiteOfTheTest()

    @contextmanager
    def served(*, keeping: bool = False, database: str = "") -> Iterator[Site]:
        yield made

    for module in (facets, pages, peers, searching, tiles):
        monkeypatch.setattr(module, "served", served)
    return made


@pytest.fixture
def made_up(db) -> dict[str, int]:
    return generate(120, seed=1)
