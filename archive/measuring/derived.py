"""What is derived from the records: making all of it anew, and keeping it in step with one act.

Everything happens in transactions that are rolled back, so nothing of the archive changes. What is made anew is made
by a process of its own, so that its memory can be told; on PostgreSQL it leaves dead rows behind until the next
vacuum, and the memory of the database's process is not told.
"""

import json
import resource
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from archive import search
from archive.documents import Document, read
from archive.measuring.apart import run_apart
from archive.measuring.clock import Clock
from archive.measuring.results import Result, at_most, not_there
from archive.models import Event, Statement, Status
from archive.timeline import index
from archive.workflow import Refused, act, save, system_user
from archive.workflow.acts import tell_listeners
from archive.workflow.visibility import refresh_visibility

SECONDS, MEGABYTES, AN_ACT = 120, 200, 20
ACTS = 9
REBUILT: dict[str, Callable[[], object]] = {"lists": index.rebuild, "search": search.rebuild}


@contextmanager
def taken_back() -> Iterator[None]:
    """A transaction of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# All of it


def measure_rebuild() -> Iterator[Result]:
    """Make all anew that is derived."""
    told = {}
    for name in REBUILT:
        told[name] = _in_its_own_process(name)
        yield Result(f"{name} anew", told[name]["seconds"], "s", f"{told[name]['megabytes']:.0f} MB")
    yield at_most("all of it anew", sum(item["seconds"] for item in told.values()), "s", SECONDS)
    yield at_most("… with at most", max(item["megabytes"] for item in told.values()), "MB", MEGABYTES)


def _in_its_own_process(name: str) -> dict[str, float]:
    told: dict[str, float] = json.loads(run_apart("archive.measuring.derived:rebuild_and_tell", name))
    return told


def rebuild_and_tell(name: str) -> str:
    """Make it anew, take it back, and tell the seconds and the most memory of this process, as JSON."""
    clock = Clock()
    start = clock()
    with taken_back():
        REBUILT[name]()
        seconds = clock() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return json.dumps({"seconds": seconds, "megabytes": memory})


# One act


def _edited(event: Event) -> Document:
    document = read(event)
    return {**document, "title": f"{document['title']} (revised)"[:300]}


def _with_status(record: Any, status: Status) -> Document:
    return {**read(record), "status": str(status)}


#: what somebody does: its name → the records it is done to, and the document that the act saves
ACTS_MEASURED: dict[str, tuple[Callable[[], Any], Callable[[Any], Document]]] = {
    "an event is edited": (Event.objects.published, _edited),
    "an event is published": (
        lambda: Event.objects.filter(status=Status.IN_REVIEW),
        lambda event: _with_status(event, Status.PUBLISHED),
    ),
    "a statement is withdrawn": (
        Statement.objects.published,
        lambda statement: _with_status(statement, Status.WITHDRAWN),
    ),
}


def measure_acts() -> Iterator[Result]:
    """Bring all that is derived up to date with one act, once the record itself is written."""
    for what, (records, change) in ACTS_MEASURED.items():
        taken = [seconds * 1e3 for seconds in _each(records(), change)]
        if taken:
            note = f"{len(taken)} acts, the longest {max(taken):.1f} ms"
            yield at_most(what, statistics.median(taken), "ms", AN_ACT, note)
        else:
            yield not_there(what, "the archive has no such record")


def _each(records: Any, change: Callable[[Any], Document]) -> list[float]:
    taken = []
    for record in records.order_by("pk")[: 3 * ACTS]:
        try:
            with taken_back():
                taken.append(_seconds_of_following(change(record)))
        except Refused:
            continue  # it lacks something for this act
    return taken[1 : ACTS + 1] or taken


def _seconds_of_following(document: Document) -> float:
    """How long what is derived takes to follow the act that saves this: what is public with it, and the indexes."""
    clock = Clock()
    with act(system_user(), "measured, and taken back") as this:
        save(document, this)
        touched = this.changed | this.referred
        start = clock()
        refresh_visibility(touched)
        tell_listeners(touched)
        return clock() - start
