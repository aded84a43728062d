"""What happened, is said to have happened, or is foreseen."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.chains import ChainInline
from archive.admin.citations import CitationInline
from archive.admin.columns import day, pill, source_count, status_pill, with_source_count
from archive.admin.files import Files
from archive.admin.filters import FindingFilter, PendingFilter, PeriodFilter, term_filter
from archive.admin.rows import LinkInline, RowInline
from archive.models import Event, EventImage, EventLink, EventPlace, Participant, Vocabulary
from archive.models.dated import DATE_ORDER


class ParticipantInline(RowInline):
    model = Participant
    fields = [("actor", "role")]
    autocomplete_fields = ["actor", "role"]
    explanation = _("Who was in it. A role only where it matters.")


class EventPlaceInline(RowInline):
    model = EventPlace
    fields = [("place", "role")]
    autocomplete_fields = ["place", "role"]
    verbose_name = _("place")
    verbose_name_plural = _("places")
    explanation = _("Where it happened.")


class EventImageInline(RowInline):
    model = EventImage
    fields = ["image"]
    autocomplete_fields = ["image"]
    verbose_name = _("picture")
    verbose_name_plural = _("pictures")
    explanation = _("Pictures of it, each with its credit.")


class EventLinkInline(LinkInline):
    model = EventLink
    fk_name = "event"
    explanation = _("What it led to or responds to. A link stands only on the record that it starts from.")


@admin.register(Event)
class EventAdmin(Files):
    list_display = ["title", day, "kind", "how", source_count, status_pill]
    list_select_related = ["kind"]
    list_filter = [
        "status",
        FindingFilter,
        PendingFilter,
        PeriodFilter,
        term_filter("kind", Vocabulary.EVENT_KIND),
        "factuality",
    ]
    search_fields = ["title", "slug", "summary"]
    autocomplete_fields = ["kind", "part_of", "topics"]
    inlines = [CitationInline, ChainInline, ParticipantInline, EventPlaceInline, EventImageInline, EventLinkInline]
    slug_from = ("title",)
    fieldsets = [
        (None, {"fields": ["title", "slug", ("kind", "factuality")]}),
        (
            _("When"),
            {
                "fields": ["when", "date_basis"],
                "description": _("The day as exactly as the sources allow, and why that day."),
            },
        ),
        (
            _("What happened"),
            {
                "fields": ["summary", "language"],
                "description": _("In the archive's own words, as far as the cited words carry them."),
            },
        ),
        (
            _("Where it belongs"),
            {"fields": ["topics", "part_of"], "description": _("Its subjects, and the larger event it is part of.")},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_source_count(super().get_queryset(request), "event")

    def get_ordering(self, request: HttpRequest) -> Any:
        return DATE_ORDER

    @admin.display(description=_("factuality"), ordering="factuality")
    def how(self, event: Event) -> str:
        return pill(event.factuality, event.get_factuality_display())

    def tell_apart(self, event: Event) -> str:
        return f"{event.title} ({event.date_words})" if event.when else event.title
