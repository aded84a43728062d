"""`/lanes.json?by=actor`: the values that the lanes of the drawn timeline stand for, the most frequent or by name."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.models import ArchiveVersion
from archive.timeline.errors import FilterError
from archive.timeline.filters import LANES_BY, MOST_LANES, read_selection
from archive.timeline.naming import counted
from archive.views.documents import as_data, as_json


@as_data
def lanes(request: HttpRequest) -> HttpResponse:
    """At most twelve: the most frequent of the selection, and those that the address names."""
    selection = read_selection(request.GET, "event")
    facet = selection.of.facet(selection.by) if selection.by else None
    if facet is None:
        raise FilterError(_("“by” is one of: %(known)s.") % {"known": ", ".join(LANES_BY)})
    selected = selection.selected()
    found = counted(facet, selected.counts(selection.by, MOST_LANES))
    if selection.lanes:
        found = [(lane, len(selected.keys & selected.with_value(selection.by, lane.key))) for lane in selection.lanes]
    if selection.lane_order == "name":
        found.sort(key=lambda item: (item[0].name.casefold(), item[0].value))
    return as_json(
        {
            "archive_version": ArchiveVersion.current(),
            "by": selection.by,
            "lanes": [
                {"value": choice.value, "name": choice.name, "language": choice.language, "count": count}
                for choice, count in found
            ],
        }
    )
