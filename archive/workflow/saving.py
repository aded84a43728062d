"""Writing content: to the record itself, or for a published one to its pending revision."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from archive.documents import (
    Document,
    Kind,
    canonical,
    read_prefetched,
    same_content,
    write,
)
from archive.models import Access, Action, Curated, Record, Revision, Status
from archive.workflow.acts import Act
from archive.workflow.addresses import claim
from archive.workflow.errors import Refused, refuse
from archive.workflow.log import entry, last_version
from archive.workflow.permissions import is_system
from archive.workflow.requirements import left_without_public_source, missing_for_publication


def save_content(document: Document, record: Any, act: Act) -> Any:
    """Write a checked document, where `record` (None: new) stands in the workflow allows it. Raises Refused."""
    before = read_prefetched(record) if record else None
    if before and same_content(before, document) and not _has_revision(record):
        return record
    if record and isinstance(record, Curated) and record.is_published and not is_system(act.by):
        return _save_revision(record, document, act)
    status = before.get("status") if before else str(Status.DRAFT)
    content = {**document, "status": status} if "status" in document else document
    if record and record.is_published:
        refuse_losing_ground(content, record, act)
    action = Action.CREATED if before is None else _edit_action(record)
    return write_logged(content, record, action, act)


def _edit_action(record: Any) -> Action:
    return Action.CORRECTED if isinstance(record, Curated) and record.is_published else Action.EDITED


def write_logged(document: Document, record: Any, action: Action, act: Act) -> Any:
    """Write a checked document to `record` (None: a new one), its address and its Change.

    Not a verb: permissions are the caller's.
    """
    before = read_prefetched(record) if record else None
    if before is None or before["slug"] != document["slug"]:
        claim(document)
    version = (record.version if record else last_version(document["uuid"])) + 1
    attributes: dict[str, Any] = {"version": version, "changed_at": act.at}
    if "status" in document:
        attributes["status"] = document["status"]
        if before is None or before.get("status") != document["status"]:
            attributes["status_changed_at"] = act.at
    try:
        record = write(document, record, act.catalogue, **attributes)
    except IntegrityError as error:
        raise refuse(_("The database refused this record: %(error)s") % {"error": error}) from error
    after = read_prefetched(record)
    entry(action, (before, after), act, version=version, title=str(record)).save()
    act.touch(before, after)
    return record


def lock(kind: Kind, uuid: Any) -> None:
    """Let nobody else write the record until the act ends; SQLite's acts exclude each other anyway."""
    if connection.features.has_select_for_update:
        list(kind.model._default_manager.select_for_update().filter(uuid=uuid).values_list("pk"))


def _has_revision(record: Record) -> bool:
    return Revision.objects.filter(record_uuid=record.uuid).exists()


def refuse_losing_ground(document: Document, record: Any, act: Act) -> None:
    """A published record must stay publishable, and so must those that rest on it."""
    problems = missing_for_publication(document, act.catalogue)
    if problems:
        raise Refused(problems)
    if document["record"] == "source" and document["access"] == Access.PRIVATE:
        refuse_becoming_private(record)


def refuse_becoming_private(source: Any) -> None:
    """Raises Refused if published records rest on this source's being open."""
    names = ", ".join(item.slug for item in left_without_public_source(source))
    if names:
        raise refuse(_("Published records would cite only private sources: %(names)s.") % {"names": names}, "access")


def save_pending(record: Any, pending: Document, action: Action, act: Act, /, **values: Any) -> Any:
    """Log an act on the pending revision. The record itself changes nothing but its version."""
    before = read_prefetched(record)
    record.version += 1
    type(record)._default_manager.filter(pk=record.pk).update(version=record.version)
    entry(action, (before, pending), act, version=record.version, title=str(record)).save()
    if values:
        Revision.objects.update_or_create(record_uuid=record.uuid, defaults=values)
    return record


def _save_revision(record: Any, document: Document, act: Act) -> Any:
    pending = {**document, "status": str(record.status)}
    revision = Revision.objects.filter(record_uuid=record.uuid).first()
    if revision and revision.document == canonical(pending):
        return record
    if not act.reason and not revision:
        raise refuse(_("Say why this published record should change."), "reason")
    claim_check(pending)
    values = {
        "record_kind": record.record_kind,
        "document": canonical(pending),
        "reason": act.reason or revision.reason,  # type: ignore[union-attr]
        "author": act.by,
        "author_name": (act.by.get_full_name() or act.by.username)[:150],
        "saved_at": act.at,
    }
    return save_pending(record, pending, Action.REVISION_SAVED, act, **values)


def claim_check(document: Document) -> None:
    """Refuse a pending slug that another record has, before somebody approves it in vain."""
    sid = transaction.savepoint()
    try:
        claim(document)
    finally:
        transaction.savepoint_rollback(sid)
