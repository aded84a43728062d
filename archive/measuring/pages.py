"""Pages: lists of 50 events and single records, made anew and kept, beside a view that does nothing.

Where `DATELINE_SMALL_ARCHIVE` is the `DATABASE_URL` of a small archive (of 1,000 events), the same pages of it are
measured in the same run: what a page costs should not depend on how large the archive is.
"""

import json
import os
from collections.abc import Iterator

from django.db import connection

from archive.measuring.apart import run_apart
from archive.measuring.requests import EMPTY, Site, queries, served
from archive.measuring.results import Result, in_terms_of, times_as_much
from archive.measuring.samples import list_pages, record_pages

KEPT, LARGER = 1.2, 1.15
TIMES, TIMES_KEPT = 3, 20


def most_times() -> int:
    """How many times the empty view a page may cost on the database in use."""
    return 12 if connection.vendor == "postgresql" else 10


def empty_view(site: Site) -> float:
    """The yardstick: what a view costs that does nothing, in milliseconds."""
    return site.milliseconds(EMPTY, 21, times=20)


def measured_pages() -> dict[str, str]:
    """What is measured of this archive: what it is → its address."""
    return {**list_pages(), **record_pages()}


def pages_as_json() -> str:
    return json.dumps(measured_pages())


def measure_pages() -> Iterator[Result]:
    """Answer with one page. Raises `PageFailed` for a page that does not come."""
    pages = measured_pages()
    with served() as site:
        empty = empty_view(site)
        yield Result("empty view", empty, "ms")
        for what, address in pages.items():
            note = f"{queries(address)} queries, {len(site.get(address)) // 1000} kB"
            yield in_terms_of(what, site.milliseconds(address, times=TIMES), empty, most_times(), note)
        if small := os.environ.get("DATELINE_SMALL_ARCHIVE"):
            yield from _beside(small, site, pages)
    with served(keeping=True) as site:
        # The yardstick is the same for all: a view that does nothing, on a site that need not ask what is kept.
        yield Result("empty view, where pages are kept", empty_view(site), "ms")
        for what, address in pages.items():
            yield in_terms_of(f"{what}, kept", site.milliseconds(address, times=TIMES_KEPT), empty, KEPT)


def _beside(database: str, site: Site, pages: dict[str, str]) -> Iterator[Result]:
    """How many times what the same page costs of the small archive."""
    smaller = json.loads(run_apart("archive.measuring.pages:pages_as_json", database=database))
    with served(database=database) as small:
        for what, address in pages.items():
            if what in smaller:
                one, other = site.milliseconds(address, times=TIMES), small.milliseconds(smaller[what], times=TIMES)
                yield times_as_much(f"{what}, beside the small archive", one, other, LARGER)
