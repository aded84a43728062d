"""Sources that are perhaps the same: the same text, the same address, the same title by the same publisher."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from archive.likeness.pairs import LEAST_SCORE, Alike, Blocks, best
from archive.models import Capture, Source
from archive.search.folding import folded

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|cmpid|ocid|smid")


@dataclass
class _Source:
    title: str
    folded: str
    publisher: int | None
    issued: str
    url: str
    texts: set[str] = field(default_factory=set)


def alike_sources() -> Iterator[Alike]:
    """All pairs, whatever the status of the sources."""
    sources = _read()
    blocks = Blocks()
    for key, source in sources.items():
        blocks.add(_keys(source), key)
    for one, other in blocks.pairs():
        score, reasons = best(_scored(sources[one], sources[other]))
        if score >= LEAST_SCORE:
            yield Alike(one, other, score, reasons)


def _read() -> dict[int, _Source]:
    rows = Source.objects.order_by("pk").values_list("pk", "title", "publisher", "issued", "url")
    sources = {
        key: _Source(title, folded(title), publisher, issued, web_address(url))
        for key, title, publisher, issued, url in rows.iterator()
    }
    for key, text in Capture.objects.order_by().values_list("source", "text").iterator():
        sources[key].texts.add(text)
    return sources


def _keys(source: _Source) -> Iterator[object]:
    yield from source.texts
    if source.url:
        yield source.url
    yield source.folded


def _scored(one: _Source, other: _Source) -> Iterator[tuple[int, str, str]]:
    if one.texts & other.texts:
        yield 100, "text", ""
    if one.url and one.url == other.url:
        yield 96, "url", one.url
    if one.folded and one.folded == other.folded:
        same_publisher = one.publisher is not None and one.publisher == other.publisher
        same_day = bool(one.issued) and one.issued == other.issued
        # Many reports are called “Statement”: a title alone is little.
        yield 50 + 22 * same_publisher + 22 * same_day, "title", ""
        if same_publisher:
            yield 0, "publisher", ""
        if same_day:
            yield 0, "issued", ""


def web_address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, `www.`, marks of campaigns, the last slash."""
    parts = urlsplit(url)
    query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.fullmatch(pair[0])])
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}" if host else ""
