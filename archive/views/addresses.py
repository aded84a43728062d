"""The public address of each record, as the design lays it down."""

from collections.abc import Callable
from functools import cache

from django.urls import get_script_prefix, reverse

FOLDERS = {
    "event": "events",
    "actor": "actors",
    "statement": "statements",
    "source": "sources",
    "place": "places",
    "topic": "topics",
}


def page_url(name: str) -> str:
    """The address of a view that needs nothing more: `page_url("archive:about")`."""
    return _reversed(name, get_script_prefix())


@cache
def _reversed(name: str, _prefix: str) -> str:
    """Kept, for `reverse` takes 20 µs and a page names a dozen addresses."""
    return reverse(name)


def record_url(kind: str, slug: str) -> str:
    """`record_url("event", "call-of-2021-12-22")` is `/events/call-of-2021-12-22/`."""
    return record_urls(kind)(slug)


def record_urls(kind: str) -> Callable[[str], str]:
    """The address by the slug, for many records of a kind.

    Put together by hand: a list of fifty events names several hundred records, and `reverse` takes 20 µs each; even to
    ask where the site stands takes 3.
    """
    folder = f"{get_script_prefix()}{FOLDERS[kind]}/"
    return lambda slug: f"{folder}{slug}/"


def data_url(kind: str, slug: str, extension: str = "json") -> str:
    """The same record as data: `/events/call-of-2021-12-22.json`."""
    return f"{get_script_prefix()}{FOLDERS[kind]}/{slug}.{extension}"
