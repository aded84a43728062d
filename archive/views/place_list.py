"""`/places/`: where events happen."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive.models import Place
from archive.models.countries import COUNTRIES
from archive.timeline.filters import read_selection
from archive.timeline.keyset import by_name, page
from archive.timeline.totals import totals
from archive.views.addresses import record_url
from archive.views.cards import LinkCard, NamedCard
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_letter


@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET)
    order = by_name()
    cursor = order.read_cursor(selection.cursor)
    found = page(Place.objects.published().select_related("part_of"), order, cursor)
    context = {
        "letters": by_letter(_entries(found.records), lambda entry: entry.name),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found, dated=False),
    }
    return render(request, "archive/place_list.html", context)


def _entries(places: Iterable[Place]) -> list[NamedCard]:
    loaded = list(places)
    events = totals("event.place", [place.pk for place in loaded])
    return [
        NamedCard(
            place.name,
            link=LinkCard(place.name, record_url("place", place.slug), note=_wider(place)),
            counts=_counts(events.get(place.pk, 0)),
        )
        for place in loaded
    ]


def _wider(place: Place) -> str:
    """What the place lies in, as far as that is public."""
    whole = place.part_of.name if place.part_of and place.part_of.is_published else ""
    country = COUNTRIES.get(place.country, "")
    return ", ".join(name for name in dict.fromkeys((whole, country)) if name and name != place.name)


def _counts(events: int) -> tuple[str, ...]:
    return (ngettext("%(count)d event", "%(count)d events", events) % {"count": events},) if events else ()
