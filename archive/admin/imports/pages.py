"""An import's pages: what stands where it is now, and the buttons on the way.

Whoever may add records of its kind sees an import; only who brought it decides about it, for it is written in their
name. Undoing it is an act of its own, by whoever has the rights to it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from archive.admin.imports.fates import told_fates
from archive.admin.imports.showing import Preview
from archive.admin.imports.standing import told_standing
from archive.admin.imports.uploading import ReadingForm, address_of, importable
from archive.documents import KINDS_BY_PLURAL
from archive.exchange.faults import FileFault
from archive.exchange.tables import OpenedTable
from archive.exchange.tables.decoding import shown_encoding
from archive.exchange.tables.dialects import shown_delimiter
from archive.exchange.underway import (
    Folder,
    begin_again,
    cancel,
    confirm,
    read_differently,
    recover,
    report_of,
    source_of,
    table_of,
)
from archive.exchange.underway.mended import rows_to_mend
from archive.models import Import, ImportState
from archive.workflow import may

PER_PAGE = 50
SAMPLE_ROWS = 10
#: characters of a cell of the sample, and columns of it
SAMPLE_CELL, SAMPLE_COLUMNS = 60, 30

#: nothing was written, and nobody is at work on it
OPEN = (ImportState.MAPPING, ImportState.EXAMINED, ImportState.FAILED, ImportState.CANCELLED)

View = Callable[..., HttpResponse]


def seen(user: Any, uuid: Any) -> Import:
    """An import, for whoever may add records of its kind. Raises Http404, PermissionDenied."""
    held = get_object_or_404(Import.objects.select_related("by"), uuid=uuid)
    if not may(user, "add", KINDS_BY_PLURAL[held.kind].name):
        raise PermissionDenied
    return held


def of_import(view: View) -> View:
    """A view of an import that the person may see."""

    @wraps(view)
    def wrapped(request: HttpRequest, site: Any, uuid: Any) -> HttpResponse:
        return view(request, site, seen(request.user, uuid))

    return wrapped


def of_own_import(view: View) -> View:
    """A post about an import of one's own. Somebody else's is refused."""

    @require_POST
    @wraps(view)
    def wrapped(request: HttpRequest, site: Any, uuid: Any) -> HttpResponse:
        held = seen(request.user, uuid)
        if held.by_id != request.user.pk:
            raise PermissionDenied
        return view(request, site, held)

    return wrapped


def list_page(request: HttpRequest, site: Any) -> HttpResponse:
    """The imports of kinds that the person may add, the latest first."""
    kinds = importable(request.user)
    if not kinds:
        raise PermissionDenied
    page = Paginator(Import.objects.filter(kind__in=kinds), PER_PAGE).get_page(request.GET.get("p"))
    rows = [(held, kind_label(held.kind)) for held in page]
    return _page(request, site, "list", {"title": _("Imports"), "page": page, "rows": rows})


@of_import
def import_page(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Where it is now: at work, waiting for a decision, done, or not."""
    recover(held)
    shared = {
        "held": held,
        "kind_label": kind_label(held.kind),
        "is_own": held.by_id == request.user.pk,
        "has_upload": Folder(held.uuid).has_upload,
        "opts": KINDS_BY_PLURAL[held.kind].model._meta,
    }
    if held.is_under_way:
        context = {"title": str(held.get_state_display()).capitalize(), "now": told_standing(held)}
        return _page(request, site, "progress", {**shared, **context})
    report = report_of(held) if held.state == ImportState.EXAMINED else None
    if report is None:
        return _page(request, site, "ended", {**shared, **_ending(held)})
    context = {"title": _("What the file would do"), "preview": Preview(held, report, request.GET)}
    return _page(request, site, "preview", {**shared, **context, **_reading(held)})


def _ending(held: Import) -> dict[str, Any]:
    titles = {
        ImportState.DONE: _("Imported"),
        ImportState.UNDONE: _("Undone"),
        ImportState.CANCELLED: _("Cancelled"),
        ImportState.MAPPING: _("Its columns wait to be mapped"),
        ImportState.FAILED: _("It could not be read") if not held.counts else _("It failed"),
    }
    reading = (
        _reading(held)
        if held.state in (ImportState.FAILED, ImportState.MAPPING) and Folder(held.uuid).has_upload
        else {}
    )
    if held.state == ImportState.UNDONE:
        return {"title": titles[ImportState.UNDONE], "fates": told_fates(held)}
    title = titles.get(ImportState(held.state), _("Its files are no longer here"))
    return {"title": title, **reading}


