"""Keeping the index what the public records say: in step with every act, rebuilt, and checked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from archive.documents import Reference
from archive.models import Access, ArchiveVersion, Change, Compiled, Place, Position, SearchEntry, Source, Topic
from archive.search import naming
from archive.search.declared import SEARCHED, Searchable
from archive.search.engines import engine
from archive.search.naming import batches_of_keys
from archive.search.outlines import NAMES_DIGITS, Outline, Reader, Row, numbers_of, rows_of
from archive.timeline.entries import Keys, keys_by_uuid

BATCH = 500


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
        stirred = set(_keys(searchable, uuids & changed))
        stirred |= _stirred(searchable, _keys(searchable, uuids - changed) - stirred)
        for keys in batches(_with_wholes(searchable, stirred)):
            renamed[searchable.model] |= refresh(searchable, keys, Reader())
            naming.refresh(searchable.kind, keys)
    renamed[Position] = _changed_positions([item.key for item in touched if item.kind == "position"])
    reader = Reader()
    for searchable in SEARCHED.values():
        for keys in batches(sorted(_showing(searchable, renamed))):
            refresh(searchable, keys, reader)


def _changed_uuids() -> set[str]:
    """Of the records that this act has changed itself, not only referred to."""
    return {str(uuid) for uuid in _changed_in(ArchiveVersion.current())}


_changed_in = Compiled(
    lambda version: Change.objects.filter(archive_version=version).order_by().values_list("record_uuid", flat=True)
)


def _stirred(searchable: Searchable, keys: set[int]) -> set[int]:
    """Those of records that were only referred to of which the index may have to say something else.

    They came or went with what refers to them, weigh more or less than before, or another part of their text is public.
    """
    found: set[int] = set()
    for some in batches(sorted(keys)):
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
    for some in batches(uuids):
        keys.update(keys_by_uuid(searchable.model, some))
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
            showing.update(_referring(searchable.model, way)(keys))
    return showing


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


def refresh(searchable: Searchable, keys: list[int], reader: Reader) -> set[int]:
    """Make these records' entries what they should be; what is up to date is not written.

    Returns the primary keys of those that came, went or changed their names.
    """
    should = reader.outlines(searchable, Keys(keys))
    held = _held(searchable, keys)
    stale = {key for key, outline in should.items() if not _is_held(outline, held.get(key))}
    gone = held.keys() - should.keys()
    if outdated := [number for key in (stale | gone) & held.keys() for number in held[key].numbers]:
        engine().remove(outdated)
    engine().write(row for _outline, rows in rows_of(should[key] for key in sorted(stale)) for row in rows)
    return gone | {key for key in stale if held.get(key, _Held()).names != should[key].fingerprint[-NAMES_DIGITS:]}


def _held(searchable: Searchable, keys: list[int]) -> dict[int, _Held]:
    held: dict[int, _Held] = defaultdict(_Held)
    for key, number, fingerprint in _entries(searchable.kind, keys):
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


def drift() -> list[str]:
    """A sentence for each record that the search finds wrongly or not at all; for `verify`. Reads everything."""
    found = [sentence for searchable in SEARCHED.values() for sentence in _drift_of(searchable)]
    unknown = SearchEntry.objects.exclude(kind__in=SEARCHED)
    found += [_("search entry %(entry)s: there is no such kind") % {"entry": entry} for entry in unknown]
    found += _drift_of_names()
    if not engine().is_sound():
        found.append(_("search index: it does not hold the words of its entries; rebuild it"))
    return found


def _drift_of_names() -> Iterator[str]:
    for kind, key in naming.drift():
        slug = _slugs(SEARCHED[kind], [key]).get(key) if kind else None
        if slug:
            yield _("%(kind)s %(slug)s: its names are not known as they are") % {"kind": kind, "slug": slug}
        else:
            yield _("names of record %(key)s: there is no such record") % {"key": key}


def _drift_of(searchable: Searchable) -> Iterator[str]:
    reader = Reader()
    for keys in batches_of_keys(searchable.model._default_manager, BATCH):
        problems = dict(_problems(searchable, keys, reader.outlines(searchable, keys)))
        slugs = _slugs(searchable, problems)
        for key, problem in sorted(problems.items()):
            if key in slugs:
                yield f"{searchable.kind} {slugs[key]}: {problem}"
    known = searchable.model._default_manager.values("pk")
    for entry in SearchEntry.objects.filter(kind=searchable.kind).exclude(record_id__in=known):
        yield _("search entry %(entry)s: there is no such record") % {"entry": entry}


def _problems(searchable: Searchable, keys: Keys, should: dict[int, Outline]) -> Iterator[tuple[int, str]]:
    """(primary key, what is wrong with its entries)."""
    held: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    entries = SearchEntry.objects.filter(keys.at("record_id"), kind=searchable.kind).order_by("part")
    for key, number, part, fingerprint in entries.values_list("record_id", "id", "part", "fingerprint"):
        held[key].append((number, part, fingerprint))
    for key in held.keys() - should.keys():
        yield key, _("the search finds it, but it is not public")
    for key in should.keys() - held.keys():
        yield key, _("the search does not find it")
    for outline, rows in rows_of(should[key] for key in should.keys() & held.keys()):
        if not _says(rows, held[outline.record_id]):
            yield outline.record_id, _("the search index does not say what the record says")


def _says(rows: list[Row], held: list[tuple[int, int, str]]) -> bool:
    """Whether the entries are those of the record, word for word; a few at a time, for texts are large."""
    if held != [(row.id, row.part, row.fingerprint) for row in rows]:
        return False
    return not any(engine().unlike(some) or _texts(some) != [row.text for row in some] for some in batches(rows, 20))


def _texts(rows: list[Row]) -> list[str]:
    texts = dict(SearchEntry.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", "text"))
    return [texts.get(row.id, "") for row in rows]


def _slugs(searchable: Searchable, keys: Collection[int]) -> dict[int, str]:
    return dict(searchable.model._default_manager.filter(pk__in=keys).values_list("pk", "slug"))


def batches(values: Iterable[Any], most: int = BATCH) -> Iterator[list[Any]]:
    """Lists of at most 500, which every database takes as parameters of one query, or of `most`."""
    rest = iter(values)
    while some := list(islice(rest, most)):
        yield some
