"""How a file comes in, and how it is said to be read when what was found out about it is not so."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.documents import KINDS, KINDS_BY_PLURAL
from archive.exchange.files import FILES
from archive.exchange.tables import OpenedTable
from archive.exchange.tables.decoding import shown_encoding
from archive.exchange.tables.dialects import DELIMITERS, shown_delimiter
from archive.exchange.underway import examine_soon, take_in
from archive.models import Import, ImportState
from archive.workflow import may

FORMATS = (
    ("", gettext_lazy("find out")),
    ("csv", "CSV"),
    ("tsv", "TSV"),
    ("xlsx", "XLSX"),
    ("ods", "ODS"),
    ("json", "JSON"),
    ("jsonl", "JSON Lines"),
)
ENCODINGS = (
    "utf-8",
    "utf-16",
    "cp1250",
    "cp1251",
    "cp1252",
    "iso8859-1",
    "iso8859-2",
    "iso8859-15",
    "koi8-r",
    "koi8-u",
)
FIND_OUT = ("", gettext_lazy("find out"))


class ReadingForm(forms.Form):
    """How a file is read; what is left open is found out. `table`: the file as it is read now, for what is likely."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), required=False, choices=FORMATS)
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), required=False)
    delimiter = forms.ChoiceField(label=gettext_lazy("Cells are separated by"), required=False)
    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=gettext_lazy("Row with the names of the columns"), required=False, min_value=1, max_value=1000
    )

    def __init__(self, *values: Any, table: OpenedTable | None = None, **options: Any) -> None:
        super().__init__(*values, **options)
        likely = table.choices if table else None
        encodings = dict.fromkeys((*(likely.encodings if likely else ()), *ENCODINGS))
        delimiters = dict.fromkeys((*(likely.delimiters if likely else ()), *DELIMITERS))
        self._offer("encoding", [(name, shown_encoding(name)) for name in encodings])
        self._offer("delimiter", [(sign, shown_delimiter(sign)) for sign in delimiters])
        sheets = likely.sheets if likely else ()
        self._offer("sheet", [(name, name) for name in sheets])
        if not sheets:
            del self.fields["sheet"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [FIND_OUT, *choices]
        # A tab at the end of a value is part of it.
        field.strip = False

    @property
    def told(self) -> dict[str, Any]:
        """What was said, as `Told` has it."""
        return {name: value for name, value in self.cleaned_data.items() if value and name != "file"}


class UploadForm(ReadingForm):
    """A file, and perhaps how it is to be read."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy("CSV, TSV, XLSX, ODS, JSON or JSON Lines."),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    field_order = ["file", "format", "encoding", "delimiter", "header_row"]

    def clean_file(self) -> Any:
        """The file, if it is not too large."""
        file = self.cleaned_data["file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            message = _("This file is too large: at most %(limit)s MB, please. Cut it into several.")
            raise ValidationError(message % {"limit": f"{settings.IMPORT_MAX_BYTES / 2**20:g}"})
        return file


def importable(user: Any) -> list[str]:
    """The kinds, in the plural, whose records the person may add, and so import."""
    return [plural for plural, kind in KINDS_BY_PLURAL.items() if may(user, "add", kind.name)]


def upload_page(request: HttpRequest, admin: Any) -> HttpResponse:
    """The form of a kind's list. Raises PermissionDenied for those who may not add records of the kind."""
    kind = KINDS[admin.record_kind]
    if not may(request.user, "add", kind.name):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = UploadForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        name = PurePath(file.name.replace("\\", "/")).name
        held = take_in(file.chunks(), request.user, kind.plural, name, told=form.told)
        examine_soon(held)
        waits = held.state == ImportState.MAPPING
        return HttpResponseRedirect(columns_address(held) if waits else address_of(held))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Import %(kind)s") % {"kind": kind.model._meta.verbose_name_plural},
        "opts": admin.opts,
        "form": form,
        "columns": FILES[kind.plural].header,
        "recent": Import.objects.filter(kind=kind.plural)[:5],
    }
    return TemplateResponse(request, "admin/archive/imports/upload.html", context)


def columns_address(held: Import) -> str:
    return reverse("admin:archive_import_columns", args=[held.uuid])


def address_of(held: Import) -> str:
    return reverse("admin:archive_import", args=[held.uuid])
