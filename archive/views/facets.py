"""`/facets/` and `/facets.json`: how many of a selection each value of each filter finds.

They have their own address so that no list waits for them: a script puts the page's part `#facet-counts` beside the
filters, and without one a link leads here. `of` names the list (event unless told).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive.models import ArchiveVersion
from archive.timeline.errors import FilterError
from archive.timeline.facets import LISTS
from archive.timeline.filters import Selection, read_selection
from archive.timeline.tallies import Tally, tallies
from archive.views.documents import as_data, as_json
from archive.views.filtering import address, filter_view, list_path
from archive.views.totals import records_words


@dataclass(frozen=True)
class FacetValue:
    """One value with how many it finds; `url` is the list with it, or without it where it is chosen."""

    value: str
    name: str
    language: str
    count: int
    chosen: bool
    url: str

    @property
    def count_words(self) -> str:
        return number_format(self.count, force_grouping=True)


@dataclass(frozen=True)
class FacetGroup:
    """One facet; `more`: there are other values than these."""

    parameter: str
    label: str
    entries: list[FacetValue]
    more: bool


def facet_groups(selection: Selection) -> list[FacetGroup]:
    """The facets under which anything of the selection is filed."""
    url = _addresses(selection)
    groups = (_group(tally, url) for tally in tallies(selection))
    return [group for group in groups if group.entries]


def _addresses(selection: Selection) -> Callable[[tuple[str, str], bool], str]:
    """Gives the address of the list with a value of a facet, or without one that is chosen."""
    path, kept = list_path(selection.of.name), urlencode(selection.parameters())

    def url(pair: tuple[str, str], chosen: bool) -> str:
        if chosen:
            return address(path, selection.parameters(without=pair))
        return f"{address(path, [pair])}{'&' if kept else ''}{kept}"

    return url


def _group(tally: Tally, url: Callable[[tuple[str, str], bool], str]) -> FacetGroup:
    parameter = tally.facet.parameter
    values = [
        FacetValue(choice.value, choice.name, choice.language, count, chosen, url((parameter, choice.value), chosen))
        for choice, count, chosen in tally.values
    ]
    return FacetGroup(parameter, str(tally.facet.label), values, tally.more)


def _selection(request: HttpRequest) -> Selection:
    of = request.GET.get("of") or "event"
    if of not in LISTS:
        raise FilterError(_("“%(name)s” is one of: %(known)s.") % {"name": "of", "known": ", ".join(LISTS)})
    return read_selection(request.GET, of)


@require_safe
def facets(request: HttpRequest) -> HttpResponse:
    """The page; a few queries for the counts and one for the names of each kind of record."""
    selection = _selection(request)
    path = list_path(selection.of.name)
    words = records_words(selection.of.name, selection.selected().total)
    context = {
        "filters": filter_view(path, selection, total_words=words),
        "groups": facet_groups(selection),
        "list_url": address(path, selection.parameters()),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/facets.html", context)


@as_data
def facets_json(request: HttpRequest) -> HttpResponse:
    selection = _selection(request)
    return as_json(
        {
            "archive_version": ArchiveVersion.current(),
            "total": selection.selected().total,
            "facets": [_as_data(group) for group in facet_groups(selection)],
        }
    )


def _as_data(group: FacetGroup) -> dict[str, Any]:
    return {
        "parameter": group.parameter,
        "label": group.label,
        "values": list(_values_as_data(group.entries)),
        "more": group.more,
    }


def _values_as_data(entries: Iterable[FacetValue]) -> Iterable[dict[str, Any]]:
    for entry in entries:
        yield {
            "value": entry.value,
            "name": entry.name,
            "language": entry.language,
            "count": entry.count,
            "chosen": entry.chosen,
            "url": entry.url,
        }
