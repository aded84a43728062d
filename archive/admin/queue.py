"""The review queue: what waits for whom, a list at a time, and what is done with many of them at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.columns import short
from archive.documents import KINDS
from archive.models import AUTHORING_ACTIONS, Action, Change, Revision, Status
from archive.presence import name_of
from archive.workflow import (
    Underway,
    how_many,
    in_review,
    of_colleague,
    sent_back_to,
    underway,
    waiting_for,
    written_by,
)

#: a list is counted, and can be leafed through, as far as this
MOST = 1000
ROWS = 50


@dataclass(frozen=True)
class Queue:
    """One of the lists: its name in the address, its name for people, and what stands in it when nothing does.

    `rows` takes the person who looks. `colleague` is the one whom the list is about, if that is somebody else.
    """

    name: str
    label: Promise | str
    empty: Promise | str
    rows: Callable[[Any], QuerySet[Any, Any]]
    colleague: Any = None

    @property
    def query(self) -> str:
        """The list in an address."""
        return f"list={self.name}" + (f"&by={self.colleague.pk}" if self.colleague else "")

    @property
    def colleague_name(self) -> str:
        return name_of(self.colleague) if self.colleague else ""


QUEUES = {
    queue.name: queue
    for queue in (
        Queue(
            "waiting",
            gettext_lazy("Waiting for me"),
            gettext_lazy("Nothing waits for you. What you wrote yourself waits for somebody else."),
            waiting_for,
        ),
        Queue("mine", gettext_lazy("Mine"), gettext_lazy("All that you wrote is public."), written_by),
        Queue(
            "back",
            gettext_lazy("Sent back"),
            gettext_lazy("Nothing of yours was sent back."),
            sent_back_to,
        ),
        Queue("all", gettext_lazy("All in review"), gettext_lazy("Nothing is in review."), in_review),
    )
}


@dataclass(frozen=True)
class Entry:
    """A row of the queue. `key` says which record, in the version that is shown."""

    item: Underway
    title: str
    url: str
    version: int
    state: str
    state_words: str
    author: str
    reason: str

    @property
    def key(self) -> str:
        return f"{self.item.kind}:{self.item.uuid}:{self.version}"

    @property
    def kind_words(self) -> str:
        return kind_words(self.item.kind)


def kind_words(kind: str) -> str:
    return str(KINDS[kind].model._meta.verbose_name)


def queue_url(queue: Queue) -> str:
    return f"{reverse('admin:archive_review')}?{queue.query}"


def review_url(kind: str, uuid: UUID, queue: Queue | None = None) -> str:
    address = reverse("admin:archive_review_record", args=[kind, uuid])
    return f"{address}?{queue.query}" if queue else address


STATE_LABELS: dict[str, Promise] = {
    "draft": gettext_lazy("Drafts"),
    "back": gettext_lazy("Sent back"),
    "review": gettext_lazy("In review"),
}


def queues_of(colleague: Any) -> dict[str, Queue]:
    """The lists of what somebody has under way."""
    empty = _("Nothing of %(name)s’s is here.") % {"name": name_of(colleague)}
    return {
        state: Queue(state, label, empty, partial(of_colleague, author=colleague, state=state), colleague)
        for state, label in STATE_LABELS.items()
    }


def queues(request: HttpRequest) -> dict[str, Queue]:
    """The lists that the page has: the person's own, or with `?by=7` those of the colleague. Raises Http404."""
    asked = request.GET.get("by", "")
    if not asked:
        return QUEUES
    known = asked.isascii() and asked.isdecimal() and len(asked) < 10 and request.user.has_perm("archive.view_change")
    colleague = get_user_model()._default_manager.filter(pk=int(asked)).first() if known else None
    if colleague is None:
        raise Http404(_("There is no such person."))
    return queues_of(colleague)


def chosen_queue(request: HttpRequest) -> Queue:
    """The list that the address names; else the one that the person has most to do with."""
    there = queues(request)
    if found := there.get(request.GET.get("list", "")):
        return found
    if there is not QUEUES:
        return there["review"]
    return QUEUES["waiting" if request.user.has_perm("archive.publish") else "mine"]


