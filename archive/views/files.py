"""Lists as files of cells: `/events.csv` and `/events.xlsx`, streamed; narrowed as the list's page is.

The columns are those of the archive's own files. Only what is published, and of that only what may be told: see
`archive.exchange`.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from archive.documents import KINDS_BY_PLURAL
from archive.exchange.exporting import Export
from archive.exchange.workbooks import CONTENT_TYPE, workbook
from archive.models import ArchiveVersion
from archive.views.documents import as_data, selected

CSV_TYPE = "text/csv; charset=utf-8; header=present"


@as_data
def csv_file(request: HttpRequest, plural: str) -> HttpResponseBase:
    """RFC 4180, UTF-8. What the address asks for wrongly is told as JSON, like everywhere among the data."""
    return _as_file(_export(request, plural).csv(), CSV_TYPE, f"{plural}.csv")


@as_data
def workbook_file(request: HttpRequest, plural: str) -> HttpResponseBase:
    """The same cells as a spreadsheet."""
    notes = [
        _("Dateline, version %(version)s of the archive.") % {"version": ArchiveVersion.current()},
        request.build_absolute_uri(),
    ]
    return _as_file(workbook(_export(request, plural), notes), CONTENT_TYPE, f"{plural}.xlsx")


def _export(request: HttpRequest, plural: str) -> Export:
    return Export(plural, public=True, records=selected(request, KINDS_BY_PLURAL[plural]))


def _as_file(pieces: Iterator[bytes], content_type: str, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
