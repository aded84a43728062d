"""Keeping the index in step with an act on very many records."""

from array import array
from collections import defaultdict
from collections.abc import Iterable

from django.db import models
from pyroaring import BitMap

from archive.models import Actor, Position
from archive.models.bulk import portions, without_collecting_cycles
from archive.search import naming
from archive.search.declared import SEARCHED, Searchable
from archive.search.engines import engine
from archive.search.keeping import difference, positions_of, showing, stirred, with_wholes
from archive.search.outlines import Reader, rows_of
from archive.workflow.many import Many

#: records that are read together, with all that is cited of a source
BATCH = 500


@without_collecting_cycles()
def follow_many(many: Many) -> None:
    """Bring the entries of all these up to date, of what they refer to, and of what shows their names.

    After the index of the lists, which says what records weigh. All entries are written together at the end, so tell
    of all of an act at once.
    """
    following = _Following()
    for kind, searchable in SEARCHED.items():
        changed = many.changed if kind == many.kind else BitMap()
        referred = many.referred.get(kind, BitMap()) - changed
        keys = changed | BitMap(_stirred(searchable, referred))
        following.refresh(searchable, with_wholes(searchable, keys))
    positions = many.changed if many.kind == "position" else BitMap()
    following.renamed[Position] = positions | BitMap(positions_of(following.renamed[Actor]))
    for searchable in SEARCHED.values():
        following.refresh_entries(searchable, showing(searchable, following.renamed))
    following.finish()


def _stirred(searchable: Searchable, keys: Iterable[int]) -> Iterable[int]:
    return (key for some in portions(keys, BATCH) for key in stirred(searchable, some))


class _Following:
    """Entries that are put down until all of them are there, and the numbers of those that they replace."""

    def __init__(self) -> None:
        self.renamed: dict[type[models.Model], BitMap] = defaultdict(BitMap)
        self._reader = Reader()
        self._outdated = array("q")
        self._done: dict[str, BitMap] = defaultdict(BitMap)

    def refresh(self, searchable: Searchable, keys: BitMap) -> None:
        """The entries of these records and their names."""
        for some in portions(keys, BATCH):
            self.renamed[searchable.model].update(self._put_down(searchable, some))
            naming.refresh(searchable.kind, some)

    def refresh_entries(self, searchable: Searchable, keys: BitMap) -> None:
        """Of those whose own names are as they were."""
        for some in portions(keys - self._done[searchable.kind], BATCH):
            self._put_down(searchable, some)

    def _put_down(self, searchable: Searchable, keys: list[int]) -> set[int]:
        found = difference(searchable, keys, self._reader)
        self._outdated.extend(found.outdated)
        self._done[searchable.kind].update(keys)
        engine().put_down(row for _outline, rows in rows_of(found.stale) for row in rows)
        return found.renamed

    def finish(self) -> None:
        """Take away what is out of date and write what was put down, each in the order of the index."""
        for numbers in portions(sorted(self._outdated)):
            engine().remove(numbers)
        # Perhaps nothing was to be put down, and what is taken up must be there.
        engine().put_down(())
        engine().take_up()
