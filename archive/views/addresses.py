"""The public address of each record, as the design lays it down."""

from django.urls import get_script_prefix

FOLDERS = {
    "event": "events",
    "actor": "actors",
    "statement": "statements",
    "source": "sources",
    "place": "places",
    "topic": "topics",
}


def record_url(kind: str, slug: str) -> str:
    """`record_url("event", "call-of-2021-12-22")` is `/events/call-of-2021-12-22/`.

    Put together by hand: a list of fifty events names several hundred records, and `reverse` takes 20 µs each.
    """
    return f"{get_script_prefix()}{FOLDERS[kind]}/{slug}/"


def data_url(kind: str, slug: str, extension: str = "json") -> str:
    """The same record as data: `/events/call-of-2021-12-22.json`."""
    return f"{get_script_prefix()}{FOLDERS[kind]}/{slug}.{extension}"
