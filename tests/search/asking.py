"""Asking the search, and reading its answers."""

from collections.abc import Iterable

from django.db import connection

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


INDEXED = {
    "postgresql": "SELECT words::text FROM archive_searchentry WHERE %s IN ('', kind) ORDER BY id",
    "sqlite": "SELECT title, names, body, context, marks FROM archive_searchwords AS words"
    " JOIN archive_searchentry AS entry ON entry.id = words.rowid WHERE %s IN ('', kind) ORDER BY entry.id",
}
SPOIL = {
    "postgresql": "UPDATE archive_searchentry SET words = to_tsvector('simple', %s) WHERE kind = 'event'",
    "sqlite": "UPDATE archive_searchwords SET body = %s"
    " WHERE rowid IN (SELECT id FROM archive_searchentry WHERE kind = 'event')",
}


def indexed(kind: str = "") -> list[str]:
    """All that the database's own index holds of each entry, as text."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXED[connection.vendor], [kind])
        return [" ".join(row) for row in cursor.fetchall()]


def spoil_words(word: str) -> None:
    """Make the database's own index hold another word of every event than the records do."""
    with connection.cursor() as cursor:
        cursor.execute(SPOIL[connection.vendor], [word])
