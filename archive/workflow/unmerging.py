"""Taking a merge back: the record that went returns, and what was moved names it again."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from archive.documents import KINDS, Document, Problem, check, find, read, read_prefetched, same_content, taken_back
from archive.models import REVISION_ACTIONS, Action, Address, Change, Citation, Merge, Source, Status
from archive.workflow.acts import Act
from archive.workflow.errors import refuse_if, speaking_of
from archive.workflow.permissions import require
from archive.workflow.requirements import missing_for_publication
from archive.workflow.saving import refuse_losing_ground, write_logged


@dataclass(frozen=True)
class Returning:
    """What becomes of one record when a merge is taken back; `left` are the fields that were changed since."""

    title: str
    kind: str
    record: Any
    document: Document
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnmergePlan:
    """`gone` is the document of the record that comes back; `lost` names records that are no longer here."""

    merge: Merge
    gone: Document
    returning: list[Returning]
    lost: list[str]
    problems: list[Problem]

    @property
    def edited(self) -> list[Returning]:
        return [item for item in self.returning if item.left]


def plan_unmerge(merge: Merge) -> UnmergePlan:
    """What taking the merge back would do, and what of it cannot be, because somebody changed it since."""
    problems = []
    if merge.undone_at:
        problems.append(Problem("", _("This merge was taken back already.")))
    changes = list(Change.objects.filter(act=merge.act).exclude(action__in=REVISION_ACTIONS).order_by("id"))
    gone = next(change for change in changes if change.record_uuid == merge.gone)
    returning, lost = [], []
    # The one that stayed comes last: until then others may still rest on its texts.
    for change in sorted(changes, key=lambda change: change.record_uuid == merge.kept):
        if change.record_uuid == merge.gone:
            continue
        record = find({"record": change.record_kind, "uuid": str(change.record_uuid)})
        if record is None:
            lost.append(change.title)
        else:
            returning.append(_returning(change, record))
    if all(item.record.uuid != merge.kept for item in returning):
        problems.append(Problem("", _("The record that stayed is no longer here.")))
    return UnmergePlan(merge, gone.document_before or {}, returning, lost, problems)


def _returning(change: Change, record: Any) -> Returning:
    before, after = change.document_before or {}, change.document_after or {}
    document, left = taken_back(before, after, read_prefetched(record))
    labels = KINDS[change.record_kind].by_name
    return Returning(str(record), change.record_kind, record, document, tuple(labels[name].label for name in left))


def unmerge(merge: Merge, act: Act) -> Any:
    """Take a merge back and return the record that comes back, under its own address.

    Everything that the merge changed becomes what it was, but for fields that were changed again since. What came to
    name the one that stayed since then still does. Raises Refused.
    """
    require(act.by, "merge", merge.record_kind)
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    plan = plan_unmerge(merge)
    refuse_if(plan.problems)
    with transaction.atomic(), act.because(merge.reason):
        record = _bring_back(plan, act)
        for item in plan.returning:
            _return(item, act, is_kept=item.record.uuid == merge.kept)
        merge.undone_at = act.at
        merge.undone_by_name = (act.by.get_full_name() or act.by.username)[:150]
        merge.save(update_fields=["undone_at", "undone_by_name"])
        return record


def _bring_back(plan: UnmergePlan, act: Act) -> Any:
    merge, document = plan.merge, plan.gone
    addresses = Address.objects.filter(kind=merge.record_kind, slug__in=merge.addresses, record_uuid=merge.kept)
    addresses.update(record_uuid=merge.gone, is_current=False)
    refuse_if(check(document, act.catalogue))
    if document["status"] == Status.PUBLISHED and missing_for_publication(document, act.catalogue):
        # What it rests on was withdrawn since.
        document = {**document, "status": str(Status.DRAFT)}
    return write_logged(document, None, Action.UNMERGED, act)


def _return(item: Returning, act: Act, *, is_kept: bool) -> None:
    record: Any = KINDS[item.kind].records.get(pk=item.record.pk)
    document = item.document
    if item.kind == "source":
        document = _with_texts_that_are_cited(document, record)
    if same_content(document, read_prefetched(record)):
        return
    with speaking_of(record):
        refuse_if(check(document, act.catalogue))
        if document.get("status") == Status.PUBLISHED:
            refuse_losing_ground(document, record, act)
    write_logged(document, record, Action.UNMERGED if is_kept else Action.MOVED, act)


def _with_texts_that_are_cited(document: Document, record: Source) -> Document:
    """A text that something cites since stays a version of the source it was cited in."""
    going = [row for row in read(record)["captures"] if row not in document["captures"]]
    cited = set(Citation.objects.filter(source=record).values_list("version", flat=True))
    stay = [row for row in going if row["number"] in cited]
    return {**document, "captures": [*document["captures"], *stay]} if stay else document
