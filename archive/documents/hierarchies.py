"""What is part of what. Nothing is part of itself, however long the way round."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.documents.kinds import KINDS, Document, Kind
from archive.documents.problems import Problem, Problems
from archive.models import Membership

HIERARCHIES = ("topic", "place", "event", "actor")


def wholes_of(kind: str, uuids: Iterable[str]) -> dict[str, set[str]]:
    """What each of the records (UUIDs) is directly part of, as stored; one query."""
    rows: Any
    if kind == "actor":
        rows = Membership.objects.filter(member__uuid__in=uuids).values_list("member__uuid", "group__uuid")
    else:
        records: Any = KINDS[kind].model._default_manager
        rows = records.filter(uuid__in=uuids, part_of__isnull=False).values_list("uuid", "part_of__uuid")
    found: dict[str, set[str]] = {}
    for part, whole in rows:
        found.setdefault(str(part), set()).add(str(whole))
    return found


def wholes_in(kind: str, document: Document) -> set[str]:
    """What the document says that its record is directly part of."""
    if kind == "actor":
        return {row["group"] for row in document["part_of"]}
    return {document["part_of"]} if document["part_of"] else set()


def ancestors(kind: str, start: set[str]) -> Iterator[set[str]]:
    """`start`, then what that is part of, level by level, each record once."""
    seen: set[str] = set()
    level = start
    while level:
        yield level
        seen |= level
        level = {whole for wholes in wholes_of(kind, level).values() for whole in wholes} - seen


def loop_problems(kind: Kind, document: Document) -> Problems:
    """Whether writing this document would make the record a part of itself."""
    if kind.name not in HIERARCHIES:
        return
    for level in ancestors(kind.name, wholes_in(kind.name, document)):
        if document["uuid"] in level:
            yield Problem("part_of", _("This would make the record a part of itself."))
            return


def stored_loops(kind: str) -> set[str]:
    """UUIDs of the records that are part of themselves, over the whole table."""
    records: Any = KINDS[kind].model._default_manager
    everything = wholes_of(kind, records.values_list("uuid", flat=True))
    while True:
        # A record all of whose wholes are settled is on no loop; what never settles is on one, or below it.
        settled = {part for part, wholes in everything.items() if not wholes & everything.keys()}
        if not settled:
            return set(everything)
        for part in settled:
            del everything[part]
