"""Records to rows: the same rows for commands, the admin and the public pages.

Rows come in a stream, in code-point order of their slugs on either database, with a fixed number of queries for each
batch of records.
"""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Collate

from archive.documents import Document, Kind, read_prefetched
from archive.exchange.columns import FILES, PUBLIC_OF_PRIVATE_SOURCE, Column, File
from archive.exchange.names import Names, batches
from archive.exchange.writing import Row, lines
from archive.models import Access

BATCH = 200
BATCH_OF_TEXTS = 10
"""A source's row holds its whole text, of up to five million characters."""


def export_rows(
    plural: str, *, public: bool = False, records: QuerySet[Any] | None = None, columns: list[str] | None = None
) -> Iterator[Row]:
    """The header and the rows of a file, `plural` being its name (`events`). Raises KeyError for another.

    `records`: only these. `columns`: only these, in the file's order.
    `public`: only what is published and may be told; references to anything else are left out.
    """
    file = FILES[plural]
    chosen = [column for column in file.columns if columns is None or column.name in columns]
    yield [column.name for column in chosen]
    found = in_code_point_order(file, _scope(file.kind, records, public=public))
    size = BATCH_OF_TEXTS if "text" in file.by_name else BATCH
    for batch in batches(found.iterator(chunk_size=size), size):
        documents = [read_prefetched(record) for record in batch]
        names = Names(documents, public=public)
        for document in documents:
            yield row(chosen, document, names)


def csv_lines(plural: str, *, public: bool = False, records: QuerySet[Any] | None = None) -> Iterator[str]:
    """The file itself, line by line, with CRLF: for a streamed answer or a file."""
    return lines(export_rows(plural, public=public, records=records))


def row(columns: list[Column], document: Document, names: Names) -> Row:
    """One record's cells."""
    if names.public and document.get("access") == Access.PRIVATE:
        return [column.write(document, names) if column.name in PUBLIC_OF_PRIVATE_SOURCE else "" for column in columns]
    return [column.write(document, names) for column in columns]


def _scope(kind: Kind, records: QuerySet[Any] | None, *, public: bool) -> QuerySet[Any]:
    manager: Any = kind.model._default_manager
    found = manager.published() if public else manager.all()
    # A list's own ordering, joins and annotations must not reach into the export.
    return found if records is None else found.filter(pk__in=records.order_by().values("pk"))


def in_code_point_order(file: File, records: QuerySet[Any]) -> QuerySet[Any]:
    """The records with everything their documents need, ordered by the file's key whatever the database's collation."""
    key = [Collate(name, "C") if connection.vendor == "postgresql" else F(name) for name in file.key]
    return file.kind.with_parts(records).order_by(*key)
