"""Places within places and topics within topics, as far as they are public and this many steps apart."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model, Q

from archive.models import Compiled
from archive.views import columns
from archive.views.addresses import record_url
from archive.views.cards import LinkCard

DEPTH = 5
# What of a country with thousands of places fits on its page.
MOST_PARTS = 300
WITHIN = """
WITH RECURSIVE within_it (id, step) AS (
    SELECT id, 0 FROM {table} WHERE id = %s
    UNION ALL
    SELECT part.id, step + 1 FROM {table} AS part JOIN within_it ON part.part_of_id = within_it.id WHERE step < %s
)
SELECT DISTINCT id FROM within_it
"""


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


def wholes_columns(shown: tuple[str, ...]) -> tuple[str, ...]:
    """For `only`: what names a record and each of those that it is part of."""
    own = ("name", "slug", "is_public", "part_of", *shown)
    return tuple(column for step in range(DEPTH + 1) for column in _columns(step, own if step == 0 else own[:4]))


def _columns(step: int, names: tuple[str, ...]) -> tuple[str, ...]:
    return names if step == 0 else columns.under("__".join(["part_of"] * step), names)


def parts(record: Any) -> list[LinkCard]:
    """What is directly part of the record, the first by name; one query."""
    model: Any = type(record)
    return [link_to(part) for part in _parts_of(model)(record.pk)]


@cache
def _parts_of(model: type[Model]) -> Compiled:
    public: Any = model._default_manager.published  # type: ignore[attr-defined]
    return Compiled(lambda whole: public().filter(part_of=whole).order_by("name", "slug")[:MOST_PARTS])


def keys_within(record: Any) -> list[int]:
    """Primary keys of the record and of all that is part of it within `DEPTH` steps; one query.

    Steps down from the record, so that what it costs depends on what lies within it alone.
    """
    table = connection.ops.quote_name(record._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(WITHIN.format(table=table), [record.pk, DEPTH])
        return [key for (key,) in cursor.fetchall()]


def link_to(record: Any) -> LinkCard:
    return LinkCard(record.name, record_url(record.record_kind, record.slug), getattr(record, "language", ""))


def within(record: Any, path: str = "") -> Q:
    """Rows whose `path` is the record, or part of it within `DEPTH` steps; an empty path is the row itself."""
    steps = [path] if path else ["pk"]
    condition = Q(**{steps[0]: record.pk})
    for step in range(1, DEPTH + 1):
        condition |= Q(**{"__".join(filter(None, [path, *["part_of"] * step])): record.pk})
    return condition
