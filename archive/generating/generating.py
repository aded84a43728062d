"""The act of making an archive up: its records, then all that is derived from them."""

import resource
import time
from collections.abc import Callable

from django.db import connection, transaction

from archive import search
from archive.documents import KINDS, is_empty
from archive.generating.rows import COLUMNS
from archive.generating.telling import Telling
from archive.intake import prints
from archive.models.bulk import analyse, continue_counting, quick_writes, references_checked_together
from archive.timeline import index
from archive.workflow import act, system_user
from archive.workflow.visibility import refresh_all_visibility

Tell = Callable[[str], object]

REASON = "Made up for measuring."
#: what is derived from the records, once they are all there
DERIVED: dict[str, Callable[[], object]] = {
    "what is public with others": refresh_all_visibility,
    "the index of the lists": index.rebuild,
    "the prints of texts": prints.rebuild,
    "the search index": search.rebuild,
}
STEP = 50_000
"""Events between one line of progress and the next."""


class NotEmpty(Exception):
    """The archive has records, beside which made-up ones must never stand."""


def generate(events: int, seed: int, tell: Tell = lambda line: None) -> dict[str, int]:
    """Fill an empty archive with so many events and all that goes with them; returns kind → number of records.

    One transaction: all of it or nothing. `tell` is told how far it is. Raises `NotEmpty`.
    """
    if not is_empty():
        raise NotEmpty
    started = time.monotonic()

    def progress(what: str) -> None:
        tell(f"{time.monotonic() - started:6.0f} s  {peak_megabytes():4.0f} MB  {what}")

    with quick_writes(), transaction.atomic():
        with references_checked_together(COLUMNS):
            counts = _write(events, seed, progress)
        gather_statistics()
        for name, derive in DERIVED.items():
            derive()
            progress(name)
        gather_statistics()
    return counts


def gather_statistics() -> None:
    """PostgreSQL plans its queries by what is in the tables now; SQLite plans as in any installation."""
    if connection.vendor == "postgresql":
        analyse()


def _write(events: int, seed: int, progress: Tell) -> dict[str, int]:
    with act(system_user(), REASON) as this:
        telling = Telling(events, seed, this)
        rows, told = telling.ledger.rows, STEP
        while telling.told < events:
            telling.tell_page()
            if rows.is_full:
                rows.flush()
            if telling.told >= told:
                progress(f"{telling.told} of {events} events")
                told += STEP
        rows.flush()
    continue_counting(COLUMNS)
    return {kind.plural: rows.written[kind.model] for kind in KINDS.values() if kind.model in COLUMNS}


def peak_megabytes() -> float:
    """The most memory that this process has had so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
