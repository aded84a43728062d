"""What of each kind of record is searched, and how much a hit there weighs.

A field that is not named here is not searched. `title`, `names` and `text` name fields of the record (`other_names`
its rows); `refers_to` names the ways to records whose names are searched with it as context, as far as they are
public. The same ways, walked backwards, tell which records to look at again when one of those is renamed.
"""

from dataclasses import dataclass
from typing import Any, cast

from django.db import models

from archive.documents import KINDS
from archive.models import Position

#: how much a word counts by where it stands; the columns of the index in this order
WEIGHTS = {"title": 10.0, "names": 8.0, "body": 3.0, "context": 1.0}


@dataclass(frozen=True)
class Searchable:
    """What is searched of records of `kind`; `joins` is loaded with every hit."""

    kind: str
    title: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    has_archived_text: bool = False

    @property
    def model(self) -> type[models.Model]:
        return KINDS[self.kind].model

    def target(self, way: str) -> type[models.Model]:
        """The kind of record that a way of `refers_to` leads to."""
        model: Any = self.model
        for step in way.split("__"):
            model = model._meta.get_field(step).related_model
        return cast("type[models.Model]", model)


_DECLARED = (
    Searchable(
        "event",
        title=("title",),
        text=("summary",),
        refers_to=("participants__actor", "places__place", "topics"),
        joins=("kind",),
    ),
    Searchable(
        "actor",
        title=("name",),
        names=("other_names",),
        text=("description",),
        refers_to=("part_of__group", "positions", "positions__organisation"),
        joins=("kind", "portrait"),
    ),
    Searchable(
        "statement",
        text=("quote", "summary", "venue"),
        refers_to=("speaker", "position", "event", "about_events", "about_actors", "topics"),
        joins=("speaker__portrait",),
    ),
    Searchable(
        "source",
        title=("title",),
        names=("byline",),
        refers_to=("publisher",),
        joins=("kind", "publisher"),
        has_archived_text=True,
    ),
    Searchable("place", title=("name",), names=("other_names",), refers_to=("part_of",)),
    Searchable("topic", title=("name",), text=("description",), refers_to=("part_of",)),
)

SEARCHED: dict[str, Searchable] = {item.kind: item for item in _DECLARED}
#: by what a record is named where others refer to it
NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    **{item.model: item.title + item.names for item in _DECLARED},
    Position: ("title",),
}
#: facets of the lists whose values the records of a kind are: how often they are used
USED_AS: dict[str, tuple[str, ...]] = {
    "actor": ("event.actor", "statement.speaker"),
    "source": ("event.source", "statement.source"),
    "place": ("event.place",),
    "topic": ("event.topic", "statement.topic"),
}
