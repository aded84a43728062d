"""In which order the rows of a file are written: what a record is part of, and what it links to, before it.

What rows are part of is asked for in full, through records that are not in the file too, because a record may be
written only when everything above it stands as it will. Links may go in circles; then one end has to wait.
"""

import heapq
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from archive.documents import Document
from archive.documents.hierarchies import HIERARCHIES, wholes_in, wholes_of
from archive.exchange.names import batches

Graph = dict[str, set[str]]
"""UUID → the UUIDs that it leads to."""


def wholes_by_row(kind: str, documents: Iterable[Document]) -> Graph:
    """For each document, what it will be part of; for records above that are not in the file, what they are."""
    graph: Graph = {}
    if kind not in HIERARCHIES:
        return graph
    graph = {document["uuid"]: wholes_in(kind, document) for document in documents}
    level = {whole for wholes in graph.values() for whole in wholes} - graph.keys()
    while level:
        found: Graph = {uuid: set() for uuid in level}
        for batch in batches(level):
            found |= wholes_of(kind, batch)
        graph |= found
        level = {whole for wholes in found.values() for whole in wholes} - graph.keys()
    return graph


def take_out_loops(graph: Graph) -> list[list[str]]:
    """Every loop, as the UUIDs on it in order; the graph is left without them."""
    loops = []
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # graphlib tells a loop against the direction of its edges, the first node again at its end.
            loop = list(reversed(error.args[1]))[:-1]
            loops.append(loop)
            for uuid in loop:
                graph[uuid] = graph[uuid] - set(loop)
        else:
            return loops


def nearest(graph: Graph, rows: set[str]) -> Graph:
    """For each row, the other rows that stand next above it, records outside the file being passed through."""
    found: Graph = {}
    for row in rows:
        above: set[str] = set()
        passed: set[str] = set()
        pending = list(graph.get(row, ()))
        while pending:
            uuid = pending.pop()
            if uuid in rows:
                above.add(uuid)
            elif uuid not in passed:
                passed.add(uuid)
                pending += graph.get(uuid, ())
        found[row] = above
    return found


def in_order(rows: list[str], above: Graph, links: Graph) -> list[str]:
    """The rows, each after those above it and, where links go in no circle, after those that it links to.

    `above` has no loops. Rows that need not wait keep the order of the file.
    """
    positions = {uuid: position for position, uuid in enumerate(rows)}
    waits = {uuid: (above.get(uuid, set()) | links.get(uuid, set())) & positions.keys() - {uuid} for uuid in rows}
    must = {uuid: above.get(uuid, set()) & positions.keys() for uuid in rows}
    followers: dict[str, list[str]] = {uuid: [] for uuid in rows}
    for uuid, others in waits.items():
        for other in others:
            followers[other].append(uuid)
    free = [positions[uuid] for uuid in rows if not waits[uuid]]
    possible = [positions[uuid] for uuid in rows if not must[uuid]]
    ordered: list[str] = []
    done: set[str] = set()
    while len(ordered) < len(rows):
        uuid = rows[heapq.heappop(free or possible)]
        if uuid in done:
            continue
        done.add(uuid)
        ordered.append(uuid)
        for follower in followers[uuid]:
            waits[follower].discard(uuid)
            if uuid in must[follower]:
                must[follower].discard(uuid)
                if not must[follower]:
                    heapq.heappush(possible, positions[follower])
            if not waits[follower]:
                heapq.heappush(free, positions[follower])
    return ordered
