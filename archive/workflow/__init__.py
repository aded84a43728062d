"""The workflow: the only way in which records are written.

    with act(user, "Why") as this:
        record = save(document, this)
        submit(record, this)

Each verb checks permissions and rules, writes the record, its address and its Change, and raises the archive version
once per act; at the end of the act visibility is derived and those who registered with `on_change` (the search
index) are told, all in one transaction. A verb that cannot do what is asked raises Refused (NotPermitted, Stale)
with every problem, and nothing is written.

Very many records are foreseen one by one (`foresee`) and written together by a `Writer`, which does all of this in
batches; in place of the listeners those who registered with `on_many` are told of it, once for each kind.
"""

from archive.workflow.acts import Act, act, on_change, on_many, reference_to
from archive.workflow.addresses import address_kind, record_uuid_at
from archive.workflow.adopting import adopt
from archive.workflow.capturing import capture, captured, checked_text, keep_text, line_feeds
from archive.workflow.editing import save
from archive.workflow.errors import NotPermitted, Refused, Stale
from archive.workflow.foreseeing import foresee
from archive.workflow.many import Many
from archive.workflow.merging import MERGEABLE, MergePlan, merge, plan_merge
from archive.workflow.overview import Colleague, Overview, colleagues
from archive.workflow.permissions import SYSTEM, is_system, may, system_user
from archive.workflow.previewing import as_if_published
from archive.workflow.requirements import missing_for_publication, published_that_need
from archive.workflow.restoring import delete, restore
from archive.workflow.reviewing import (
    UNDERWAY_STATES,
    Underway,
    how_many,
    in_review,
    of_colleague,
    sent_back_to,
    underway,
    waiting_for,
    written_by,
)
from archive.workflow.steps import (
    authors_since_publication,
    discard_revision,
    publish,
    send_back,
    submit,
    withdraw,
)
from archive.workflow.undoing import LEFT, Fated, Undoing
from archive.workflow.unmerging import UnmergePlan, plan_unmerge, unmerge
from archive.workflow.weighing import Edited, Fate
from archive.workflow.writing_many import Foreseen, Writer

__all__ = [
    "LEFT",
    "MERGEABLE",
    "SYSTEM",
    "UNDERWAY_STATES",
    "Act",
    "Colleague",
    "Edited",
    "Fate",
    "Fated",
    "Foreseen",
    "Many",
    "MergePlan",
    "NotPermitted",
    "Overview",
    "Refused",
    "Stale",
    "Underway",
    "Undoing",
    "UnmergePlan",
    "Writer",
    "act",
    "address_kind",
    "adopt",
    "as_if_published",
    "authors_since_publication",
    "capture",
    "captured",
    "checked_text",
    "colleagues",
    "delete",
    "discard_revision",
    "foresee",
    "how_many",
    "in_review",
    "is_system",
    "keep_text",
    "line_feeds",
    "may",
    "merge",
    "missing_for_publication",
    "of_colleague",
    "on_change",
    "on_many",
    "plan_merge",
    "plan_unmerge",
    "publish",
    "published_that_need",
    "record_uuid_at",
    "reference_to",
    "restore",
    "save",
    "send_back",
    "sent_back_to",
    "submit",
    "system_user",
    "underway",
    "unmerge",
    "waiting_for",
    "withdraw",
    "written_by",
]
