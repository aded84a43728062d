"""`/`: the timeline as a list, narrowed by what the address asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from archive.timeline.density import density
from archive.timeline.filters import Selection, read_selection
from archive.timeline.pages import listing_page
from archive.timeline.selected import Selected
from archive.views.addresses import page_url
from archive.views.calendar_view import calendar_context
from archive.views.density_strip import density_strip
from archive.views.event_cards import listed_events
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_month
from archive.views.map_view import map_context
from archive.views.timeline_drawing import timeline_drawing
from archive.views.totals import records_words
from archive.views.views_nav import view_links


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """At most eleven queries, however many events are shown."""
    selection = read_selection(request.GET, "event")
    selected, at_all_times = selection.selected(), selection.without_days().selected()
    selected.prepare(*selected.range_keys())
    at_all_times.borrow(selected)
    found = listing_page(selection)
    events, cards = listed_events(found.records)
    context = {
        "years": by_month(events, cards),
        "filters": filter_view(request.path, selection, total_words=records_words("event", selected.total)),
        "pages": page_links(request.path, selection, found),
        "views": view_links(request.path, selection),
        "total": selected.total,
        "archive_version_number": selected.version,
        "data_query": request.META.get("QUERY_STRING", ""),
        **_view_context(request, selection, at_all_times),
    }
    return render(request, "archive/timeline.html", context)


def _view_context(request: HttpRequest, selection: Selection, at_all_times: Selected) -> dict[str, Any]:
    """What stands above the list: `map`, `calendar`, or else the `drawing` and the `strip` that it replaces."""
    if selection.view == "map":
        return map_context(selection, request.path)
    if selection.view == "calendar":
        year = request.GET.get("year", "")
        return calendar_context(selection, at_all_times, request.path, year, localdate().toordinal())
    return {
        "drawing": timeline_drawing(selection, at_all_times),
        "strip": density_strip(density(at_all_times), selection, request.path),
    }


@require_safe
def events(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """`/events/` is `/`."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(page_url("archive:timeline") + (f"?{query}" if query else ""))
