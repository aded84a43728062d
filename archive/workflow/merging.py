"""Making one record of two.

The one that goes is taken out of the tables, and whatever named it names the one that stays; its addresses lead there.
Everything is written to the history under one act, which `archive.workflow.unmerging` takes back.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.documents import (
    KINDS,
    Document,
    OlderText,
    Problem,
    Reference,
    check,
    exchanged,
    joined,
    joined_captures,
    read,
    read_prefetched,
    referring,
    remove,
    same_content,
)
from archive.models import Action, Address, Merge, Revision, Status
from archive.workflow.acts import Act, tell_listeners
from archive.workflow.errors import refuse, refuse_if, speaking_of
from archive.workflow.log import entry
from archive.workflow.permissions import require
from archive.workflow.saving import lock, refuse_losing_ground, save_content, write_logged

#: kinds of which records can be merged
MERGEABLE = ("actor", "event", "source")
#: so many records are moved in one act, so that it ends while somebody waits for it
MOST_MOVED = 2_000


@dataclass
class MergePlan:
    """What merging `gone` into `kept` would do; nothing is written yet.

    `moving` are the records that name the one that goes, by kind; `problems` say what stands in the way.
    """

    kept: Any
    gone: Any
    before: Document
    going: Document
    after: Document
    moving: dict[str, list[Any]]
    problems: list[Problem] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(map(len, self.moving.values()))


def plan_merge(kept: Any, gone: Any, chosen: Collection[str] = ()) -> MergePlan:
    """What would happen; of the `chosen` fields in which both say something, the one that goes is believed."""
    before, going = read(kept), read(gone)
    problems = list(_obstacles(kept, gone))
    try:
        after = joined(before, going, chosen)
    except OlderText:
        problems.append(Problem("captures", _("Its text is older than the other one's. Keep this one instead.")))
        after = before
    moving: dict[str, list[Any]] = {}
    for kind, records in referring(gone):
        if found := list(records.exclude(pk=kept.pk) if kind.name == kept.record_kind else records)[: MOST_MOVED + 1]:
            moving[kind.name] = found
    plan = MergePlan(kept, gone, before, going, after, moving, problems)
    if plan.number > MOST_MOVED:
        message = _("More than %(number)s records name it, too many to be moved at once.")
        problems.append(Problem("", message % {"number": MOST_MOVED}))
    return plan


def _obstacles(kept: Any, gone: Any) -> Iterator[Problem]:
    if kept.record_kind not in MERGEABLE or gone.record_kind != kept.record_kind:
        yield Problem("", _("Only two actors, two events or two sources can become one."))
    elif kept.pk == gone.pk:
        yield Problem("", _("This is one and the same record."))
    elif gone.is_published and not kept.is_published:
        yield Problem("status", _("The one that goes is public and the one that stays is not. Keep the other one."))
    for record in (kept, gone):
        if Revision.objects.filter(record_uuid=record.uuid).exists():
            message = _("“%(record)s” has a pending revision. Approve or discard it first.")
            yield Problem("", message % {"record": record})
    waiting = _revisions_naming(gone)
    if waiting:
        message = ngettext(
            "A pending revision names the one that goes: %(records)s. Approve or discard it first.",
            "Pending revisions name the one that goes: %(records)s. Approve or discard them first.",
            len(waiting),
        )
        yield Problem("", message % {"records": ", ".join(waiting)})


def _revisions_naming(record: Any) -> list[str]:
    revisions = Revision.objects.filter(document__contains=f'"{record.uuid}"').exclude(record_uuid=record.uuid)
    return sorted(f"{revision.record_kind} {revision.pending['slug']}" for revision in revisions[:20])


def merge(kept: Any, gone: Any, act: Act, chosen: Collection[str] = ()) -> Merge:
    """Make one record of two of a kind: `kept` stays, with what `gone` says and it does not.

    What names the one that goes names the one that stays, and its addresses lead there. Where `kept` is public and
    `gone` never was, what it adds becomes a pending revision, for nobody has approved it. Raises Refused.
    """
    require(act.by, "merge", kept.record_kind)
    if not act.reason:
        raise refuse(_("Give a reason."), "reason")
    kind = KINDS[kept.record_kind]
    for record in (kept, gone):
        lock(kind, record.uuid)
    kept, gone = (kind.records.get(pk=record.pk) for record in (kept, gone))
    plan = plan_merge(kept, gone, chosen)
    refuse_if(plan.problems)
    with transaction.atomic():
        _join(plan, act)
        for record in (record for records in plan.moving.values() for record in records):
            _move(record, plan, act)
        addresses = _remove(plan, act)
        return _remember(plan, addresses, act)


def _join(plan: MergePlan, act: Act) -> None:
    """Write what the one that stays becomes."""
    kept, after = plan.kept, plan.after
    refuse_if(check(after, act.catalogue))
    if not kept.is_published or plan.gone.is_published:
        if kept.is_published:
            refuse_losing_ground(after, kept, act)
        write_logged(after, kept, Action.MERGED, act)
        return
    if after.get("captures") != plan.before.get("captures"):
        message = _("Its text was never public. Publish it first, or keep the other one.")
        raise refuse(message, "captures")
    written = write_logged(exchanged(plan.before, _name(plan.gone), _name(kept)), kept, Action.MERGED, act)
    if not same_content(read_prefetched(written), after):
        save_content(after, written, act)


def _name(record: Any) -> Reference:
    return Reference(record.record_kind, str(record.uuid))


def _move(record: Any, plan: MergePlan, act: Act) -> None:
    """Let a record name the one that stays."""
    versions = _versions(plan)
    document = exchanged(read_prefetched(record), _name(plan.gone), _name(plan.kept), versions)
    with speaking_of(record):
        refuse_if(check(document, act.catalogue))
        if document.get("status") == Status.PUBLISHED:
            refuse_losing_ground(document, record, act)
    write_logged(document, record, Action.MOVED, act)


def _versions(plan: MergePlan) -> dict[int, int]:
    if plan.before["record"] != "source":
        return {}
    return joined_captures(plan.before["captures"], plan.going["captures"])[1]


def _remove(plan: MergePlan, act: Act) -> list[str]:
    """Take the one that goes out of the tables; returns the slugs that lead to the one that stays from now on."""
    gone = plan.gone
    entry(Action.MERGED, (plan.going, None), act, version=gone.version + 1, title=str(gone)).save()
    # What is derived from a public record lets go of it while it is still there to be looked up.
    type(gone)._default_manager.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    tell_listeners({_name(gone)})
    try:
        remove(gone, act.catalogue)
    except ProtectedError as error:
        names = ", ".join(sorted({f"{item._meta.verbose_name} “{item}”" for item in error.protected_objects})[:20])
        raise refuse(_("Other records refer to it: %(names)s.") % {"names": names}) from error
    act.touch(plan.going)
    addresses = Address.objects.filter(record_uuid=plan.going["uuid"])
    slugs = sorted(addresses.values_list("slug", flat=True))
    addresses.update(record_uuid=plan.before["uuid"], is_current=False)
    return slugs


def _remember(plan: MergePlan, addresses: list[str], act: Act) -> Merge:
    return Merge.objects.create(
        record_kind=plan.before["record"],
        kept=plan.kept.uuid,
        gone=UUID(plan.going["uuid"]),
        kept_title=Truncator(str(plan.kept)).chars(500),
        gone_title=Truncator(str(plan.gone)).chars(500),
        addresses=addresses,
        act=act.id,
        at=act.at,
        user=act.by,
        user_name=(act.by.get_full_name() or act.by.username)[:150],
        reason=act.reason,
    )
