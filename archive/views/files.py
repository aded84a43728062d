"""Lists as CSV: `/events.csv`, with the columns of the archive's own files, streamed; narrowed as the list's page is.

Only what is published, and of that only what may be told: see `archive.exchange`.
"""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from archive.documents import KINDS_BY_PLURAL
from archive.exchange.exporting import Export
from archive.views.documents import as_data, selected


@as_data
def file(request: HttpRequest, plural: str) -> HttpResponseBase:
    """RFC 4180, UTF-8. What the address asks for wrongly is told as JSON, like everywhere among the data."""
    records = selected(request, KINDS_BY_PLURAL[plural])
    response = StreamingHttpResponse(
        Export(plural, public=True, records=records).csv(), content_type="text/csv; charset=utf-8; header=present"
    )
    response["Content-Disposition"] = f'attachment; filename="{plural}.csv"'
    return response
