"""The words at many places of archived texts, read where they stand: the texts themselves stay in the database."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.db import connection

from archive.documents.anchors import span
from archive.models import ArchivedText
from archive.models.bulk import portions
from archive.models.evidence import CONTEXT
from archive.models.sources import TEXT_LIMIT

#: places of one text from which on it is read whole: finding a place takes the longer the further back it is
OFTEN = 8
#: of so many places, with four parameters each, one query asks; SQLite takes at least 999
AT_ONCE = 240


class Place(NamedTuple):
    """A span of an archived text: its SHA-256, where the span starts and where it ends."""

    text: str
    start: int
    end: int


def spans_at(
    places: Collection[Place], announced: Callable[[str], str | None] = lambda sha256: None
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each of the places with its `span`; those that do not lie within their text are left out.

    `announced`: texts that are not archived yet.
    """
    by_text: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if 0 <= place.start < place.end <= TEXT_LIMIT:
            by_text[place.text].append(place)
    few: list[Place] = []
    for sha256, some in by_text.items():
        body = announced(sha256)
        if body is None and len(some) < OFTEN:
            few += some
        else:
            yield from _spans_in(body or _body(sha256), some)
    for some in portions(sorted(few), AT_ONCE):
        yield from _spans_of_few(some)


def _body(sha256: str) -> str:
    return ArchivedText.objects.filter(pk=sha256).values_list("body", flat=True).first() or ""


def _spans_in(body: str, places: Iterable[Place]) -> Iterator[tuple[Place, dict[str, Any]]]:
    for place in places:
        if place.end <= len(body):
            yield place, span(body, place.start, place.end)


_READ = """
WITH wanted (number, sha256, first, length) AS (VALUES {places})
SELECT wanted.number, substr(held.body, wanted.first, wanted.length)
FROM wanted JOIN {table} AS held ON held.sha256 = wanted.sha256
"""


def _spans_of_few(places: list[Place]) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Only the words and their context leave the database."""
    table = connection.ops.quote_name(ArchivedText._meta.db_table)
    sql = _READ.format(places=", ".join(["(%s, %s, %s, %s)"] * len(places)), table=table)
    firsts = [max(0, place.start - CONTEXT) for place in places]
    parameters = [
        value
        for number, (place, first) in enumerate(zip(places, firsts, strict=True))
        for value in (number, place.text, first + 1, place.end + CONTEXT - first)
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        for number, words in cursor.fetchall():
            place, first = places[number], firsts[number]
            if place.end - first <= len(words):
                found = span(words, place.start - first, place.end - first)
                yield place, {**found, "start": place.start, "end": place.end}
