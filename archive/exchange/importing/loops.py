"""Loops in what rows say to be part of what: found in all of them together, through records that no row is about."""

from collections.abc import Iterator

from archive.documents.hierarchies import HIERARCHIES, wholes_of
from archive.exchange.importing.scratch import Scratch
from archive.exchange.names import batches

#: of more records that go in circles these are told
MOST_TOLD = 1000
#: levels that are gone through; what has more above it is taken for a loop
DEEPEST = 10_000


def loops(scratch: Scratch) -> Iterator[list[str]]:
    """The UUIDs on each loop, in order from part to whole."""
    scratch.change("CREATE INDEX IF NOT EXISTS whole_parts ON wholes (part)")
    scratch.change("CREATE INDEX IF NOT EXISTS whole_wholes ON wholes (whole)")
    for kind in HIERARCHIES:
        if next(scratch.rows("SELECT 1 FROM wholes WHERE kind = ?", kind), None):
            _complete(scratch, kind)
            _take_out_what_is_settled(scratch, kind)
            left = scratch.rows("SELECT part, whole FROM wholes WHERE kind = ? LIMIT ?", kind, MOST_TOLD)
            yield from _circles(dict(left))


def _complete(scratch: Scratch, kind: str) -> None:
    """Add what the wholes outside of the files are part of, level by level."""
    asked: set[str] = set()
    while True:
        # What a row is about is part of what the row says, and of nothing that the archive still says.
        level = [
            uuid
            for (uuid,) in scratch.rows(
                "SELECT DISTINCT whole FROM wholes WHERE kind = ?"
                " AND whole NOT IN (SELECT part FROM wholes) AND whole NOT IN (SELECT uuid FROM rows)",
                kind,
            )
            if uuid not in asked
        ]
        if not level:
            return
        asked.update(level)
        for batch in batches(level):
            scratch.belong((kind, part, whole) for part, wholes in wholes_of(kind, batch).items() for whole in wholes)


def _take_out_what_is_settled(scratch: Scratch, kind: str) -> None:
    """What is part of nothing is on no loop, nor is what is part of that alone; what stays is on one, or below it."""
    scratch.change("CREATE TEMP TABLE IF NOT EXISTS settled (uuid TEXT PRIMARY KEY)")
    scratch.change("CREATE TEMP TABLE IF NOT EXISTS above (uuid TEXT PRIMARY KEY)")
    scratch.change("DELETE FROM settled")
    count = scratch.change(
        "INSERT INTO settled SELECT DISTINCT whole FROM wholes"
        " WHERE kind = ? AND whole NOT IN (SELECT part FROM wholes)",
        kind,
    )
    for _level in range(DEEPEST):
        if not count:
            return
        scratch.change("INSERT INTO above SELECT DISTINCT part FROM wholes WHERE whole IN (SELECT uuid FROM settled)")
        scratch.change("DELETE FROM wholes WHERE whole IN (SELECT uuid FROM settled)")
        scratch.change("DELETE FROM settled")
        count = scratch.change("INSERT INTO settled SELECT uuid FROM above WHERE uuid NOT IN (SELECT part FROM wholes)")
        scratch.change("DELETE FROM above")


def _circles(wholes: dict[str, str]) -> Iterator[list[str]]:
    """The loops among these; one of the ways up is followed from each."""
    seen: set[str] = set()
    for start in sorted(wholes):
        way: list[str] = []
        at: str | None = start
        while at is not None and at not in seen:
            seen.add(at)
            way.append(at)
            at = wholes.get(at)
        if at in way:
            yield way[way.index(at) :]
