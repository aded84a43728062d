"""Public pages are kept for the archive's version, and made once for all who ask for the same.

`kept` marks the views whose pages may be kept: they are the same for everybody, and depend on nothing but the archive,
the address, the language and the day. `KeptPages` answers with a kept page before anything else of the site wakes up.
A page is kept under the version that stood before it was made, so that no act leaves an old one behind, and with its
compression. Every such page has an ETag, kept or not: whoever has it already is told so (304).
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, has_vary_header
from django.utils.http import quote_etag
from django.utils.timezone import localdate
from django.utils.translation import get_language_from_request

from archive.models import ArchiveVersion
from archive.views.addresses import page_url

# A browser asks each time whether what it has is still so.
ASK_EACH_TIME = "no-cache"
# An address longer than this is rare enough to be made anew.
LONGEST_ADDRESS = 1000

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class _Kept:
    """A finished page."""

    content: bytes
    headers: tuple[tuple[str, str], ...]

    def answer(self) -> HttpResponse:
        response = HttpResponse(self.content)
        for name, value in self.headers:
            response.headers[name] = value
        return response


def kept(view: View) -> View:
    """Let the pages of this view be kept, and give each an ETag; errors and redirects are left as they are."""

    @wraps(view)
    def made(request: HttpRequest, *values: Any, **named: Any) -> HttpResponse:
        response = view(request, *values, **named)
        if response.status_code == 200 and not response.streaming:
            digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
            response.headers["ETag"] = quote_etag(digest)
            response.headers["Cache-Control"] = ASK_EACH_TIME
            response.may_be_kept = True  # type: ignore[attr-defined]
        return response

    return made


class KeptPages:
    """Stands outside of what compresses pages and inside of what guards the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cache = caches["pages"]
        editors = request.path.startswith(page_url("admin:index"))
        if editors or request.method not in ("GET", "HEAD") or isinstance(cache, DummyCache):
            return _conditional(request, self.get_response(request))
        key = _key(request)
        page = cache.get(key)
        if page is not None:
            return _conditional(request, page.answer())
        response = self.get_response(request)
        if request.method == "GET" and _may_be_kept(request, response):
            cache.set(key, _Kept(response.content, tuple(response.headers.items())))
        return _conditional(request, response)


def _key(request: HttpRequest) -> str:
    """All that a page depends on, and nothing of who asks. Raises DisallowedHost."""
    compressed = "gzip" in request.headers.get("Accept-Encoding", "")
    query = "&".join(sorted(request.META.get("QUERY_STRING", "").split("&")))
    parts = (request.scheme or "", request.get_host(), request.path, query, get_language_from_request(request))
    address = "\n".join((*parts, str(compressed), localdate().isoformat()))
    digest = hashlib.blake2b(address.encode(errors="surrogatepass"), digest_size=16).hexdigest()
    return f"{ArchiveVersion.current()}:{digest}"


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Nothing that is one person's: what sets a cookie, or was made by looking at one."""
    short = len(request.get_full_path()) <= LONGEST_ADDRESS
    impersonal = not response.cookies and not has_vary_header(response, "Cookie")
    return getattr(response, "may_be_kept", False) and short and impersonal


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 for whoever has the page already."""
    etag = response.headers.get("ETag")
    if not etag or response.headers.get("Cache-Control") != ASK_EACH_TIME or request.method not in ("GET", "HEAD"):
        return response
    answer: Any = get_conditional_response(request, etag=etag, response=response)
    return answer
