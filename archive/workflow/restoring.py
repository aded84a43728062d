"""Going back: any earlier version of a record, and records that were deleted."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from archive.documents import find, read, remove
from archive.models import Action, Change, Revision, Status
from archive.workflow.acts import Act
from archive.workflow.editing import save
from archive.workflow.errors import refuse
from archive.workflow.log import entry
from archive.workflow.permissions import require


def restore(change: Change, act: Act) -> Any:
    """Make the record again what it was after `change` (what it was before, if `change` deleted it).

    The status stays as it is now: a published record gets the old version as a pending revision, a deleted one
    comes back as a draft, under its old UUID and address. Texts captured since stay. Raises Refused.
    """
    document = change.document_after or change.document_before
    if document is None:
        raise refuse(_("This change holds no version of the record."))
    record = find(document)
    if "status" in document:
        document["status"] = str(record.status if record else Status.DRAFT)
    if record is not None and document["record"] == "source":
        document["captures"] = read(record)["captures"]
    with act.because(_("Version %(number)s restored.") % {"number": change.version}):
        return save(document, act)


def delete(record: Any, act: Act) -> None:
    """Delete a record that never was public and that nothing refers to; its address stays taken. Raises Refused."""
    kind = record.record_kind
    require(act.by, "delete", kind)
    before = read(record)
    if record.is_published or _was_public(record):
        raise refuse(_("It is or was public, so it stays; a published record can be withdrawn."))
    version, title = record.version + 1, str(record)
    try:
        remove(record, act.catalogue)
    except ProtectedError as error:
        names = ", ".join(sorted({f"{item._meta.verbose_name} “{item}”" for item in error.protected_objects})[:20])
        raise refuse(_("Other records refer to it: %(names)s.") % {"names": names}) from error
    Revision.objects.filter(record_uuid=before["uuid"]).delete()
    entry(Action.DELETED, (before, None), act, version=version, title=title).save()
    act.touch(before)


def _was_public(record: Any) -> bool:
    public = Change.objects.filter(record_uuid=record.uuid, action__in=[Action.PUBLISHED, Action.CORRECTED])
    return public.exists()
