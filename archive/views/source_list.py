"""`/sources/`: what the archive rests on, by the day it was issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Source
from archive.timeline.facets import SOURCE_FACETS
from archive.timeline.filters import read_selection
from archive.timeline.keyset import by_date, page
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_month
from archive.views.source_cards import for_cards, source_cards


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET, SOURCE_FACETS)
    order = by_date(newest_first=selection.newest_first)
    cursor = order.read_cursor(selection.cursor)
    found = page(for_cards(selection.apply(Source.objects.published())), order, cursor)
    context = {
        "years": by_month(found.records, source_cards(found.records)),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/source_list.html", context)
