"""Where events happen."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.columns import public_pill
from archive.admin.files import Files
from archive.admin.filters import value_filter
from archive.admin.names import ExternalIdInline, OtherNameInline
from archive.models import Place, PlaceId, PlaceName
from archive.models.countries import COUNTRIES


class PlaceNameInline(OtherNameInline):
    model = PlaceName


class PlaceIdInline(ExternalIdInline):
    model = PlaceId


@admin.register(Place)
class PlaceAdmin(Files):
    list_display = ["name", "country", "part_of", "latitude", "longitude", public_pill]
    list_select_related = ["part_of"]
    list_filter = ["is_public", value_filter("country", COUNTRIES)]
    search_fields = ["name", "slug", "other_names__name"]
    autocomplete_fields = ["part_of"]
    inlines = [PlaceNameInline, PlaceIdInline]
    slug_from = ("name",)
    fieldsets = [
        (None, {"fields": ["name", "slug", ("country", "part_of")]}),
        (
            _("On the map"),
            {
                "fields": [("latitude", "longitude", "uncertainty_m")],
                "description": _("A point, and the radius around it that surely holds the place."),
            },
        ),
    ]

    def tell_apart(self, place: Place) -> str:
        return f"{place.name} ({place.country})" if place.country else place.name
