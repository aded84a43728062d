"""The desk's page and its addresses, as part of the admin of sources."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from archive.admin.desk.answers import ASKED, TOLD, answer, may_code
from archive.admin.desk.marked import records_on
from archive.admin.desk.plain import plain_paragraphs
from archive.admin.desk.sheets import Sheet, sheet_of, versions_of
from archive.models import Citation, Factuality, StatementKind, Supports, Term, Vocabulary
from archive.presence import note_presence

#: what `desk.js` imports, and they in turn: named in the page, they come all at once
MODULES = tuple(
    f"archive/admin/desk/{name}.js"
    for name in (
        *("acts", "combobox", "coverage", "form", "ghosts", "going", "keeping", "keys", "marks", "notes", "points"),
        *("prefill", "records", "references", "selecting", "sheet", "side", "talk", "words"),
    )
)


class DeskPages(admin.ModelAdmin):
    """Part of the admin of sources: `<id>/desk/` and what its page asks, below it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        answers = [
            path(
                f"<path:object_id>/desk/{name}/",
                view(partial(self.desk_answer, name=name)),
                name=f"archive_source_desk_{name}",
            )
            for name in (*ASKED, *TOLD)
        ]
        page = path("<path:object_id>/desk/", view(self.desk_view), name="archive_source_desk")
        return [page, *answers, *super().get_urls()]

    def desk_answer(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        _source, sheet = self._on_the_desk(request, object_id)
        if sheet is None:
            raise Http404(_("No text of this source is held."))
        return answer(request, sheet, name)

    def desk_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The text with its records; `?plain=1` without anything that needs a script, `?version=N` an older text."""
        source, sheet = self._on_the_desk(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "is_nav_sidebar_enabled": False,
            "title": _("Desk"),
            "subtitle": str(source),
            "opts": self.opts,
            "record": source,
            "sheet": sheet,
            "versions": versions_of(source),
            "others": note_presence(request.user, source.uuid),
        }
        if sheet is None:
            return TemplateResponse(request, "admin/archive/desk/not_held.html", context)
        context["older_citations"] = Citation.objects.filter(source=source.pk, version__lt=sheet.version).count()
        if "plain" in request.GET:
            rows = records_on(sheet, request.user)
            context |= {"paragraphs": plain_paragraphs(sheet, rows), "rows": rows}
            return TemplateResponse(request, "admin/archive/desk/plain.html", context)
        context |= {**_choices(), **self._addresses(sheet), "modules": MODULES, "may_code": may_code(request.user)}
        return TemplateResponse(request, "admin/archive/desk/desk.html", context)

    def _on_the_desk(self, request: HttpRequest, object_id: str) -> tuple[Any, Sheet | None]:
        source = self.get_object(request, object_id)
        if source is None:
            raise Http404(_("There is no such record."))
        if not self.has_view_or_change_permission(request, source):
            raise PermissionDenied
        return source, sheet_of(source, _version_asked(request))

    def _addresses(self, sheet: Sheet) -> dict[str, Any]:
        return {
            "address": reverse("admin:archive_source_desk", args=[sheet.source.pk]),
            "admin_address": reverse("admin:app_list", args=["archive"]),
        }


def _version_asked(request: HttpRequest) -> int | None:
    asked = request.GET.get("version")
    if asked is None:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404(_("There is no such version of the text."))
    return int(asked)


def _choices() -> dict[str, Any]:
    """What the forms' lists offer, as (value, label)."""
    terms: dict[str, list[tuple[str, str]]] = {vocabulary: [] for vocabulary in Vocabulary.values}
    for vocabulary, slug, name in Term.objects.order_by("name", "slug").values_list("vocabulary", "slug", "name"):
        terms[vocabulary].append((slug, name))
    return {
        "statement_kinds": _labelled(StatementKind.choices),
        "factualities": _labelled(Factuality.choices),
        "supports": _labelled(Supports.choices),
        "terms": terms,
    }


def _labelled(choices: Iterable[Any]) -> list[tuple[str, str]]:
    return [(str(value), str(label)) for value, label in choices]
