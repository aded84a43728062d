"""Where a place lies, as a person says it: degrees as fine as they are known, and the radius that surely holds it."""

from decimal import ROUND_HALF_UP, Decimal
from math import log10

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from archive.models import Place

METRES_IN_A_DEGREE = 111_320
MOST_DECIMALS = 4


def position_words(place: Place) -> str:
    """“50.45° N, 30.52° E, to within 20 km”; empty where the place has no point."""
    if place.latitude is None or place.longitude is None:
        return ""
    decimals = _decimals(place.uncertainty_m)
    north = _degrees(place.latitude, decimals, _("N"), _("S"))
    east = _degrees(place.longitude, decimals, _("E"), _("W"))
    if place.uncertainty_m is None:
        return _("%(north)s, %(east)s") % {"north": north, "east": east}
    return _("%(north)s, %(east)s, to within %(radius)s") % {
        "north": north,
        "east": east,
        "radius": distance_words(place.uncertainty_m),
    }


def distance_words(metres: Decimal) -> str:
    """“350 m”, “1.5 km”, “20 km”."""
    if metres < 1000:
        return _("%(number)s m") % {"number": number_format(_plain(metres, 0))}
    kilometres = metres / 1000
    return _("%(number)s km") % {
        "number": number_format(_plain(kilometres, 1 if kilometres < 10 else 0), force_grouping=True)
    }


def _decimals(uncertainty: Decimal | None) -> int:
    """Decimal places of a degree that the uncertainty leaves meaningful."""
    if not uncertainty:
        return MOST_DECIMALS
    return min(MOST_DECIMALS, max(0, round(log10(METRES_IN_A_DEGREE / float(uncertainty))) + 1))


def _degrees(value: Decimal, decimals: int, positive: str, negative: str) -> str:
    rounded = abs(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{number_format(rounded, decimals)}° {positive if value >= 0 else negative}"


def _plain(value: Decimal, decimals: int) -> Decimal:
    """Rounded, without needless zeros."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded
