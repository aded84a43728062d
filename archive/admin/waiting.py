"""What an editor is told who saves while somebody else writes for long: to wait a moment, with the work kept.

A large import keeps others from writing until it is done, which on SQLite nobody can write beside. A request waits for
it for a few seconds; then it is answered with 503 and whatever was posted, ready to be sent again: a record's form as
it was filled in (`records`), for scripts as JSON, and for all else as a page with a button.
"""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import defaults

from archive.models.waiting import is_locked, patience

#: seconds that a request waits before the person is told, and after which scripts try again
WAIT = 5
AGAIN = 3
PLACE = "/admin/"


def busy_words() -> str:
    return _("Something large is being written just now, such as an import. Nothing of yours is lost: save it again.")


class PatientEditors:
    """Middleware: lets requests of the editors' site wait so long and no longer, and tells them so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        with patience(WAIT):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return busy(request) if is_locked(error) else None


def busy(request: HttpRequest) -> HttpResponse:
    """503: as JSON for scripts, else a page that sends again what was posted."""
    if request.content_type == "application/json" or "application/json" in request.headers.get("Accept", ""):
        answer: HttpResponse = JsonResponse({"busy": True, "problems": [{"field": "", "message": busy_words()}]})
    else:
        context = {"posted": list(_posted(request)), "has_files": bool(request.FILES), "words": busy_words()}
        answer = render(request, "admin/archive/busy.html", context)
    return told_busy(answer)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; and 503 where what waited in vain is not a page but what is written after it, such as the session."""
    return busy(request) if is_locked(sys.exc_info()[1]) else defaults.server_error(request)


def told_busy(answer: HttpResponse) -> HttpResponse:
    answer.status_code = 503
    answer["Retry-After"] = str(AGAIN)
    answer["Cache-Control"] = "no-store"
    return answer


def _posted(request: HttpRequest) -> Iterator[tuple[str, Any]]:
    """What is sent again; a password is typed again, and a page that was only looked at has nothing."""
    secret = request.path_info == reverse("admin:login") or any("password" in name for name in request.POST)
    if request.method == "POST" and not secret:
        for name, values in request.POST.lists():
            if name != "csrfmiddlewaretoken":
                yield from ((name, value) for value in values)
