"""A look ahead: the archive as it would be if a record were public. Nothing of it stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from archive.documents import KINDS, Catalogue, Document, kind_of, read_prefetched, write
from archive.models import Revision, Status
from archive.workflow.acts import reference_to
from archive.workflow.visibility import refresh_visibility


@contextmanager
def as_if_published(record: Any) -> Iterator[Any]:
    """Within it the record is public, with its pending revision if it has one; afterwards all is as it was.

    It writes in a transaction that is always rolled back, so no Change is made, nobody is told and the version of
    the archive stays. Whether it could be published is not asked: what it needs and the public cannot see is missing.
    """
    with transaction.atomic():
        try:
            yield _published(record)
        finally:
            transaction.set_rollback(True)


def _published(record: Any) -> Any:
    kind = KINDS[record.record_kind]
    current = kind.records.get(pk=record.pk)
    revision = Revision.objects.filter(record_uuid=record.uuid).first()
    document: Document = {**(revision.pending if revision else read_prefetched(current))}
    document["status"] = str(Status.PUBLISHED)
    catalogue = Catalogue()
    catalogue.prime(reference for _path, reference in kind.references(document))
    shown = write(document, current, catalogue, status=Status.PUBLISHED)
    referred = {target for _path, target in kind_of(document).references(document)}
    refresh_visibility({reference_to(document), *referred})
    return shown
