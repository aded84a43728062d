"""What the public may read of a source's text, on pages, in data, in search and in snippets alike.

*full*: all of it. *excerpt*: the words that published records cite, with at most `EXCERPT_CONTEXT` characters on
each side, together at most `EXCERPT_SHARE` of the text. *private*: nothing, not even where words stand.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from archive.models import Access, Capture, Citation, Compiled, Event, Source, Statement, publicity

Span = tuple[int, int]


@dataclass(frozen=True)
class Disclosed:
    """The public part of one source's text, for each version a list of spans (code points, end exclusive)."""

    access: Access
    lengths: dict[int, int] = field(default_factory=dict)
    spans: dict[int, list[Span]] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.access == Access.FULL

    @property
    def shows_anchors(self) -> bool:
        """Whether the public may know which words a record cites, and where they stand."""
        return self.access != Access.PRIVATE

    def passages(self, version: int) -> list[Span]:
        """The public spans of that version, in order, without overlap."""
        return self.spans.get(version, [])

    def passage_around(self, citation: Citation) -> Span | None:
        """The public passage that holds all the cited words, or None where they are not public."""
        if citation.start is None or citation.end is None or citation.version is None:
            return None
        for start, end in self.passages(citation.version):
            if start <= citation.start and citation.end <= end:
                return start, end
        return None

    def words(self, citation: Citation) -> str:
        """The cited words, empty where they are not public."""
        return citation.exact if self.passage_around(citation) else ""

    def context(self, citation: Citation) -> tuple[str, str]:
        """As much of the words just before and after as is public."""
        passage = self.passage_around(citation)
        if passage is None or citation.start is None or citation.end is None:
            return "", ""
        before = min(len(citation.prefix), citation.start - passage[0])
        after = min(len(citation.suffix), passage[1] - citation.end)
        return citation.prefix[len(citation.prefix) - before :], citation.suffix[:after]


def disclose(sources: Iterable[Source]) -> dict[int, Disclosed]:
    """What is public of each source, by primary key; at most two queries for any number of sources."""
    chosen = {source.pk: source for source in sources}
    open_keys = [pk for pk, source in chosen.items() if source.is_published and source.access != Access.PRIVATE]
    lengths = _lengths(open_keys)
    cited = _cited_spans([pk for pk in open_keys if chosen[pk].access == Access.EXCERPT])
    disclosed = {}
    for pk, source in chosen.items():
        if pk not in lengths:
            access = Access.PRIVATE if pk not in open_keys else Access(source.access)
            disclosed[pk] = Disclosed(access)
            continue
        whole = source.access == Access.FULL
        spans = {
            version: [(0, length)] if whole else excerpt(cited[pk][version], length)
            for version, length in lengths[pk].items()
        }
        disclosed[pk] = Disclosed(Access(source.access), lengths[pk], spans)
    return disclosed


def _lengths(sources: list[int]) -> dict[int, dict[int, int]]:
    lengths: dict[int, dict[int, int]] = defaultdict(dict)
    for source, version, length in _versions(sources) if sources else ():
        lengths[source][version] = length
    return lengths


def _cited_spans(sources: list[int]) -> Any:
    spans: Any = defaultdict(lambda: defaultdict(list))
    if not sources:
        return spans
    for source, version, start, end in _spans(sources):
        spans[source][version].append((start, end))
    return spans


def _publicly_cited(sources: Sequence[int]) -> QuerySet[Any, Any]:
    by_public_record = publicity(Event, "event") | publicity(Statement, "statement")
    citations = Citation.objects.filter(by_public_record, source__in=sources, start__isnull=False)
    return citations.order_by().values_list("source", "version", "start", "end").distinct()


_versions = Compiled(
    lambda keys: Capture.objects.filter(source__in=keys).values_list("source", "number", "text__length")
)
_spans = Compiled(_publicly_cited)


def excerpt(cited: Iterable[Span], length: int) -> list[Span]:
    """The spans of a text of `length` that may be shown when `cited` are cited.

    Words come before context: cited spans are granted whole, in the order of the text, as long as the share lasts;
    what is left of it is dealt out evenly as context on both sides.
    """
    share = int(length * settings.EXCERPT_SHARE)
    granted: list[Span] = []
    reached = 0
    for start, end in sorted(set(cited)):
        cost = max(0, end - max(start, reached))
        if cost <= share:
            granted.append((start, end))
            share -= cost
            reached = max(reached, end)
    runs = merged(granted)
    context = min(settings.EXCERPT_CONTEXT, share // (2 * len(runs))) if runs else 0
    return merged((max(0, start - context), min(length, end + context)) for start, end in runs)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same characters as runs in order, without overlap."""
    runs: list[Span] = []
    for start, end in sorted(spans):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs
