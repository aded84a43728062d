"""Where events happen."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import not_itself
from archive.models.languages import CountryField
from archive.models.names import ExternalId, OtherName
from archive.models.records import Dependent, record_constraints


class Place(Dependent):
    """Somewhere events happen.

    `latitude`, `longitude`: WGS 84 degrees, to seven decimals (about 1 cm). `uncertainty_m`: metres, the radius
    that surely holds the place (Darwin Core's coordinateUncertaintyInMeters).
    """

    record_kind = "place"

    name = models.CharField(_("name"), max_length=200)
    country = CountryField(_("country"), help_text=_("Two letters, such as UA (ISO 3166-1)."))
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=7,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Degrees north (WGS 84), from -90 to 90."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=10,
        decimal_places=7,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Degrees east (WGS 84), from -180 to 180."),
    )
    uncertainty_m = models.DecimalField(
        _("uncertainty in metres"),
        max_digits=12,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("The radius around the point that surely holds the place."),
    )

    class Meta(Dependent.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["slug"]
        constraints = [
            *record_constraints("place"),
            not_itself("place", "part_of", "id"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | Q(latitude__gte=-90, latitude__lte=90),
                name="place_latitude_range",
            ),
            models.CheckConstraint(
                condition=Q(longitude__isnull=True) | Q(longitude__gte=-180, longitude__lte=180),
                name="place_longitude_range",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="place_point_whole",
            ),
            models.CheckConstraint(
                condition=Q(uncertainty_m__isnull=True) | Q(uncertainty_m__gte=0, latitude__isnull=False),
                name="place_uncertainty_of_a_point",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceName(OtherName):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="other_names")

    class Meta(OtherName.Meta):
        constraints = [
            models.UniqueConstraint(fields=["place", "name", "language"], name="place_name_once"),
        ]


class PlaceId(ExternalId):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        constraints = [models.UniqueConstraint(fields=["place", "scheme", "value"], name="place_id_once")]
