"""The records that rest on a source, with the words of it that they cite."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from archive.admin.desk.sheets import Sheet
from archive.dates import EDTFError, display
from archive.documents import Document
from archive.models import Change, Citation, Event, Revision, Statement
from archive.workflow import may

Span = list[Any]
"""`[start, end, supports]`; of another version of the text, or without words, there is none."""

LONGEST = 160
_STATEMENT = ("uuid", "pk", "status", "version", "quote", "summary", "said_on", "kind", "speaker__name")
_EVENT = ("uuid", "pk", "status", "version", "title", "when", "factuality")


def records_on(sheet: Sheet, user: Any, only: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """What rests on the text, as the page shows it, in the order of the words. `only`: of these UUIDs.

    A record's spans stand as people put them: the first is the one that it is noted beside. Of a kind that `user`
    may not see there is none.
    """
    wanted = None if only is None else set(only)
    spans = _spans(sheet, wanted)
    pending = _pending(sheet, wanted)
    for uuid, document in pending.items():
        spans[uuid] = _spans_in(document, sheet)
    own = _written_by(user, sheet, wanted)
    words = functools.cache(told_day)
    rows = [
        {**row, "spans": spans[row["uuid"]], "pending": row["uuid"] in pending, "mine": row["uuid"] in own}
        for row in [*_statements(spans, words), *_events(spans, words)]
        if may(user, "view", row["kind"])
    ]
    return sorted(rows, key=lambda row: (row["spans"] or [[1 << 40]], row["uuid"]))


def _spans(sheet: Sheet, wanted: set[str] | None) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = defaultdict(list)
    citations = Citation.objects.filter(source=sheet.source)
    if wanted is not None:
        citations = citations.filter(Q(statement__uuid__in=wanted) | Q(event__uuid__in=wanted))
    columns = ("statement__uuid", "event__uuid", "version", "start", "end", "supports")
    for statement, event, version, start, end, supports in citations.order_by("order", "pk").values_list(*columns):
        spans = found[str(statement or event)]
        if version == sheet.version and start is not None:
            spans.append([start, end, supports])
    return found


def _spans_in(document: Document, sheet: Sheet) -> list[Span]:
    return [
        [row["start"], row["end"], row["supports"]]
        for row in document["citations"]
        if row["source"] == sheet.uuid and row["version"] == sheet.version and row["start"] is not None
    ]


def _pending(sheet: Sheet, wanted: set[str] | None) -> dict[str, Document]:
    """Pending revisions that cite the source: at the desk they stand for what is public."""
    revisions = Revision.objects.filter(record_kind__in=["statement", "event"], document__contains=sheet.uuid)
    if wanted is not None:
        revisions = revisions.filter(record_uuid__in=wanted)
    documents = [revision.pending for revision in revisions]
    return {
        document["uuid"]: document
        for document in documents
        if any(row["source"] == sheet.uuid for row in document["citations"])
    }


def _written_by(user: Any, sheet: Sheet, wanted: set[str] | None) -> set[str]:
    """UUIDs of the records here that `user` made."""
    made = Change.objects.filter(user=user, record_kind__in=["statement", "event"], action="created")
    if wanted is not None:
        made = made.filter(record_uuid__in=wanted)
    else:
        citing = Q(citations__source=sheet.source)
        made = made.filter(
            Q(record_uuid__in=Statement.objects.filter(citing).values("uuid"))
            | Q(record_uuid__in=Event.objects.filter(citing).values("uuid"))
        )
    return {str(uuid) for uuid in made.values_list("record_uuid", flat=True)}


def _statements(spans: dict[str, list[Span]], words_of: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    address = address_of("statement")
    for row in _rows(Statement, _STATEMENT, spans):
        words = row["quote"] or row["summary"]
        yield {
            **_common("statement", row),
            "day": words_of(row["said_on"]),
            "url": address(row["pk"]),
            "title": Truncator(words).chars(LONGEST),
            "quoted": bool(row["quote"]),
            "speaker": row["speaker__name"],
            "sort": row["kind"],
        }


def _events(spans: dict[str, list[Span]], words_of: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    address = address_of("event")
    for row in _rows(Event, _EVENT, spans):
        title = Truncator(row["title"]).chars(LONGEST)
        yield {
            **_common("event", row),
            "day": words_of(row["when"]),
            "url": address(row["pk"]),
            "title": title,
            "sort": row["factuality"],
        }


def _rows(model: Any, columns: tuple[str, ...], spans: dict[str, list[Span]]) -> Iterator[dict[str, Any]]:
    uuids = list(spans)
    for at in range(0, len(uuids), 500):
        yield from model.objects.filter(uuid__in=uuids[at : at + 500]).order_by().values(*columns)


def _common(kind: str, row: dict[str, Any]) -> dict[str, Any]:
    return {"uuid": str(row["uuid"]), "kind": kind, "status": row["status"], "version": row["version"]}


def address_of(kind: str) -> Callable[[int], str]:
    """Where the full form of a record is, by its primary key; asked of Django once, not once for each of thousands."""
    before, _zero, after = reverse(f"admin:archive_{kind}_change", args=[0]).rpartition("0")
    return lambda pk: f"{before}{pk}{after}"


def told_day(text: str) -> str:
    """A day as a person says it; "" for none."""
    try:
        return display(text) if text else ""
    except EDTFError:
        return text
