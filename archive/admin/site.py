"""The editors' site: its name, its front page, and the addresses that belong to no kind of record."""

from importlib import import_module
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from archive.dates import EDTFError, display, display_bounds, parse

#: in the order in which an editor meets them
ORDER = (
    *("Source", "Statement", "Event", "Actor", "Position", "Place", "Topic", "Image", "Term"),
    *("Revision", "Change", "Likeness", "Merge"),
)


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

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Pages are looked at and sent: Django's would answer PUT or DELETE as if they were looked at."""
        within = super().admin_view(view, cacheable)
        return require_http_methods(["GET", "HEAD", "POST"])(within)

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
        context = import_module("archive.admin.front").front_page(request)
        return super().index(request, {**context, **(extra_context or {})})


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
