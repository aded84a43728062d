"""Where the events of a selection happened: the map above the list, its table of places, and `/map.json`.

    {"archive_version": 77, "placed": 38, "unplaced": 4, "more": false, "places": [{"slug": "kyiv", "name": "Kyiv",
     "url": "/places/kyiv/", "latitude": 50.4501, "longitude": 30.5234, "uncertainty_m": 20000.0, "country": "UA",
     "count": 12, "counted": "12 events", "area": "to within 20 km"}]}

Degrees are WGS 84, `uncertainty_m` is in metres or null. `placed` are the events at one of the places, `unplaced`
all others of the selection. Places are the published ones that have a point, those with most events first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.models import ArchiveVersion, Compiled, Place
from archive.models.countries import COUNTRIES
from archive.timeline.filters import Selection, read_selection
from archive.timeline.selected import Selected
from archive.views.addresses import page_url, record_url, record_urls
from archive.views.documents import as_data
from archive.views.filtering import address
from archive.views.place_words import distance_words

MOST_PLACES = 2000
MOST_LISTED = 200


@dataclass(frozen=True)
class CountedPlaces:
    """The places of a selection with their numbers of events, most first; of those beyond the most, only `more`."""

    places: Sequence[tuple[Place, int]]
    placed: int
    unplaced: int
    more: bool


@dataclass(frozen=True)
class PlaceRow:
    """A place in the table: `url` is its page, `narrowed_url` the view narrowed to it, `note` where and how exactly."""

    name: str
    url: str
    note: str
    counted: str
    narrowed_url: str


@dataclass(frozen=True)
class MapView:
    """All that `archive/parts/map.html` needs. The script adds a slug to `narrow_url`."""

    data_url: str
    narrow_url: str
    summary: str
    rows: Sequence[PlaceRow]
    left_out: str


def map_context(selection: Selection, path: str) -> dict[str, Any]:
    """`map` for the page: the table of places, and the addresses that the script needs."""
    counted = counted_places(selection.selected())
    narrow = [pair for pair in selection.parameters() if pair[0] != "place"]
    narrow_url = address(path, [*narrow, ("place", "")])
    listed = counted.places[:MOST_LISTED]
    view = MapView(
        data_url=address(page_url("archive:map-json"), selection.filters()),
        narrow_url=narrow_url,
        summary=_summary(counted),
        rows=[_row(place, count, narrow_url) for place, count in listed],
        left_out=_left_out(len(counted.places) - len(listed)),
    )
    return {"map": view}


@as_data
def map_data(request: HttpRequest) -> JsonResponse:
    version = ArchiveVersion.current()
    counted = counted_places(read_selection(request.GET, "event").selected())
    content = {
        "archive_version": version,
        "placed": counted.placed,
        "unplaced": counted.unplaced,
        "more": counted.more,
        "places": _entries(counted),
    }
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})


def counted_places(selected: Selected, most: int = MOST_PLACES) -> CountedPlaces:
    counts = selected.counts("place", most)
    points = _points([value for value, _count in counts])
    found = [(points[value], count) for value, count in counts if value in points]
    placed = _placed(selected, list(points))
    return CountedPlaces(found, placed, selected.total - placed, more=len(counts) == most)


def _points(keys: Sequence[str]) -> Mapping[str, Place]:
    """The public places among these that lie somewhere, by their keys in the index."""
    return {str(place.pk): place for place in _lying(list(map(int, keys)))}


_FIELDS = ("slug", "name", "country", "latitude", "longitude", "uncertainty_m")
_lying = Compiled(
    lambda keys: Place.objects.published().filter(pk__in=keys, latitude__isnull=False).order_by().only(*_FIELDS)
)


def _placed(selected: Selected, values: Sequence[str]) -> int:
    """How many of the selection are at one of these places; an event at several is one."""
    facet = f"{selected.of.name}.place"
    bitmaps = selected.bitmaps((facet, value) for value in values)
    there = BitMap.union(*(bitmaps[facet, value] for value in values)) if values else BitMap()
    return selected.keys.intersection_cardinality(there)


def _entries(counted: CountedPlaces) -> list[dict[str, Any]]:
    language, url = get_language(), record_urls("place")
    return [_entry(place, count, language, url) for place, count in counted.places]


def _entry(place: Place, count: int, language: str | None, url: Callable[[str], str]) -> dict[str, Any]:
    return {
        "slug": place.slug,
        "name": place.name,
        "url": url(place.slug),
        "latitude": float(place.latitude or 0),
        "longitude": float(place.longitude or 0),
        "uncertainty_m": None if place.uncertainty_m is None else float(place.uncertainty_m),
        "country": place.country,
        "count": count,
        "counted": _counted(count, language),
        "area": "" if place.uncertainty_m is None else _area(place.uncertainty_m, language),
    }


def _row(place: Place, count: int, narrow_url: str) -> PlaceRow:
    country = COUNTRIES.get(place.country, "")
    note = [country if country != place.name else "", area_words(place)]
    return PlaceRow(
        name=place.name,
        url=record_url("place", place.slug),
        note=", ".join(filter(None, note)),
        counted=_events(count),
        narrowed_url=f"{narrow_url}{place.slug}",
    )


def area_words(place: Place) -> str:
    """How exactly a place is known: “to within 20 km”; empty where nobody has said."""
    return "" if place.uncertainty_m is None else _area(place.uncertainty_m, get_language())


# Of two thousand places many have the same words.


@lru_cache(maxsize=4096)
def _area(metres: Decimal, _language: str | None) -> str:
    return _("to within %(radius)s") % {"radius": distance_words(metres)}


@lru_cache(maxsize=4096)
def _counted(count: int, _language: str | None) -> str:
    return _events(count)


def _events(count: int) -> str:
    return ngettext("%(count)s event", "%(count)s events", count) % {"count": _number(count)}


def _summary(counted: CountedPlaces) -> str:
    """“38 events at 12 places. 4 events have no place on the map.”"""
    if not counted.places:
        return _("None of these events has a place whose position is known.")
    places = ngettext("%(count)s place", "%(count)s places", len(counted.places)) % {
        "count": _number(len(counted.places))
    }
    sentences = [_("%(events)s at %(places)s.") % {"events": _events(counted.placed), "places": places}]
    if counted.unplaced:
        without = ngettext(
            "%(count)s event has no place on the map.", "%(count)s events have no place on the map.", counted.unplaced
        )
        sentences.append(without % {"count": _number(counted.unplaced)})
    return " ".join(sentences)


def _left_out(count: int) -> str:
    if count <= 0:
        return ""
    words = ngettext("%(count)s more place is on the map.", "%(count)s more places are on the map.", count)
    return words % {"count": _number(count)}


def _number(count: int) -> str:
    return number_format(count, force_grouping=True)
