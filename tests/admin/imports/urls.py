"""The site with a mapping step at an address of its own, for files that tests put into `HOLDERS`."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from archive.admin.imports.holding import Addresses
from archive.admin.imports.mapping import mapping_page
from config.urls import handler400, handler404, handler500
from config.urls import urlpatterns as whole_site
from tests.admin.imports.holders import FakeHolder

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

HOLDERS: dict[str, FakeHolder] = {}


def step(request: HttpRequest, key: str) -> HttpResponse:
    return mapping_page(request, admin.site, HOLDERS[key], Addresses(f"/step/{key}/", "/admin/", "/admin/"))


urlpatterns = [path("step/<str:key>/", admin.site.admin_view(step)), *whole_site]
