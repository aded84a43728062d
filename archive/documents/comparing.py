"""What differs between two documents of one record, field by field, item by item."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from archive.documents.kinds import Document, kind_of
from archive.documents.values import sort_key


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs. For lists, `removed` and `added` hold only the items that went or came."""

    field: str
    label: str
    before: Any
    after: Any
    removed: tuple[Any, ...] = ()
    added: tuple[Any, ...] = ()

    @property
    def is_list(self) -> bool:
        return isinstance(self.before, list) or isinstance(self.after, list)


def compare(before: Document | None, after: Document | None) -> list[Difference]:
    """The differences in the order of the record's fields; a document that is None counts as empty."""
    some = after or before
    if some is None:
        return []
    kind = kind_of(some)
    names = ["slug", *(["status"] if kind.has_status else []), *kind.by_name]
    found = []
    for name in names:
        old, new = (before or {}).get(name), (after or {}).get(name)
        if old != new and (old or new):
            label = kind.by_name[name].label if name in kind.by_name else kind.model._meta.get_field(name)
            found.append(_difference(name, str(getattr(label, "verbose_name", label)), old, new))
    return found


def _difference(name: str, label: str, old: Any, new: Any) -> Difference:
    if not isinstance(old, list) and not isinstance(new, list):
        return Difference(name, label, old, new)
    removed, added = _without(old or [], new or []), _without(new or [], old or [])
    return Difference(name, label, old, new, removed, added)


def _without(items: Iterable[Any], others: Iterable[Any]) -> tuple[Any, ...]:
    known = {sort_key(other) for other in others}
    return tuple(item for item in items if sort_key(item) not in known)


def same_content(one: Document, other: Document) -> bool:
    """Whether two documents say the same, whatever their status."""
    return {**one, "status": ""} == {**other, "status": ""}
