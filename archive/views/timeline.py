"""`/`: the timeline as a list, narrowed by what the address asks for."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.timeline.density import density
from archive.timeline.filters import read_selection
from archive.timeline.pages import listing_page
from archive.views.density_strip import density_strip
from archive.views.event_cards import listed_events
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_month
from archive.views.timeline_drawing import timeline_drawing
from archive.views.totals import records_words


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """At most eleven queries, however many events are shown."""
    selection = read_selection(request.GET, "event")
    selected, at_all_times = selection.selected(), selection.without_days().selected()
    selected.prepare(*selected.range_keys())
    at_all_times.borrow(selected)
    found = listing_page(selection)
    events, cards = listed_events(found.records)
    counted = density(at_all_times)
    context = {
        "years": by_month(events, cards),
        "filters": filter_view(request.path, selection, total_words=records_words("event", selected.total)),
        "pages": page_links(request.path, selection, found),
        "total": selected.total,
        "drawing": timeline_drawing(selection),
        "strip": density_strip(counted, selection, request.path),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/timeline.html", context)


@require_safe
def events(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """`/events/` is `/`."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(reverse("archive:timeline") + (f"?{query}" if query else ""))
