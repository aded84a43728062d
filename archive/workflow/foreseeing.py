"""What saving a document would do, told before anything is written: which entries of the history, or why it is refused.

The verbs act on one record and write as they go; of many records all is foreseen first, then written together
(`archive.workflow.writing_many`). What is foreseen here is what `save` does.
"""

from typing import Any

from django.utils.translation import gettext as _

from archive.documents import Catalogue, Document, kind_of, same_content
from archive.models import Access, Action, Status
from archive.workflow.errors import refuse, refuse_if
from archive.workflow.permissions import is_system, require
from archive.workflow.requirements import missing_for_publication, published_that_need
from archive.workflow.saving import refuse_becoming_private
from archive.workflow.steps import (
    SYSTEM_ACTIONS,
    expect,
    missing_to_submit,
    refuse_if_needed,
    require_four_eyes,
)


def foresee(document: Document, before: Document | None, by: Any, catalogue: Catalogue) -> tuple[Action, ...]:
    """The actions, in order, that saving a checked document as `by` would enter in the history; none: nothing changes.

    `before`: the record's document as it stands (None: a new record), which has no pending revision. Raises Refused.
    """
    require(by, "change" if before else "add", kind_of(document).name)
    if before is None:
        return _created(document, by, catalogue)
    actions: list[Action] = []
    if not same_content(before, document):
        actions.append(_changed(document, before, by, catalogue))
    if document.get("status") != before.get("status"):
        actions.append(_moved(document, before, by, catalogue, is_changed=bool(actions)))
    return tuple(actions)


def _created(document: Document, by: Any, catalogue: Catalogue) -> tuple[Action, ...]:
    status = document.get("status", Status.DRAFT)
    if is_system(by):
        if status == Status.PUBLISHED:
            refuse_if(missing_for_publication(document, catalogue))
        return (Action.CREATED,)
    if status == Status.DRAFT:
        return (Action.CREATED,)
    return (Action.CREATED, _step(document, {**document, "status": str(Status.DRAFT)}, by, catalogue, just_wrote=True))


def _changed(document: Document, before: Document, by: Any, catalogue: Catalogue) -> Action:
    if before.get("status") != Status.PUBLISHED:
        return Action.EDITED
    if not is_system(by):
        return Action.REVISION_SAVED
    refuse_if(missing_for_publication(document, catalogue))
    if document["record"] == "source" and document["access"] == Access.PRIVATE != before["access"]:
        refuse_becoming_private(_record(before))
    return Action.CORRECTED


def _moved(document: Document, before: Document, by: Any, catalogue: Catalogue, *, is_changed: bool) -> Action:
    if is_system(by):
        return _moved_by_system(document, before, catalogue)
    if is_changed and before["status"] == Status.PUBLISHED:
        if document["status"] != Status.IN_REVIEW:
            message = _("A published record is changed or moved on, not both at once.")
            raise refuse(message, "status", document["status"])
        return Action.REVISION_SUBMITTED
    return _step(document, before, by, catalogue, just_wrote=is_changed)


def _moved_by_system(document: Document, before: Document, catalogue: Catalogue) -> Action:
    if document["status"] == Status.PUBLISHED:
        refuse_if(missing_for_publication(document, catalogue))
        return Action.PUBLISHED
    if before["status"] == Status.PUBLISHED:
        refuse_if_needed(published_that_need(_record(before)))
    return SYSTEM_ACTIONS[Status(document["status"])]


def _step(document: Document, before: Document, by: Any, catalogue: Catalogue, *, just_wrote: bool) -> Action:
    """The step from the status before to the document's, by a person who `just_wrote` in it or did not."""
    kind, status = kind_of(document).name, document["status"]
    if status == Status.IN_REVIEW:
        require(by, "change", kind, "status")
        expect(before["status"], Status.DRAFT, Status.WITHDRAWN)
        refuse_if(missing_to_submit(document))
        return Action.SUBMITTED
    require(by, "publish", kind, "status")
    if status == Status.DRAFT:
        expect(before["status"], Status.IN_REVIEW)
        return Action.SENT_BACK
    if status == Status.WITHDRAWN:
        expect(before["status"], Status.PUBLISHED)
        refuse_if_needed(published_that_need(_record(before)))
        return Action.WITHDRAWN
    require_four_eyes(before["uuid"], by, just_wrote)
    expect(before["status"], Status.IN_REVIEW)
    refuse_if(missing_for_publication(document, catalogue))
    return Action.PUBLISHED


def _record(before: Document) -> Any:
    return kind_of(before).model._default_manager.get(uuid=before["uuid"])
