"""The pairs that were found, and what people said of them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from archive.documents import KINDS
from archive.likeness.actors import alike_actors
from archive.likeness.events import alike_events
from archive.likeness.pairs import Alike
from archive.likeness.sources import alike_sources
from archive.models import ArchiveVersion, Likeness, LikenessSearch

FINDERS: dict[str, Callable[[], Iterator[Alike]]] = {
    "actor": alike_actors,
    "event": alike_events,
    "source": alike_sources,
}
BATCH = 1000


def look(kind: str) -> int:
    """Compare all records of the kind and keep the pairs that look alike; returns how many nobody has decided on.

    A pair that is no longer alike goes; one that somebody said is not the same is left alone.
    """
    version = ArchiveVersion.current()
    found = list(FINDERS[kind]())
    uuids = dict(KINDS[kind].model._default_manager.values_list("pk", "uuid"))
    with transaction.atomic():
        dismissed = set(Likeness.objects.filter(record_kind=kind, is_dismissed=True).values_list("one", "other"))
        Likeness.objects.filter(record_kind=kind, is_dismissed=False).delete()
        rows = (_row(kind, pair, uuids) for pair in found)
        new = [row for row in rows if (row.one, row.other) not in dismissed]
        Likeness.objects.bulk_create(new, batch_size=BATCH)
        LikenessSearch.objects.update_or_create(
            record_kind=kind, defaults={"archive_version": version, "at": timezone.now()}
        )
    return len(new)


def _row(kind: str, pair: Alike, uuids: dict[int, Any]) -> Likeness:
    one, other = sorted((uuids[pair.one], uuids[pair.other]))
    return Likeness(
        record_kind=kind,
        one=one,
        other=other,
        score=pair.score,
        reasons=[list(reason) for reason in pair.reasons],
        found_at=timezone.now(),
    )


def is_current(kind: str) -> bool:
    """Whether the records were compared as they are now."""
    return LikenessSearch.objects.filter(record_kind=kind, archive_version=ArchiveVersion.current()).exists()


def open_pairs(kind: str) -> QuerySet[Likeness]:
    """What nobody has decided on, the most alike first; either record may be gone since."""
    return Likeness.objects.filter(record_kind=kind, is_dismissed=False)


def dismiss(likeness: Likeness, by: Any, *, same: bool = False) -> None:
    """Remember that somebody said these two are not the same, or (`same`) that they may be after all."""
    likeness.is_dismissed = not same
    likeness.dismissed_at = None if same else timezone.now()
    likeness.dismissed_by_name = "" if same else (by.get_full_name() or by.username)[:150]
    likeness.save(update_fields=["is_dismissed", "dismissed_at", "dismissed_by_name"])
