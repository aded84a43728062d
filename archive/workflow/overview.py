"""What each colleague has under way and who may approve it, in three queries however large the archive.

Records and pending revisions that the public does not see yet are counted; what two people wrote stands with both.
Of each kind and state the `LOOKED_AT` made last are looked at, so that the million drafts of an import cost no more
than a morning's work; `Overview.is_cut` says that there were more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Case, CharField, QuerySet, Value, When

from archive.documents import KINDS
from archive.models import Action, Revision, Status
from archive.presence import name_of
from archive.workflow.reviewing import authorships, kinds_seen_by, was_sent_back

LOOKED_AT = 500


@dataclass
class Colleague:
    """Somebody with something under way: how much in which state, since when, and who may approve it.

    `user` is None of somebody who has no account any more. `approvers` may approve something of it; `unapproved`
    counts what nobody may, because all who publish wrote in it.
    """

    user: int | None
    name: str
    numbers: Counter[str] = field(default_factory=Counter)
    oldest: datetime | None = None
    approvers: set[int] = field(default_factory=set)
    unapproved: int = 0

    def add(self, item: "_Item", approvers: set[int]) -> None:
        self.numbers[item.state] += 1
        self.approvers |= approvers
        self.unapproved += not approvers
        if item.since and (self.oldest is None or item.since < self.oldest):
            self.oldest = item.since


@dataclass(frozen=True)
class Overview:
    """Those with most in review first; `publishers` are the names of all who may approve, by primary key."""

    colleagues: Sequence[Colleague]
    publishers: dict[int, str]
    is_cut: bool


@dataclass(frozen=True)
class _Item:
    """A record, or its pending revision, that is not public yet. `part`: its kind, or “revision”."""

    part: str
    uuid: UUID
    since: datetime | None
    state: str


def colleagues(user: Any) -> Overview:
    """Of what `user` may see."""
    items, is_cut = _items(kinds_seen_by(user))
    authors = _authors(items)
    publishers = {person.pk: name_of(person) for person in _publishers()}
    found: dict[Any, Colleague] = {}
    for item in items:
        wrote = authors[item.uuid]
        others = set(publishers).difference(wrote if settings.FOUR_EYES else ())
        for pk, name in wrote.items():
            found.setdefault(pk or name, Colleague(pk, name)).add(item, others)
    return Overview(sorted(found.values(), key=_most_waiting), publishers, is_cut)


def _most_waiting(colleague: Colleague) -> tuple[int, int, str]:
    return -colleague.numbers["review"], -colleague.numbers.total(), colleague.name


def _items(kinds: Iterable[str]) -> tuple[list[_Item], bool]:
    """What is under way, and whether there is more of it than was looked at."""
    first, *others = _parts(list(kinds))
    items = [_Item(*row) for row in first.union(*others, all=True)]
    parts = Counter((item.part, item.state == "review") for item in items)
    return items, any(number >= LOOKED_AT for number in parts.values())


def _parts(kinds: list[str]) -> Iterator[QuerySet[Any, Any]]:
    for is_submitted in (True, False):
        revisions = Revision.objects.filter(is_submitted=is_submitted, record_kind__in=kinds)
        state = _state("record_uuid", is_submitted)
        marked = _latest(revisions).annotate(part=Value("revision", CharField()), state=state)
        yield marked.values_list("part", "record_uuid", "saved_at", "state")
        for kind in kinds:
            records: Any = KINDS[kind].model._default_manager
            status = Status.IN_REVIEW if is_submitted else Status.DRAFT
            marked = _latest(records.filter(status=status)).annotate(
                part=Value(kind, CharField()), state=_state("uuid", is_submitted)
            )
            yield marked.values_list("part", "uuid", "status_changed_at", "state")


def _latest(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.model._default_manager.filter(pk__in=rows.order_by("-pk").values("pk")[:LOOKED_AT]).order_by()


def _state(uuid: str, is_submitted: bool) -> Any:
    if is_submitted:
        return Value("review", CharField())
    return Case(When(was_sent_back(uuid), then=Value("back")), default=Value("draft"), output_field=CharField())


def _authors(items: Sequence[_Item]) -> dict[UUID, dict[int | None, str]]:
    """Of each those who wrote what is not public yet: primary key → name. See `authored_by`."""
    found: dict[UUID, dict[int | None, str]] = defaultdict(dict)
    revised = {item.uuid for item in items if item.part == "revision"}
    rows = authorships().filter(record_uuid__in={item.uuid for item in items}).order_by("record_uuid", "version")
    for uuid, pk, name, action in rows.values_list("record_uuid", "user", "user_name", "action"):
        if uuid not in revised or action == Action.REVISION_SAVED:
            found[uuid][pk] = name
    return found


def _publishers() -> QuerySet[Any]:
    people: Any = get_user_model()._default_manager
    return people.with_perm("archive.publish", backend="django.contrib.auth.backends.ModelBackend").order_by("pk")
