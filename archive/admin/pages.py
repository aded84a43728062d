"""The addresses of the editors' site that belong to no kind of record. A page is a view of (request, site, …)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from archive.admin import front, presence, review, roles
from archive.admin.imports import columns, saved, undoing
from archive.admin.imports import pages as imports

PAGES: tuple[tuple[str, Callable[..., HttpResponse], str], ...] = (
    ("archive/review/", review.queue_page, "archive_review"),
    ("archive/review/<str:kind>/<uuid:uuid>/", review.record_page, "archive_review_record"),
    ("archive/presence/<str:kind>/<uuid:uuid>/", presence.presence, "archive_presence"),
    ("archive/findings/", front.findings_page, "archive_findings"),
    ("archive/roles/", roles.roles_page, "archive_roles"),
    ("archive/mappings/", saved.list_page, "archive_mappings"),
    ("archive/mappings/<int:number>/", saved.file_page, "archive_mapping"),
    ("archive/mappings/<int:number>/change/", saved.change_page, "archive_mapping_change"),
    ("archive/imports/", imports.list_page, "archive_imports"),
    ("archive/imports/<uuid:uuid>/", imports.import_page, "archive_import"),
    ("archive/imports/<uuid:uuid>/columns/", columns.columns_page, "archive_import_columns"),
    ("archive/imports/<uuid:uuid>/state/", imports.state, "archive_import_state"),
    ("archive/imports/<uuid:uuid>/to-mend/", imports.to_mend, "archive_import_to_mend"),
    ("archive/imports/<uuid:uuid>/read/", imports.read_otherwise, "archive_import_read"),
    ("archive/imports/<uuid:uuid>/confirm/", imports.confirmed, "archive_import_confirm"),
    ("archive/imports/<uuid:uuid>/cancel/", imports.cancelled, "archive_import_cancel"),
    ("archive/imports/<uuid:uuid>/again/", imports.again, "archive_import_again"),
    ("archive/imports/<uuid:uuid>/undo/", undoing.undo_page, "archive_import_undo"),
)


def addresses(site: Any) -> list[URLPattern]:
    """For `AdminSite.get_urls`: each page behind the login."""
    return [path(route, site.admin_view(_of_site(view, site)), name=name) for route, view, name in PAGES]


def _of_site(view: Callable[..., HttpResponse], site: Any) -> Callable[..., HttpResponse]:
    @wraps(view)
    def page(request: HttpRequest, **values: Any) -> HttpResponse:
        return view(request, site, **values)

    return page
