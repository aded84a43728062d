"""Moving `is_public` of what has no status: public when something public refers to it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from pyroaring import BitMap

from archive.documents import Reference
from archive.models import (
    Actor,
    Dependent,
    Event,
    EventImage,
    EventPlace,
    Image,
    Participant,
    Place,
    Position,
    Source,
    Statement,
    Term,
    Topic,
    Vocabulary,
)
from archive.models.bulk import portions
from archive.workflow.many import Many

#: as many as every database takes as parameters of one query
BATCH = 5000
_ITSELF = OuterRef("pk")


def _is_published(model: Any, path: str = "pk") -> Exists:
    """Whether the record that a row names is published, looked up for this row alone.

    Asked whether it is one of those that are published, SQLite first reads all of them.
    """
    return Exists(model.objects.published().filter(pk=OuterRef(path)))


def _place() -> Q:
    used = EventPlace.objects.filter(_is_published(Event, "event"), place=_ITSELF)
    parts: Any = Place.objects.published()
    return Q(Exists(used)) | Q(Exists(parts.filter(part_of=_ITSELF)))


def _topic() -> Q:
    of_event = Event.objects.published().filter(topics=_ITSELF)
    of_statement = Statement.objects.published().filter(topics=_ITSELF)
    parts: Any = Topic.objects.published()
    return Q(Exists(of_event)) | Q(Exists(of_statement)) | Q(Exists(parts.filter(part_of=_ITSELF)))


def _position() -> Q:
    return Q(_is_published(Actor, "person")) & Q(_is_published(Actor, "organisation"))


def _image() -> Q:
    portrait = Actor.objects.published().filter(portrait=_ITSELF)
    picture = EventImage.objects.filter(_is_published(Event, "event"), image=_ITSELF)
    return Q(Exists(portrait)) | Q(Exists(picture))


def _term() -> Q:
    uses: tuple[QuerySet[Any], ...] = (
        *(model.objects.filter(_is_published(model), kind=_ITSELF) for model in (Event, Source, Actor)),
        Statement.objects.filter(_is_published(Statement), cue=_ITSELF),
        Participant.objects.filter(_is_published(Event, "event"), role=_ITSELF),
        EventPlace.objects.filter(_is_published(Event, "event"), role=_ITSELF),
    )
    condition = Q()
    for use in uses:
        condition |= Q(Exists(use))
    return condition


#: for each dependent kind, the condition under which a record of it is public
PUBLIC_WHEN: dict[type[Dependent], Callable[[], Q]] = {
    Place: _place,
    Topic: _topic,
    Position: _position,
    Image: _image,
    Term: _term,
}


def refresh_visibility(touched: Iterable[Reference]) -> None:
    """Set `is_public` anew for what was touched, and upwards for what that is part of."""
    by_kind: dict[str, set[str]] = {}
    for reference in touched:
        by_kind.setdefault(reference.kind, set()).add(reference.key)
    for model in PUBLIC_WHEN:
        _settle(model, _primary_keys(model, by_kind))


def refresh_visibility_of_many(many: Many) -> None:
    """The same for what an act on many records has changed and what these refer or referred to."""
    for model in PUBLIC_WHEN:
        _settle(model, _keys_of_many(model, many))


def _keys_of_many(model: type[Dependent], many: Many) -> set[int]:
    kinds = Vocabulary.values if model is Term else [model.record_kind]
    keys = set(BitMap.union(BitMap(), *(many.referred[kind] for kind in kinds if kind in many.referred)))
    if many.kind == model.record_kind:
        keys.update(many.changed)
    if model is Position and many.kind == "actor":
        for some in portions(many.changed):
            held = Position.objects.filter(Q(person__in=some) | Q(organisation__in=some))
            keys.update(held.values_list("pk", flat=True))
    return keys


def refresh_all_visibility() -> None:
    """The same for every record; for a whole archive that was loaded at once."""
    for model in PUBLIC_WHEN:
        _settle(model, set(model._default_manager.values_list("pk", flat=True)))


def _primary_keys(model: type[Dependent], touched: dict[str, set[str]]) -> set[int]:
    records: Any = model._default_manager
    found: set[int] = set()
    if model is Term:
        for vocabulary in touched.keys() & set(Vocabulary.values):
            terms = records.filter(vocabulary=vocabulary, slug__in=touched[vocabulary])
            found.update(terms.values_list("pk", flat=True))
        return found
    for some in portions(touched.get(model.record_kind, ()), BATCH):
        found.update(records.filter(uuid__in=some).values_list("pk", flat=True))
    if model is Position:
        for some in portions(touched.get("actor", ()), BATCH):
            held = records.filter(Q(person__uuid__in=some) | Q(organisation__uuid__in=some))
            found.update(held.values_list("pk", flat=True))
    return found


def _settle(model: type[Dependent], pending: set[int]) -> None:
    # Only what is public the other way round is written; a change is carried up to what the record is part of.
    while pending:
        found = [_settle_some(model, some) for some in portions(sorted(pending), BATCH)]
        pending = set().union(*found)


def _settle_some(model: type[Dependent], keys: list[int]) -> set[int]:
    """Set the marks of these; returns what those whose mark has changed are part of."""
    records: Any = model._default_manager.filter(pk__in=keys)
    should = set(records.filter(PUBLIC_WHEN[model]()).values_list("pk", flat=True))
    now = set(records.published().values_list("pk", flat=True))
    changed = should ^ now
    model._default_manager.filter(pk__in=changed & should).update(is_public=True)
    model._default_manager.filter(pk__in=changed - should).update(is_public=False)
    return _wholes(model, changed)


def _wholes(model: type[Dependent], changed: set[int]) -> set[int]:
    if model not in (Place, Topic):
        return set()
    records: Any = model._default_manager
    return set(records.filter(pk__in=changed, part_of__isnull=False).values_list("part_of", flat=True))


def wrongly_visible(model: type[Dependent]) -> list[Any]:
    """Records whose stored `is_public` is not what their references give; for `verify`."""
    condition = PUBLIC_WHEN[model]()
    should = set(model._default_manager.filter(condition).values_list("pk", flat=True))
    return [record for record in model._default_manager.all() if record.is_public != (record.pk in should)]
