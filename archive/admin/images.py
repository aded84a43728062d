"""Pictures with their credit."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import public_pill
from archive.admin.records import RecordAdmin
from archive.models import Image


@admin.register(Image)
class ImageAdmin(RecordAdmin):
    list_display = ["alt", "credit", "format", "size", public_pill]
    list_filter = ["is_public", "format"]
    search_fields = ["alt", "credit", "slug", "licence"]
    fieldsets = [
        (
            None,
            {
                "fields": ["alt", "slug", "credit", "licence"],
                "description": _("What the picture shows, whose it is, and on what terms it is used."),
            },
        )
    ]

    @admin.display(description=_("size"), ordering="width")
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"
