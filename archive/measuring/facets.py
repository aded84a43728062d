"""Counts of the filters' values, for selections of every size."""

from collections.abc import Iterator
from urllib.parse import urlencode

from archive.measuring.requests import queries, served
from archive.measuring.results import Result, at_most
from archive.measuring.samples import busiest
from archive.models import Actor, Topic

MOST_MILLISECONDS = 60


def selections() -> dict[str, dict[str, str]]:
    """What it is → the filters of the address."""
    actor, topic = busiest("actor", Actor), busiest("topic", Topic)
    return {
        "of everything": {},
        "of a century": {"from": "1926", "to": "2025"},
        "of a year": {"from": "2014", "to": "2014"},
        "of the busiest actor": {"actor": actor},
        "of the busiest actor and topic": {"actor": actor, "topic": topic},
        "of a seldom seen actor": {"actor": busiest("actor", Actor, 100) or actor},
        "of what was alleged in a decade": {"factuality": "alleged", "from": "2010", "to": "2019"},
    }


def measure_facets() -> Iterator[Result]:
    """Count the values of all filters."""
    with served() as site:
        for what, filters in selections().items():
            address = f"/facets.json?{urlencode(filters)}"
            yield at_most(what, site.milliseconds(address), "ms", MOST_MILLISECONDS, f"{queries(address)} queries")
