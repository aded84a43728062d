"""`/about/`: how the archive works. Its tables come from the records' own fixed values, so they cannot drift."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Credibility, Factuality, Reliability, StatementKind


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    context = {
        "factuality": Factuality.choices,
        "statement_kinds": [label for _value, label in StatementKind.choices],
        "reliability": [label.split(": ", 1) for label in map(str, Reliability.labels)],
        "credibility": [label.split(": ", 1) for label in map(str, Credibility.labels)],
        "excerpt_percent": round(settings.EXCERPT_SHARE * 100),
        "excerpt_context": settings.EXCERPT_CONTEXT,
        "four_eyes": settings.FOUR_EYES,
    }
    return render(request, "archive/about.html", context)
