"""Every address of the site: the editors' at ``/admin/``, all others the archive's own."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("archive.urls")),
]

handler400 = "archive.views.errors.bad_request"
handler404 = "archive.views.errors.not_found"
handler500 = "archive.admin.waiting.server_error"
