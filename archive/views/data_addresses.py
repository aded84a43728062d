"""The addresses of everything as data: each record and each list as JSON, each list as CSV."""

from django.urls import URLPattern, path

from archive.views.addresses import FOLDERS
from archive.views.documents import PUBLIC_PLURALS, document_list, record_document
from archive.views.files import file

data_patterns: list[URLPattern] = [
    *(
        path(f"{folder}/<slug:slug>.json", record_document, {"kind": kind}, name=f"{kind}-json")
        for kind, folder in FOLDERS.items()
    ),
    *(path(f"{plural}.json", document_list, {"plural": plural}, name=f"{plural}-json") for plural in PUBLIC_PLURALS),
    *(path(f"{plural}.csv", file, {"plural": plural}, name=f"{plural}-csv") for plural in PUBLIC_PLURALS),
]
