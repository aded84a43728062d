"""A save that came too late: both versions side by side, and the work of both people in one document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.admin.readable import ToldDifference, tell
from archive.documents import Document
from archive.documents.combining import Side, combined, sides
from archive.models import Change


@dataclass(frozen=True)
class ToldSide:
    """A field that one of the two changed, in words; None where that one did not change it."""

    label: str
    theirs: ToldDifference | None
    mine: ToldDifference | None
    is_conflict: bool


@dataclass(frozen=True)
class Meanwhile:
    """What happened since a person opened a record: who did it, and field by field what came of it."""

    changes: Sequence[Change]
    sides: Sequence[ToldSide]

    @property
    def has_conflict(self) -> bool:
        return any(side.is_conflict for side in self.sides)


def meanwhile(record: Any, version: int, mine: Document) -> Meanwhile:
    """`record` as opened now; `version` is the one that the person began with, `mine` what they wanted to save."""
    changes = Change.objects.filter(record_uuid=record.uuid, version__gt=version).order_by("version")
    found = sides(begun_with(record, version), record.opened.document, mine)
    return Meanwhile(list(changes.defer("before", "after")), _told(record.record_kind, found))


def begun_with(record: Any, version: int) -> Document | None:
    """The document of that version, as the history has it."""
    seen = Change.objects.filter(record_uuid=record.uuid, version=version).first()
    return seen.document_after if seen else None


def with_mine(record: Any, version: int, mine: Document) -> Document:
    """The record as it stands now, with what this person changed since `version` and nothing else of theirs."""
    return combined(begun_with(record, version), record.opened.document, mine)


def _told(kind: str, found: list[Side]) -> list[ToldSide]:
    by_them, by_me = tell(
        kind, [[side.theirs for side in found if side.theirs], [side.mine for side in found if side.mine]]
    )
    theirs, mine = iter(by_them), iter(by_me)
    told = [(side, next(theirs) if side.theirs else None, next(mine) if side.mine else None) for side in found]
    return [
        ToldSide((one or other).label, one, other, side.is_conflict)  # type: ignore[union-attr]
        for side, one, other in told
    ]
