"""Keeping the index of the lists in step with an act, of a few records or of very many."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from pyroaring import BitMap

from archive.documents import Reference
from archive.models import ArchiveVersion, Change, Citation, EventPlace, Statement
from archive.models.bulk import portions, without_collecting_cycles
from archive.timeline.entries import WEIGHED, keys_by_uuid
from archive.timeline.facets import LISTS, List
from archive.timeline.listings import Tokens, refresh
from archive.timeline.postings import Changes, of_part, parts_of
from archive.workflow.many import Many

#: records that are described together
BATCH = 1 << 10


def keep_in_step(touched: Collection[Reference]) -> None:
    """Bring the entries of what an act touched up to date, and of what is filed under what it changed."""
    changes = Changes()
    changed = _changed_fields(touched)
    for name, listed in LISTS.items():
        uuids = [reference.key for reference in touched if reference.kind == name]
        keys = {pk for some in portions(uuids) for pk in keys_by_uuid(listed.model, some)}
        keys |= _filed_under(name, changed)
        for some in portions(sorted(keys)):
            refresh(listed, some, changes)
    changes.write()


# A filter may look at a field of another record: the country of a place or a speaker, the grade of a source.

#: kind of record, its field, and the lists that are filed under it: name → (rows, owner, way to the record)
_CITING = {"event": (Citation, "event", "source"), "statement": (Citation, "statement", "source")}
FILED_UNDER: tuple[tuple[str, str, dict[str, tuple[Any, str, str]]], ...] = (
    ("place", "country", {"event": (EventPlace, "event", "place")}),
    ("actor", "country", {"statement": (Statement, "pk", "speaker")}),
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
            found.update(_filed(lists[name], "uuid__in", changed[kind, field]))
    return found


def _filed(rows: tuple[Any, str, str], by: str, values: Iterable[Any]) -> Iterator[int]:
    """Primary keys of the records whose `rows` lead to a record with one of these primary keys or UUIDs."""
    model, owner, way = rows
    for some in portions(values):
        filed = model.objects.filter(**{f"{way}__{by}": some, f"{owner}__isnull": False})
        yield from filed.order_by().values_list(owner, flat=True)


# Very many records


@without_collecting_cycles()
def follow_many(many: Many) -> None:
    """Bring the entries of all these up to date, of what they weigh for, and of what is filed under them.

    Each bitmap is written once for 131,072 primary keys, so tell of all of an act at once.
    """
    stirred: Mapping[str, BitMap] = defaultdict(BitMap)
    for name in WEIGHED:
        stirred[name].update(many.referred.get(name, ()))
    if many.kind in LISTS:
        filed = _refresh_many(LISTS[many.kind], many.changed)
        stirred[many.kind].difference_update(many.changed)
    else:
        filed = many.changed
    for name, others in _filed_under_many(many.kind, filed):
        stirred[name].update(others)
    for name, keys in stirred.items():
        _refresh_many(LISTS[name], keys)


def _refresh_many(listed: List, keys: BitMap) -> BitMap:
    """Returns those of which something has changed that other records are filed under."""
    filed = BitMap()
    fields = {f"{field}:" for kind, field, _lists in FILED_UNDER if kind == listed.name}
    for part in sorted(parts_of(keys)):
        changes = Changes()
        for some in portions(keys & of_part(part), BATCH):
            differing = refresh(listed, some, changes)
            filed.update(pk for pk, tokens in differing.items() if fields and _name_one_of(fields, tokens))
        changes.write()
    return filed


def _name_one_of(fields: Collection[str], tokens: Tokens) -> bool:
    # A source that nothing may be filed under has no token of its reliability either.
    return any(token.startswith(field) for token in tokens for field in fields)


def _filed_under_many(kind: str, keys: BitMap) -> Iterator[tuple[str, Iterator[int]]]:
    """The list and the primary keys of what is filed under these records."""
    ways = {name: rows for of, _field, lists in FILED_UNDER if of == kind for name, rows in lists.items()}
    for name, rows in ways.items():
        yield name, _filed(rows, "in", keys)
