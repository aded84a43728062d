"""Undoing: a person's last act at a desk, taken back through the history."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from archive.admin.desk.finding import one
from archive.admin.desk.sheets import Sheet
from archive.admin.opening import open_record
from archive.documents import Problem, same_content
from archive.models import Action, Change, DeskAct, Revision, Status
from archive.workflow import Act, Refused, act, delete, discard_revision, restore, save

MADE = frozenset({Action.CREATED})
WRITTEN = frozenset({Action.EDITED, Action.REVISION_SAVED})


def last_act(sheet: Sheet, person: Any) -> DeskAct | None:
    """What would be undone next."""
    return DeskAct.objects.standing().filter(source=sheet.source, person=person).first()


def undo(sheet: Sheet, person: Any) -> str:
    """Take the last act back, and say what it was. Raises Refused where somebody built on it meanwhile."""
    with transaction.atomic():
        last = last_act(sheet, person)
        if last is None:
            raise Refused([Problem("", _("There is nothing to undo."))])
        told = _undone_changes(last.act, person) if last.act else _("The proposal stands there again.")
        last.is_undone = True
        last.save(update_fields=["is_undone"])
    return told


def _undone_changes(key: UUID, person: Any) -> str:
    changes = list(Change.objects.filter(act=key).order_by("-id"))
    with act(person, _("Undone at the desk.")) as this:
        for change in changes:
            _take_back(change, this)
    return _("Undone: %(titles)s") % {"titles": ", ".join(change.title for change in changes)}


def _take_back(change: Change, this: Act) -> None:
    if change.action == Action.DELETED:
        restore(change, this)
        return
    record = one(change.record_kind, str(change.record_uuid))
    if record is None or not same_content(open_record(record).document, change.document_after or {}):
        raise Refused([Problem("", _("“%(title)s” changed since; it cannot be undone.") % {"title": change.title})])
    if change.action in MADE and record.status == Status.DRAFT:
        delete(record, this)
    elif change.action == Action.REVISION_SAVED and not _had_revision(change):
        discard_revision(record, this)
    elif change.action in WRITTEN:
        save(_earlier(change, record), this)
    else:
        raise Refused([Problem("", _("“%(title)s” cannot be undone here.") % {"title": change.title})])


def _before(change: Change) -> Change | None:
    return Change.objects.filter(record_uuid=change.record_uuid, version=change.version - 1).first()


def _had_revision(change: Change) -> bool:
    """Whether a revision was pending already when this change was made."""
    before = _before(change)
    has_now = Revision.objects.filter(record_uuid=change.record_uuid).exists()
    return has_now and before is not None and before.action in (Action.REVISION_SAVED, Action.REVISION_SENT_BACK)


def _earlier(change: Change, record: Any) -> dict[str, Any]:
    before = _before(change) if change.action == Action.REVISION_SAVED else None
    document: Any = before.document_after if before else change.document_before
    return {**document, "status": str(record.status)}
