"""The index of the public lists: kept in step with every act, made anew, and checked.

`keep_in_step` runs within the act that changes something; `rebuild` makes everything anew, reading the archive once
in the order of primary keys, a bounded number of records in memory at a time; `drift` says what is wrong.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.documents import Reference
from archive.models import (
    IDS_OF_A_POSTING,
    ArchiveVersion,
    Change,
    Citation,
    Compiled,
    EventPlace,
    FacetTotal,
    Listing,
    Posting,
    Statement,
)
from archive.models.bulk import analyse, load
from archive.timeline.entries import Entry, Keys, Published, describe, keys_by_uuid, keys_of, keys_of_token
from archive.timeline.facets import LISTS, List
from archive.timeline.postings import Changes, is_counted, serialized
from archive.timeline.remembering import Key, forget

BATCH = 500
#: a divisor of IDS_OF_A_POSTING, so that the records of one posting are whole batches
REBUILD_BATCH = 1 << 12
FIELDS = ("list", "record_id", "sort_day", "second", "slug", "weight", "keys", "card")


def keep_in_step(touched: Collection[Reference]) -> None:
    """Bring the entries of what an act touched up to date, and of what is filed under what it changed."""
    changes = Changes()
    changed = _changed_fields(touched)
    for name, listed in LISTS.items():
        uuids = [reference.key for reference in touched if reference.kind == name]
        keys = {pk for some in batches(uuids) for pk in keys_by_uuid(listed.model, some)}
        keys |= _filed_under(name, changed)
        for some in batches(sorted(keys)):
            _refresh(listed, some, changes)
    changes.write()


def batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Lists of at most 500, which every database takes as parameters of one query."""
    rest = list(values)
    for start in range(0, len(rest), BATCH):
        yield rest[start : start + BATCH]


# A filter may look at a field of another record: the country of a place or a speaker, the grade of a source.

#: kind of record, its field, and the lists that are filed under it: name → (rows, owner, way to the record's UUID)
_CITING = {"event": (Citation, "event", "source__uuid"), "statement": (Citation, "statement", "source__uuid")}
FILED_UNDER: tuple[tuple[str, str, dict[str, tuple[Any, str, str]]], ...] = (
    ("place", "country", {"event": (EventPlace, "event", "place__uuid")}),
    ("actor", "country", {"statement": (Statement, "pk", "speaker__uuid")}),
    ("source", "reliability", _CITING),
    ("source", "access", _CITING),
)


Changed = dict[tuple[str, str], list[str]]


def _changed_fields(touched: Collection[Reference]) -> Changed:
    """UUIDs of the records whose field others are filed under, where this act changed it: by kind and field."""
    changed: Changed = defaultdict(list)
    fields = defaultdict(list)
    for kind, field, _lists in FILED_UNDER:
        fields[kind].append(field)
    if not any(reference.kind in fields for reference in touched):
        return changed
    changes = Change.objects.filter(archive_version=ArchiveVersion.current(), record_kind__in=fields)
    for change in changes.exclude(before="").exclude(after="").iterator():
        before, after = json.loads(change.before), json.loads(change.after)
        for field in fields[change.record_kind]:
            if before.get(field) != after.get(field):
                changed[change.record_kind, field].append(str(change.record_uuid))
    return changed


def _filed_under(name: str, changed: Changed) -> set[int]:
    """Primary keys of the records of a list that are filed under a field that changed."""
    found: set[int] = set()
    for kind, field, lists in FILED_UNDER:
        if name in lists and (kind, field) in changed:
            rows, owner, way = lists[name]
            for some in batches(changed[kind, field]):
                filed = rows.objects.filter(**{f"{way}__in": some, f"{owner}__isnull": False})
                found.update(filed.values_list(owner, flat=True))
    return found


def _refresh(listed: List, keys: list[int], changes: Changes) -> None:
    """Make the rows of these records what they should be; what is up to date is not written."""
    should = describe(listed, Keys(keys), Published())
    stored = {item.record_id: item for item in _stored(listed.name, keys)}
    for pk in keys:
        before = keys_of(listed.name, stored[pk].keys.split()) if pk in stored else set()
        after = keys_of(listed.name, should[pk].tokens) if pk in should else set()
        changes.move(pk, before, after)
    stale = [
        pk for pk in keys if pk in stored and (pk not in should or _row(stored[pk]) != _of(listed, pk, should[pk]))
    ]
    if stale:
        Listing.objects.filter(pk__in=[stored[pk].pk for pk in stale]).delete()
    written = [pk for pk in should if pk not in stored or pk in stale]
    load(Listing, FIELDS, (_of(listed, pk, should[pk]) for pk in written))


_stored = Compiled(lambda listed, keys: Listing.objects.filter(list=listed, record_id__in=keys).order_by())


def _of(listed: List, pk: int, entry: Entry) -> tuple[Any, ...]:
    return listed.name, pk, entry.sort_day, entry.second, entry.slug, entry.weight, entry.text, entry.card


def _row(stored: Listing) -> tuple[Any, ...]:
    return tuple(getattr(stored, name) for name in FIELDS)


# Everything anew


@transaction.atomic
def rebuild() -> int:
    """Make the whole index anew; returns how many records are listed."""
    for model in (Listing, Posting, FacetTotal):
        _empty(model)
    analyse()
    count, published = 0, Published(everything=True)
    for listed in LISTS.values():
        for entries in _parts(listed, published):
            count += len(entries)
    _count_totals()
    # What is made anew may differ without an act, so the version says nothing of it.
    forget()
    return count


