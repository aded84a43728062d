"""`/data/`: take the archive away as files, and cite it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix
from django.views.decorators.http import require_safe

from archive.documents import KINDS_BY_PLURAL
from archive.views.addresses import FOLDERS


@dataclass(frozen=True)
class DataFile:
    """One kind of record as files, and how one record of it is asked for."""

    name: str
    plural_words: str
    json_url: str
    csv_url: str
    record_pattern: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    files = [
        _file(plural, kind.model._meta.verbose_name_plural)
        for plural, kind in KINDS_BY_PLURAL.items()
        if plural in FOLDERS.values()
    ]
    context = {"files": files, "root": request.build_absolute_uri("/")}
    return render(request, "archive/data.html", context)


def _file(plural: str, words: Any) -> DataFile:
    root = f"{get_script_prefix()}{plural}"
    return DataFile(plural, str(words), f"{root}.json", f"{root}.csv", f"{root}/<slug>.json")
