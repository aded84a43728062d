"""What is under way between two people: what waits for one of them, what is theirs, what came back to them.

Each list is one query, oldest first, over records and pending revisions alike. A list names records only; who may do
what with them is asked again, by the verbs, when something is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import BooleanField, CharField, Exists, OuterRef, Q, QuerySet, Value

from archive.documents import KINDS
from archive.models import AUTHORING_ACTIONS, Action, Change, Revision, Status
from archive.workflow.permissions import is_system, may

_PUBLIC = (Action.PUBLISHED, Action.CORRECTED)
_SENT_BACK = (Action.SENT_BACK, Action.REVISION_SENT_BACK)
#: what ends a record's being sent back
_AFTERWARDS = (
    *_PUBLIC,
    *(Action.SUBMITTED, Action.REVISION_SUBMITTED, Action.REVISION_DISCARDED, Action.WITHDRAWN, Action.DELETED),
)
#: what somebody wrote is a draft, was sent back to them, or waits for somebody else
UNDERWAY_STATES = ("draft", "back", "review")
#: whoever has more changes than this is looked for in what is not public, not that in their changes
_MANY = 5000
CURATED = tuple(name for name, kind in KINDS.items() if kind.has_status)


@dataclass(frozen=True)
class Underway:
    """A record, or its pending revision, that is not public yet."""

    kind: str
    uuid: UUID
    since: datetime | None
    is_revision: bool


def in_review(user: Any) -> QuerySet[Any, Any]:
    """All that waits for a second person, as far as `user` may see it. Rows are those of `underway`."""
    return _together(user, Q(status=Status.IN_REVIEW), Q(is_submitted=True))


def waiting_for(user: Any) -> QuerySet[Any, Any]:
    """What `user` could approve: nothing for who may not publish, and nothing that four eyes forbid."""
    record, revision = Q(status=Status.IN_REVIEW), Q(is_submitted=True)
    if settings.FOUR_EYES and not is_system(user):
        mine, my_revisions = _written_by(user)
        record, revision = record & ~mine, revision & ~my_revisions
    if not may(user, "publish", ""):
        record, revision = Q(pk__in=()), Q(pk__in=())
    return _together(user, record, revision)


def written_by(user: Any) -> QuerySet[Any, Any]:
    """What `user` has a share in and the public does not see yet, whatever its state."""
    mine, my_revisions = _written_by(user)
    return _together(user, Q(status__in=(Status.DRAFT, Status.IN_REVIEW)) & mine, my_revisions)


def sent_back_to(user: Any) -> QuerySet[Any, Any]:
    """What `user` wrote and a reviewer returned, until it is submitted once more."""
    return of_colleague(user, user, "back")


def of_colleague(user: Any, author: Any, state: str) -> QuerySet[Any, Any]:
    """What `author` has under way in one of `UNDERWAY_STATES`, as far as `user` may see it."""
    record, revision = _written_by(author)
    record &= Q(status=Status.IN_REVIEW if state == "review" else Status.DRAFT)
    revision &= Q(is_submitted=state == "review")
    if state == "back":
        returned = Change.objects.filter(action__in=_SENT_BACK).values("record_uuid")
        record &= Q(uuid__in=returned) & was_sent_back()
        revision &= was_sent_back("record_uuid")
    elif state == "draft":
        record, revision = record & ~was_sent_back(), revision & ~was_sent_back("record_uuid")
    return _together(user, record, revision)


def authored_by(user: Any, uuid: str = "uuid") -> Q:
    """That `user` is one of `authors_since_publication`, said in a query; `uuid` is the column with the record's."""
    changes = authorships().filter(record_uuid=OuterRef(uuid), user=user.pk)
    # Of a public record only what the revision says is new, also where it came in as public and has no publication.
    return Q(Exists(changes.filter(action=Action.REVISION_SAVED) if uuid == "record_uuid" else changes))


def was_sent_back(uuid: str = "uuid") -> Q:
    """That a reviewer returned it and nothing came of it since."""
    returned = Change.objects.filter(record_uuid=OuterRef(uuid), action__in=_SENT_BACK)
    return Q(Exists(returned.filter(~Exists(_later(_AFTERWARDS)))))


def authorships() -> QuerySet[Change]:
    """The acts that make people authors of what is not public yet."""
    return Change.objects.filter(~Exists(_later(_PUBLIC)), action__in=AUTHORING_ACTIONS).order_by()


def _later(actions: Iterable[Action]) -> QuerySet[Change]:
    changes = Change.objects.filter(record_uuid=OuterRef("record_uuid"), version__gt=OuterRef("version"))
    return changes.filter(action__in=list(actions)).order_by()


def _written_by(user: Any) -> tuple[Q, Q]:
    """`authored_by`, of records and of revisions, beginning with what `user` ever did something with.

    That is less, as a rule, than what is not public. Of somebody who did very much, a command or an importer, all
    that is not public is looked at instead. Which acts made them an author is asked of the few that are left; asked
    at once, SQLite would begin with every change of such an action that there is.
    """
    record, revision = authored_by(user), authored_by(user, "record_uuid")
    theirs = Change.objects.filter(user=user.pk).order_by()
    if theirs[: _MANY + 1].count() > _MANY:
        return record, revision
    uuids = theirs.values("record_uuid")
    return Q(uuid__in=uuids) & record, Q(record_uuid__in=uuids) & revision


def kinds_seen_by(user: Any) -> list[str]:
    return [kind for kind in CURATED if is_system(user) or user.has_perm(f"archive.view_{kind}")]


def _together(user: Any, record: Q, revision: Q) -> QuerySet[Any, Any]:
    seen = kinds_seen_by(user)
    revisions = Revision.objects.filter(revision, record_kind__in=seen).order_by().annotate(is_revision=_mark(True))
    parts = [_records(kind, record) for kind in seen]
    rows = revisions.values_list("record_kind", "record_uuid", "saved_at", "is_revision")
    return reduce(lambda one, other: one.union(other, all=True), parts, rows).order_by("saved_at", "record_uuid")


def _records(kind: str, condition: Q) -> QuerySet[Any, Any]:
    records: Any = KINDS[kind].model._default_manager.filter(condition).order_by()
    marked = records.annotate(kind_name=Value(kind, CharField()), is_revision=_mark(False))
    rows: QuerySet[Any, Any] = marked.values_list("kind_name", "uuid", "status_changed_at", "is_revision")
    return rows


def _mark(value: bool) -> Value:
    return Value(value, BooleanField())


def underway(rows: QuerySet[Any, Any], most: int) -> list[Underway]:
    """The first `most` of a list, in one query."""
    return [Underway(kind, uuid, since, bool(revision)) for kind, uuid, since, revision in rows[:most]]


def how_many(rows: QuerySet[Any, Any], most: int) -> int:
    """How many a list has, counted no further than `most`."""
    return rows.order_by()[:most].count()
