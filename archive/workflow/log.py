"""Writing the history: one Change for each act on each record."""

from typing import Any

from django.utils.text import Truncator

from archive.documents import Document, canonical, kind_of
from archive.models import Action, Change
from archive.workflow.acts import Act


def entry(
    action: Action, documents: tuple[Document | None, Document | None], act: Act, *, version: int, title: str
) -> Change:
    """The Change, not yet saved, with the `documents` before and after. Names and texts are frozen in it."""
    before, after = documents
    document: Any = after or before
    return Change(
        act=act.id,
        record_kind=kind_of(document).name,
        record_uuid=document["uuid"],
        version=version,
        action=action,
        at=act.at,
        user=act.by,
        user_name=(act.by.get_full_name() or act.by.username)[:150],
        slug=document["slug"],
        title=Truncator(title).chars(500),
        reason=act.reason,
        before=canonical(before) if before else "",
        after=canonical(after) if after else "",
        archive_version=act.archive_version,
    )


def last_version(uuid: str) -> int:
    """The number of the record's latest change; 0 for one that never was."""
    versions = Change.objects.filter(record_uuid=uuid).order_by("-version").values_list("version", flat=True)
    return versions.first() or 0
