"""`/suggest.json?facet=actor&q=zel`: the records that a filter may be narrowed by, while somebody types.

`facet` is one of the facets that are records: `actor`, `speaker`, `publisher`, `place`, `topic`, `source`, `kind`; of
`kind`, `of` says whose (`event` unless told, `source`, `actor`). At most ten, the most used first.
"""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.search import SearchError, suggest
from archive.timeline.errors import FilterError
from archive.views.documents import as_data, as_json
from archive.views.limiting import limited


def _refuse(request: HttpRequest, seconds: int) -> HttpResponse:
    return as_json({"status": 429, "reason": _("Too many requests came from where you are."), "seconds": seconds})


@limited("SUGGEST_PER_MINUTE", _refuse)
@as_data
def suggest_json(request: HttpRequest) -> HttpResponse:
    """At most five queries."""
    try:
        found = suggest(request.GET.get("facet", ""), request.GET.get("q", ""), request.GET.get("of") or "event")
    except SearchError as error:
        raise FilterError(str(error)) from error
    values = [{"value": item.value, "name": item.name, "language": item.language, "note": item.note} for item in found]
    return as_json({"values": values})
