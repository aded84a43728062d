"""Documents that somebody published, and the texts of them that are archived here."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.columns import day, pill, status_pill
from archive.admin.desk.pages import DeskPages
from archive.admin.files import Files
from archive.admin.filters import HeldFilter, PendingFilter, PeriodFilter, term_filter, value_filter
from archive.admin.forms import RecordForm
from archive.documents import Document
from archive.models import ArchivedText, Capture, Source, Vocabulary
from archive.models.sources import validate_moment
from archive.workflow import Act, Refused, act, captured, keep_text, save


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


class CaptureForm(forms.Form):
    """A newer text of the same source."""

    text = forms.CharField(
        label=gettext_lazy("Text to archive"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "cols": 40, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "The whole text. It becomes a new version; citations stay on the one they were made on."
        ),
    )
    captured_at = forms.CharField(
        label=gettext_lazy("Captured at"),
        max_length=40,
        validators=[validate_moment],
        help_text=gettext_lazy("With its offset: 2022-01-26T16:14:00+02:00."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason for the change"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "class": "vLargeTextField"}),
    )


@admin.register(Source)
class SourceAdmin(DeskPages, Files):
    form = SourceForm
    list_display = ["title", "publisher", day, "kind", "held", "grade", status_pill, "desk"]
    list_select_related = ["publisher", "kind"]
    list_filter = [
        *("status", PendingFilter, PeriodFilter, term_filter("kind", Vocabulary.SOURCE_KIND)),
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

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.capture_view)
        return [path("<path:object_id>/capture/", view, name="archive_source_capture"), *super().get_urls()]

    def steps_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        is_held = record is not None and bool(_captures(record))
        may_capture = is_held and self.has_change_permission(request, record)
        return {**super().steps_context(request, record), "may_capture": may_capture, "has_desk": is_held}

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
        return format_html_join("", _VERSION, (_told_version(row, texts[row["text"]]) for row in rows))

    def prepare(self, document: Document, form: Any, act: Act) -> None:
        if form.cleaned_data.get("text") and not document["captures"]:
            _add_capture(document, form.cleaned_data["text"], document["captured_at"])

    def capture_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Archive a newer text of a source; of a published one as a pending revision."""
        source = self.known(request, object_id)
        if not self.has_change_permission(request, source):
            raise PermissionDenied
        form = CaptureForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._capture(request, source, form.cleaned_data)
            except Refused as refused:
                for problem in refused.problems:
                    form.add_error(problem.path if problem.path in form.fields else None, str(problem.message))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Capture anew"),
            "subtitle": str(source),
            "form": form,
            "record": source,
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/archive/capture.html", context)

    def _capture(self, request: HttpRequest, source: Any, given: dict[str, str]) -> HttpResponse:
        with act(request.user, given["reason"]) as this:
            document = dict(source.opened.document)
            document["captured_at"] = given["captured_at"]
            _add_capture(document, given["text"], given["captured_at"])
            save(document, this, base_version=source.version)
        self.message_user(request, _("The new text is archived."), messages.SUCCESS)
        return HttpResponseRedirect(self.change_url(source))


_VERSION = (
    '<details><summary>{} {} · {} · {} {} · SHA-256 {}…</summary><pre class="archived" tabindex="0">{}</pre></details>'
)


def _told_version(row: dict[str, Any], text: ArchivedText) -> tuple[Any, ...]:
    captured_at = row["captured_at"] or _("time unknown")
    return (_("Version"), row["number"], captured_at, text.length, _("characters"), text.sha256[:16], text.body)


def _captures(source: Any) -> list[dict[str, Any]]:
    opened = getattr(source, "opened", None)
    return list(opened.document["captures"]) if opened else []


def _add_capture(document: Document, text: str, captured_at: str) -> None:
    """The next version of the text; the same text as the latest one is none. Raises Refused."""
    kept = keep_text(text)
    rows = document["captures"]
    latest = max(rows, key=lambda row: row["number"], default=None)
    if latest is None or latest["text"] != kept.sha256:
        document["captures"] = [*rows, captured(len(rows) + 1, kept.sha256, captured_at)]
