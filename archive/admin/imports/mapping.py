"""The step at which a file's columns are led to the archive's fields: shown, changed, mended, kept under a name.

    mapping_page(request, site, holder, addresses)     a whole answer, for whoever holds the file (see `holding`)

Every button posts the whole form; what was said is kept and the page is shown again. Nothing is written to the
archive here.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.imports import saved
from archive.admin.imports.columns_form import ColumnsForm
from archive.admin.imports.controls import Terms
from archive.admin.imports.holding import Addresses, Holder
from archive.admin.imports.mending import Mending, mended_by, mending
from archive.exchange.faults import FileFault
from archive.exchange.files import FILES
from archive.exchange.mapping import (
    Mapping,
    MappingError,
    Survey,
    adapted,
    check,
    column_names,
    missing_columns,
    names_of,
    propose,
    survey,
)
from archive.exchange.mapping.contents import Contents, contents_of
from archive.exchange.mapping.editing import unfilled
from archive.exchange.mapping.readings import readings
from archive.exchange.mapping.targets import field_words
from archive.workflow import may

SURVEYED = 3_000
"""So many rows are looked at whenever the page is shown, where nobody has surveyed the whole file."""
MOST_COLUMNS = 400
"""So many columns are shown; of a table with more the others are left out."""


@dataclass
class Step:
    """One visit to the step. `problem`: what is wrong with `mapping`, which then is not kept."""

    request: HttpRequest
    holder: Holder
    addresses: Addresses
    mapping: Mapping
    contents: list[Contents]
    reasons: dict[str, str]
    problem: str = ""

    @property
    def form(self) -> ColumnsForm:
        return ColumnsForm(self.mapping, self.contents[:MOST_COLUMNS], Terms(self.request.user))


def mapping_page(request: HttpRequest, site: Any, holder: Holder, addresses: Addresses) -> HttpResponse:
    """Raises PermissionDenied for those who may not add what the file is about, FileFault for one that is broken."""
    if not may(request.user, "add", FILES[holder.kind].kind.name):
        raise PermissionDenied
    step = _step(request, holder, addresses)
    if request.method == "POST":
        return _posted(step, site)
    if request.GET.get("file") == "mapping":
        return saved.download(step.mapping)
    return _shown(step, site)


def _step(request: HttpRequest, holder: Holder, addresses: Addresses) -> Step:
    table, mapping = holder.table(), holder.mapping()
    proposal = propose(table, holder.kind) if mapping is None else None
    if proposal:
        # Kept only when somebody sends the form: to look writes nothing.
        mapping = proposal.mapping
    assert mapping is not None  # noqa: S101 - one of the two is there
    try:
        names = names_of(mapping, table.header)
    except MappingError:
        names = column_names(table.header)
    contents = contents_of(table, names, skip_first=not mapping.header)
    return Step(request, holder, addresses, mapping, contents, proposal.reasons if proposal else {})


# What was posted


def _posted(step: Step, site: Any) -> HttpResponse:
    act = step.request.POST.get("act", "show")
    try:
        if act in ("take", "file"):
            return _taken(step, act)
        mapping = mended_by(step.form.read(step.request.POST.dict()), step.request.POST.dict())
        check(mapping)
    except MappingError as error:
        if act not in ("take", "file"):
            step = replace(step, mapping=step.form.read(step.request.POST.dict()), problem=_in_words(step, error))
            return _shown(step, site)
        messages.error(step.request, str(error))
        return HttpResponseRedirect(step.addresses.here)
    step.holder.keep(mapping)
    if act == "keep":
        _keep(step, mapping)
    is_ready = act == "next" and not unfilled(mapping)
    return HttpResponseRedirect(step.addresses.onward if is_ready else _back_to(step))


def _back_to(step: Step) -> str:
    """The step again, at the page of its names and values that was shown."""
    page = _page(step.request.POST.get("page", ""))
    return f"{step.addresses.here}?p={page + 1}" if page else step.addresses.here


def _in_words(step: Step, error: MappingError) -> str:
    """What is wrong, with the field as people call it."""
    field = error.path.removeprefix("fields → ").partition(" → ")[0]
    words = field_words(step.mapping.kind, field) if error.path.startswith("fields") else ""
    return f"{words[:1].upper()}{words[1:]}: {error.reason}" if words else str(error)


def _taken(step: Step, act: str) -> HttpResponse:
    """Take a kept or ready-made mapping, one from a file, or propose anew."""
    request, key = step.request, step.request.POST.get("taken", "")
    if act == "take" and key == "propose":
        found = propose(step.holder.table(), step.holder.kind).mapping
    else:
        found = saved.uploaded(request) if act == "file" else saved.taken(request.user, key)
    if found.kind != step.holder.kind:
        values = {"kind": saved.kind_label(found.kind), "own": saved.kind_label(step.holder.kind)}
        raise MappingError("", _("This mapping is for %(kind)s, and the file is of %(own)s.") % values)
    names = names_of(found, step.holder.table().header)
    mapping, missing = adapted(found, names)
    check(mapping)
    step.holder.keep(mapping)
    messages.success(request, _("The columns are mapped as “%(name)s” has it.") % {"name": found.name or _("the file")})
    if missing:
        words = _("The file lacks these columns, so what they would fill is left out: %(names)s.")
        messages.warning(request, words % {"names": ", ".join(missing)})
    return HttpResponseRedirect(step.addresses.here)


def _keep(step: Step, mapping: Mapping) -> None:
    name = step.request.POST.get("name", "").strip()
    if not name:
        messages.error(step.request, _("Give the mapping a name to keep it under."))
        return
    mapping = replace(mapping, name=name[: saved.LONGEST_NAME])
    step.holder.keep(mapping)
    kept = saved.keep(step.request.user, mapping, name, shared="shared" in step.request.POST)
    words = _("“%(name)s” is kept for all editors.") if kept.is_shared else _("“%(name)s” is kept for you.")
    messages.success(step.request, words % {"name": kept.name})


# What is shown


def _shown(step: Step, site: Any) -> HttpResponse:
    request, mapping, holder = step.request, step.mapping, step.holder
    form = step.form
    told = None if step.problem else _survey(step)
    page = _page(request.GET.get("p", ""), first=1)
    context = {
        **site.each_context(request),
        "title": _("Columns of the file"),
        "subtitle": holder.name,
        "kind_label": saved.kind_label(holder.kind),
        "mapping": mapping,
        "form": form.form(readings(holder.table(), mapping), step.reasons),
        "hidden_columns": [column.name for column in step.contents[MOST_COLUMNS:]],
        "needed": [field_words(holder.kind, name) for name in unfilled(mapping)],
        "problem": step.problem,
        "told": told,
        "made": [(saved.kind_label(plural), number) for plural, number in told.made.items()] if told else [],
        "rows_words": _rows_words(told),
        "mending": mending(mapping, told, form.terms, page) if told else Mending([], [], 0, 0),
        "page": page,
        "offered": saved.offered(request.user, holder.kind),
        "addresses": step.addresses,
    }
    return TemplateResponse(request, "admin/archive/imports/mapping.html", context)


def _page(text: str, first: int = 0) -> int:
    """A page from 0; what is no number is the first."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else first
    return max(0, number - first)


def _survey(step: Step) -> Survey | None:
    """What the whole file was found to hold, else what its first rows do."""
    if whole := step.holder.survey():
        return whole
    table = step.holder.table()
    try:
        names = names_of(step.mapping, table.header)
        if missing := missing_columns(step.mapping, names):
            raise MappingError("", _("The file lacks these columns: %(names)s.") % {"names": ", ".join(missing)})
        return survey(table, step.mapping, most=SURVEYED)
    except MappingError as error:
        step.problem = str(error)
    except FileFault as refused:
        step.problem = str(refused)
    return None


def _rows_words(told: Survey | None) -> str:
    if told is None:
        return ""
    values = {"number": told.rows}
    if told.is_whole:
        return ngettext("%(number)s row was read.", "All %(number)s rows were read.", told.rows) % values
    return _("The first %(number)s rows were read; the preview reads all.") % values
