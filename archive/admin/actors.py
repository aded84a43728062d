"""Whoever acts or speaks."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import edit_link, status_pill, thumbnail_of
from archive.admin.files import Files
from archive.admin.filters import FindingFilter, PendingFilter, term_filter, value_filter
from archive.admin.names import ExternalIdInline, OtherNameInline
from archive.admin.rows import RowInline
from archive.models import Actor, ActorId, ActorName, Membership, Position, Vocabulary
from archive.models.countries import COUNTRIES


class ActorNameInline(OtherNameInline):
    model = ActorName


class ActorIdInline(ExternalIdInline):
    model = ActorId


class MembershipInline(RowInline):
    model = Membership
    fk_name = "member"
    fields = [("group", "during")]
    autocomplete_fields = ["group"]
    verbose_name = _("part of")
    verbose_name_plural = _("part of")
    explanation = _("What this actor belongs to, each with a time if need be: a state to an alliance since 1999.")


@admin.register(Actor)
class ActorAdmin(Files):
    list_display = ["name", "kind", "country", "face", status_pill]
    list_select_related = ["kind", "portrait"]
    list_filter = [
        "status",
        FindingFilter,
        PendingFilter,
        term_filter("kind", Vocabulary.ACTOR_KIND),
        value_filter("country", COUNTRIES),
    ]
    search_fields = ["name", "slug", "other_names__name"]
    autocomplete_fields = ["kind", "portrait"]
    readonly_fields = ["posts_held"]
    inlines = [ActorNameInline, MembershipInline, ActorIdInline]
    slug_from = ("name",)
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind"]}),
        (
            _("About"),
            {
                "fields": [("country", "active", "language"), "description"],
                "description": _("Who this is, in a line or two, and when it lived or existed."),
            },
        ),
        (
            _("Portrait and posts"),
            {
                "fields": ["portrait", "posts_held"],
                "description": _("Posts are records of their own, each with the time it was held."),
            },
        ),
    ]

    @admin.display(description=_("portrait"))
    def face(self, actor: Actor) -> str:
        return thumbnail_of(actor.portrait) or "–"

    @admin.display(description=_("posts"))
    def posts_held(self, actor: Any) -> str:
        if actor is None or actor.pk is None:
            return "–"
        posts = Position.objects.filter(person=actor).select_related("organisation").in_order()
        lines = [(edit_link(post), post.date_words or _("time unknown")) for post in posts]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} – {}</li>", lines)) if lines else "–"

    def tell_apart(self, actor: Actor) -> str:
        return f"{actor.name} ({actor.country})" if actor.country else actor.name
