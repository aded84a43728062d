"""The address that an open page tells that it is open, and that answers who else is there."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.documents import KINDS
from archive.presence import leave, note_presence


@require_POST
def presence(request: HttpRequest, site: Any, kind: str, uuid: UUID) -> HttpResponse:
    """POST `left=yes` when the page is closed. Answers `{"others": ["Anna Berg"], "words": "…"}`."""
    if kind not in KINDS or not KINDS[kind].model._default_manager.filter(uuid=uuid).exists():
        raise Http404(_("There is no such record."))
    if not request.user.has_perm(f"archive.view_{kind}"):
        raise PermissionDenied
    if request.POST.get("left"):
        leave(request.user, uuid)
        return JsonResponse({"others": [], "words": ""})
    others = note_presence(request.user, uuid)
    return JsonResponse({"others": others, "words": others_words(others)})


def others_words(others: list[str]) -> str:
    """“Anna Berg has this record open too.”; empty for nobody."""
    if not others:
        return ""
    if len(others) == 1:
        return _("%(name)s has this record open too.") % {"name": others[0]}
    return _("%(names)s have this record open too.") % {"names": ", ".join(others)}
