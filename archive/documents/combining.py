"""Two people changed one record at once: what each of them changed, and a document with the work of both."""

from dataclasses import dataclass

from archive.documents.comparing import Difference, compare
from archive.documents.kinds import Document, kind_of
from archive.documents.reading import normal


@dataclass(frozen=True, slots=True)
class Side:
    """A field that somebody changed: from what both began with to `theirs`, to `mine`, or to both."""

    field: str
    theirs: Difference | None
    mine: Difference | None

    @property
    def is_conflict(self) -> bool:
        """Both changed it, and not to the same."""
        return self.theirs is not None and self.mine is not None and self.theirs.after != self.mine.after


def sides(base: Document | None, theirs: Document, mine: Document) -> list[Side]:
    """Field by field what has changed since `base`, in the order of the record's fields."""
    by_them = {difference.field: difference for difference in compare(base, normal(theirs))}
    by_me = {difference.field: difference for difference in compare(base, normal(mine))}
    order = ["slug", "status", *kind_of(mine).by_name]
    changed = sorted(by_them.keys() | by_me.keys(), key=order.index)
    return [Side(field, by_them.get(field), by_me.get(field)) for field in changed]


def combined(base: Document | None, theirs: Document, mine: Document) -> Document:
    """`theirs` with every field that `mine` changed; where both changed one, it is as `mine` has it."""
    if base is None:
        return mine
    ours = normal(mine)
    return {name: ours[name] if ours[name] != base.get(name) else value for name, value in theirs.items()}
