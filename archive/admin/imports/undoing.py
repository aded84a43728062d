"""The way back from an import: what undoing it would do, and what was edited since."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.history import kind_name
from archive.admin.imports.fates import FATES, told_fates
from archive.admin.imports.pages import kind_label, of_import
from archive.admin.imports.room import Room, numbers, pages
from archive.admin.imports.uploading import address_of
from archive.exchange.underway import Folder, left_of, look_at_undo, undo
from archive.models import ArchiveVersion, Import, ImportState
from archive.workflow import Edited, Fate

PER_PAGE = 100


@dataclass(frozen=True)
class LeftRow:
    kind: str
    title: str
    slug: str
    fate: str
    reason: str


@of_import
def undo_page(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """What undoing would do; on POST it is done, or looked at where that takes a while."""
    if held.state != ImportState.DONE or held.act is None:
        return HttpResponseRedirect(address_of(held))
    if request.method == "POST":
        return _posted(request, held)
    is_looked = (held.undone.get("version"), held.undone.get("user")) == (ArchiveVersion.current(), request.user.pk)
    shown = _left(held, next(numbers(request.GET.get("p", "")), 1)) if is_looked else {}
    context = {
        **site.each_context(request),
        "title": _("Undo the import"),
        "held": held,
        "kind_label": kind_label(held.kind),
        "imports_address": reverse("admin:archive_imports"),
        "is_looked": is_looked,
        "fates": told_fates(held),
        "edited": held.undone.get(Fate.EDITED, 0),
        "choices": Edited,
        **shown,
    }
    return TemplateResponse(request, "admin/archive/imports/undo.html", context)


def _posted(request: HttpRequest, held: Import) -> HttpResponse:
    here = reverse("admin:archive_import_undo", args=[held.uuid])
    if "look" in request.POST:
        look_at_undo(held, request.user)
        return HttpResponseRedirect(here if held.state == ImportState.DONE else address_of(held))
    choice = request.POST.get("edited", Edited.LEAVE)
    if choice not in list(Edited) or request.POST.get("attempt") != str(held.attempt):
        messages.error(request, _("This page is no longer the latest. Look at it again."))
        return HttpResponseRedirect(here)
    undo(held, request.user, Edited(choice))
    return HttpResponseRedirect(address_of(held))


def _left(held: Import, page: int) -> dict[str, Any]:
    """Those that are left, or some of whose fields are, by the hundred."""
    page, all_pages = pages(page, held.undone.get("listed", 0), PER_PAGE)
    found = list(left_of(Folder(held.uuid), (page - 1) * PER_PAGE, PER_PAGE))
    labels, room, rows = {str(fate): str(label) for fate, label in FATES}, Room(len(found)), []
    for item in found:
        room.begin_row()
        title, reason = room.cut(item.title, 120), room.cut(item.reason)
        rows.append(LeftRow(kind_name(item.kind), title, item.slug, labels[item.fate], reason))
    return {"left": rows, "page": page, "pages": all_pages}
