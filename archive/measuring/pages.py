"""Pages: lists of 50 events and single records, made anew and kept, beside a view that does nothing."""

from collections.abc import Iterator

from django.db import connection

from archive.measuring.requests import EMPTY, Site, queries, served
from archive.measuring.results import Result, in_terms_of
from archive.measuring.samples import list_pages, record_pages

KEPT = 1.2


def most_times() -> int:
    """How many times the empty view a page may cost on the database in use."""
    return 12 if connection.vendor == "postgresql" else 10


def empty_view(site: Site) -> float:
    """The yardstick: what a view costs that does nothing, in milliseconds."""
    return site.milliseconds(EMPTY, 21, times=20)


def measure_pages() -> Iterator[Result]:
    """Answer with one page. Raises `PageFailed` for a page that does not come."""
    pages = {**list_pages(), **record_pages()}
    with served() as site:
        empty = empty_view(site)
        yield Result("empty view", empty, "ms")
        for what, address in pages.items():
            note = f"{queries(address)} queries, {len(site.get(address)) // 1000} kB"
            yield in_terms_of(what, site.milliseconds(address, times=3), empty, most_times(), note)
    with served(keeping=True) as site:
        empty = empty_view(site)
        for what, address in pages.items():
            yield in_terms_of(f"{what}, kept", site.milliseconds(address, times=20), empty, KEPT)
