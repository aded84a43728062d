"""What an act did, record by record, as the history tells it."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from archive.models import REVISION_ACTIONS, Action, Change
from archive.models.bulk import portions

PORTION = 500

_COLUMNS = ("pk", "record_kind", "record_uuid", "version", "action", "slug", "title", "before", "after")


@dataclass(frozen=True, slots=True)
class Trace:
    """One record. `version` is the last that the act made; `before`, `after` and `pending` are canonical documents.

    `before` is empty for a record that it made, `after` where it changed nothing but the pending revision.
    """

    kind: str
    uuid: str
    version: int
    slug: str
    title: str
    before: str
    after: str
    pending: str
    is_new: bool
    is_gone: bool


Traces = Sequence[Trace]


def traces_of(act: UUID) -> Iterator[list[Trace]]:
    """A few hundred at a time, in the order in which they were written."""
    found = (_trace(list(changes)) for _uuid, changes in groupby(_changes(act), key=lambda row: row[2]))
    while some := list(islice(found, PORTION)):
        yield some


def _changes(act: UUID) -> Iterator[tuple[Any, ...]]:
    # Their keys first, eight bytes each: asked for page by page, PostgreSQL would sort the whole act for every page.
    keys = array("q", Change.objects.filter(act=act).order_by("pk").values_list("pk", flat=True).iterator())
    for some in portions(keys, PORTION):
        yield from Change.objects.filter(pk__in=some).order_by("pk").values_list(*_COLUMNS)


def _trace(rows: list[tuple[Any, ...]]) -> Trace:
    (_pk, kind, uuid, _version, first, _slug, _title, before, _after), last = rows[0], rows[-1]
    content = [row for row in rows if row[4] not in REVISION_ACTIONS]
    revision = [row for row in rows if row[4] in REVISION_ACTIONS]
    return Trace(
        kind,
        str(uuid),
        last[3],
        last[5],
        last[6],
        before,
        content[-1][8] if content else "",
        revision[-1][8] if revision else "",
        first == Action.CREATED,
        last[4] in (Action.DELETED, Action.MERGED) and not last[8],
    )
