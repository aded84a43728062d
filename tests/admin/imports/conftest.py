"""A file goes through the pages as a person's browser would take it."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.models import Import
from tests.admin.conftest import Desk


def upload(desk: Desk, kind: str, content: str | bytes, name: str = "file.csv", **told: str) -> Any:
    """The page that the person sees after it."""
    data = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, data, content_type="text/csv")
    return desk.client.post(reverse(f"admin:archive_{kind}_import"), {"file": file, **told}, follow=True)


def latest() -> Import:
    return Import.objects.order_by("-pk")[0]


def address(name: str = "", held: Import | None = None) -> str:
    return reverse(f"admin:archive_import{name and '_'}{name}", args=[(held or latest()).uuid])


def confirm(desk: Desk, **values: str) -> Any:
    held = latest()
    posted = {"attempt": str(held.attempt), **values}
    return desk.client.post(address("confirm", held), posted, follow=True)


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer
    return str(answer.content.decode())
