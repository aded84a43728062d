"""Registers the admin of every kind; imported once the editors' site is there."""

from archive.admin import (
    actors,
    duplicates,
    events,
    history,
    images,
    merging,
    people,
    places,
    positions,
    sources,
    statements,
    terms,
    topics,
)

__all__ = [
    "actors",
    "duplicates",
    "events",
    "history",
    "images",
    "merging",
    "people",
    "places",
    "positions",
    "sources",
    "statements",
    "terms",
    "topics",
]
