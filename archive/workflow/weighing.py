"""What can become of each record that an act made or changed: the state of things, the rules and the rights.

Of a record that is not left as it is, `foreseen` is what would be written; for one that is to be removed there is none.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from archive.documents import KINDS, Document, Kind, Problem, Reference, canonical, normal, same_content, taken_back
from archive.documents.checking import check_alone
from archive.documents.hierarchies import HIERARCHIES, loop_problems, wholes_in
from archive.documents.many import CatalogueOfMany, stored_documents
from archive.models import REVISION_ACTIONS, Action, Change, Citation, Revision, Status, Vocabulary
from archive.workflow.errors import Refused
from archive.workflow.foreseeing import foresee
from archive.workflow.permissions import is_system, may
from archive.workflow.traces import Trace, Traces
from archive.workflow.writing_many import Foreseen

_PUBLIC = (Action.PUBLISHED, Action.CORRECTED, Action.WITHDRAWN)


class Edited(StrEnum):
    """What becomes of records that somebody edited since the act."""

    #: they stay as they are
    LEAVE = "leave"
    #: of those that the act changed, fields that nobody touched since become what they were
    FIELDS = "fields"
    #: so do they, and those that the act made go although they were edited
    ALL = "all"


class Fate(StrEnum):
    """What becomes of a record."""

    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    #: published: what it was waits as a revision
    REVISED = "revised"
    DISCARDED = "discarded"
    SAME = "same"
    # Left as they are:
    GONE = "gone"
    EDITED = "edited"
    NEEDED = "needed"
    REFUSED = "refused"


class _Now(NamedTuple):
    """A record as it stands. `status` is empty for kinds that have none."""

    key: int
    version: int
    status: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """`key` and `version` are the record's (0: it is gone); `named` what it will name instead of what it names now.

    `text`: the document of a record that is to be removed, where it is not what the act left.
    """

    fate: Fate
    key: int = 0
    version: int = 0
    reason: str = ""
    foreseen: Foreseen | None = None
    named: tuple[tuple[str, int], ...] = ()
    text: str = ""


class Weighing:
    """`takes_fields`: of what was edited since the rest is taken back; `takes_all`: what was made goes all the same."""

    def __init__(self, by: Any, *, takes_fields: bool, takes_all: bool) -> None:
        self._by, self._takes_fields, self._takes_all = by, takes_fields, takes_all

    def weigh(self, traces: Traces) -> Iterator[tuple[Trace, Weighed]]:
        """A few hundred records at once, with a fixed number of queries for each kind among them, in their order."""
        weighed: dict[str, Weighed] = {}
        for name in dict.fromkeys(trace.kind for trace in traces):
            some = [trace for trace in traces if trace.kind == name]
            weighed.update(_Batch(self, KINDS[name], some).weigh())
        return ((trace, weighed[trace.uuid]) for trace in traces)

    @property
    def by(self) -> Any:
        return self._by

    @property
    def takes_fields(self) -> bool:
        return self._takes_fields

    @property
    def takes_all(self) -> bool:
        return self._takes_all


class _Batch:
    """Records of one kind, and what is known of them now."""

    def __init__(self, weighing: Weighing, kind: Kind, traces: Traces) -> None:
        self.weighing, self.kind, self.traces, self.by = weighing, kind, traces, weighing.by
        uuids = [trace.uuid for trace in traces]
        self.now = _now(kind, uuids)
        edited = [it.uuid for it in traces if it.uuid in self.now and self.now[it.uuid].version != it.version]
        wanted = [it.uuid for it in traces if it.uuid in self.now and (not it.is_new or it.uuid in edited)]
        wanted += [uuid for uuid, it in self.now.items() if it.status == Status.PUBLISHED and uuid not in wanted]
        self.documents = stored_documents(kind, {uuid: self.now[uuid].version for uuid in wanted}) if wanted else {}
        self.revisions = _revisions(uuids)
        changes = Change.objects.filter(record_uuid__in=edited, action__in=_PUBLIC) if edited else Change.objects.none()
        self.were_public = {str(uuid) for uuid in changes.values_list("record_uuid", flat=True)}
        self.catalogue = CatalogueOfMany()

    def weigh(self) -> Iterator[tuple[str, Weighed]]:
        targets = {trace.uuid: self._target(trace) for trace in self.traces if not trace.is_new and trace.after}
        self.catalogue.prepare(target for target, _left in targets.values())
        for trace in self.traces:
            yield trace.uuid, self._weigh(trace, targets.get(trace.uuid))

    def _weigh(self, trace: Trace, target: tuple[Document, list[str]] | None) -> Weighed:
        now = self.now.get(trace.uuid)
        if now is None:
            return Weighed(Fate.SAME if trace.is_new else Fate.GONE, reason=_("It is no longer here."))
        if trace.is_gone:
            return Weighed(Fate.REFUSED, *now[:2], _("It was removed, and is here again."))
        if trace.is_new:
            return self._weigh_new(trace, now)
        if target is None:
            return self._weigh_revision(trace, now)
        return self._weigh_changed(trace, now, *target)

    # What the act made

    def _weigh_new(self, trace: Trace, now: _Now) -> Weighed:
        is_edited = now.version != trace.version
        if is_edited and not self.weighing.takes_all:
            return Weighed(Fate.EDITED, *now[:2], _("It was edited since."))
        if now.status == Status.PUBLISHED:
            return self._withdrawn(trace, now)
        if trace.uuid in self.were_public:
            return Weighed(Fate.REFUSED, *now[:2], _("It was public, so it stays."))
        if not may(self.by, "delete", self.kind.name):
            return Weighed(Fate.REFUSED, *now[:2], _("You may not delete records of this kind."))
        return Weighed(Fate.REMOVED, *now[:2], text=self.documents.get(trace.uuid, ""))

    def _withdrawn(self, trace: Trace, now: _Now) -> Weighed:
        """What is or was public is never deleted."""
        if not may(self.by, "publish", self.kind.name):
            return Weighed(Fate.REFUSED, *now[:2], _("It is public, and only publishers withdraw records."))
        if trace.uuid in self.revisions:
            return Weighed(Fate.EDITED, *now[:2], _("It has a pending revision."))
        text = self.documents[trace.uuid]
        before: Document = json.loads(text)
        after = {**before, "status": str(Status.WITHDRAWN)}
        actions = (Action.WITHDRAWN,)
        return Weighed(
            Fate.WITHDRAWN,
            *now[:2],
            foreseen=Foreseen(after, before, text, canonical(after), now.key, now.version, trace.title, actions),
        )

    # What the act changed

    def _target(self, trace: Trace) -> tuple[Document, list[str]]:
        """What the record would say, and the labels of the fields that keep what they were given since."""
        text = self.documents.get(trace.uuid)
        if text is None:
            return json.loads(trace.before), []
        before, after, now = json.loads(trace.before), json.loads(trace.after), json.loads(text)
        target, left = taken_back(before, after, now)
        if self.kind.name == "source" and target["captures"] != now["captures"] and self._is_cited(trace):
            target["captures"] = now["captures"]
            left.append("captures")
        if self.kind.has_status and now["status"] == after["status"] != before["status"]:
            target["status"] = self._status(before["status"], now["status"])
        return normal(target), [str(self.kind.by_name[name].label) for name in left]

    def _is_cited(self, trace: Trace) -> bool:
        return Citation.objects.filter(source__uuid=trace.uuid, version__isnull=False).exists()

    def _status(self, before: str, now: str) -> str:
        """The nearest to the one before that the workflow has a step to."""
        if is_system(self.by):
            return before
        if now == Status.PUBLISHED:
            return str(Status.WITHDRAWN)
        if now == Status.WITHDRAWN and before == Status.PUBLISHED:
            return str(Status.IN_REVIEW)
        return before

    def _weigh_changed(self, trace: Trace, now: _Now, target: Document, left: list[str]) -> Weighed:
        if trace.uuid in self.revisions:
            return Weighed(Fate.EDITED, *now[:2], _("It has a pending revision."))
        is_edited = now.version != trace.version
        if is_edited and not self.weighing.takes_fields:
            return Weighed(Fate.EDITED, *now[:2], _("It was edited since."))
        return self._foreseen(trace, now, target, left)

    def _foreseen(self, trace: Trace, now: _Now, target: Document, left: list[str]) -> Weighed:
        text = self.documents[trace.uuid]
        before: Document = json.loads(text)
        reason = _("Edited since, so these stay: %(fields)s.") % {"fields": ", ".join(left)} if left else ""
        if target == before:
            return Weighed(Fate.EDITED if left else Fate.SAME, *now[:2], reason)
        if problems := [*check_alone(target, self.catalogue), *self._loops(target, before)]:
            return Weighed(Fate.REFUSED, *now[:2], " ".join(str(problem.message) for problem in problems))
        try:
            actions = foresee(target, before, self.by, self.catalogue)
        except Refused as refused:
            return Weighed(Fate.REFUSED, *now[:2], " ".join(str(problem.message) for problem in refused.problems))
        is_revised = actions[0] in REVISION_ACTIONS
        return Weighed(
            Fate.REVISED if is_revised else Fate.RESTORED,
            *now[:2],
            reason,
            Foreseen(target, before, text, canonical(target), now.key, now.version, trace.title, actions),
            () if is_revised else tuple(self._named(target)),
        )

    def _loops(self, target: Document, before: Document) -> Iterator[Problem]:
        wholes = [
            set(wholes_in(self.kind.name, it)) if self.kind.name in HIERARCHIES else () for it in (target, before)
        ]
        if wholes[0] != wholes[1]:
            yield from loop_problems(self.kind, target)

    def _named(self, target: Document) -> Iterator[tuple[str, int]]:
        for reference in self.kind.targets(target):
            key = self.catalogue.primary_key(reference)
            if key is not None:
                yield _kind_of(reference), key

    # Revisions that the act saved

    def _weigh_revision(self, trace: Trace, now: _Now) -> Weighed:
        pending = self.revisions.get(trace.uuid)
        if pending is None:
            return self._weigh_approved(trace, now)
        if pending != trace.pending:
            return Weighed(Fate.EDITED, *now[:2], _("Its revision was edited since."))
        if not may(self.by, "change", self.kind.name):
            return Weighed(Fate.REFUSED, *now[:2], _("You may not change records of this kind."))
        text = self.documents[trace.uuid]
        actions = (Action.REVISION_DISCARDED,)
        foreseen = Foreseen(
            json.loads(trace.pending), json.loads(text), text, trace.pending, now.key, now.version, trace.title, actions
        )
        return Weighed(Fate.DISCARDED, *now[:2], foreseen=foreseen)

    def _weigh_approved(self, trace: Trace, now: _Now) -> Weighed:
        """Its revision is no longer pending: it was discarded, or it is what the record says now."""
        before, made, text = json.loads(trace.before), json.loads(trace.pending), self.documents[trace.uuid]
        if same_content(json.loads(text), before):
            return Weighed(Fate.SAME, *now[:2])
        if not self.weighing.takes_fields:
            return Weighed(Fate.EDITED, *now[:2], _("Its revision was approved, or it was edited since."))
        target, left = taken_back(before, made, json.loads(text))
        self.catalogue.prepare([target])
        return self._foreseen(trace, now, normal(target), [str(self.kind.by_name[name].label) for name in left])


def _kind_of(reference: Reference) -> str:
    return "term" if reference.kind in Vocabulary.values else reference.kind


def _now(kind: Kind, uuids: list[str]) -> dict[str, _Now]:
    columns = ("uuid", "pk", "version", *(("status",) if kind.has_status else ()))
    rows = kind.model._default_manager.filter(uuid__in=uuids).order_by().values_list(*columns)
    return {str(uuid): _Now(key, version, *(rest or ("",))) for uuid, key, version, *rest in rows}


def _revisions(uuids: list[str]) -> Mapping[str, str]:
    found = Revision.objects.filter(record_uuid__in=uuids).values_list("record_uuid", "document")
    return {str(uuid): document for uuid, document in found}
