"""Documents that somebody published, and the texts of them that are archived here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.columns import day, pill, status_pill
from archive.admin.desk.pages import DeskPages
from archive.admin.filters import FindingFilter, HeldFilter, PendingFilter, PeriodFilter, term_filter, value_filter
from archive.admin.forms import RecordForm
from archive.admin.standing import StandingPages
from archive.documents import Document
from archive.models import ArchivedText, Capture, Source, Vocabulary
from archive.workflow import Act, captured, keep_text


class SourceForm(RecordForm):
    text = forms.CharField(
        label=gettext_lazy("Text to archive"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "cols": 40}),
        help_text=gettext_lazy(
            "Kept word for word and never edited afterwards. Leave it empty for a source that is only cited."
        ),
    )


@admin.register(Source)
class SourceAdmin(DeskPages, StandingPages):
    form = SourceForm
    list_display = ["title", "publisher", day, "kind", "held", "grade", status_pill, "desk"]
    list_select_related = ["publisher", "kind"]
    list_filter = [
        *("status", FindingFilter, PendingFilter, PeriodFilter, term_filter("kind", Vocabulary.SOURCE_KIND)),
        *("access", "reliability", HeldFilter, value_filter("language")),
    ]
    search_fields = ["title", "slug", "byline", "url", "publisher__name"]
    autocomplete_fields = ["kind", "publisher"]
    slug_from = ("title",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # The moment belongs to the text that is held, and comes anew with the next one.
        return ["versions", "captured_at"] if obj is not None and _captures(obj) else ["versions"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        text_fields = ["captured_at", "versions"] if obj is not None and _captures(obj) else ["text", "captured_at"]
        return [
            (None, {"fields": ["title", "slug", ("kind", "language"), ("publisher", "byline"), "url"]}),
            (
                _("When it was issued"),
                {"fields": ["issued", "date_basis"], "description": _("Not when it was captured: that is below.")},
            ),
            (
                _("The text"),
                {
                    "fields": text_fields,
                    "description": _("What is archived here stays as it was captured, and every citation rests on it."),
                },
            ),
            (
                _("Grade and rights"),
                {
                    "fields": ["reliability", "reliability_basis", "access", "rights"],
                    "description": _("How far the source is trusted, and how much of its text the public may read."),
                },
            ),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        newest = Capture.objects.filter(source=OuterRef("pk")).order_by("-number").values("number")[:1]
        return super().get_queryset(request).annotate(latest_version=Subquery(newest))

    def steps_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        may_capture = record is not None and self.has_change_permission(request, record)
        versions = len(_captures(record)) if record is not None else 0
        return {
            **super().steps_context(request, record),
            "may_capture": may_capture,
            "has_versions": may_capture and versions > 1,
            "has_desk": versions > 0,
        }

    @admin.display(description=gettext_lazy("text"), ordering="latest_version")
    def held(self, source: Any) -> str:
        return _("version %(n)s") % {"n": source.latest_version} if source.latest_version else _("only cited")

    @admin.display(description=gettext_lazy("desk"))
    def desk(self, source: Any) -> str:
        if not source.latest_version:
            return ""
        address = reverse("admin:archive_source_desk", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, _("Open the desk"))

    @admin.display(description=gettext_lazy("grade"), ordering="reliability")
    def grade(self, source: Source) -> str:
        return pill("grade", source.reliability)

    @admin.display(description=gettext_lazy("archived text"))
    def versions(self, source: Any) -> str:
        rows = list(reversed(_captures(source)))
        texts = ArchivedText.objects.in_bulk([row["text"] for row in rows])
        return format_html_join("", _VERSION, (_told_version(source, row, texts[row["text"]]) for row in rows))

    def prepare(self, document: Document, form: Any, act: Act) -> None:
        if form.cleaned_data.get("text") and not document["captures"]:
            kept = keep_text(form.cleaned_data["text"])
            document["captures"] = [captured(1, kept.sha256, document["captured_at"])]


_VERSION = (
    "<details><summary>{} {} · {} · {} {} · SHA-256 {}…</summary>{}"
    '<pre class="archived" tabindex="0">{}</pre></details>'
)


def _told_version(source: Any, row: dict[str, Any], text: ArchivedText) -> tuple[Any, ...]:
    captured_at = row["captured_at"] or _("time unknown")
    told = (_("Version"), row["number"], captured_at, text.length, _("characters"), text.sha256[:16])
    return (*told, _original_link(source, row), text.body)


def _original_link(source: Any, row: dict[str, Any]) -> SafeString | str:
    if not row["original"]:
        return ""
    address = reverse("admin:archive_source_original", args=[source.pk, row["number"]])
    link = '<p><a href="{}">{}</a> · SHA-256 {}…</p>'
    return format_html(link, address, _("Download the original file"), row["original_sha256"][:16])


def _captures(source: Any) -> list[dict[str, Any]]:
    opened = getattr(source, "opened", None)
    return list(opened.document["captures"]) if opened else []
