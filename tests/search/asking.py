"""Asking the search, and reading its answers."""

from collections.abc import Iterable

from archive import search


def found(query: str, **options: object) -> list[str]:
    """Slugs of what is found, best first."""
    return [hit.record.slug for hit in search.search(query, **options).hits]


def hit_for(query: str, slug: str) -> search.Hit:
    return next(hit for hit in search.search(query).hits if hit.record.slug == slug)


def marked(segments: Iterable[tuple[str, bool]]) -> list[str]:
    return [text for text, is_hit in segments if is_hit]


def plain(segments: Iterable[tuple[str, bool]]) -> str:
    return "".join(text for text, _is_hit in segments)
