"""Original files, for editors only: as downloads that no browser opens as a page of this site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.admin.intake import IntakePages
from archive.intake.originals import ENDINGS, media_type_of, read_original


class Originals(IntakePages):
    """Part of the sources' admin: the file that a version of a text is of, or that waits for its review."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        taken_in, held = wrap(require_safe(self.intake_original_view)), wrap(require_safe(self.original_view))
        return [
            path("take-in/<uuid:uuid>/original/", taken_in, name="archive_source_intake_original"),
            path("<path:object_id>/original/<int:number>/", held, name="archive_source_original"),
            *super().get_urls(),
        ]

    def intake_original_view(self, request: HttpRequest, uuid: Any) -> HttpResponse:
        intake = self._intake(request, uuid)
        return _download(intake.original, f"document-{str(intake.uuid)[:8]}")

    def original_view(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        source = self.known(request, object_id)
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        for row in source.opened.document["captures"]:
            if row["number"] == number:
                return _download(row["original"], f"{source.slug}-v{number}")
        raise Http404(_("The source has no text of this version."))


def _download(name: str, called: str) -> HttpResponse:
    """The bytes as they came in. Raises Http404 where none are kept."""
    if not name:
        raise Http404(_("No original was kept of this text."))
    try:
        content = read_original(name)
    except FileNotFoundError:
        raise Http404(_("The original is missing.")) from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    ending = ENDINGS.get(media_type_of(content), "bin")
    answer["Content-Disposition"] = f'attachment; filename="{called}.{ending}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
