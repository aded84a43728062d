"""Saving a record: the one way by which content enters the archive."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import Document, check, find, kind_of, normal
from archive.workflow.acts import Act
from archive.workflow.errors import Refused, Stale, refuse
from archive.workflow.permissions import require
from archive.workflow.saving import lock, save_content
from archive.workflow.steps import move


def save(document: Document, act: Act, *, base_version: int | None = None) -> Any:
    """Make the archive hold `document`, and return its record.

    A new record starts as a draft. A published one is not changed: the document becomes its pending revision
    (with the act's reason), unless the system user saves it, whose change is a correction at once. A document
    whose status differs from the record's asks for that step of the workflow. An unchanged one writes nothing.
    `base_version`: the version that the person saw; raises Stale if it is no longer the latest.
    Raises Refused, NotPermitted or Stale, having written nothing.
    """
    problems = check(document, act.catalogue)
    if problems:
        raise Refused(problems)
    document = normal(document)
    lock(kind_of(document), document["uuid"])
    record = find(document)
    if record is not None and base_version is not None and record.version != base_version:
        raise Stale(base_version, record.version)
    require(act.by, "change" if record else "add", kind_of(document).name)
    _refuse_other_vocabulary(document, record)
    with transaction.atomic():
        record = save_content(document, record, act)
        if "status" in document and document["status"] != record.status:
            return move(record, document["status"], act)
        return record


def _refuse_other_vocabulary(document: Document, record: Any) -> None:
    if record is None or document["record"] != "term":
        return
    if (record.vocabulary, record.slug) != (document["vocabulary"], document["slug"]):
        raise refuse(_("A term keeps its vocabulary and its slug; add another term instead."), "slug", document["slug"])
