"""By which a text is known again when most of its words stand in another.

Every four words that follow each other are hashed (a shingle). Of a text's hashes those are kept that end in six zero
bits, one in 64 whatever the text is, and its 8 smallest besides, so that short texts have some. Two texts that share
most of their words share most of these (Broder, On the resemblance and containment of documents, 1997; here by modulus,
so that an excerpt is found in the whole). An archive of 100,000 articles has some two million of them.

The prints only say where to look: how much of a text stands in another is then counted, word by word.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import LCSseq

from archive.documents import Reference
from archive.intake.shingles import prints_of, words_of
from archive.models import ArchivedText, TextPrint
from archive.workflow.many import Many

#: prints of a text that are looked for, and texts that are heard of for each
MOST_ASKED, MOST_HOLDERS = 150, 1000
#: the part of these that a text must share to be looked at word by word, and how many are
LEAST_SHARED, LOOKED_AT = 0.2, 5
#: from this share of its words on a text is said to stand in another
NEAR = 0.7
#: words: beyond them whole lines are compared, for it takes as long as their number squared
MOST_WORDS = 60_000


@dataclass(frozen=True)
class Near:
    """An archived text in which `share` (0 to 1) of another's words stand, in their order."""

    sha256: str
    share: float

    @property
    def percent(self) -> int:
        return min(99, int(self.share * 100))


def near_texts(text: str) -> list[Near]:
    """Archived texts that say most of what this one says, the nearest first; itself left out."""
    asked = sorted(prints_of(text))[:MOST_ASKED]
    shared: Counter[str] = Counter()
    for value in asked:
        # What stands below every page of a publisher is in thousands of texts, and tells them not apart.
        holders = TextPrint.objects.filter(value=value).order_by("text").values_list("text", flat=True)
        shared.update(holders[:MOST_HOLDERS])
    least = max(1, round(len(asked) * LEAST_SHARED))
    likely = sorted((-number, sha256) for sha256, number in shared.items() if number >= least)[:LOOKED_AT]
    bodies = dict(ArchivedText.objects.filter(pk__in=[sha256 for _n, sha256 in likely]).values_list("pk", "body"))
    found = [Near(sha256, share_of(text, body)) for sha256, body in bodies.items() if body != text]
    return sorted((near for near in found if near.share >= NEAR), key=lambda near: (-near.share, near.sha256))


def share_of(text: str, other: str) -> float:
    """How much of a text's words stand in the other in the same order, 0 to 1."""
    mine, theirs = words_of(text), words_of(other)
    if max(len(mine), len(theirs)) > MOST_WORDS:
        mine, theirs = text.splitlines(), other.splitlines()
    return LCSseq.similarity(mine, theirs) / len(mine) if mine else 0.0


def keep_in_step(touched: Collection[Reference]) -> None:
    """Give the texts of sources that an act touched their prints; within the act."""
    for uuids in _portions(sorted(item.key for item in touched if item.kind == "source"), 500):
        _print(ArchivedText.objects.filter(captures__source__uuid__in=uuids))


def follow_many(many: Many) -> None:
    """The same for an act on very many sources."""
    if many.kind == "source":
        for keys in _portions(list(many.changed), 500):
            _print(ArchivedText.objects.filter(captures__source__in=keys))


def rebuild(known: Mapping[str, Collection[int]] | None = None) -> int:
    """Make the prints of all captured texts anew, and return how many there are.

    `known`: those of some texts, by their SHA-256, where somebody has made them already.
    """
    TextPrint.objects.all().delete()
    _print(ArchivedText.objects.filter(captures__isnull=False), known)
    return TextPrint.objects.count()


def _print(texts: Any, known: Mapping[str, Collection[int]] | None = None) -> None:
    """An archived text never changes, so one that has prints has the right ones."""
    missing = texts.filter(prints__isnull=True).order_by().values_list("pk", flat=True).distinct()
    for keys in _portions(list(missing), 100):
        TextPrint.objects.bulk_create(_rows(keys, known or {}), batch_size=2000, ignore_conflicts=True)


def _rows(keys: Collection[str], known: Mapping[str, Collection[int]]) -> Iterator[TextPrint]:
    for sha256 in keys:
        yield from (TextPrint(text_id=sha256, value=value) for value in known.get(sha256, ()))
    unknown = [sha256 for sha256 in keys if sha256 not in known]
    for sha256, body in ArchivedText.objects.filter(pk__in=unknown).values_list("pk", "body"):
        yield from (TextPrint(text_id=sha256, value=value) for value in sorted(prints_of(body)))


def drift() -> Iterator[str]:
    """Captured texts whose prints are not theirs; for `verify`."""
    texts = ArchivedText.objects.filter(captures__isnull=False).distinct()
    for text in texts.prefetch_related("prints").iterator(chunk_size=50):
        if {row.value for row in text.prints.all()} != prints_of(text.body):
            yield text.sha256


def _portions(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
