"""What the frame of every page needs: its sections, its canonical address, the archive's version."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from archive.models import ArchiveVersion

register = template.Library()

SECTIONS = (
    ("timeline", _("Timeline")),
    ("actors", _("Actors")),
    ("statements", _("Statements")),
    ("sources", _("Sources")),
    ("topics", _("Topics")),
    ("places", _("Places")),
)


@dataclass(frozen=True)
class Section:
    """A link of the navigation; `current` is `page` on it, `true` on a page below it, else empty."""

    name: str
    url: str
    current: str


@register.simple_tag(takes_context=True)
def site_sections(context: template.Context) -> list[Section]:
    request = context.get("request")
    path = request.path if request else ""
    return [_section(name, reverse(f"archive:{view}"), path) for view, name in SECTIONS]


def _section(name: Any, url: str, path: str) -> Section:
    home = reverse("archive:timeline")
    below = path.startswith(f"{home}events/") if url == home else path.startswith(url)
    current = "page" if path == url else "true" if below else ""
    return Section(name=str(name), url=url, current=current)


STYLESHEET = "archive/css/site.css"


@register.simple_tag
def stylesheets() -> list[str]:
    """The addresses of the site's look: one where the storage bundles it, else each file that it names."""
    if STYLESHEET in getattr(staticfiles_storage, "BUNDLES", ()):
        return [static(STYLESHEET)]
    return [static(name) for name in _named_stylesheets()]


@cache
def _named_stylesheets() -> list[str]:
    found = finders.find(STYLESHEET)
    lines = Path(str(found)).read_text(encoding="utf-8")
    return [f"archive/css/{name}" for name in re.findall(r'^@import "([\w.-]+)";$', lines, re.MULTILINE)]


@register.simple_tag(takes_context=True)
def canonical_link(context: template.Context) -> SafeString:
    """`<link rel="canonical">` of this page without filters or cursors; nothing on an error page."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return SafeString("")
    address = context.get("canonical_path", request.path)
    return format_html('<link rel="canonical" href="{}">', request.build_absolute_uri(address))


@register.simple_tag(takes_context=True)
def absolute_static(context: template.Context, path: str) -> str:
    """A static file's whole address, as other sites need it; relative where the host is not known."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(static(path)) if request else static(path)


@register.simple_tag(takes_context=True)
def archive_version(context: template.Context) -> int:
    """The counter that every act raises; a view that has it already gives `archive_version_number`."""
    known = context.get("archive_version_number")
    return ArchiveVersion.current() if known is None else int(known)
