"""What readers are told when something is not there or cannot be done; the pages are `templates/4xx.html`."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from archive.search import SearchError
from archive.timeline.errors import FilterError, UnknownRecord

WORD = re.compile(r"[^\W_]{2,}")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Only our own errors are told in their own words; others might say more than the reader should know."""
    context: dict[str, object] = {}
    if isinstance(exception, FilterError | SearchError):
        context = {"reason": str(exception), "start_url": request.path}
    return render(request, "400.html", context, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with a search for the words of the address."""
    reason = str(exception) if isinstance(exception, UnknownRecord) else ""
    last_part = request.path.rstrip("/").rpartition("/")[2]
    words = " ".join(WORD.findall(last_part.removesuffix(".json"))[:8])
    return render(request, "404.html", {"reason": reason, "words": words}, status=404)


def gone(request: HttpRequest, slug: str, withdrawn_on: date | None) -> HttpResponse:
    """410: a withdrawn record shows its slug and the day, and nothing more."""
    return render(request, "410.html", {"slug": slug, "withdrawn_on": withdrawn_on}, status=410)
