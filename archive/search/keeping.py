"""Keeping the index what the public records say: in step with every act, and made anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Q, QuerySet
from pyroaring import BitMap

from archive.documents import Reference
from archive.models import Access, Actor, ArchiveVersion, Change, Compiled, Place, Position, SearchEntry, Source, Topic
from archive.models.bulk import portions, without_collecting_cycles
from archive.search import naming
from archive.search.declared import SEARCHED, Searchable
from archive.search.engines import engine
from archive.search.naming import batches_of_keys
from archive.search.outlines import NAMES_DIGITS, Outline, Reader, Row, numbers_of, rows_of
from archive.timeline.entries import keys_by_uuid, keys_of_these

Renamed = Mapping[type[models.Model], Iterable[int]]


def follow_flush(**_signal: object) -> None:
    """After `manage.py flush`, let go of the words that the database keeps outside of the models."""
    tables = connection.introspection.table_names()
    if SearchEntry._meta.db_table in tables and not SearchEntry.objects.exists():
        engine().clear()


def keep_in_step(touched: Collection[Reference]) -> None:
    """Bring the entries of what an act touched up to date, and of what shows its names; within the act."""
    renamed: dict[type[models.Model], set[int]] = defaultdict(set)
    changed = _changed_uuids()
    for searchable in SEARCHED.values():
        uuids = {reference.key for reference in touched if reference.kind == searchable.kind}
        keys_changed = _keys(searchable, uuids & changed)
        keys_stirred = stirred(searchable, _keys(searchable, uuids - changed) - keys_changed)
        for keys in portions(with_wholes(searchable, keys_changed | keys_stirred)):
            renamed[searchable.model] |= _refresh(searchable, keys, Reader())
            naming.refresh(searchable.kind, keys)
    renamed[Position] = _changed_positions([item.key for item in touched if item.kind == "position"])
    renamed[Position] |= positions_of(renamed[Actor])
    reader = Reader()
    for searchable in SEARCHED.values():
        for keys in portions(showing(searchable, renamed)):
            _refresh(searchable, keys, reader)


def _changed_uuids() -> set[str]:
    """Of the records that this act has changed itself, not only referred to."""
    return {str(uuid) for uuid in _changed_in(ArchiveVersion.current())}


_changed_in = Compiled(
    lambda version: Change.objects.filter(archive_version=version).order_by().values_list("record_uuid", flat=True)
)


def stirred(searchable: Searchable, keys: Iterable[int]) -> set[int]:
    """Those of records that were only referred to of which the index may have to say something else.

    They came or went with what refers to them, weigh more or less than before, or another part of their text is public.
    """
    found: set[int] = set()
    for some in portions(sorted(keys)):
        numbers = numbers_of(searchable, some)
        held = {key: item.numbers[0] for key, item in _held(searchable, some).items()}
        found |= {key for key in some if numbers.get(key) != held.get(key)}
        if searchable.has_archived_text:
            found.update(_excerpts(some))
        found |= naming.stirred(searchable.kind, some)
    return found


_excerpts = Compiled(
    lambda keys: Source.objects.filter(pk__in=keys, access=Access.EXCERPT).order_by().values_list("pk", flat=True)
)


def _keys(searchable: Searchable, uuids: Iterable[str]) -> set[int]:
    keys: set[int] = set()
    for some in portions(uuids):
        keys.update(keys_by_uuid(searchable.model, some))
    return keys


def with_wholes(searchable: Searchable, keys: Iterable[int]) -> BitMap:
    """With a place or a topic, what it is part of has become public or ceased to be."""
    found = BitMap(keys)
    wholes = found if searchable.model in (Place, Topic) else BitMap()
    while wholes:
        wholes = BitMap(whole for some in portions(wholes) for whole in _wholes_of(searchable.model, some)) - found
        found = found | wholes
    return found


def _wholes_of(model: Any, keys: list[int]) -> QuerySet[Any, int]:
    return model._default_manager.filter(pk__in=keys, part_of__isnull=False).values_list("part_of", flat=True)


def _changed_positions(uuids: list[str]) -> set[int]:
    # A position is touched by each statement that names it; only its own change is a new name.
    if not uuids:
        return set()
    changes = Change.objects.filter(archive_version=ArchiveVersion.current(), record_kind="position")
    changed = changes.values("record_uuid")
    return set(Position.objects.filter(uuid__in=changed).values_list("pk", flat=True))


def positions_of(actors: Iterable[int]) -> set[int]:
    """Those that came or went as public with one of these actors."""
    found: set[int] = set()
    for some in portions(sorted(actors)):
        found.update(_positions_with(some, some))
    return found


_positions_with = Compiled(
    lambda people, organisations: (
        Position.objects.filter(Q(person__in=people) | Q(organisation__in=organisations))
        .order_by()
        .values_list("pk", flat=True)
    )
)


def showing(searchable: Searchable, renamed: Renamed) -> BitMap:
    """Primary keys of the records whose entries hold the names of what was renamed."""
    found = BitMap()
    for way in searchable.refers_to:
        for keys in portions(BitMap(renamed.get(searchable.target(way), ()))):
            found.update(_referring(searchable.model, way)(keys))
    return found


@cache
def _referring(model: Any, way: str) -> Compiled:
    return Compiled(
        lambda keys: model._default_manager.filter(**{f"{way}__in": keys}).order_by().values_list("pk", flat=True)
    )


@dataclass
class _Held:
    """What the index holds of one record: its fingerprint, and the numbers of its entries."""

    fingerprint: str = ""
    numbers: list[int] = field(default_factory=list)

    @property
    def names(self) -> str:
        return self.fingerprint[-NAMES_DIGITS:]


@dataclass
class Difference:
    """What of the index is not as it should be: entries to take away, outlines to be written, names that changed.

    `renamed` are primary keys: of what came or went as well.
    """

    outdated: list[int]
    stale: list[Outline]
    renamed: set[int]


def difference(searchable: Searchable, keys: Sequence[int], reader: Reader) -> Difference:
    """Of these records, whose primary keys ascend."""
    should = reader.outlines(searchable, keys_of_these(keys))
    held = _held(searchable, keys)
    stale = {key for key, outline in should.items() if not _is_held(outline, held.get(key))}
    gone = held.keys() - should.keys()
    outdated = [number for key in (stale | gone) & held.keys() for number in held[key].numbers]
    renamed = {key for key in stale if held.get(key, _Held()).names != should[key].fingerprint[-NAMES_DIGITS:]}
    return Difference(outdated, [should[key] for key in sorted(stale)], gone | renamed)


def _refresh(searchable: Searchable, keys: Sequence[int], reader: Reader) -> set[int]:
    """Make these records' entries what they should be; what is up to date is not written.

    Returns the primary keys of those that came, went or changed their names.
    """
    found = difference(searchable, keys, reader)
    if found.outdated:
        engine().remove(found.outdated)
    engine().write(row for _outline, rows in rows_of(found.stale) for row in rows)
    return found.renamed


def _held(searchable: Searchable, keys: Sequence[int]) -> dict[int, _Held]:
    held: dict[int, _Held] = defaultdict(_Held)
    for some in portions(keys):
        for key, number, fingerprint in _entries(searchable.kind, some):
            held[key].fingerprint = held[key].fingerprint or fingerprint
            held[key].numbers.append(number)
    return dict(held)


_entries = Compiled(
    lambda kind, keys: (
        SearchEntry.objects.filter(kind=kind, record_id__in=keys)
        .order_by("part")
        .values_list("record_id", "id", "fingerprint")
    )
)


def _is_held(outline: Outline, held: _Held | None) -> bool:
    return held is not None and (held.fingerprint, held.numbers[0]) == (outline.fingerprint, outline.number)


@transaction.atomic
@without_collecting_cycles()
def rebuild() -> int:
    """Make the whole index anew, and the words of names; returns the number of its entries.

    What records weigh is read from the index of the lists, which has to be right before. Reads the archive once, a
    few thousand records at a time; the databases' own indexes are built when all rows are there.
    """
    naming.rebuild()
    return engine().fill(_all_rows())


def _all_rows() -> Iterator[Row]:
    reader = Reader()
    for searchable in SEARCHED.values():
        for keys in batches_of_keys(searchable.model._default_manager):
            for _outline, rows in rows_of(reader.outlines(searchable, keys).values()):
                yield from rows
