"""Addresses are given once and never to another record."""

from typing import Any

from django.utils.translation import gettext as _

from archive.documents import Document, kind_of
from archive.models import Address
from archive.workflow.errors import refuse


def claim(document: Document) -> None:
    """Make the document's slug its record's current address; the one before keeps redirecting. Raises Refused."""
    kind, slug, uuid = address_kind(document), document["slug"], document["uuid"]
    current = Address.objects.filter(kind=kind, slug=slug).first()
    if current is not None and str(current.record_uuid) != uuid:
        raise refuse(_("This slug is or was the address of another record, and is never given again."), "slug", slug)
    if current is not None and current.is_current:
        return
    Address.objects.filter(record_uuid=uuid, is_current=True).update(is_current=False)
    Address.objects.update_or_create(kind=kind, slug=slug, defaults={"record_uuid": uuid, "is_current": True})


def address_kind(document: Document) -> str:
    """The name space of the document's slug: its kind, or a term's vocabulary."""
    return document["vocabulary"] if document["record"] == "term" else kind_of(document).name


def record_uuid_at(kind: str, slug: str) -> Any:
    """The UUID of the record that has or had this address, or None."""
    return Address.objects.filter(kind=kind, slug=slug).values_list("record_uuid", flat=True).first()
