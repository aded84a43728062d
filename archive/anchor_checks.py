"""Broken anchors: which citations do not stand in their texts, of all that there are.

An act compares what it writes, so a citation is broken only by what went past the workflow: an update by hand, a
text spoilt on the disk. Nobody says when that happens, so all citations are compared again and again, in rounds. A
round goes on a slice at a time wherever somebody asks what should be looked at; one that is not through after a day
is finished by a task in the background, and `verify` makes a whole one. What was found is stored until it is mended,
and `progress` says how far it has come and when.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from archive.documents.anchors import Words, anchor_problems, span
from archive.models import AnchorRound, BrokenAnchor, Capture, Citation

#: citations that are compared at once
SLICE = 2000
#: for so long a round goes on while somebody waits, in seconds
A_VISIT = 0.15
#: a round that ended longer ago is followed by another as soon as possible, in the background
EVERY = timedelta(days=1)
#: so long after the background was asked it is asked once more: its worker may have been stopped
PATIENCE = timedelta(minutes=15)
#: of the broken ones so many are compared again at each visit, to see whether they were mended
LOOKED_AT_AGAIN = 1000

_WORDS = ("start", "end", "exact", "prefix", "suffix", "version")


def broken(carrier: str) -> QuerySet[Any, Any]:
    """Primary keys of the events or statements (`carrier`) with a citation that was found not to stand."""
    found = Citation.objects.filter(pk__in=BrokenAnchor.objects.values("citation"))
    return found.filter(**{f"{carrier}__isnull": False}).order_by().values(carrier)


def progress() -> AnchorRound:
    """How far it has come."""
    return AnchorRound.objects.get_or_create(pk=1)[0]


def visit() -> None:
    """Go on for a moment, and see to it that somebody finishes what takes longer."""
    forget_mended()
    ended = go_on(A_VISIT)
    if not ended and _is_due(timezone.now()):
        now = timezone.now()
        quiet = Q(asked_at__isnull=True) | Q(asked_at__lt=now - PATIENCE)
        if AnchorRound.objects.filter(quiet, pk=1).update(asked_at=now):
            finish_round.enqueue()


def _is_due(now: datetime) -> bool:
    last = progress().last_ended_at
    return last is None or last < now - EVERY


@task()
def finish_round() -> None:
    """Compare all that is left of the round under way."""
    while not go_on(A_VISIT):
        pass


def whole_round() -> None:
    """Compare every citation with its text, from the first on, whatever was compared before."""
    progress()
    AnchorRound.objects.filter(pk=1).update(number=F("number") + 1, **_AT_THE_START)
    finish_round.call()
    forget_mended()


_AT_THE_START: dict[str, Any] = {"source": 0, "citation": 0, "looked_at": 0, "begun_at": None}


def go_on(seconds: float) -> bool:
    """Compare slice after slice for about so long, one at the least; whether the round has ended."""
    until = time.monotonic() + seconds
    while not (ended := _look_at_slice(progress())) and time.monotonic() < until:
        pass
    return ended


def _look_at_slice(at: AnchorRound) -> bool:
    now = timezone.now()
    rows = list(_following(at)[:SLICE])
    found = [BrokenAnchor(citation=pk, found_at=now) for pk in _not_standing(rows)]
    ended = len(rows) < SLICE
    begun, looked_at = at.begun_at or now, at.looked_at + len(rows)
    if ended:
        values = {**_AT_THE_START, "number": at.number + 1, "asked_at": None}
        values |= {"last_looked_at": looked_at, "last_begun_at": begun, "last_ended_at": timezone.now()}
    else:
        last = rows[-1]
        values = {"source": last["source"], "citation": last["pk"], "looked_at": looked_at, "begun_at": begun}
    with transaction.atomic():
        here = AnchorRound.objects.filter(number=at.number, source=at.source, citation=at.citation)
        # Where somebody else was quicker, their slice counts, and the next begins behind it.
        moved = here.update(**values)
        BrokenAnchor.objects.bulk_create(found, ignore_conflicts=True)
    return ended and bool(moved)


def _following(at: AnchorRound) -> QuerySet[Any, Any]:
    spans = Citation.objects.filter(start__isnull=False, source__gte=at.source)
    following = spans.exclude(source=at.source, pk__lte=at.citation) if at.citation else spans
    return following.order_by("source", "pk").values("pk", "source", *_WORDS)


def forget_mended() -> None:
    """Strike out what was deleted or written anew, and what stands again."""
    citations = Citation.objects.filter(pk=OuterRef("citation")).order_by()
    BrokenAnchor.objects.filter(~Exists(citations)).delete()
    stored = list(BrokenAnchor.objects.order_by("found_at").values_list("pk", flat=True)[:LOOKED_AT_AGAIN])
    if stored:
        rows = Citation.objects.filter(pk__in=stored).order_by().values("pk", "source", *_WORDS)
        BrokenAnchor.objects.filter(pk__in=set(stored) - set(_not_standing(rows))).delete()


def _not_standing(rows: Iterable[dict[str, Any]]) -> Iterator[int]:
    """Keys of those whose words are not in the text; each text is read once, a few at a time."""
    by_text: dict[tuple[int, int | None], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_text[row["source"], row["version"]].append(row)
    captures = Capture.objects.filter(source__in={source for source, _version in by_text}).order_by()
    bodies = captures.values_list("source", "number", "text__body").iterator(chunk_size=10)
    for source, number, body in bodies:
        yield from _broken_in(body, by_text.pop((source, number), ()))
    # What is left names a version that is not held.
    for named in by_text.values():
        yield from _broken_in(None, named)


def _broken_in(body: str | None, rows: Iterable[dict[str, Any]]) -> Iterator[int]:
    words: Words = partial(span, body) if body is not None else lambda start, end: None
    for row in rows:
        if any(anchor_problems("", row, words)):
            yield row["pk"]
