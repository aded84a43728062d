"""Lists as files of cells: `/events.csv` and `/events.xlsx`, streamed; narrowed as the list's page is.

The columns are those of the archive's own files. Only what is published, and of that only what may be told: see
`archive.exchange`.
"""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from archive.documents import KINDS_BY_PLURAL
from archive.exchange.exporting import Export
from archive.exchange.following import standing
from archive.exchange.workbooks import CONTENT_TYPE, workbook
from archive.views.documents import as_data, as_file, read_asked

CSV_TYPE = "text/csv; charset=utf-8; header=present"


@as_data
def csv_file(request: HttpRequest, plural: str) -> HttpResponseBase:
    """RFC 4180, UTF-8. What the address asks for wrongly is told as JSON, like everywhere among the data."""
    now = standing()
    return as_file(_export(request, plural).csv(), CSV_TYPE, f"{plural}.csv", now)


@as_data
def workbook_file(request: HttpRequest, plural: str) -> HttpResponseBase:
    """The same cells as a spreadsheet."""
    now = standing()
    notes = [
        _("Dateline, version %(version)s of the archive.") % {"version": now.version},
        request.build_absolute_uri(),
    ]
    return as_file(workbook(_export(request, plural), notes), CONTENT_TYPE, f"{plural}.xlsx", now)


def _export(request: HttpRequest, plural: str) -> Export:
    asked = read_asked(request, KINDS_BY_PLURAL[plural])
    return Export(plural, public=True, records=asked.records if asked.narrows else None)
