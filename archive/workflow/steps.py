"""The steps of the workflow: draft → in review → published → withdrawn, with four eyes."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import KINDS, Document, Problem, check, read_prefetched
from archive.models import AUTHORING_ACTIONS, Action, Change, Curated, Record, Revision, Status
from archive.workflow.acts import Act
from archive.workflow.errors import NotPermitted, Refused, refuse
from archive.workflow.permissions import is_system, require
from archive.workflow.requirements import missing_for_publication, published_that_need
from archive.workflow.saving import lock, refuse_losing_ground, save_pending, write_logged


def submit(record: Any, act: Act) -> Any:
    """Ask for a second person: a draft goes into review, and so does a published record's pending revision."""
    require(act.by, "change", record.record_kind, "status")
    record = _fresh(record)
    revision = _revision(record)
    if revision and not revision.is_submitted:
        return save_pending(record, revision.pending, Action.REVISION_SUBMITTED, act, is_submitted=True)
    expect(record.status, Status.DRAFT, Status.WITHDRAWN)
    _refuse_if(missing_to_submit(read_prefetched(record)))
    return _set_status(record, Status.IN_REVIEW, Action.SUBMITTED, act)


def missing_to_submit(document: Document) -> list[Problem]:
    """What a reviewer could not do without."""
    if document["record"] in ("event", "statement") and not document["citations"]:
        return [Problem("citations", _("It needs at least one citation before somebody can check it."))]
    return []


def send_back(record: Any, act: Act) -> Any:
    """Return what was submitted to its author, with a reason."""
    require(act.by, "publish", record.record_kind, "status")
    _expect_reason(act)
    record = _fresh(record)
    revision = _revision(record)
    if revision and revision.is_submitted:
        return save_pending(record, revision.pending, Action.REVISION_SENT_BACK, act, is_submitted=False)
    expect(record.status, Status.IN_REVIEW)
    return _set_status(record, Status.DRAFT, Action.SENT_BACK, act)


def publish(record: Any, act: Act) -> Any:
    """Make a record in review public, or its submitted revision the public version (a dated correction)."""
    require(act.by, "publish", record.record_kind, "status")
    record = _fresh(record)
    if not is_system(act.by):
        require_four_eyes(record.uuid, act.by)
    revision = _revision(record)
    if revision:
        return _approve(record, revision, act)
    if not is_system(act.by):
        expect(record.status, Status.IN_REVIEW)
    _refuse_if(missing_for_publication(read_prefetched(record), act.catalogue))
    return _set_status(record, Status.PUBLISHED, Action.PUBLISHED, act)


def _approve(record: Any, revision: Revision, act: Act) -> Any:
    if not revision.is_submitted:
        raise refuse(_("The revision was not submitted for review yet."), "status")
    pending = revision.pending
    _refuse_if(check(pending, act.catalogue))
    refuse_losing_ground(pending, record, act)
    revision.delete()
    with act.because(revision.reason):
        return write_logged(pending, record, Action.CORRECTED, act)


def discard_revision(record: Any, act: Act) -> Any:
    """Give up the pending revision; the public record stays as it is."""
    require(act.by, "change", record.record_kind)
    record = _fresh(record)
    revision = _revision(record)
    if revision is None:
        raise refuse(_("There is no pending revision."))
    save_pending(record, revision.pending, Action.REVISION_DISCARDED, act)
    revision.delete()
    return record


def withdraw(records: Iterable[Any], act: Act) -> list[Any]:
    """Take records out of public view, all in one act; refused while published ones outside it need them."""
    chosen = [_fresh(record) for record in records]
    for record in chosen:
        require(act.by, "publish", record.record_kind, "status")
        expect(record.status, Status.PUBLISHED)
    _expect_reason(act)
    going = {record.uuid for record in chosen}
    staying = {item.uuid: item for record in chosen for item in published_that_need(record) if item.uuid not in going}
    refuse_if_needed(staying.values())
    with transaction.atomic():
        return [_withdraw_one(record, act) for record in chosen]


def _withdraw_one(record: Any, act: Act) -> Any:
    if _revision(record):
        discard_revision(record, act)
    return _set_status(_fresh(record), Status.WITHDRAWN, Action.WITHDRAWN, act)


def move(record: Any, status: str, act: Act) -> Any:
    """Take the step that leads to `status`; the system user may set any. Raises Refused."""
    steps = {
        Status.IN_REVIEW: lambda: submit(record, act),
        Status.PUBLISHED: lambda: publish(record, act),
        Status.WITHDRAWN: lambda: withdraw([record], act)[0],
        Status.DRAFT: lambda: send_back(record, act),
    }
    if is_system(act.by) and status != Status.PUBLISHED:
        return _set_by_system(record, Status(status), act)
    return steps[Status(status)]()


SYSTEM_ACTIONS = {
    Status.DRAFT: Action.SENT_BACK,
    Status.IN_REVIEW: Action.SUBMITTED,
    Status.WITHDRAWN: Action.WITHDRAWN,
}
"""What the history calls it when the system user sets a status."""


def _set_by_system(record: Any, status: Status, act: Act) -> Any:
    refuse_if_needed(published_that_need(record) if record.is_published else [])
    return _set_status(_fresh(record), status, SYSTEM_ACTIONS[status], act)


def refuse_if_needed(staying: Iterable[Any]) -> None:
    """Raises Refused if there are published records that could not be public without what is withdrawn."""
    names = ", ".join(sorted(f"{item.record_kind} {item.slug}" for item in staying))
    if names:
        message = _("Published records need it; withdraw them first or together: %(names)s.")
        raise refuse(message % {"names": names}, "status")


def _set_status(record: Any, status: Status, action: Action, act: Act) -> Any:
    document = {**read_prefetched(record), "status": str(status)}
    return write_logged(document, record, action, act)


def authors_since_publication(uuid: Any) -> set[int]:
    """Primary keys of those who wrote what would now be published of this record."""
    changes = Change.objects.filter(record_uuid=uuid)
    public = changes.filter(action__in=[Action.PUBLISHED, Action.CORRECTED]).order_by("-version").first()
    newer = changes.filter(version__gt=public.version if public else 0, action__in=AUTHORING_ACTIONS)
    return {pk for pk in newer.values_list("user", flat=True) if pk is not None}


def require_four_eyes(uuid: Any, user: Any, just_wrote: bool = False) -> None:
    """Raises NotPermitted for whoever has a share in the words that would be published."""
    if settings.FOUR_EYES and (just_wrote or user.pk in authors_since_publication(uuid)):
        raise NotPermitted([Problem("status", _("You wrote this version; somebody else has to approve it."))])


def _fresh(record: Any) -> Any:
    if not isinstance(record, Curated):
        raise refuse(_("Records of this kind have no status."), "status")
    kind = KINDS[record.record_kind]
    lock(kind, record.uuid)
    return kind.records.get(pk=record.pk)


def _revision(record: Record) -> Revision | None:
    return Revision.objects.filter(record_uuid=record.uuid).first()


def expect(status: str, *statuses: Status) -> None:
    """Raises Refused unless the record's status is one that the step begins with."""
    if status not in statuses:
        expected = " / ".join(str(status.label) for status in statuses)
        message = _("This step is for records that are: %(expected)s; this one is: %(status)s.")
        raise refuse(message % {"expected": expected, "status": Status(status).label}, "status", status)


def _expect_reason(act: Act) -> None:
    if not act.reason:
        raise refuse(_("Give a reason."), "reason")


def _refuse_if(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)
