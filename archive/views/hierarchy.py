"""Places within places and topics within topics, as far as they are public and this many steps apart."""

from typing import Any

from django.db.models import Q

from archive.views.addresses import record_url
from archive.views.cards import LinkCard

DEPTH = 5


def wholes_loaded() -> str:
    """For `select_related`: what a record is part of, and what that is part of, up to `DEPTH` steps."""
    return "__".join(["part_of"] * DEPTH)


def wholes(record: Any) -> list[LinkCard]:
    """What the record is part of, the widest first; what is not public hides nothing beyond it."""
    found: list[LinkCard] = []
    whole = record.part_of
    for _step in range(DEPTH):
        if whole is None:
            break
        if whole.is_published:
            found.append(link_to(whole))
        whole = whole.part_of
    return found[::-1]


def parts(record: Any) -> list[LinkCard]:
    """What is directly part of the record, by name; one query."""
    within = type(record)._default_manager.published().filter(part_of=record)
    return [link_to(part) for part in within.order_by("name", "slug")]


def link_to(record: Any) -> LinkCard:
    return LinkCard(record.name, record_url(record.record_kind, record.slug), getattr(record, "language", ""))


def within(record: Any, path: str = "") -> Q:
    """Rows whose `path` is the record, or part of it within `DEPTH` steps; an empty path is the row itself."""
    steps = [path] if path else ["pk"]
    condition = Q(**{steps[0]: record.pk})
    for step in range(1, DEPTH + 1):
        condition |= Q(**{"__".join(filter(None, [path, *["part_of"] * step])): record.pk})
    return condition
