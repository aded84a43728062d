"""The first reading of a file: which record each row is about, new or known. Nothing else is looked at."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any
from uuid import uuid4

from django.db.models import Max
from django.utils.translation import gettext as _

from archive.documents.many import announced_key
from archive.exchange.cells import unguard
from archive.exchange.faults import Fault
from archive.exchange.files import File
from archive.exchange.importing.scratch import Place, Scratch
from archive.exchange.names import batches, former
from archive.models import Address, Change

Note = Callable[[Iterable[Fault]], object]
Key = tuple[str, str]
"""What slugs are unique in (the kind, for a term its vocabulary), and the slug."""
Known = tuple[str, int, int]
"""UUID, primary key and version of a record that the archive has, or had."""


class Finder:
    """Finds the records that the rows of one file are about, batch by batch, and notes them."""

    def __init__(self, scratch: Scratch, file: File, number: int, note: Note) -> None:
        self._scratch, self._file, self._number, self._note = scratch, file, number, note
        self._ordinals = count(int(scratch.fact(self._counter, 0)))

    @property
    def _counter(self) -> str:
        """Under this name stands how many new records of the kind there are."""
        return f"new {self._file.kind.name}"

    def find(self, rows: Iterable[tuple[int, dict[str, str]]]) -> None:
        """`rows`: (row number, cells by column), with those of the file's key among them."""
        keys = {number: self._key(cells) for number, cells in rows}
        known = dict(self._known(set(keys.values())))
        first = self._first_rows(keys)
        new = {key for number, key in keys.items() if key not in known and first[key] == number}
        returning = dict(self._returning(new))
        self._refuse_repeated(keys, first)
        self._refuse_taken(keys, new - returning.keys())
        self._scratch.place(
            self._place(number, key, known.get(key) or returning.get(key), first) for number, key in keys.items()
        )
        if new:
            self._scratch.note(**{self._counter: int(self._scratch.fact(self._counter, 0)) + len(new)})

    def _key(self, cells: dict[str, str]) -> Key:
        *vocabulary, slug = (unguard(cells[name]) for name in self._file.key)
        return (vocabulary[0] if vocabulary else self._file.kind.name, slug)

    def _place(self, number: int, key: Key, known: Known | None, first: dict[Key, int]) -> Place:
        kind = self._file.kind.name
        is_first = first[key] == number
        if known and is_first:
            uuid, pk, version = known
            pk = pk or announced_key(next(self._ordinals))
        elif is_first:
            uuid, pk, version = str(uuid4()), announced_key(next(self._ordinals)), 0
        else:
            # A record of its own until the file is mended: what else is wrong with the row can be told.
            uuid, pk, version = str(uuid4()), 0, 0
        return Place(self._number, number, kind, *key, uuid, pk, version, is_first)

    def _first_rows(self, keys: dict[int, Key]) -> dict[Key, int]:
        """The row in which each record stands first, in this batch or before it."""
        first: dict[Key, int] = {}
        for space, slugs in _by_space(set(keys.values())):
            owners = self._scratch.owners(space, slugs)
            first |= {(space, slug): number for slug, (_uuid, number) in owners.items()}
        for number, key in keys.items():
            first.setdefault(key, number)
        return first

    def _refuse_repeated(self, keys: dict[int, Key], first: dict[Key, int]) -> None:
        for number, key in keys.items():
            if first[key] != number:
                message = _("The record stands in row %(row)s already.") % {"row": first[key]}
                self._fault(number, self._file.key[-1], message, key[1])

    def _refuse_taken(self, keys: dict[int, Key], new: set[Key]) -> None:
        taken: dict[Key, str] = {}
        for space, slugs in _by_space(new):
            for slug, now in former(space, slugs).items():
                taken[space, slug] = (
                    _("This is a former address; the record is now “%(now)s”.") % {"now": now}
                    if now
                    else _("This was the address of another record, and is never given again.")
                )
        for number, key in keys.items():
            if key in taken:
                self._fault(number, "slug", taken[key], key[1])

    def _fault(self, number: int, name: str, reason: str, value: str) -> None:
        self._note([Fault(number, name, reason, value, self._file.by_name[name].expected)])

    def _returning(self, keys: set[Key]) -> Iterator[tuple[Key, Known]]:
        """Records that were deleted, which a row at their address brings back; they have no primary key (0) yet."""
        for space, slugs in _by_space(keys):
            for some in batches(slugs):
                held = Address.objects.filter(kind=space, slug__in=some, is_current=True)
                owners = dict(held.values_list("record_uuid", "slug"))
                changes = Change.objects.filter(record_uuid__in=owners).order_by()
                for uuid, version in changes.values_list("record_uuid").annotate(Max("version")):
                    yield (space, owners[uuid]), (str(uuid), 0, version)

    def _known(self, keys: set[Key]) -> Iterator[tuple[Key, Known]]:
        records: Any = self._file.kind.model._default_manager.order_by()
        for space, slugs in _by_space(keys):
            within = {"vocabulary": space} if len(self._file.key) == 2 else {}
            for some in batches(slugs):
                found = records.filter(slug__in=some, **within)
                for slug, uuid, pk, version in found.values_list("slug", "uuid", "pk", "version"):
                    yield (space, slug), (str(uuid), pk, version)


def _by_space(keys: set[Key]) -> Iterable[tuple[str, set[str]]]:
    found: dict[str, set[str]] = defaultdict(set)
    for space, slug in keys:
        found[space].add(slug)
    return found.items()
