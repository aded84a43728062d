"""What machines ask for first: robots.txt, the sitemap, the icon."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from archive.models import Actor, Event, Place, Source, Statement, Topic
from archive.timeline.errors import UnknownRecord
from archive.views.addresses import record_url

RECORDS: dict[str, Any] = {
    "event": Event,
    "statement": Statement,
    "actor": Actor,
    "source": Source,
    "place": Place,
    "topic": Topic,
}
PAGES = ("timeline", "actors", "statements", "sources", "topics", "places", "corrections", "about", "data")
# A sitemap holds at most 50,000 addresses (sitemaps.org protocol 0.9).
MOST_ADDRESSES = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    sitemap = request.build_absolute_uri(reverse("archive:sitemap"))
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", f"Sitemap: {sitemap}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    return HttpResponseRedirect(static("archive/icons/dateline.ico"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """An index: one sitemap for the pages, and for each kind as many as its records need."""
    address = request.build_absolute_uri(reverse("archive:sitemap"))
    parts = ["pages"]
    for kind, model in RECORDS.items():
        count = model.objects.published().count()
        parts += [f"{kind}-{number}" for number in range(1, -(-count // MOST_ADDRESSES) + 1)]
    entries = "".join(
        f"<sitemap><loc>{escape(address.replace('.xml', f'-{part}.xml'))}</loc></sitemap>" for part in parts
    )
    return _xml([f'<sitemapindex xmlns="{NAMESPACE}">', entries, "</sitemapindex>"])


@require_safe
def sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    return _xml(_entries(root, list(_addresses(part))))


def _addresses(part: str) -> Iterator[tuple[str, str]]:
    """Address and day of the last change, "" where unknown. Raises UnknownRecord."""
    if part == "pages":
        yield from ((reverse(f"archive:{name}"), "") for name in PAGES)
        return
    kind, _dash, number = part.partition("-")
    if (
        kind not in RECORDS
        or not number.isascii()
        or not number.isdigit()
        or not 1 <= len(number) <= 4
        or int(number) < 1
    ):
        raise UnknownRecord
    start = (int(number) - 1) * MOST_ADDRESSES
    records = RECORDS[kind].objects.published().order_by("slug").values_list("slug", "changed_at")
    for slug, changed_at in records[start : start + MOST_ADDRESSES].iterator():
        yield record_url(kind, slug), changed_at.date().isoformat() if changed_at else ""


def _entries(root: str, addresses: list[tuple[str, str]]) -> Iterator[str]:
    yield f'<urlset xmlns="{NAMESPACE}">'
    for address, day in addresses:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        yield f"<url><loc>{escape(root + address)}</loc>{changed}</url>"
    yield "</urlset>"


def _xml(lines: Any) -> HttpResponse:
    content = '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")
