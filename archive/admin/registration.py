"""Registers the admin of every kind; imported once the editors' site is there."""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

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

# What a task came to stands in the row that it was for.
admin.site.unregister(DBTaskResult)

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
