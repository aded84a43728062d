"""Where on the page each of the workflow's problems belongs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.documents import Problem

# citations[2].start, chains[0][1].actor, when
_PATH = re.compile(r"(?P<name>\w*)(?:\[(?P<row>\d+)\])?(?:\[\d+\])?(?:\.(?P<field>\w+))?")


@dataclass(frozen=True)
class Place:
    """A field of the record; for what belongs to the record, which row (from 0) and the row's field."""

    name: str
    row: int | None = None
    field: str = ""


def place_of(problem: Problem) -> Place:
    found = _PATH.match(problem.path)
    if found is None:
        return Place("")
    row = found["row"]
    return Place(found["name"], int(row) if row is not None else None, found["field"] or "")


def problems_of(problems: Iterable[Problem], name: str) -> list[tuple[Place, Problem]]:
    """Those of one field of the record, with their places."""
    return [(place, problem) for problem in problems if (place := place_of(problem)).name == name]