def _empty(model: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table}")  # noqa: S608 (our own name)


def _parts(listed: List, published: Published) -> Iterator[Collection[int]]:
    """Write the list part by part of `IDS_OF_A_POSTING` identifiers; yields what each batch listed."""
    first, last = _bounds(listed)
    for part in range(first // IDS_OF_A_POSTING, last // IDS_OF_A_POSTING + 1):
        holders: dict[str, array[int]] = defaultdict(lambda: array("I"))
        start = part * IDS_OF_A_POSTING
        for begin in range(max(start, first), min(start + IDS_OF_A_POSTING, last + 1), REBUILD_BATCH):
            end = min(begin + REBUILD_BATCH, start + IDS_OF_A_POSTING)
            entries = describe(listed, Keys(first=begin, end=end), published)
            load(Listing, FIELDS, (_of(listed, pk, entry) for pk, entry in entries.items()))
            _gather(holders, entries)
            holders["is:all"].extend(entries)
            yield entries.keys()
        _write_part(listed, holders, part)


def _bounds(listed: List) -> tuple[int, int]:
    records: Any = listed.model._default_manager  # type: ignore[union-attr]
    found = records.aggregate(first=Min("pk"), last=Max("pk"))
    return (found["first"], found["last"]) if found["last"] else (1, 0)


def _gather(holders: Mapping[str, "array[int]"], entries: Mapping[int, Entry]) -> None:
    for pk, entry in entries.items():
        for token in entry.tokens:
            holders[token].append(pk)


def _write_part(listed: List, holders: Mapping[str, "array[int]"], part: int) -> None:
    """The bitmaps of those who hold each token; of a number they are united in the slices of its bits."""
    found: dict[Key, list[array[int]]] = defaultdict(list)
    for token, keys in holders.items():
        for key in keys_of_token(listed.name, token):
            found[key].append(keys)
    bitmaps = {key: BitMap(some[0] if len(some) == 1 else chain.from_iterable(some)) for key, some in found.items()}
    rows = ((facet, value, part, serialized(keys)) for (facet, value), keys in bitmaps.items())
    load(Posting, ("facet", "value", "part", "bits"), rows)


def _count_totals() -> None:
    totals: dict[Key, int] = defaultdict(int)
    for facet, value, bits in Posting.objects.values_list("facet", "value", "bits").iterator(chunk_size=2000):
        if is_counted(facet):
            totals[facet, value] += len(BitMap.deserialize(bytes(bits)))
    load(FacetTotal, ("facet", "value", "total"), ((*key, total) for key, total in totals.items()))


# Checking


def drift() -> list[str]:
    """A sentence for each record that the lists hold wrongly or not at all, and for each wrong bitmap; for `verify`."""
    found: list[str] = []
    published = Published(everything=True)
    for listed in LISTS.values():
        bitmaps: dict[Key, BitMap] = defaultdict(BitMap)
        for should, stored in _compared(listed, published):
            found += _differences(listed, should, stored)
            for pk, entry in should.items():
                for key in keys_of(listed.name, entry.tokens):
                    bitmaps[key].add(pk)
        found += _wrong_bitmaps(listed, bitmaps)
    return found


def _compared(listed: List, published: Published) -> Iterator[tuple[dict[int, Entry], dict[int, Listing]]]:
    first, last = _bounds(listed)
    known = Listing.objects.filter(list=listed.name).aggregate(first=Min("record_id"), last=Max("record_id"))
    first = min(first, known["first"] or first)
    last = max(last, known["last"] or last)
    for begin in range(first, last + 1, REBUILD_BATCH):
        keys = Keys(first=begin, end=begin + REBUILD_BATCH)
        rows = Listing.objects.filter(keys.at("record_id"), list=listed.name)
        yield describe(listed, keys, published), {row.record_id: row for row in rows}


def _differences(listed: List, should: Mapping[int, Entry], stored: Mapping[int, Listing]) -> Iterator[str]:
    for pk, row in stored.items():
        if pk not in should:
            yield _("%(kind)s %(slug)s: the lists show it, but it is not public") % {
                "kind": listed.name,
                "slug": row.slug,
            }
        elif _row(row) != _of(listed, pk, should[pk]):
            yield _("%(kind)s %(slug)s: its place in the lists is not what it should be") % {
                "kind": listed.name,
                "slug": row.slug,
            }
    for pk, entry in should.items():
        if pk not in stored:
            yield _("%(kind)s %(slug)s: the lists do not show it") % {"kind": listed.name, "slug": entry.slug}


def _wrong_bitmaps(listed: List, should: Mapping[Key, BitMap]) -> Iterator[str]:
    stored: dict[Key, BitMap] = defaultdict(BitMap)
    own = Posting.objects.filter(facet__startswith=f"{listed.name}.")
    for facet, value, bits in own.values_list("facet", "value", "bits").iterator():
        stored[facet, value] |= BitMap.deserialize(bytes(bits))
    totals = {
        (facet, value): total
        for facet, value, total in FacetTotal.objects.filter(facet__startswith=f"{listed.name}.").values_list(
            "facet", "value", "total"
        )
    }
    for key in sorted({*should, *stored, *totals}):
        keys = should.get(key, BitMap())
        total = len(keys) if is_counted(key[0]) else 0
        if keys != stored.get(key, BitMap()) or totals.get(key, 0) != total:
            yield _("index of lists: %(facet)s %(value)s does not hold what it should; rebuild it") % {
                "facet": key[0],
                "value": key[1],
            }
