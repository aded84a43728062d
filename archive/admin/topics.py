"""What events and statements are about."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import public_pill
from archive.admin.files import Files
from archive.admin.filters import value_filter
from archive.models import Topic


@admin.register(Topic)
class TopicAdmin(Files):
    list_display = ["name", "part_of", "slug", public_pill]
    list_select_related = ["part_of"]
    list_filter = ["is_public", value_filter("language")]
    search_fields = ["name", "slug", "description"]
    autocomplete_fields = ["part_of"]
    slug_from = ("name",)
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "part_of", "language", "description"],
                "description": _("A subject. It is public as soon as something published is about it."),
            },
        )
    ]
