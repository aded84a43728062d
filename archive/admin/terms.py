"""The vocabularies that administrators may extend."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import public_pill
from archive.admin.files import Files
from archive.models import Term


@admin.register(Term)
class TermAdmin(Files):
    list_display = ["name", "vocabulary", "slug", public_pill]
    list_filter = ["vocabulary", "is_public"]
    search_fields = ["name", "slug", "description"]
    slug_from = ("name",)
    fieldsets = [
        (
            None,
            {
                "fields": ["vocabulary", "name", "slug", "description"],
                "description": _("A word that records choose from. Its vocabulary and slug stay as they are."),
            },
        )
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["vocabulary", "slug"] if obj is not None else []

    def tell_apart(self, term: Term) -> str:
        return f"{term.name}"
