"""Tiles of the drawn timeline, cold: each is asked for once."""

import gzip
import statistics
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db import connection

from archive.measuring.requests import Site, served
from archive.measuring.results import Result, at_most
from archive.measuring.samples import busiest, listed
from archive.models import UNDATED, Actor, ArchiveVersion, Listing, Topic
from archive.timeline.selected import BINS_BITS

LEVELS = (13, 10, 7, 4, 1, -2, -6)
TILES_OF_A_LEVEL = 12
MOST_BYTES = 15_000


def most_milliseconds() -> int:
    return 15 if connection.vendor == "postgresql" else 10


def tile_address(level: int, index: int, **filters: str) -> str:
    query = f"?{urlencode(filters)}" if filters else ""
    return f"/tiles/{ArchiveVersion.current()}/{level}/{index}.json{query}"


def days_of_events() -> list[int]:
    """Days on which events begin, spread evenly over the archive."""
    dated = Listing.objects.filter(list="event", sort_day__lt=UNDATED)
    keys = range(1, listed(), max(1, listed() // 200))
    return list(dated.filter(record_id__in=keys).order_by("record_id").values_list("sort_day", flat=True))


def indexes(level: int, days: list[int]) -> list[int]:
    """At most so many different tiles of a level that hold some of these days."""
    return list(dict.fromkeys(day >> (level + BINS_BITS) for day in days))[:TILES_OF_A_LEVEL]


def measure_tiles() -> Iterator[Result]:
    """Answer with one tile: of every level, of the busiest actor, and with lanes."""
    days, bodies = days_of_events(), Bodies()
    actor, topic = busiest("actor", Actor), busiest("topic", Topic)
    narrowed = {
        "of the busiest actor": {"actor": actor},
        "of the busiest actor and topic": {"actor": actor, "topic": topic},
        "with a lane": {"by": "actor", "lane": actor},
    }
    with served() as site:
        site.get(tile_address(LEVELS[0], 1000))
        for level in LEVELS:
            yield _result(
                f"level {level}", site, [tile_address(level, place) for place in indexes(level, days)], bodies
            )
        for what, filters in narrowed.items():
            addresses = [tile_address(7, place, **filters) for place in indexes(7, days)]
            yield _result(f"level 7, {what}", site, addresses, bodies)
    yield at_most("the largest, compressed", bodies.largest / 1000, "kB", MOST_BYTES / 1000)


class Bodies:
    """Remembers how large the largest is, compressed."""

    def __init__(self) -> None:
        self.largest = 0

    def see(self, body: bytes) -> None:
        self.largest = max(self.largest, len(gzip.compress(body)))


def _result(what: str, site: Site, addresses: list[str], bodies: Bodies) -> Result:
    taken = site.each(addresses)
    for address in addresses:
        bodies.see(site.get(address))
    note = f"{len(addresses)} tiles, the longest {max(taken):.1f} ms"
    return at_most(what, statistics.median(taken), "ms", most_milliseconds(), note)
