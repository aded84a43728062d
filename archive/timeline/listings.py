"""The rows of the lists: what they should hold of some records, and making them hold it."""

from collections.abc import Sequence
from typing import Any

from archive.models import Compiled, Listing
from archive.models.bulk import delete, load, portions
from archive.timeline.entries import LISTED, Entry, Published, describe, keys_of_these
from archive.timeline.facets import List
from archive.timeline.postings import Changes

FIELDS = ("list", "record_id", "sort_day", "second", "slug", "weight", "keys", "card")
_TOKENS = FIELDS.index("keys")
Tokens = frozenset[str]
_NONE: Tokens = frozenset()


def row_of(listed: List, pk: int, entry: Entry) -> tuple[Any, ...]:
    """The values of `FIELDS`."""
    return listed.name, pk, entry.sort_day, entry.second, entry.slug, entry.weight, entry.text, entry.card


def refresh(listed: List, keys: Sequence[int], changes: Changes) -> dict[int, Tokens]:
    """Make the rows of these records what they should be; what is up to date is not written.

    `keys` ascend. Returns the tokens that each of those written has gained or lost.
    """
    should = describe(listed, keys_of_these(keys), Published())
    stored = {row[1]: (pk, row) for pk, *row in _rows_stored(listed, keys)}
    outdated: list[int] = []
    written: list[tuple[Any, ...]] = []
    differing: dict[int, Tokens] = {}
    for key in should.keys() | stored.keys():
        row = row_of(listed, key, should[key]) if key in should else None
        pk, held = stored.get(key, (0, None))
        if row == (held and tuple(held)):
            continue
        before = frozenset((LISTED, *held[_TOKENS].split())) if held else _NONE
        after = frozenset((LISTED, *should[key].tokens)) if row else _NONE
        changes.move(listed.name, key, before, after)
        differing[key] = before ^ after
        if held:
            outdated.append(pk)
        if row:
            written.append(row)
    delete(Listing, outdated)
    load(Listing, FIELDS, written)
    return differing


def _rows_stored(listed: List, keys: Sequence[int]) -> list[tuple[Any, ...]]:
    return [row for some in portions(keys) for row in _stored(listed.name, some)]


_stored = Compiled(
    lambda listed, keys: Listing.objects.filter(list=listed, record_id__in=keys).order_by().values_list("pk", *FIELDS)
)
