"""`/statements/`: who said what, by the day it was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Statement
from archive.timeline.facets import STATEMENT_FACETS
from archive.timeline.filters import read_selection
from archive.timeline.keyset import by_date, page
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_month
from archive.views.statement_cards import for_cards, statement_cards


@require_safe
def statement_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET, STATEMENT_FACETS)
    order = by_date(newest_first=selection.newest_first)
    cursor = order.read_cursor(selection.cursor)
    found = page(for_cards(selection.apply(Statement.objects.published())), order, cursor)
    context = {
        "years": by_month(found.records, statement_cards(found.records)),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/statement_list.html", context)
