"""Which places, topics, terms and positions were public at an earlier version of the archive.

They have no status, and no history tells when something public began or ceased to name them. It follows from the
records that name them: those that nothing was done to since are as they are, the others as their first change since
then found them.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef

from archive.documents import KINDS, Document, Kind
from archive.exchange.following import Edge, Since, edges
from archive.models import Status

BATCH = 500

Documents = dict[str, Document]
"""UUID → document."""


def first_changes(since: Since, kind: str) -> Any:
    """The first thing that was done since to each record that was there before."""
    earlier = since.changes().filter(record_uuid=OuterRef("record_uuid"), version__lt=OuterRef("version"))
    return since.changes().filter(~Exists(earlier), record_kind=kind).exclude(before="").order_by("id")


def published_before(since: Since, kind: str) -> Any:
    """The same of records with a status, as far as they were public."""
    # In canonical JSON a quote within a text is written with a stroke before it, so this is the status and no words.
    return first_changes(since, kind).filter(before__contains=f'"status":"{Status.PUBLISHED.value}"')


def documents_before(since: Since, kind: str) -> Documents:
    """The documents, as they were, of those records of a kind that something was done to."""
    found = (change.document_before or {} for change in first_changes(since, kind).iterator(chunk_size=BATCH))
    return {document["uuid"]: document for document in found}


def public_before(since: Since, kind: Kind, changed: Documents) -> set[str]:
    """UUIDs of the dependent records of a kind that were public, as far as they are not now or something was done.

    `changed` are the documents, as they were, of those that something was done to. Where there are none, what is
    named all along need not be looked for: it is public still, and so is what it is part of.
    """
    if kind.name == "position":
        return _positions(since, changed)
    named = set(_named_before(since, kind, changed))
    if changed:
        named |= {uuid for edge in _edges_to(kind) for uuid in _named_all_along(since, edge)}
    return _with_wholes(kind, named, changed) if kind.name in ("place", "topic") else named


def may_have_changed(since: Since, kind: Kind) -> bool:
    """Whether anything was done that can make a dependent record of the kind public, or not."""
    namers = {"actor"} if kind.name == "position" else {edge.kind for edge in _edges_to(kind)}
    return not since.kinds.isdisjoint({kind.name, *namers})


def _edges_to(kind: Kind) -> Iterator[Edge]:
    """The ways in which records with a status name those of a kind."""
    return (edge for edge in edges() if edge.to == kind.name and KINDS[edge.kind].has_status)


def _named_all_along(since: Since, edge: Edge) -> Iterator[str]:
    """What is named by public records that nothing was done to."""
    owners: Any = KINDS[edge.kind].model._default_manager
    unchanged = owners.published().exclude(pk__in=since.changed(edge.kind).values("pk"))
    return map(str, edge.named_by(unchanged).values_list(f"{edge.named}__uuid", flat=True).distinct())


def _named_before(since: Since, kind: Kind, changed: Documents) -> Iterator[str]:
    """What records named that were public and that something was done to since."""
    terms = _terms_before(changed) if kind.name == "term" else {}
    for name in sorted({edge.kind for edge in _edges_to(kind)} & since.kinds):
        for change in published_before(since, name).iterator(chunk_size=BATCH):
            for _path, reference in KINDS[name].references(change.document_before or {}):
                if reference.kind == kind.name:
                    yield reference.key
                elif uuid := terms.get((reference.kind, reference.key)):
                    yield uuid


def _terms_before(changed: Documents) -> dict[tuple[str, str], str]:
    """(vocabulary, slug) → UUID, as they were."""
    terms: Any = KINDS["term"].model._default_manager
    now = {(vocabulary, slug): str(uuid) for vocabulary, slug, uuid in terms.values_list("vocabulary", "slug", "uuid")}
    return now | {(document["vocabulary"], document["slug"]): uuid for uuid, document in changed.items()}


def _with_wholes(kind: Kind, named: set[str], changed: Documents) -> set[str]:
    """What is named, and what that was part of, however far up."""
    records: Any = kind.model._default_manager
    parts = records.filter(part_of__isnull=False).values_list("uuid", "part_of__uuid")
    wholes: dict[str, str | None] = {str(part): str(whole) for part, whole in parts}
    wholes |= {uuid: document["part_of"] for uuid, document in changed.items()}
    found: set[str] = set()
    for uuid in named:
        above: str | None = uuid
        while above and above not in found:
            found.add(above)
            above = wholes.get(above)
    return found


def _positions(since: Since, changed: Documents) -> set[str]:
    """Positions both of whose ends were public."""
    records: Any = KINDS["position"].model._default_manager
    now = records.values_list("uuid", "person__uuid", "organisation__uuid")
    ends = {str(uuid): (str(person), str(organisation)) for uuid, person, organisation in now}
    ends |= {uuid: (document["person"], document["organisation"]) for uuid, document in changed.items()}
    public = _public_actors(since)
    return {uuid for uuid, both in ends.items() if public.issuperset(both)}


def _public_actors(since: Since) -> set[str]:
    actors: Any = KINDS["actor"].model._default_manager
    unchanged = actors.published().exclude(pk__in=since.changed("actor").values("pk"))
    were = published_before(since, "actor").values_list("record_uuid", flat=True)
    return {str(uuid) for uuids in (unchanged.values_list("uuid", flat=True), were) for uuid in uuids}
