"""What the templates of the public pages can call: the frame of every page, addresses, dates, languages.

`config.templates` gives these to Jinja2. None of them asks who is logged in: a public page is the same for everybody.
"""

import re
import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from jinja2 import pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from archive.models import ArchiveVersion
from archive.views.addresses import page_url

STYLESHEET = "archive/css/site.css"
SECTIONS = (
    ("timeline", _("Timeline")),
    ("actors", _("Actors")),
    ("statements", _("Statements")),
    ("sources", _("Sources")),
    ("topics", _("Topics")),
    ("places", _("Places")),
    ("figures", _("Figures")),
)


@dataclass(frozen=True)
class Section:
    """A link of the navigation; `current` is `page` on it, `true` on a page below it, else empty."""

    name: str
    url: str
    current: str


class _Page(threading.local):
    """The page that this thread is making: in which language. To ask Django for it takes 3 µs each time."""

    language: str | None = None
    is_made = False


_page = _Page()


@contextmanager
def page_being_made() -> Iterator[None]:
    """While a page is made its language stays the same."""
    before = _page.language, _page.is_made
    _page.language, _page.is_made = get_language(), True
    try:
        yield
    finally:
        _page.language, _page.is_made = before


def _language() -> str | None:
    return _page.language if _page.is_made else get_language()


def translated(text: str) -> str:
    """`{{ _("…") }}`: the text in the reader's language. Kept, for a page asks a hundred times."""
    return _in_language(text, _language())


def made_once(part: Macro, *values: Hashable) -> Markup:
    """`{{ made_once(show_mark, "planned", "planned") }}`: what a part shows of plain values, kept by them.

    For small parts that stand on a page many times, and on other pages again: the chip of an actor, the mark of an
    event. Such a part must depend on nothing but its values and the reader's language.
    """
    return _made(part, _language(), *values)


@lru_cache(maxsize=4096)
def _made(part: Macro, _language: str | None, *values: Hashable) -> Markup:
    return Markup(part(*values))  # noqa: S704 (a part escapes what it shows)


@lru_cache(maxsize=4096)
def _in_language(text: str, _language: str | None) -> str:
    return gettext(text)


@pass_context
def site_sections(context: Context) -> list[Section]:
    request = _request(context)
    path = request.path if request else ""
    return [_section(name, page_url(f"archive:{view}"), path) for view, name in SECTIONS]


def _section(name: Any, address: str, path: str) -> Section:
    home = page_url("archive:timeline")
    below = path.startswith(f"{home}events/") if address == home else path.startswith(address)
    current = "page" if path == address else "true" if below else ""
    return Section(name=str(name), url=address, current=current)


def _request(context: Context) -> HttpRequest | None:
    """None where a page is made without one, as that of a fault of ours is."""
    request: HttpRequest | None = context.get("request")
    return request


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


@pass_context
def canonical_link(context: Context) -> SafeString:
    """`<link rel="canonical">` of this page without filters or cursors; nothing on an error page."""
    request = _request(context)
    if request is None:
        return SafeString("")
    address = context.get("canonical_path", request.path)
    return format_html('<link rel="canonical" href="{}">', request.build_absolute_uri(address))


@pass_context
def absolute_static(context: Context, path: str) -> str:
    """A static file's whole address, as other sites need it; relative where the host is not known."""
    request = _request(context)
    try:
        return request.build_absolute_uri(static(path)) if request else static(path)
    except DisallowedHost:
        # The page that refuses this host.
        return static(path)


@pass_context
def archive_version(context: Context) -> int:
    """The counter that every act raises; a view that has it already gives `archive_version_number`."""
    known = context.get("archive_version_number")
    return ArchiveVersion.current() if known is None else int(known)


@lru_cache(maxsize=1024)
def lang(language: str) -> SafeString:
    """The attribute that says in which language an element is: `<p{{ event.language|lang }}>`; nothing if unknown."""
    return format_html(' lang="{}"', language) if language else SafeString("")


def day(value: date | datetime, form: str) -> str:
    """`{{ correction.at|date("j F Y") }}`: a day by Django's letters for it, in the archive's time zone."""
    return date_format(localtime(value) if isinstance(value, datetime) else value, form)


def wait_words(seconds: int) -> str:
    """What somebody is told who asks too often."""
    words = ngettext(
        "Many requests came from where you are. Try again in %(seconds)d second.",
        "Many requests came from where you are. Try again in %(seconds)d seconds.",
        seconds,
    )
    return words % {"seconds": seconds}
