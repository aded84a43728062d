"""Who said what."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.chains import ChainInline
from archive.admin.citations import CitationInline
from archive.admin.columns import day, short, source_count, status_pill, with_source_count
from archive.admin.files import Files
from archive.admin.filters import FindingFilter, PendingFilter, PeriodFilter, term_filter, value_filter
from archive.admin.rows import LinkInline, RowInline
from archive.models import Figure, Statement, StatementLink, Vocabulary
from archive.models.dated import DATE_ORDER


class FigureInline(RowInline):
    model = Figure
    fields = [("low", "best", "high"), ("unit", "of")]
    explanation = _("Numbers that were said: “as many as 175,000 troops” has only a highest one.")


class StatementLinkInline(LinkInline):
    model = StatementLink
    fk_name = "statement"
    explanation = _("What it denies, repeats or answers. A link stands only on the record that it starts from.")


@admin.register(Statement)
class StatementAdmin(Files):
    list_display = ["words", "speaker", day, "kind", source_count, status_pill]
    list_display_links = ["words"]
    list_select_related = ["speaker"]
    list_filter = [
        "status",
        FindingFilter,
        PendingFilter,
        PeriodFilter,
        "kind",
        term_filter("cue", Vocabulary.CUE),
        value_filter("language"),
    ]
    search_fields = ["quote", "summary", "slug", "speaker__name"]
    autocomplete_fields = ["speaker", "position", "cue", "event", "about_events", "about_actors", "topics"]
    inlines = [CitationInline, ChainInline, FigureInline, StatementLinkInline]
    fieldsets = [
        (
            _("Who said it"),
            {
                "fields": ["speaker", "position"],
                "description": _("Whose words these are, not the medium that carried them, and the post held then."),
            },
        ),
        (
            _("What was said"),
            {
                "fields": ["quote", "summary", ("kind", "cue"), ("language", "spoken_in"), "slug"],
                "description": _("The speaker's words, exact and in one run; a paraphrase has only a summary."),
            },
        ),
        (
            _("When and where"),
            {
                "fields": ["said_on", "date_basis", "venue", "event"],
                "description": _("The day as exactly as the sources allow, and why that day."),
            },
        ),
        (
            _("What it is about"),
            {
                "fields": ["about_actors", "about_events", "topics"],
                "description": _("Actors and events that the words speak of, and their subjects."),
            },
        ),
        (
            _("How far it is believed"),
            {
                "fields": ["credibility", "credibility_basis"],
                "description": _("The Admiralty code's second axis, with a reason where it is not plain."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_source_count(super().get_queryset(request), "statement")

    def get_ordering(self, request: HttpRequest) -> Any:
        return DATE_ORDER

    @admin.display(description=_("statement"))
    def words(self, statement: Statement) -> str:
        return short(f"“{statement.quote}”" if statement.quote else statement.summary)

    def tell_apart(self, statement: Statement) -> str:
        return f"{statement.speaker}: {short(statement.quote or statement.summary)}"
