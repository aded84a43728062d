"""The addresses of everything as data: JSON for each record, JSON, JSON Lines, CSV and XLSX for each list."""

from django.urls import URLPattern, path

from archive.views.addresses import FOLDERS
from archive.views.documents import PUBLIC_PLURALS, document_lines, document_list, record_document
from archive.views.event_formats import geojson, icalendar, timelinejs
from archive.views.files import csv_file, workbook_file
from archive.views.gone import gone_file, gone_lines

data_patterns: list[URLPattern] = [
    *(
        path(f"{folder}/<slug:slug>.json", record_document, {"kind": kind}, name=f"{kind}-json")
        for kind, folder in FOLDERS.items()
    ),
    *(path(f"{plural}.json", document_list, {"plural": plural}, name=f"{plural}-json") for plural in PUBLIC_PLURALS),
    *(path(f"{plural}.jsonl", document_lines, {"plural": plural}, name=f"{plural}-jsonl") for plural in PUBLIC_PLURALS),
    path("events.geojson", geojson, name="events-geojson"),
    path("events.ics", icalendar, name="events-ics"),
    path("events.timelinejs.json", timelinejs, name="events-timelinejs"),
    *(path(f"{plural}.csv", csv_file, {"plural": plural}, name=f"{plural}-csv") for plural in PUBLIC_PLURALS),
    *(path(f"{plural}.xlsx", workbook_file, {"plural": plural}, name=f"{plural}-xlsx") for plural in PUBLIC_PLURALS),
    path("gone.jsonl", gone_lines, name="gone-jsonl"),
    path("gone.csv", gone_file, name="gone-csv"),
]
