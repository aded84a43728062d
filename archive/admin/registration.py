"""Registers the admin of every kind; imported once the editors' site is there."""

from archive.admin import (
    actors,
    events,
    history,
    images,
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
    "events",
    "history",
    "images",
    "people",
    "places",
    "positions",
    "sources",
    "statements",
    "terms",
    "topics",
]
