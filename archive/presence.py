"""Who else is on a record. A page says so when it opens and, with scripts, again every few seconds while it is open.

No Change is written and no version moves: it is a courtesy among editors, and what keeps two of them from overwriting
each other is the version that every save names.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import OperationalError, transaction
from django.utils import timezone

from archive.models import Presence
from archive.models.waiting import is_locked, patience

#: how often an open page says that it is open, in seconds
BEAT = 20
#: a page that said nothing for so long is taken for closed; without scripts it says so once
LASTING = timedelta(seconds=75)
#: seconds that saying so may wait for somebody else who writes
SHORT = 0.2
#: rows older than this are deleted by whoever comes next
KEPT = timedelta(minutes=30)


def note_presence(user: Any, record: UUID, at: datetime | None = None) -> list[str]:
    """Say that `user` is on the record now; the names of those who are there too."""
    now = at or timezone.now()

    def note() -> None:
        Presence.objects.filter(seen_at__lt=now - KEPT).delete()
        Presence.objects.update_or_create(record_uuid=record, user=user, defaults={"seen_at": now})

    _in_passing(note)
    return others_on(user, record, now)


def others_on(user: Any, record: UUID, at: datetime | None = None) -> list[str]:
    """The names of those but `user` who have the record open, who came first first."""
    since = (at or timezone.now()) - LASTING
    there = Presence.objects.filter(record_uuid=record, seen_at__gte=since).exclude(user=user.pk)
    return [name_of(row.user) for row in there.select_related("user").order_by("pk")]


def leave(user: Any, record: UUID) -> None:
    """Say that `user` closed it."""
    _in_passing(Presence.objects.filter(record_uuid=record, user=user.pk).delete)


def _in_passing(write: Callable[[], object]) -> None:
    """A courtesy is not waited for: while somebody else writes for long, nobody is told, and that is all."""
    try:
        with patience(SHORT), transaction.atomic():
            write()
    except OperationalError as error:
        if not is_locked(error):
            raise


def name_of(user: Any) -> str:
    """What colleagues call a person."""
    return str(user.get_full_name() or user.get_username())
