"""`/data/`: take the archive away as files, and cite it. What stands in the files is read off their columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive.exchange.files import FILES, File
from archive.views.addresses import FOLDERS


@dataclass(frozen=True)
class ColumnEntry:
    """A column: its name in the header and what stands in its cells."""

    name: str
    content: str


@dataclass(frozen=True)
class FileEntry:
    """One kind of record as files; `record_pattern` is how one record of it is asked for, "" where it has no page."""

    name: str
    words: str
    json_url: str
    lines_url: str
    csv_url: str
    workbook_url: str
    record_pattern: str
    columns: Sequence[ColumnEntry]

    @property
    def columns_words(self) -> str:
        number = len(self.columns)
        return ngettext("%(number)d column", "%(number)d columns", number) % {"number": number}


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    context = {"files": [_entry(file) for file in FILES.values()], "root": request.build_absolute_uri("/")}
    return render(request, "archive/data.html", context)


def _entry(file: File) -> FileEntry:
    address = f"{get_script_prefix()}{file.name}"
    return FileEntry(
        name=file.name,
        words=str(file.kind.model._meta.verbose_name_plural),
        json_url=f"{address}.json",
        lines_url=f"{address}.jsonl",
        csv_url=f"{address}.csv",
        workbook_url=f"{address}.xlsx",
        record_pattern=f"{address}/<slug>.json" if file.name in FOLDERS.values() else "",
        columns=[ColumnEntry(column.name, str(column.expected)) for column in file.columns],
    )
