"""Makes the editors' site the one that `django.contrib.admin.site` stands for."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class EditorsAdmin(AdminConfig):
    default_site = "archive.admin.site.DatelineSite"

    def ready(self) -> None:
        super().ready()
        import_module("archive.admin.registration")
