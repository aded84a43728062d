"""Search: first ranked pages of rare and frequent words, and names suggested while somebody types."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from archive.measuring.requests import Site, queries, served
from archive.measuring.results import Result, at_most, not_there
from archive.measuring.samples import busiest, words
from archive.models import Actor

RARE, ANY, SUGGESTED = 10, 60, 10


def measure_search() -> Iterator[Result]:
    """Answer with the first page of hits, and with suggestions."""
    found = words()
    asked = {
        "a rare word": (found["rare"], RARE),
        "a word that is seldom": (found["sometimes"], ANY),
        "the most frequent word": (found["frequent"], ANY),
        "two words": (f"{found['another']} {found['sometimes']}", ANY),
        "two frequent words side by side": (f'"{found["frequent"]} {found["another"]}"', ANY),
        "the beginning of a word": (f"{found['sometimes'][:3]}*", ANY),
    }
    with served() as site:
        for what, (query, limit) in asked.items():
            yield _measured(what, site, f"/search/?{urlencode({'q': query})}", limit, query)
        yield from _suggestions(site)


def _measured(what: str, site: Site, address: str, limit: float, query: str) -> Result:
    return at_most(what, site.milliseconds(address), "ms", limit, f"{query}, {queries(address)} queries")


def _suggestions(site: Site) -> Iterator[Result]:
    try:
        address = reverse("archive:suggest")
    except NoReverseMatch:
        yield not_there("suggestions while typing", "this site has none")
        return
    name = busiest("actor", Actor)
    for typed in (name[:1], name[:3], name[:6]):
        query = urlencode({"facet": "actor", "q": typed})
        yield _measured(f"suggestions for {len(typed)} letters", site, f"{address}?{query}", SUGGESTED, typed)
