"""What an editor works on: a record's pending revision where it has one, else the record as it stands."""

from dataclasses import dataclass
from typing import Any

from archive.documents import KINDS, Catalogue, Document, Kind, kind_of, read
from archive.models import Revision


@dataclass(frozen=True)
class Opened:
    """`document` is what the form shows, `live` what the tables (and, when published, the public) have."""

    live: Document
    revision: Revision | None

    @property
    def document(self) -> Document:
        return self.revision.pending if self.revision else self.live

    @property
    def kind(self) -> Kind:
        return KINDS[self.live["record"]]


def open_record(record: Any) -> Opened:
    """Read what `record`'s form should show, and keep it as `record.opened`.

    The instance takes on the content of its pending revision in memory only; it must not be saved.
    """
    revision = Revision.objects.filter(record_uuid=record.uuid).first()
    record.opened = Opened(live=read(record), revision=revision)
    if revision:
        take_on(record, record.opened.document)
    return record.opened


def take_on(record: Any, document: Document) -> None:
    """Give the instance, unsaved, what the document says of its own row."""
    catalogue = Catalogue()
    kind = kind_of(document)
    catalogue.prime(reference for _path, reference in kind.references(document))
    record.slug = document["slug"]
    for field in kind.fields:
        field.assign(record, document[field.name], catalogue.primary_key)
