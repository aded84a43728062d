"""The index of the public lists: kept in step with every act, made anew, and checked.

`keep_in_step` runs within the act that changes something, `follow_many` within one that changes very many records;
`rebuild` makes everything anew, reading the archive once in the order of primary keys, a bounded number of records in
memory at a time; `drift` says what is wrong.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.models import IDS_OF_A_POSTING, FacetTotal, Listing, Posting
from archive.models.bulk import analyse, load, without_collecting_cycles
from archive.timeline.entries import LISTED, Entry, Keys, Published, describe, keys_of
from archive.timeline.facets import LISTS, List
from archive.timeline.following import follow_many, keep_in_step
from archive.timeline.listings import FIELDS, row_of
from archive.timeline.postings import Holders, is_counted, no_holders, serialized, united
from archive.timeline.remembering import Key, forget

__all__ = ["drift", "follow_many", "keep_in_step", "rebuild"]

#: a divisor of IDS_OF_A_POSTING, so that the records of one posting are whole batches
REBUILD_BATCH = 1 << 12


# Everything anew


@transaction.atomic
@without_collecting_cycles()
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
        holders = no_holders()
        start = part * IDS_OF_A_POSTING
        for begin in range(max(start, first), min(start + IDS_OF_A_POSTING, last + 1), REBUILD_BATCH):
            end = min(begin + REBUILD_BATCH, start + IDS_OF_A_POSTING)
            entries = describe(listed, Keys(first=begin, end=end), published)
            load(Listing, FIELDS, (row_of(listed, pk, entry) for pk, entry in entries.items()))
            _gather(holders, entries)
            yield entries.keys()
        rows = ((*key, part, serialized(bitmap)) for key, bitmap in united(listed.name, holders).items())
        load(Posting, ("facet", "value", "part", "bits"), rows)


def _bounds(listed: List) -> tuple[int, int]:
    records: Any = listed.model._default_manager  # type: ignore[union-attr]
    found = records.aggregate(first=Min("pk"), last=Max("pk"))
    return (found["first"], found["last"]) if found["last"] else (1, 0)


def _gather(holders: Holders, entries: Mapping[int, Entry]) -> None:
    for pk, entry in entries.items():
        for token in entry.tokens:
            holders[token].append(pk)
    holders[LISTED].extend(entries)


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
        elif tuple(getattr(row, name) for name in FIELDS) != row_of(listed, pk, should[pk]):
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
