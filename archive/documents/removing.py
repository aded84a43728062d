"""Many records out of the tables at once, and what would be left without them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CASCADE, PROTECT, SET_NULL, Model

from archive.documents.kinds import KINDS, Kind
from archive.models import Record
from archive.models.bulk import delete_of


@dataclass(frozen=True)
class Tie:
    """Rows of `model` by which records of the kind `owner` name records of the kind `target`.

    `path` leads from a row to its owner's primary key, `field` to that of the record it names.
    """

    model: type[Model]
    owner: str
    path: str
    target: str
    field: str

    def named_by(self, targets: Collection[int]) -> Iterator[tuple[int, int]]:
        """(owner, target) of those that name one of `targets`."""
        rows = self.model._default_manager.filter(**{f"{self.field}__in": targets, f"{self.path}__isnull": False})
        yield from rows.order_by().values_list(self.path, self.field)

    def names(self, owners: Collection[int]) -> set[int]:
        """What `owners` name by these rows."""
        rows = self.model._default_manager.filter(**{f"{self.path}__in": owners, f"{self.field}__isnull": False})
        return set(rows.order_by().values_list(self.field, flat=True))


@cache
def ties() -> tuple[Tie, ...]:
    """All the ways in which a record names another one, or one of its own kind."""
    return tuple(tie for kind in KINDS.values() for tie in _ties_to(kind))


def _ties_to(kind: Kind) -> Iterator[Tie]:
    for relation in kind.model._meta.related_objects:
        model: Any = relation.related_model
        if relation.many_to_many or relation.on_delete is PROTECT:
            for owner, path in _owners(model):
                yield Tie(model, owner, path, kind.name, relation.field.name)


def _owners(model: Any) -> Iterator[tuple[str, str]]:
    """(kind, path) of the records that rows of a table belong to."""
    if issubclass(model, Record):
        yield model.record_kind, "pk"
        return
    for field in model._meta.concrete_fields:
        if field.is_relation and field.remote_field.on_delete is CASCADE:
            for kind, path in _owners(field.related_model):
                yield kind, field.name if path == "pk" else f"{field.name}__{path}"


def remove_many(kind: Kind, keys: Collection[int]) -> None:
    """Delete records, by primary key, with all that belongs to them; nothing that stays may name them.

    The database holds to that when the transaction ends.
    """
    for table, path in _belonging(kind.model, ""):
        delete_of(table, path, keys)
    for field in kind.model._meta.many_to_many:
        through: Any = field.remote_field.through
        delete_of(through, field.m2m_field_name(), keys)
    for relation in kind.model._meta.related_objects:
        model: Any = relation.related_model
        if relation.on_delete is SET_NULL:
            rows = model._default_manager.filter(**{f"{relation.field.name}__in": keys})
            rows.update(**{relation.field.name: None})
    delete_of(kind.model, "pk", keys)


def _belonging(model: Any, path: str) -> Iterator[tuple[Any, str]]:
    """The tables whose rows go with those of `model`, and the way from them to it; what hangs on others first."""
    for relation in model._meta.related_objects:
        if relation.on_delete is CASCADE and not relation.many_to_many:
            further = f"{relation.field.name}__{path}" if path else relation.field.name
            yield from _belonging(relation.related_model, further)
            yield relation.related_model, further
