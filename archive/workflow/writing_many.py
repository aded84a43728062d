"""Writing many records at once: what was checked and foreseen goes into the tables a batch at a time.

One act like any other: permissions, history, addresses, pending revisions and the version of the archive are those of
`save`, but the database is asked a fixed number of times for each batch, and what is derived follows once at the end.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from archive.documents import KINDS, Document, Reference, canonical, remove_many
from archive.documents.loading import Loader, stored_uuid
from archive.documents.many import CatalogueOfMany
from archive.models import REVISION_ACTIONS, Action, Address, ArchivedText, Change, Revision, Status
from archive.models.bulk import load, reserve_keys, stored_moment, update_rows
from archive.workflow.acts import Act, follow_many
from archive.workflow.addresses import address_kind
from archive.workflow.log import entry
from archive.workflow.many import Many
from archive.workflow.permissions import require

_CHANGE_COLUMNS = (
    *("act", "record_kind", "record_uuid", "version", "action", "at", "user", "user_name", "slug", "title"),
    *("reason", "before", "after", "archive_version"),
)
#: the right that an action asks for, where it is not that to change records of the kind
_VERBS = {
    Action.CREATED: "add",
    Action.PUBLISHED: "publish",
    Action.SENT_BACK: "publish",
    Action.WITHDRAWN: "publish",
}
_NOBODY: Document = {"record": "term", "uuid": "", "slug": ""}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One record that will be written. `key`: its primary key, for a new one what `announced_key` gives.

    `version` is the record's before the act; `before_text` and `after_text` are the documents' canonical texts.
    """

    document: Document
    before: Document | None
    before_text: str
    after_text: str
    key: int
    version: int
    title: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that never was public and is to be removed. `text` is its canonical document."""

    kind: str
    uuid: str
    key: int
    version: int
    slug: str
    title: str
    text: str


class Writer:
    """`add` batches of what was foreseen, `flush`, then `follow`; within the act's transaction.

    `new`: how many new records of each kind there will be. `catalogue` knows them as announced.
    """

    def __init__(self, act: Act, catalogue: CatalogueOfMany, new: Mapping[str, int]) -> None:
        self._act, self._catalogue = act, catalogue
        # Whoever takes the archive's number first keeps others from writing until the act ends.
        self._number = act.archive_version
        self._moment = stored_moment(act.at)
        self._keys = {kind: reserve_keys(KINDS[kind].model, count) for kind, count in new.items() if count}
        self._loader = Loader(self._resolve)
        self._common = entry(Action.CREATED, (None, _NOBODY), act, version=1, title="")
        self._allowed: set[tuple[str, str]] = set()
        self._changed: dict[str, BitMap] = defaultdict(BitMap)
        #: of the records of each kind, what they refer to or referred to, by kind as well
        self._referred: dict[str, dict[str, BitMap]] = defaultdict(lambda: defaultdict(BitMap))

    def _resolve(self, reference: Reference) -> int | None:
        key = self._catalogue.primary_key(reference)
        return key if key is None or key > 0 else self._key_of(reference.kind, key)

    def _key_of(self, kind: str, key: int) -> int:
        """The primary key of a record; `key` stands for it, or is it."""
        return key if key > 0 else self._keys[kind if kind in KINDS else "term"][-1 - key]

    def keep_texts(self, texts: Mapping[str, str]) -> None:
        """Archive those of these texts, by SHA-256, that are not held yet."""
        held = set(ArchivedText.objects.filter(pk__in=texts).values_list("pk", flat=True)) if texts else set()
        rows = ((sha256, text, len(text)) for sha256, text in texts.items() if sha256 not in held)
        load(ArchivedText, ("sha256", "body", "length"), rows)

    def add(self, batch: Collection[Foreseen]) -> None:
        """Raises NotPermitted for whom the act may not do this."""
        referred = self._catalogue.prepare_references(document for item in batch for document in _documents(item))
        for item in batch:
            self._require(item)
            self._write(item)
        self._note_referred(referred)
        self._log(batch)
        self._give_addresses([item for item in batch if item.before is None])
        revised = [item for item in batch if item.actions[0] in REVISION_ACTIONS]
        discarded = [item for item in revised if item.actions[0] == Action.REVISION_DISCARDED]
        self._keep_revisions([item for item in revised if item.actions[0] != Action.REVISION_DISCARDED])
        if discarded:
            Revision.objects.filter(record_uuid__in=[item.document["uuid"] for item in discarded]).delete()

    def _require(self, item: Foreseen) -> None:
        """Asked again, for what was foreseen may have been so a while ago; the same right is asked once."""
        kind = item.document["record"]
        for verb in {_VERBS.get(action, "change") for action in item.actions}:
            if (kind, verb) not in self._allowed:
                require(self._act.by, verb, kind)
                self._allowed.add((kind, verb))

    def _write(self, item: Foreseen) -> None:
        kind = item.document["record"]
        key = self._key_of(kind, item.key)
        attributes: dict[str, Any] = {"version": item.version + len(item.actions)}
        if item.actions[0] in REVISION_ACTIONS:
            update_rows(KINDS[kind].model, ("version",), [(attributes["version"], key)])
            return
        attributes["changed_at"] = self._moment
        if "status" in item.document and (item.before is None or item.before["status"] != item.document["status"]):
            attributes["status_changed_at"] = self._moment
        if item.before is None:
            self._loader.add(item.document, key, **attributes)
        else:
            self._loader.change(item.document, item.before, key, **attributes)
        self._changed[kind].add(key)

    def _note_referred(self, referred: Mapping[str, set[Reference]]) -> None:
        for kind, references in referred.items():
            for reference in references:
                if (key := self._resolve(reference)) is not None:
                    self._referred[kind][reference.kind].add(key)

    def _log(self, batch: Collection[Foreseen]) -> None:
        load(Change, _CHANGE_COLUMNS, (row for item in batch for row in self._changes(item)))

    def _changes(self, item: Foreseen) -> Iterator[tuple[Any, ...]]:
        """A row of the history for each action; between two the record has its new content and its old status."""
        document = item.document
        before = item.before_text
        for step, action in enumerate(item.actions, 1):
            is_last = step == len(item.actions) or action in REVISION_ACTIONS
            after = item.after_text if is_last else _in_between(item)
            subject = (document["record"], document["uuid"], document["slug"], item.title)
            yield self._change(subject, item.version + step, action, before, after)
            before = before if action in REVISION_ACTIONS else after

    def _change(
        self, subject: tuple[str, str, str, str], version: int, action: Action, before: str, after: str
    ) -> tuple[Any, ...]:
        """A row of the history; `subject` is the record's kind, UUID, slug and title."""
        common, (kind, uuid, slug, title) = self._common, subject
        return (
            *(stored_uuid(str(common.act)), kind, stored_uuid(uuid)),
            *(version, str(action), self._moment, common.user_id, common.user_name),
            *(slug, title[:500], common.reason, before, after, self._number),
        )

    def _give_addresses(self, new: Collection[Foreseen]) -> None:
        """Records that were deleted and come back have theirs already."""
        uuids = [item.document["uuid"] for item in new if item.version]
        known = Address.objects.filter(record_uuid__in=uuids, is_current=True) if uuids else Address.objects.none()
        held = {str(uuid) for uuid in known.values_list("record_uuid", flat=True)}
        rows = (
            (address_kind(item.document), item.document["slug"], stored_uuid(item.document["uuid"]))
            for item in new
            if item.document["uuid"] not in held
        )
        load(Address, ("kind", "slug", "record_uuid", "is_current"), ((*row, True) for row in rows))

    def remove(self, kind: str, records: Sequence[Gone]) -> None:
        """Take records of one kind out of the tables; their history stays, and so do their addresses.

        Nothing that stays may name them. Raises NotPermitted.
        """
        if (kind, "delete") not in self._allowed:
            require(self._act.by, "delete", kind)
            self._allowed.add((kind, "delete"))
        self.flush()
        keys = [record.key for record in records]
        remove_many(KINDS[kind], keys)
        self._changed[kind].update(keys)
        Revision.objects.filter(record_uuid__in=[record.uuid for record in records]).delete()
        rows = (
            self._change((it.kind, it.uuid, it.slug, it.title), it.version + 1, Action.DELETED, it.text, "")
            for it in records
        )
        load(Change, _CHANGE_COLUMNS, rows)

    def _keep_revisions(self, items: Iterable[Foreseen]) -> None:
        Revision.objects.bulk_create(
            Revision(
                record_kind=item.document["record"],
                record_uuid=item.document["uuid"],
                document=item.after_text,
                reason=self._act.reason,
                is_submitted=Action.REVISION_SUBMITTED in item.actions,
                author=self._act.by,
                author_name=self._common.user_name,
                saved_at=self._act.at,
            )
            for item in items
        )

    def flush(self) -> None:
        """Write what waits."""
        self._loader.flush()

    def follow(self) -> None:
        """Have all that is derived from the records follow what was written, all of which was flushed."""
        for kind, changed in self._changed.items():
            follow_many(Many(kind, changed, self._referred[kind]))


def _documents(item: Foreseen) -> Iterator[Document]:
    yield item.document
    if item.before is not None:
        yield item.before


def _in_between(item: Foreseen) -> str:
    """The record with its new content while it still has the status that it had."""
    status = item.before["status"] if item.before else str(Status.DRAFT)
    return canonical({**item.document, "status": status})
