"""What a record says where people work on it: its pending revision where it has one, else the record itself."""

from archive.documents import Document, read
from archive.models import Record, Revision


def working_document(record: Record) -> Document:
    revision = Revision.objects.filter(record_uuid=record.uuid).first()
    return revision.pending if revision else read(record)
