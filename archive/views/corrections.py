"""`/corrections/`: what has been changed in published records, when and why."""

from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import TOLD_ACTIONS, Actor, Change, Event, Source, Statement
from archive.timeline.filters import read_selection
from archive.timeline.keyset import Order, Segment, page
from archive.views.addresses import record_url
from archive.views.filtering import page_links

# Only records with a status of their own are corrected in the open.
CORRECTED: dict[str, Any] = {"event": Event, "statement": Statement, "actor": Actor, "source": Source}


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET)
    order = Order((Segment(Q(), ("id",), descending=True),))
    cursor = order.read_cursor(selection.cursor)
    found = page(public_corrections(), order, cursor)
    context = {
        "corrections": _entries(found.records),
        "pages": page_links(request.path, selection, found, dated=False),
    }
    return render(request, "archive/corrections.html", context)


def public_corrections() -> QuerySet[Change]:
    """Of records that are public now: what has been withdrawn leaves nothing here, not even its title."""
    of_public = Q()
    for kind, model in CORRECTED.items():
        of_public |= Q(record_kind=kind, record_uuid__in=model.objects.published().values("uuid"))
    return Change.objects.filter(of_public, action__in=TOLD_ACTIONS).defer("before", "after")


class _Entry(NamedTuple):
    change: Change
    record: Actor | Event | Source | Statement
    url: str


def _entries(changes: tuple[Change, ...]) -> list[_Entry]:
    """With the record's name and address of today; four queries, whatever the number of changes."""
    records: dict[Any, Any] = {}
    for kind, model in CORRECTED.items():
        uuids = [change.record_uuid for change in changes if change.record_kind == kind]
        records.update({record.uuid: record for record in model.objects.published().filter(uuid__in=uuids)})
    return [
        _Entry(change, record, record_url(change.record_kind, record.slug))
        for change in changes
        if (record := records.get(change.record_uuid))
    ]
