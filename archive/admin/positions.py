"""The posts that people held."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import day, public_pill
from archive.admin.files import Files
from archive.admin.filters import PeriodFilter
from archive.models import Position


@admin.register(Position)
class PositionAdmin(Files):
    list_display = ["title", "person", "organisation", day, public_pill]
    list_select_related = ["person", "organisation"]
    list_filter = ["is_public", PeriodFilter]
    search_fields = ["title", "slug", "person__name", "organisation__name"]
    autocomplete_fields = ["person", "organisation"]
    fieldsets = [
        (
            None,
            {
                "fields": ["person", "organisation", "title", "held", "slug"],
                "description": _("Pages name people as they were on that day; an empty “held” is unknown."),
            },
        )
    ]

    def tell_apart(self, position: Position) -> str:
        held = f" ({position.date_words})" if position.held else ""
        return f"{position.person}: {position.title}, {position.organisation}{held}"
