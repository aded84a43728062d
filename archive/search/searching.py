"""Answering a query: ranked hits, a page at a time."""

import base64
import binascii
import json
import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from archive.models import Access, SearchEntry, Source
from archive.search.declared import SEARCHED
from archive.search.engines import Statement, engine
from archive.search.errors import SearchError
from archive.search.query import Query, read_query
from archive.search.snippets import Segments, highlighted, snippet

LONGEST_PAGE = 100
#: up to this many hits are counted exactly
COUNTED = 1000
_LONGEST_CURSOR = 200


@dataclass(frozen=True)
class Hit:
    """A public record that was found. `title` and `snippet` are (text, whether it is a hit) pairs, never markup."""

    kind: str
    record: Any
    title: Segments
    snippet: Segments
    language: str


@dataclass(frozen=True)
class Results:
    """A page of hits, best first. `next` is the cursor of the following page, empty on the last.

    `total` counts all pages; where `total_is_exact` is false there are more than that.
    """

    hits: list[Hit]
    next: str = ""
    total: int = 0
    total_is_exact: bool = True


@dataclass(frozen=True)
class _Found:
    entry: int
    kind: str
    record_id: int
    score: float


def search(query: str, kinds: Sequence[str] = (), limit: int = 20, after: str = "") -> Results:
    """The best `limit` public records of `kinds` (default: all) for what somebody typed, after the cursor `after`.

    A fixed number of queries for any page: two for the index, one for the entries and one for each kind found.
    Raises SearchError (a ValueError and a BadRequest) for a query that is too long, an unknown kind, a limit
    outside 1 to 100 or a cursor that is not ours.
    """
    unknown = set(kinds) - SEARCHED.keys()
    if unknown:
        raise SearchError(_("Records of this kind cannot be searched: %(kind)s.") % {"kind": min(unknown)})
    if not 1 <= limit <= LONGEST_PAGE:
        raise SearchError(_("A page has 1 to %(limit)s results.") % {"limit": LONGEST_PAGE})
    read = read_query(query)
    beyond = _read_cursor(after)
    if not read.wanted:
        return Results([])
    total = _count(read, kinds)
    found = _page(read, kinds, limit + 1, beyond) if total else []
    more = _cursor(found[limit - 1]) if len(found) > limit else ""
    return Results(_hits(found[:limit], read), more, min(total, COUNTED), total <= COUNTED)


def _page(query: Query, kinds: Sequence[str], limit: int, beyond: tuple[float, str, int] | None) -> list[_Found]:
    scored, parameters = engine().scored(query.wanted)
    condition, values = _conditions(query, kinds)
    after = "AND (score, kind, record_id) > (%s, %s, %s)" if beyond else ""
    # A record with several sections stands where its best one does.
    sql = f"""
        WITH found AS MATERIALIZED ({scored}),
        ranked AS (
            SELECT entry.id, entry.kind, entry.record_id, found.score,
                   row_number() OVER (PARTITION BY kind, record_id ORDER BY found.score, entry.id) AS place
            FROM found JOIN archive_searchentry AS entry ON entry.id = found.id
            WHERE {condition}
        )
        SELECT id, kind, record_id, score FROM ranked WHERE place = 1 {after}
        ORDER BY score, kind, record_id LIMIT %s
    """  # noqa: S608 (only our own words; what came from outside is in the parameters)
    return [_Found(*row) for row in _rows((sql, [*parameters, *values, *(beyond or ()), limit]))]


def _count(query: Query, kinds: Sequence[str]) -> int:
    """How many records there are, counted up to one more than COUNTED."""
    matching, parameters = engine().matching(query.wanted)
    condition, values = _conditions(query, kinds)
    sql = f"""
        SELECT count(*) FROM (
            SELECT DISTINCT kind, record_id FROM archive_searchentry AS entry
            WHERE id IN ({matching}) AND {condition} LIMIT %s
        ) AS counted
    """  # noqa: S608
    return int(_rows((sql, [*parameters, *values, COUNTED + 1]))[0][0])


def _conditions(query: Query, kinds: Sequence[str]) -> Statement:
    """Of these kinds only, and none of whose sections has an excluded term."""
    conditions = ["1 = 1"]
    values: list[Any] = []
    if kinds:
        conditions.append(f"entry.kind IN ({', '.join(['%s'] * len(kinds))})")
        values += kinds
    for term in query.excluded:
        matching, parameters = engine().matching([term])
        having = f"SELECT kind, record_id FROM archive_searchentry WHERE id IN ({matching})"  # noqa: S608
        conditions.append(f"(entry.kind, entry.record_id) NOT IN ({having})")
        values += parameters
    return " AND ".join(conditions), values


def _rows(statement: Statement) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return list(cursor.fetchall())


def _hits(found: list[_Found], query: Query) -> list[Hit]:
    texts = dict(SearchEntry.objects.filter(pk__in=[item.entry for item in found]).values_list("pk", "text"))
    records = _records(found)
    return [
        _hit(item.kind, record, texts.get(item.entry, ""), query)
        for item in found
        if (record := records.get((item.kind, item.record_id))) is not None
    ]


def _records(found: list[_Found]) -> dict[tuple[str, int], Any]:
    """The records by kind and primary key. Asked for as published, whatever the index says."""
    keys: dict[str, list[int]] = defaultdict(list)
    for item in found:
        keys[item.kind].append(item.record_id)
    records = {}
    for kind, chosen in keys.items():
        queryset: Any = SEARCHED[kind].model._default_manager
        for record in queryset.published().filter(pk__in=chosen).select_related(*SEARCHED[kind].joins):
            records[kind, record.pk] = record
    return records


def _hit(kind: str, record: Any, text: str, query: Query) -> Hit:
    if isinstance(record, Source) and record.access == Access.PRIVATE:
        text = ""
    language = getattr(record, "language", "")
    return Hit(kind, record, highlighted(str(record), query), snippet(text, query), language)


def _cursor(last: _Found) -> str:
    content = json.dumps([last.score, last.kind, last.record_id], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.crc32(content).to_bytes(4) + content).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[float, str, int] | None:
    """Where the page before ended. Raises SearchError for anything that `_cursor` did not make."""
    if not text:
        return None
    try:
        packed = base64.b64decode(text[:_LONGEST_CURSOR] + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        content = packed[4:]
        if zlib.crc32(content).to_bytes(4) != packed[:4]:
            raise ValueError(text)
        score, kind, record_id = json.loads(content)
        if not isinstance(score, float) or kind not in SEARCHED or type(record_id) is not int:
            raise ValueError(text)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise SearchError(_("This page of results is not there; start the search again.")) from None
    return score, kind, min(record_id, 2**63 - 1)
