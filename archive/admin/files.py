"""Import and export buttons: django-import-export's buttons, rights and export, our pages for what comes in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import URLPattern, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm

from archive.admin.imports.uploading import upload_page
from archive.admin.records import RecordAdmin
from archive.exchange.exporting import Export
from archive.exchange.formats import FORMATS
from archive.exchange.resources import resource_for


class Files(ImportExportMixin, RecordAdmin):
    """The admin of a kind that has a file of its own."""

    formats = FORMATS
    export_form_class = ExportForm
    import_export_change_list_template = "admin/archive/record_list.html"
    export_template_name = "admin/archive/export.html"
    skip_admin_log = True
    actions = [*RecordAdmin.actions, "export_selected"]

    def get_resource_classes(self, request: HttpRequest) -> list[Any]:
        return [resource_for(self.record_kind)]

    def get_urls(self) -> list[URLPattern]:
        """Without the library's way of confirming an import: ours has an address of its own."""
        stock = f"{self.opts.app_label}_{self.opts.model_name}_process_import"
        return [address for address in super().get_urls() if address.name != stock]

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return upload_page(request, self)

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
