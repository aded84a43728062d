"""Tombstones: what was public after a version of the archive, and is not now.

Read off the history: a record's first change since then has, as its document before, what was public at that version.
What never was public leaves no tombstone, whatever became of it; a tombstone says the kind, the UUID, the slug that
the record had in public, the day, and what became of it:

    withdrawn   it was taken back
    merged      another record stands for it, `to`
    deleted     it is no more
    unnamed     nothing public names it any more (places, topics, terms and positions)
    moved       it is still there, at the slug `to`
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from archive.documents import KINDS, Document, Kind
from archive.exchange.following import Since
from archive.exchange.publicity_before import documents_before, may_have_changed, public_before, published_before
from archive.models import Action, Address, Change, Merge, Status, publicity

COLUMNS = ("record", "uuid", "slug", "gone", "on", "to")
BATCH = 500
FATES = {Action.MERGED: "merged", Action.DELETED: "deleted"}


@dataclass(frozen=True)
class Gone:
    """A tombstone. `on` is the day in UTC, `to` the slug of what stands for it, or empty.

    The slug of a term has its vocabulary before it: `cue:said`.
    """

    record: str
    uuid: str
    slug: str
    gone: str
    on: str
    to: str = ""

    def as_line(self) -> dict[str, str]:
        """As it stands in JSON: nothing that is empty."""
        return {name: value for name, value in asdict(self).items() if value}

    def as_row(self) -> list[str]:
        return [asdict(self)[name] for name in COLUMNS]


def gone_since(since: Since, kinds: Iterable[str]) -> Iterator[Gone]:
    """The tombstones of these kinds, kind by kind."""
    for kind in (KINDS[name] for name in kinds):
        if kind.has_status and kind.name in since.kinds:
            yield from _curated(since, kind)
        elif not kind.has_status and may_have_changed(since, kind):
            yield from _dependent(since, kind)


# Records with a status


def _curated(since: Since, kind: Kind) -> Iterator[Gone]:
    records: Any = kind.model._default_manager
    public = Exists(records.published().filter(uuid=OuterRef("record_uuid")))
    renamed = Exists(Address.objects.filter(record_uuid=OuterRef("record_uuid"), is_current=False))
    for change in published_before(since, kind.name).filter(~public | renamed).iterator(chunk_size=BATCH):
        before = change.document_before or {}
        now = records.published().filter(uuid=change.record_uuid).values_list("slug", flat=True).first()
        if now is None:
            yield _withdrawn(since, kind, before)
        elif now != before["slug"]:
            last = _changes_of(since, before).filter(slug=now).order_by("version").first() or change
            yield Gone(kind.name, before["uuid"], before["slug"], "moved", _day(last), now)


def _withdrawn(since: Since, kind: Kind, before: Document) -> Gone:
    """What became of a record that was public and is not."""
    ends = (change for change in _changes_of(since, before).order_by("-version") if _ends_publicity(change))
    last = next(ends)
    fate = FATES.get(Action(last.action), "withdrawn") if not last.after else "withdrawn"
    to = _stands_for(kind, before) if fate == "merged" else ""
    return Gone(kind.name, before["uuid"], before["slug"], fate, _day(last), to)


def _changes_of(since: Since, document: Document) -> QuerySet[Change]:
    return since.changes().filter(record_uuid=document["uuid"])


def _ends_publicity(change: Change) -> bool:
    before, after = change.document_before or {}, change.document_after or {}
    return before.get("status") == Status.PUBLISHED and after.get("status") != Status.PUBLISHED


def _stands_for(kind: Kind, document: Document) -> str:
    """The slug of the public record that another one was merged into, perhaps in more than one step."""
    uuid, seen = document["uuid"], set()
    while uuid not in seen:
        seen.add(uuid)
        merge = Merge.objects.filter(gone=uuid, undone_at=None).order_by("-id").first()
        uuid = str(merge.kept) if merge else uuid
    records: Any = kind.model._default_manager
    return records.published().filter(uuid=uuid).values_list("slug", flat=True).first() or ""


def _day(change: Change) -> str:
    return change.at.date().isoformat()


# Records without


def _dependent(since: Since, kind: Kind) -> Iterator[Gone]:
    before = documents_before(since, kind.name)
    now = _slugs_of_interest(kind, before)
    deleted = _deleted(since, kind)
    if not now and not deleted:
        return
    for uuid in sorted(public_before(since, kind, before) & (now.keys() | deleted.keys())):
        slug, is_public = now.get(uuid, ("", False))
        was = _slug(before[uuid]) if uuid in before else slug
        if is_public:
            yield Gone(kind.name, uuid, was, "moved", _last_day(since.changes().filter(record_uuid=uuid)), slug)
        elif uuid in deleted:
            yield Gone(kind.name, uuid, was, "deleted", _day(deleted[uuid]))
        else:
            # No history tells when the last record ceased to name it; it was no later than this.
            yield Gone(kind.name, uuid, was, "unnamed", _last_day(since.changes()))


def _deleted(since: Since, kind: Kind) -> dict[str, Change]:
    """UUID → the deletion, of what is not there again."""
    records: Any = kind.model._default_manager
    there = Exists(records.filter(uuid=OuterRef("record_uuid")))
    found = since.changes().filter(~there, record_kind=kind.name, after="").order_by("version")
    return {str(change.record_uuid): change for change in found.iterator(chunk_size=BATCH)}


def _slugs_of_interest(kind: Kind, before: dict[str, Document]) -> dict[str, tuple[str, bool]]:
    """UUID → slug and whether it is public, of the records that are not, or that have another slug than before."""
    records: Any = kind.model._default_manager
    slug: Any = Concat("vocabulary", Value(":"), "slug", output_field=CharField()) if kind.name == "term" else F("slug")
    hidden = records.exclude(publicity(kind.model)).values_list("uuid", slug)
    found = {str(uuid): (now, False) for uuid, now in hidden}
    public = records.filter(publicity(kind.model), uuid__in=list(before)).values_list("uuid", slug)
    return found | {str(uuid): (now, True) for uuid, now in public if _slug(before[str(uuid)]) != now}


def _slug(document: Document) -> str:
    """The slug; of a term `vocabulary:slug`, by which it is told apart."""
    slug: str = document["slug"]
    return f"{document['vocabulary']}:{slug}" if document["record"] == "term" else slug


def _last_day(changes: QuerySet[Change]) -> str:
    last = changes.order_by("-archive_version").first()
    return _day(last) if last else ""
