"""`/sources/`: what the archive rests on, by the day it was issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Source
from archive.timeline.filters import read_selection
from archive.timeline.pages import listing_page, records_of
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_month
from archive.views.source_cards import for_cards, source_cards


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET, "source")
    found = listing_page(selection)
    records = records_of(found, for_cards(Source.objects.published()))
    context = {
        "years": by_month(records, source_cards(records)),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/source_list.html", context)