def counts(user: Any, listed: Mapping[str, Queue] = QUEUES) -> dict[str, str]:
    """How many each list has, as people read it: “7”, “more than 1,000”."""
    return {name: counted(how_many(queue.rows(user), MOST + 1)) for name, queue in listed.items()}


def counted(number: int) -> str:
    return _("more than %(most)s") % {"most": f"{MOST:,}"} if number > MOST else f"{number:,}"


def neighbours(queue: Queue, user: Any, kind: str, uuid: UUID) -> tuple[Underway | None, Underway | None]:
    """What stands before and after a record in a list; for one that is no longer in it, the list's first after it."""
    items = underway(queue.rows(user), MOST)
    places = [number for number, item in enumerate(items) if (item.kind, item.uuid) == (kind, uuid)]
    if not places:
        return None, items[0] if items else None
    at = places[0]
    return items[at - 1] if at else None, items[at + 1] if at + 1 < len(items) else None


def entries(items: Iterable[Underway], queue: Queue) -> list[Entry]:
    """The rows of a list with what people call them: seven queries at most, however many there are."""
    listed = list(items)
    uuids = [item.uuid for item in listed]
    records = {(kind, record.uuid): record for kind, record in _records(listed)}
    known = _Known(
        revisions={row.record_uuid: row for row in Revision.objects.filter(record_uuid__in=uuids)},
        authors=_latest(uuids, AUTHORING_ACTIONS),
        returned=_latest(uuids, _RETURNED) if queue.name == "back" else {},
    )
    found = [(item, records.get((item.kind, item.uuid))) for item in listed]
    return [_entry(item, record, known, queue) for item, record in found if record is not None]


@dataclass(frozen=True)
class _Known:
    """Of the records of a list, by UUID: the pending revision, the last who wrote in it, the last who sent it back."""

    revisions: Mapping[UUID, Revision]
    authors: Mapping[UUID, Change]
    returned: Mapping[UUID, Change]


_RETURNED = (Action.SENT_BACK, Action.REVISION_SENT_BACK)


def _records(items: list[Underway]) -> Iterator[tuple[str, Any]]:
    for kind in sorted({item.kind for item in items}):
        uuids = [item.uuid for item in items if item.kind == kind]
        for record in KINDS[kind].model._default_manager.filter(uuid__in=uuids):
            yield kind, record


def _latest(uuids: Iterable[UUID], actions: Iterable[Action]) -> dict[UUID, Change]:
    """Of each record the last change of these actions."""
    of_record: QuerySet[Change] = Change.objects.filter(record_uuid=OuterRef("record_uuid"), action__in=list(actions))
    last = Subquery(of_record.order_by("-version").values("version")[:1])
    found = Change.objects.filter(Q(version=last), record_uuid__in=list(uuids)).defer("before", "after")
    return {change.record_uuid: change for change in found}


def _entry(item: Underway, record: Any, known: _Known, queue: Queue) -> Entry:
    revision = known.revisions.get(item.uuid)
    author, back = known.authors.get(item.uuid), known.returned.get(item.uuid)
    state, words = _state(record, revision)
    return Entry(
        item=item,
        title=short(title_of(revision.pending) if revision else str(record), 140),
        url=review_url(item.kind, item.uuid, queue),
        version=record.version,
        state=state,
        state_words=words,
        author=author.user_name if author else "",
        reason=back.reason if back else revision.reason if revision else "",
    )


def _state(record: Any, revision: Revision | None) -> tuple[str, str]:
    if revision is None:
        return str(record.status), str(record.get_status_display())
    if revision.is_submitted:
        return str(Status.IN_REVIEW), _("revision in review")
    return "pending", _("revision pending")


def title_of(document: Mapping[str, Any]) -> str:
    """What people call the record of a document."""
    quote = document.get("quote")
    words = document.get("title") or document.get("name") or (f"“{quote}”" if quote else document.get("summary"))
    return str(words or document["slug"])
