"""The editors' site: its name, its front page, and the addresses that belong to no kind of record."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from archive.dates import EDTFError, display, display_bounds, parse
from archive.documents import KINDS
from archive.models import Revision, Status

#: in the order in which an editor meets them
ORDER = (
    *("Source", "Statement", "Event", "Actor", "Position", "Place", "Topic", "Image", "Term"),
    *("Revision", "Change"),
)
WAITING_SHOWN = 12


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a second person."""

    title: str
    kind: str
    url: str
    since: Any
    is_revision: bool = False


class RecordAutocomplete(AutocompleteJsonView):
    """Choices as one types; each says enough to tell it from its namesakes."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        tell_apart = getattr(self.model_admin, "tell_apart", None)
        return {**result, "text": tell_apart(obj)} if tell_apart else result


class DatelineSite(AdminSite):
    site_header = _("Dateline")
    site_title = _("Dateline")
    index_title = _("The desk")
    empty_value_display = "–"
    index_template = "admin/archive/desk.html"

    def get_urls(self) -> list[URLResolver | URLPattern]:
        # Not at the top: the pages know the records' admins, which are registered with this very site.
        addresses = import_module("archive.admin.pages").addresses
        edtf = path("archive/edtf/", self.admin_view(date_meaning), name="archive_edtf")
        return [edtf, *addresses(self), *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return RecordAutocomplete.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps = super().get_app_list(request, app_label)
        apps.sort(key=lambda app: app["app_label"] != "archive")
        for app in apps:
            if app["app_label"] == "archive":
                app["name"] = _("Records")
                app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
            elif app["app_label"] == "auth":
                app["name"] = _("People")
        return apps

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        waiting = sorted(what_waits(request), key=lambda item: str(item.since))
        context = {"waiting": waiting[:WAITING_SHOWN], "waiting_more": max(0, len(waiting) - WAITING_SHOWN)}
        return super().index(request, {**context, **(extra_context or {})})


def what_waits(request: HttpRequest) -> Iterator[Waiting]:
    """Records and revisions in review that this person may open."""
    for kind in KINDS.values():
        if not kind.has_status or not request.user.has_perm(f"archive.view_{kind.name}"):
            continue
        records: Any = kind.model._default_manager
        for record in records.filter(status=Status.IN_REVIEW).order_by("status_changed_at")[:100]:
            address = reverse(f"admin:archive_{kind.name}_change", args=[record.pk])
            name = str(kind.model._meta.verbose_name)
            yield Waiting(str(record), name, address, record.status_changed_at)
    if request.user.has_perm("archive.view_revision"):
        for revision in Revision.objects.filter(is_submitted=True).order_by("saved_at")[:100]:
            document = revision.pending
            title = document.get("title") or document.get("name") or document.get("quote") or document.get("summary")
            address = reverse("admin:archive_revision_change", args=[revision.pk])
            name = str(KINDS[revision.record_kind].model._meta.verbose_name)
            yield Waiting(str(title), name, address, revision.saved_at, is_revision=True)


def date_meaning(request: HttpRequest) -> JsonResponse:
    """What a date in EDTF means: `?text=2021-12~` → its words and bounds, or what is wrong with it."""
    text = request.GET.get("text", "").strip()
    try:
        date = parse(text)
    except EDTFError as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse(
        {"text": date.text, "words": display(date), "bounds": display_bounds(date)},
    )
