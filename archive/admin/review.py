"""Reviewing: the queue, and one record as the public would see it beside the words that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.opening import open_record
from archive.admin.preview import preview_of
from archive.admin.queue import (
    MOST,
    ROWS,
    Entry,
    Queue,
    chosen_queue,
    counts,
    entries,
    kind_words,
    neighbours,
    queue_url,
    queues,
    review_url,
    title_of,
)
from archive.admin.readable import tell
from archive.admin.steps import STEPS, named
from archive.admin.verdicts import Verdict, last_public, past_changes, read_verdict, verdict_on
from archive.documents import KINDS, Catalogue, Problem, compare
from archive.models import Status
from archive.presence import note_presence
from archive.workflow import (
    Refused,
    Stale,
    act,
    authors_since_publication,
    may,
    missing_for_publication,
    underway,
)
from archive.workflow.reviewing import CURATED
from archive.workflow.steps import missing_to_submit


@dataclass(frozen=True)
class Visit:
    """What a person does on a page of the review: where they came from, what they see, what was refused."""

    request: HttpRequest
    queue: Queue
    problems: Sequence[Problem] = ()


def _may_review(user: Any) -> bool:
    return any(user.has_perm(f"archive.view_{kind}") for kind in CURATED)


def queue_page(request: HttpRequest, site: Any) -> HttpResponse:
    """`/admin/archive/review/?list=waiting`: a list, and buttons for those chosen in it."""
    if not _may_review(request.user):
        raise PermissionDenied
    visit = Visit(request, chosen_queue(request))
    if request.method != "POST":
        return _show_queue(site, visit)
    if not may(request.user, "publish", ""):
        raise PermissionDenied
    try:
        verdict = read_verdict(request.POST)
        number = verdict_on(request.POST.getlist("chosen"), verdict, request.user)
    except Refused as refused:
        return _show_queue(site, Visit(request, visit.queue, refused.problems))
    messages.success(request, _done(verdict, number))
    return HttpResponseRedirect(queue_url(visit.queue))


def _done(verdict: Verdict, number: int) -> str:
    if verdict.is_approval:
        words = ngettext("%(number)s record is public now.", "%(number)s records are public now.", number)
    else:
        words = ngettext("%(number)s record went back.", "%(number)s records went back.", number)
    return words % {"number": number}


def _show_queue(site: Any, visit: Visit) -> HttpResponse:
    request, colleague = visit.request, visit.queue.colleague_name
    number = _page_number(request)
    # Asked for when the page is drawn.
    rows = SimpleLazyObject(partial(_rows_from, visit, number * ROWS))
    context = {
        **site.each_context(request),
        "title": _("Under way: %(name)s") % {"name": colleague} if colleague else _("Review"),
        "queue": visit.queue,
        "queues": SimpleLazyObject(partial(_counted_queues, request)),
        "rows": rows,
        "newer": number,
        "older": number + 2,
        "may_decide": request.user.has_perm("archive.publish") and visit.queue.name in ("waiting", "all", "review"),
        "problems": visit.problems,
        "chosen": request.POST.getlist("chosen"),
        "reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "admin/archive/review_queue.html", context)


@dataclass(frozen=True)
class Rows:
    """A page of a list, and whether there is another."""

    entries: Sequence[Entry]
    has_more: bool


def _rows_from(visit: Visit, start: int) -> Rows:
    items = underway(visit.queue.rows(visit.request.user), min(start + ROWS + 1, MOST))
    return Rows(entries(items[start : start + ROWS], visit.queue), len(items) > start + ROWS)


def _counted_queues(request: HttpRequest) -> list[tuple[Queue, str]]:
    listed = queues(request)
    found = counts(request.user, listed)
    return [(queue, found[queue.name]) for queue in listed.values()]


def _page_number(request: HttpRequest) -> int:
    """From 0; a number that is none, or far out, is the first page or the last that can be leafed to."""
    asked = request.GET.get("p", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return min(max(number, 1), MOST // ROWS) - 1


def record_page(request: HttpRequest, site: Any, kind: str, uuid: UUID) -> HttpResponse:
    """`/admin/archive/review/<kind>/<uuid>/`: one record, to approve or to send back."""
    record = _record(request, kind, uuid)
    visit = Visit(request, chosen_queue(request))
    if request.method != "POST":
        return _show_record(site, visit, record)
    if not may(request.user, "publish", kind):
        raise PermissionDenied
    following = neighbours(visit.queue, request.user, kind, uuid)[1]
    try:
        verdict = read_verdict(request.POST)
        _decide(request, record, verdict)
    except Refused as refused:
        return _show_record(site, Visit(request, visit.queue, refused.problems), _record(request, kind, uuid))
    messages.success(request, STEPS[verdict.step].done % {"record": title_of(record.opened.document)})
    if following is None:
        return HttpResponseRedirect(queue_url(visit.queue))
    return HttpResponseRedirect(review_url(following.kind, following.uuid, visit.queue))


def _record(request: HttpRequest, kind: str, uuid: UUID) -> Any:
    if kind not in CURATED:
        raise Http404(_("Records of this kind are not reviewed."))
    if not request.user.has_perm(f"archive.view_{kind}"):
        raise PermissionDenied
    record = KINDS[kind].model._default_manager.filter(uuid=uuid).first()
    if record is None:
        raise Http404(_("There is no such record."))
    open_record(record)
    return record


def _decide(request: HttpRequest, record: Any, verdict: Verdict) -> None:
    seen = request.POST.get("version", "")
    if seen != str(record.version):
        raise Stale(int(seen) if seen.isdecimal() and seen.isascii() else 0, record.version)
    with act(request.user, verdict.reason) as this:
        named(STEPS[verdict.step].take, record, this)


def _show_record(site: Any, visit: Visit, record: Any) -> HttpResponse:
    request, user = visit.request, visit.request.user
    before, after = neighbours(visit.queue, user, record.record_kind, record.uuid)
    revision, document = record.opened.revision, record.opened.document
    is_in_review = revision.is_submitted if revision else record.status == Status.IN_REVIEW
    public, public_until = last_public(record)
    context = {
        **site.each_context(request),
        "title": title_of(document),
        "is_nav_sidebar_enabled": False,
        "record": record,
        "kind_words": kind_words(record.record_kind),
        "queue": visit.queue,
        "before": before and review_url(before.kind, before.uuid, visit.queue),
        "after": after and review_url(after.kind, after.uuid, visit.queue),
        "revision": revision,
        "is_in_review": is_in_review,
        "may_decide": is_in_review and may(user, "publish", record.record_kind),
        "is_own": user.pk in authors_since_publication(record.uuid),
        "missing": [*missing_to_submit(document), *missing_for_publication(document, Catalogue())],
        "public_until": public_until,
        "is_new": public is None,
        "differences": tell(record.record_kind, [_content(compare(public, document))])[0] if public else [],
        "changes": past_changes(record),
        "preview": preview_of(record, request),
        "others": note_presence(user, record.uuid),
        "problems": visit.problems,
        "reason": request.POST.get("reason", ""),
        "edit_url": reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk]),
        "history_url": reverse(f"admin:archive_{record.record_kind}_history", args=[record.pk]),
    }
    return TemplateResponse(request, "admin/archive/review_record.html", context)


def _content(differences: list[Any]) -> list[Any]:
    return [difference for difference in differences if difference.field != "status"]
