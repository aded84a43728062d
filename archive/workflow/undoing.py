"""Taking back an act on many records, such as an import: in one act of its own, a batch at a time.

What the act made is removed, or withdrawn where it is public; what it changed becomes what it was, field by field
where somebody edited it since and the editor wants that; revisions that it saved are discarded. What cannot or should
not be taken back is left as it is, and said with the reason. Rights and rules are those of the workflow's verbs.

    for fate in Undoing(act_id, user, Edited.LEAVE).look(): …     # what would happen; nothing is written
    for fate in Undoing(act_id, user, Edited.LEAVE).take_back(act): …
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from archive.documents.many import CatalogueOfMany
from archive.workflow.acts import Act
from archive.workflow.letting_go import LettingGo
from archive.workflow.traces import Trace, Traces, traces_of
from archive.workflow.weighing import Edited, Fate, Weighed, Weighing
from archive.workflow.writing_many import Gone, Writer

LEFT = (Fate.GONE, Fate.EDITED, Fate.NEEDED, Fate.REFUSED)


@dataclass(frozen=True, slots=True)
class Fated:
    """One record. `reason`: why it is left, or which of its fields are."""

    kind: str
    uuid: str
    slug: str
    title: str
    fate: Fate
    reason: str = ""


Tell = Callable[[str, int], object]


class Undoing:
    """Looked at or done once. `tell` hears of the step (look, take back, follow) and how many records it has done."""

    def __init__(self, act: UUID, by: Any, edited: Edited = Edited.LEAVE, tell: Tell = lambda step, rows: None) -> None:
        self._act, self._by, self._edited, self._tell = act, by, edited, tell
        self._going = LettingGo()
        self._weighing = Weighing(by, takes_fields=edited != Edited.LEAVE, takes_all=edited == Edited.ALL)

    def look(self) -> Iterator[Fated]:
        """What would become of each record, in the order of the history."""
        self._weigh_all()
        for traces in traces_of(self._act):
            for trace, weighed in self._weighed(traces):
                yield _fated(trace, weighed)

    def take_back(self, this: Act) -> Iterator[Fated]:
        """Do it, within the act, as one goes through the answers to their end."""
        # Whoever takes the archive's number keeps others from writing until the act ends.
        writer = Writer(this, CatalogueOfMany(), {})
        self._weigh_all()
        done = 0
        for traces in traces_of(self._act):
            weighed = list(self._weighed(traces))
            self._write(writer, weighed)
            done += len(weighed)
            self._tell("take back", done)
            yield from (_fated(trace, it) for trace, it in weighed)
        writer.flush()
        self._tell("follow", done)
        writer.follow()

    # What becomes of each

    def _weigh_all(self) -> None:
        done = 0
        for traces in traces_of(self._act):
            for trace, weighed in self._weighing.weigh(traces):
                self._gather(trace, weighed)
            done += len(traces)
            self._tell("look", done)
        self._going.settle()

    def _gather(self, trace: Trace, weighed: Weighed) -> None:
        if weighed.fate == Fate.REMOVED:
            self._going.removed.add(trace.kind, weighed.key)
        elif weighed.fate == Fate.WITHDRAWN and trace.is_new:
            self._going.withdrawn.add(trace.kind, weighed.key)
        elif weighed.fate == Fate.RESTORED:
            self._going.restored.add(trace.kind, weighed.key)
            for kind, key in weighed.named:
                self._going.named.add(kind, key)

    def _weighed(self, traces: Traces) -> Iterator[tuple[Trace, Weighed]]:
        """With what is left because others need it."""
        for trace, weighed in self._weighing.weigh(traces):
            reason = self._going.left.get((trace.kind, weighed.key))
            if reason and trace.is_new and weighed.fate in (Fate.REMOVED, Fate.WITHDRAWN):
                yield trace, Weighed(Fate.NEEDED, weighed.key, weighed.version, reason)
            else:
                yield trace, weighed

    # Into the tables

    def _write(self, writer: Writer, weighed: list[tuple[Trace, Weighed]]) -> None:
        changed = [it.foreseen for _trace, it in weighed if it.foreseen is not None]
        if changed:
            writer.add(changed)
        gone: dict[str, list[Gone]] = {}
        for trace, it in weighed:
            if it.fate == Fate.REMOVED:
                gone.setdefault(trace.kind, []).append(
                    Gone(trace.kind, trace.uuid, it.key, it.version, trace.slug, trace.title, it.text or trace.after)
                )
        for kind, records in gone.items():
            writer.remove(kind, records)


def _fated(trace: Trace, weighed: Weighed) -> Fated:
    return Fated(trace.kind, trace.uuid, trace.slug, trace.title, Fate(weighed.fate), weighed.reason)
