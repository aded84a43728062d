"""Keeping the index what the public records say: in step with every act, rebuilt, and checked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.documents import Reference
from archive.models import ArchiveVersion, Change, Place, Position, SearchEntry, Topic
from archive.search.declared import SEARCHED, Searchable
from archive.search.engines import engine
from archive.search.outlines import Outline, outlines

BATCH = 500


def keep_in_step(touched: Collection[Reference]) -> None:
    """Bring the entries of what an act touched up to date, and of what shows its names; within the act."""
    renamed: dict[type[models.Model], set[int]] = defaultdict(set)
    for searchable in SEARCHED.values():
        uuids = [reference.key for reference in touched if reference.kind == searchable.kind]
        for keys in batches(_with_wholes(searchable, _keys(searchable, uuids))):
            renamed[searchable.model] |= refresh(searchable, keys)
    renamed[Position] = _changed_positions([item.key for item in touched if item.kind == "position"])
    for searchable in SEARCHED.values():
        for keys in batches(sorted(_showing(searchable, renamed))):
            refresh(searchable, keys)


def _keys(searchable: Searchable, uuids: list[str]) -> set[int]:
    keys: set[int] = set()
    for some in batches(uuids):
        keys.update(searchable.model._default_manager.filter(uuid__in=some).values_list("pk", flat=True))
    return keys


def _with_wholes(searchable: Searchable, keys: set[int]) -> list[int]:
    """With a place or a topic, what it is part of has become public or ceased to be."""
    if searchable.model in (Place, Topic):
        found = keys
        while found:
            parts = searchable.model._default_manager.filter(pk__in=found, part_of__isnull=False)
            found = {whole for whole in parts.values_list("part_of", flat=True) if whole} - keys
            keys = keys | found
    return sorted(keys)


def _changed_positions(uuids: list[str]) -> set[int]:
    # A position is touched by each statement that names it; only its own change is a new name.
    if not uuids:
        return set()
    changes = Change.objects.filter(archive_version=ArchiveVersion.current(), record_kind="position")
    changed = changes.values("record_uuid")
    return set(Position.objects.filter(uuid__in=changed).values_list("pk", flat=True))


def _showing(searchable: Searchable, renamed: dict[type[models.Model], set[int]]) -> set[int]:
    """Primary keys of the records whose entries hold the names of what was renamed."""
    showing: set[int] = set()
    for way in searchable.refers_to:
        for keys in batches(sorted(renamed.get(searchable.target(way), ()))):
            referring = searchable.model._default_manager.filter(**{f"{way}__in": keys})
            showing.update(referring.values_list("pk", flat=True))
    return showing


def refresh(searchable: Searchable, keys: Collection[int]) -> set[int]:
    """Make these records' entries what they should be; what is up to date is not written.

    Returns the primary keys of those that came, went or changed their names.
    """
    should = outlines(searchable, keys)
    entries = SearchEntry.objects.filter(kind=searchable.kind, record_id__in=keys)
    stored = {
        row[0]: row[1:] for row in entries.filter(part=0).values_list("record_id", "fingerprint", "title", "names")
    }
    stale = {key for key, outline in should.items() if stored.get(key, ("",))[0] != outline.fingerprint}
    gone = stored.keys() - should.keys()
    entries.filter(record_id__in=stale | gone).delete()
    _write(should[key] for key in sorted(stale))
    return gone | {key for key in stale if stored.get(key, ())[1:] != should[key].name_words}


def _write(chosen: Iterable[Outline]) -> None:
    # A few rows at a time: those of a long text are large.
    made = (entry for outline in chosen for entry in outline.entries())
    while some := list(islice(made, 100)):
        SearchEntry.objects.bulk_create(some)


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; returns the number of its entries."""
    SearchEntry.objects.all().delete()
    for searchable in SEARCHED.values():
        for keys in _all_keys(searchable):
            _write(outlines(searchable, keys).values())
    return SearchEntry.objects.count()


def drift() -> list[str]:
    """A sentence for each record that the search finds wrongly or not at all; for `verify`. Reads everything."""
    found = [sentence for searchable in SEARCHED.values() for sentence in _drift_of(searchable)]
    unknown = SearchEntry.objects.exclude(kind__in=SEARCHED)
    found += [_("search entry %(entry)s: there is no such kind") % {"entry": entry} for entry in unknown]
    if not engine().is_sound():
        found.append(_("search index: it does not hold the words of its entries; rebuild it"))
    return found


def _drift_of(searchable: Searchable) -> Iterator[str]:
    for keys in _all_keys(searchable):
        should = outlines(searchable, keys)
        slugs = _slugs(searchable, keys)
        for key, problem in _problems(searchable, keys, should):
            yield f"{searchable.kind} {slugs[key]}: {problem}"
    known = searchable.model._default_manager.values("pk")
    for entry in SearchEntry.objects.filter(kind=searchable.kind).exclude(record_id__in=known):
        yield _("search entry %(entry)s: there is no such record") % {"entry": entry}


def _problems(searchable: Searchable, keys: list[int], should: dict[int, Outline]) -> Iterator[tuple[int, str]]:
    """(primary key, what is wrong with its entries), read as a stream, for texts are large."""
    entries = SearchEntry.objects.filter(kind=searchable.kind, record_id__in=keys).order_by("record_id", "part")
    missing = set(should)
    for key, stored in groupby(entries.iterator(chunk_size=100), key=attrgetter("record_id")):
        missing.discard(key)
        if key not in should:
            yield key, _("the search finds it, but it is not public")
        elif [_content(entry) for entry in should[key].entries()] != [_content(entry) for entry in stored]:
            yield key, _("the search index does not say what the record says")
    for key in sorted(missing):
        yield key, _("the search does not find it")


def _content(entry: SearchEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, field.attname) for field in SearchEntry._meta.fields if not field.primary_key)


def _slugs(searchable: Searchable, keys: Collection[int]) -> dict[int, str]:
    return dict(searchable.model._default_manager.filter(pk__in=keys).values_list("pk", "slug"))


def _all_keys(searchable: Searchable) -> Iterator[list[int]]:
    """All records of the kind, public or not, in batches by primary key."""
    records = searchable.model._default_manager.order_by("pk").values_list("pk", flat=True)
    last = 0
    while keys := list(records.filter(Q(pk__gt=last))[:BATCH]):
        yield keys
        last = keys[-1]


def batches(values: Sequence[Any] | Iterable[Any]) -> Iterator[list[Any]]:
    """Lists of at most 500, which every database takes as parameters of one query."""
    rest = iter(values)
    while some := list(islice(rest, BATCH)):
        yield some