def _reading(held: Import) -> dict[str, Any]:
    """How the file is read, with a sample, and the form that says it otherwise."""
    try:
        table: OpenedTable | None = table_of(held)
    except (FileFault, FileNotFoundError):
        table = None
    initial = {name: value for name, value in held.told.items() if name in ReadingForm.base_fields}
    return {"form": ReadingForm(initial=initial, table=table), "sample": _sample(table), "manner": _manner(table)}


def _sample(table: OpenedTable | None) -> dict[str, Any]:
    if table is None:
        return {}
    rows = [(number, _shown(cells)) for number, cells in table.sample(SAMPLE_ROWS).rows]
    return {"header": _shown(table.header), "rows": rows}


def _shown(cells: list[str]) -> list[str]:
    return [_short(cell) for cell in cells[:SAMPLE_COLUMNS]]


def _short(cell: str) -> str:
    return cell if len(cell) <= SAMPLE_CELL else cell[: SAMPLE_CELL - 1] + "…"


def _manner(table: OpenedTable | None) -> list[str]:
    if table is None:
        return []
    manner = table.manner
    told = [manner.format.upper()]
    if manner.encoding:
        told.append(shown_encoding(manner.encoding))
    if manner.delimiter:
        told.append(_("separated by: %(sign)s") % {"sign": shown_delimiter(manner.delimiter)})
    if manner.sheet:
        told.append(_("sheet “%(name)s”") % {"name": manner.sheet})
    return told


@require_GET
@of_import
def state(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """How far it is, for the page that waits for it."""
    now = told_standing(held)
    answer = {"is_under_way": held.is_under_way, "words": now.words, "done": now.rows, "total": now.total}
    return JsonResponse({**answer, "needs_person": now.needs_person})


@require_GET
@of_import
def to_mend(request: HttpRequest, site: Any, held: Import) -> Any:
    """The rows that cannot be imported, as a file. Raises Http404 when its files are gone."""
    report = report_of(held)
    if report is None or not Folder(held.uuid).has_upload:
        raise Http404(_("The files of this import are no longer here."))
    lines = (line.encode() for line in rows_to_mend(source_of(held), report))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{held.kind}-to-mend.csv"'
    return answer


@of_own_import
def confirmed(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Write it: all or nothing, or the rows that are right."""
    if request.POST.get("attempt") != str(held.attempt):
        messages.error(request, _("This page is no longer the latest. Look at it again."))
    elif held.counts.get("faults") and "good_rows" not in request.POST:
        messages.error(request, _("Some rows are wrong. Nothing was imported."))
    else:
        confirm(held, takes_good_rows="good_rows" in request.POST)
    return HttpResponseRedirect(address_of(held))


@of_own_import
def cancelled(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    cancel(held)
    return HttpResponseRedirect(address_of(held))


@of_own_import
def again(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Look at the file anew, as if it had just come."""
    if not Folder(held.uuid).has_upload:
        messages.error(request, _("The file is no longer here. Upload it again."))
        return HttpResponseRedirect(address_of(held))
    if held.state in (ImportState.DONE, ImportState.UNDOING):
        messages.error(request, _("It is in the archive already."))
        return HttpResponseRedirect(address_of(held))
    begin_again(held)
    return HttpResponseRedirect(address_of(held))


@of_own_import
def read_otherwise(request: HttpRequest, site: Any, held: Import) -> HttpResponse:
    """Read the file as the person says."""
    try:
        table: OpenedTable | None = table_of(held)
    except (FileFault, FileNotFoundError):
        table = None
    form = ReadingForm(request.POST, table=table)
    is_open = held.state in OPEN
    if not form.is_valid() or not is_open or not Folder(held.uuid).has_upload:
        messages.error(request, _("It cannot be read that way."))
    else:
        read_differently(held, form.told)
    return HttpResponseRedirect(address_of(held))


def kind_label(plural: str) -> str:
    return str(KINDS_BY_PLURAL[plural].model._meta.verbose_name_plural)


def _page(request: HttpRequest, site: Any, name: str, context: dict[str, Any]) -> HttpResponse:
    frame = {**site.each_context(request), "imports_address": reverse("admin:archive_imports")}
    return TemplateResponse(request, f"admin/archive/imports/{name}.html", {**frame, **context})
