"""Import and export buttons: django-import-export's steps, the archive's own files behind them."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportMixin
from import_export.forms import ConfirmImportForm, ExportForm

from archive.admin.records import RecordAdmin
from archive.exchange.exporting import Export
from archive.exchange.formats import FORMATS
from archive.exchange.report import Result
from archive.exchange.resources import resource_for

#: rows that a preview shows; all of them are counted and checked
SHOWN_ROWS = 200
SALT = "archive.admin.files"


class SignedConfirmForm(ConfirmImportForm):
    """Confirms only a file that this site put aside: its name is signed."""

    def clean_import_file_name(self) -> str:
        try:
            name: str = signing.loads(self.cleaned_data["import_file_name"], salt=SALT, max_age=24 * 3600)
        except signing.BadSignature as error:
            raise ValidationError(_("This preview is too old. Upload the file again.")) from error
        if not Path(tempfile.gettempdir(), Path(name).name).is_file():
            raise ValidationError(_("This file was imported already, or is gone. Upload it again."))
        return Path(name).name


class Files(ImportExportMixin, RecordAdmin):
    """The admin of a kind that has a file of its own: upload, look at what would happen, confirm."""

    formats = FORMATS
    export_form_class = ExportForm
    confirm_form_class = SignedConfirmForm
    import_export_change_list_template = "admin/archive/record_list.html"
    import_template_name = "admin/archive/import.html"
    export_template_name = "admin/archive/export.html"
    skip_admin_log = True
    actions = [*RecordAdmin.actions, "export_selected"]

    def get_resource_classes(self, request: HttpRequest) -> list[Any]:
        return [resource_for(self.record_kind)]

    def get_import_form_initial(self, request: HttpRequest) -> dict[str, Any]:
        """Most files are CSV, the first of the formats."""
        return {**super().get_import_form_initial(request), "format": "0"}

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"shown_rows": SHOWN_ROWS}

    def get_confirm_form_initial(self, request: HttpRequest, import_form: forms.Form | None) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_confirm_form_initial(request, import_form)
        if "import_file_name" in initial:
            initial["import_file_name"] = signing.dumps(initial["import_file_name"], salt=SALT)
        return initial

    @method_decorator(require_POST)
    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """What was confirmed is checked once more: the archive may have changed since the preview."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        confirmed = self.create_confirm_form(request)
        if not confirmed.is_valid() or confirmed.cleaned_data["format"] not in self._import_formats():
            problems = [problem for errors in confirmed.errors.values() for problem in errors]
            for problem in problems or [_("Upload the file again.")]:
                messages.error(request, problem)
            return HttpResponseRedirect(reverse(f"admin:archive_{self.opts.model_name}_import"))
        answer: HttpResponse = super().process_import(request, **kwargs)
        return answer

    def _import_formats(self) -> set[str]:
        return {str(number) for number in range(len(self.get_import_formats()))}

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        if result.has_errors() or result.has_validation_errors():
            context = {
                **self.admin_site.each_context(request),
                "title": _("Import"),
                "opts": self.opts,
                "result": result,
                "form": self.create_import_form_anew(request),
                "shown_rows": SHOWN_ROWS,
            }
            return TemplateResponse(request, self.import_template_name, context)
        answer: HttpResponse = super().process_result(result, request)
        return answer

    def create_import_form_anew(self, request: HttpRequest) -> forms.Form:
        """Without what was posted, which was the confirmation."""
        form: forms.Form = self.get_import_form_class(request)(
            self.get_import_formats(), self.get_import_resource_classes(request)
        )
        return form

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        counts = result.report.counts
        number = counts[Result.NEW] + counts[Result.CHANGED]
        text = ngettext("%(number)s record was imported.", "%(number)s records were imported.", number)
        messages.success(request, text % {"number": number})
        if waiting := counts[Result.REVISED]:
            text = ngettext(
                "%(number)s change of a published record waits as a revision.",
                "%(number)s changes of published records wait as revisions.",
                waiting,
            )
            messages.info(request, text % {"number": waiting})

    @admin.action(description=gettext_lazy("Export"), permissions=["export"])
    def export_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """The export page, for those that were chosen, or for all that the list was narrowed to."""
        address = reverse(f"admin:archive_{self.opts.model_name}_export")
        if request.POST.get("select_across") == "1":
            return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")
        keys = ",".join(str(key) for key in queryset.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(f"{address}?{urlencode({'id__in': keys})}")

    def _do_file_export(
        self, file_format: Any, request: HttpRequest, queryset: Any, export_form: Any = None
    ) -> StreamingHttpResponse:
        """The library's step, as a stream: it would make the whole file in memory first."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        export = Export(resource_for(self.record_kind).file.name, records=queryset)
        answer = StreamingHttpResponse(file_format.pieces(export), content_type=file_format.get_content_type())
        name = self.get_export_filename(request, queryset, file_format)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    def export_action(self, request: HttpRequest) -> HttpResponse:
        try:
            answer: HttpResponse = super().export_action(request)
        except IncorrectLookupParameters:
            messages.error(request, _("This list cannot be narrowed that way."))
            return HttpResponseRedirect(reverse(f"admin:archive_{self.opts.model_name}_changelist"))
        return answer
