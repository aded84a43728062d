"""Which of the records that an act made can go again: those that nothing that stays would be left without.

Everything is asked of the database a batch at a time, and what is remembered of a record is its primary key.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.documents import KINDS, Tie, ties
from archive.models.bulk import portions

BATCH = 500

#: by what published records need an actor or a source; whatever else they name is optional
_NEEDING = {
    ("actor", "Station"): "actor",
    ("actor", "Statement"): "speaker",
    ("source", "Station"): "source",
    ("source", "Citation"): "source",
}


class Keys:
    """A growing set of primary keys of each kind, a bit each."""

    def __init__(self) -> None:
        self._keys: dict[str, BitMap] = defaultdict(BitMap)

    def add(self, kind: str, key: int) -> None:
        self._keys[kind].add(key)

    def has(self, kind: str, key: int) -> bool:
        return kind in self._keys and key in self._keys[kind]

    def batches(self) -> Iterator[tuple[str, list[int]]]:
        for kind, keys in list(self._keys.items()):
            for some in portions(keys, BATCH):
                yield kind, list(some)


class LettingGo:
    """Records that are to be removed, and public ones that are to be withdrawn, less those that others need.

    `restored` are records that will no longer name what they name now; `named` what they will name instead.
    After `settle`, `left` says why a record stays, by kind and primary key.
    """

    def __init__(self) -> None:
        self.removed, self.withdrawn, self.restored, self.named = Keys(), Keys(), Keys(), Keys()
        self.left: dict[tuple[str, int], str] = {}

    def is_removed(self, kind: str, key: int) -> bool:
        return self.removed.has(kind, key) and (kind, key) not in self.left

    def is_withdrawn(self, kind: str, key: int) -> bool:
        return self.withdrawn.has(kind, key) and (kind, key) not in self.left

    def settle(self) -> None:
        fresh: dict[str, set[int]] = defaultdict(set)
        for kind, keys in self.named.batches():
            for key in keys:
                self._leave(kind, key, _("A record that becomes again what it was names it."), fresh)
        for kind, keys in self.removed.batches():
            for tie in ties():
                if tie.target == kind:
                    self._leave_named(tie, keys, fresh)
        for kind, keys in self.withdrawn.batches():
            for tie in ties():
                if tie.target == kind and _needs(tie):
                    self._leave_needed(tie, keys, fresh)
        while fresh:
            fresh = self._leave_with(fresh)

    def _leave(self, kind: str, key: int, reason: str, fresh: dict[str, set[int]]) -> None:
        if (kind, key) not in self.left and (self.removed.has(kind, key) or self.withdrawn.has(kind, key)):
            self.left[kind, key] = reason
            fresh[kind].add(key)

    def _leave_named(self, tie: Tie, keys: Collection[int], fresh: dict[str, set[int]]) -> None:
        """Those that a record names which stays."""
        staying = [
            (owner, key)
            for owner, key in tie.named_by(keys)
            if not self.removed.has(tie.owner, owner) and not self.restored.has(tie.owner, owner)
        ]
        self._leave_for(tie, staying, fresh)

    def _leave_needed(self, tie: Tie, keys: Collection[int], fresh: dict[str, set[int]]) -> None:
        """Those without which a record could not be public that stays so."""
        found = [
            (owner, key)
            for owner, key in tie.named_by(keys)
            if not self.removed.has(tie.owner, owner) and not self.withdrawn.has(tie.owner, owner)
        ]
        records: Any = KINDS[tie.owner].model._default_manager
        public = set(records.published().filter(pk__in={owner for owner, _key in found}).values_list("pk", flat=True))
        self._leave_for(tie, [pair for pair in found if pair[0] in public], fresh)

    def _leave_for(self, tie: Tie, pairs: list[tuple[int, int]], fresh: dict[str, set[int]]) -> None:
        if not pairs:
            return
        model: Any = KINDS[tie.owner].model
        slugs = dict(model._default_manager.filter(pk__in={owner for owner, _key in pairs}).values_list("pk", "slug"))
        for owner, key in pairs:
            values = {"kind": model._meta.verbose_name, "slug": slugs[owner]}
            self._leave(tie.target, key, _("The %(kind)s “%(slug)s” names it.") % values, fresh)

    def _leave_with(self, stayed: dict[str, set[int]]) -> dict[str, set[int]]:
        """What those need that stay themselves."""
        fresh: dict[str, set[int]] = defaultdict(set)
        for kind, keys in stayed.items():
            for some in portions(sorted(keys), BATCH):
                for tie in ties():
                    if tie.owner == kind:
                        self._leave_what(tie, some, fresh)
        return fresh

    def _leave_what(self, tie: Tie, owners: list[int], fresh: dict[str, set[int]]) -> None:
        public = [key for key in owners if self.withdrawn.has(tie.owner, key)]
        named = tie.names(owners)
        needed = tie.names(public) if public and _needs(tie) else set()
        for key in named:
            if self.removed.has(tie.target, key) or key in needed:
                self._leave(tie.target, key, _("A record that stays itself names it."), fresh)


def _needs(tie: Tie) -> bool:
    return tie.owner in ("event", "statement") and _NEEDING.get((tie.target, tie.model.__name__)) == tie.field
