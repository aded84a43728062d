"""Columns that lists share, and the annotations that keep them free of a query per row."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.models import Citation, Curated, Revision


def with_pending_revision(records: QuerySet[Any]) -> QuerySet[Any]:
    """Adds `has_pending`; prevents a query per row for the mark of a pending revision."""
    if not issubclass(records.model, Curated):
        return records
    return records.annotate(has_pending=Exists(Revision.objects.filter(record_uuid=OuterRef("uuid"))))


def with_source_count(records: QuerySet[Any], carrier: str) -> QuerySet[Any]:
    """Adds `source_count`, how many sources an event or a statement (`carrier`) cites; prevents a query per row."""
    citing = Citation.objects.filter(**{carrier: OuterRef("pk")}).order_by().values(carrier)
    number = citing.annotate(number=Count("source", distinct=True)).values("number")
    return records.annotate(source_count=Coalesce(Subquery(number, output_field=IntegerField()), 0))


def pill(name: str, label: Any) -> SafeString:
    """A word about a record, in a frame of its own."""
    return format_html('<span class="pill pill-{}">{}</span>', name, label)


@admin.display(description=gettext_lazy("status"), ordering="status")
def status_pill(record: Any) -> SafeString:
    shown = pill(record.status, record.get_status_display())
    if getattr(record, "has_pending", False):
        return format_html("{} {}", shown, pill("pending", _("revision pending")))
    return shown


@admin.display(description=gettext_lazy("public"), ordering="is_public")
def public_pill(record: Any) -> SafeString:
    return pill("published", _("public")) if record.is_public else pill("draft", _("not public"))


@admin.display(description=gettext_lazy("day"), ordering="sort_day")
def day(record: Any) -> SafeString | str:
    """The date as a person says it."""
    return format_html('<span class="day">{}</span>', record.date_words) if record.date_text else "–"


@admin.display(description=gettext_lazy("sources"), ordering="source_count")
def source_count(record: Any) -> str:
    return str(record.source_count)


def short(text: str, characters: int = 90) -> str:
    return Truncator(text).chars(characters)


def edit_link(record: Any, text: object = None) -> SafeString:
    """A link to the record's own form."""
    address = reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk])
    return format_html('<a href="{}">{}</a>', address, text or record)


def thumbnail_of(image: Any) -> SafeString | None:
    """The picture, small, for those who may see it before the public does; None for no image."""
    if image is None or image.pk is None:
        return None
    address = reverse("admin:archive_image_thumbnail", args=[image.pk])
    return format_html('<img class="thumbnail" src="{}" alt="{}" loading="lazy">', address, image.alt)
