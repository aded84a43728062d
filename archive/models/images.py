"""Pictures with their credit. The original is private; only renditions are public."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import matches, one_of
from archive.models.records import Dependent, record_constraints


class ImageFormat(models.TextChoices):
    JPEG = "jpeg", "JPEG"
    PNG = "png", "PNG"
    WEBP = "webp", "WebP"
    AVIF = "avif", "AVIF"
    GIF = "gif", "GIF"


class Image(Dependent):
    """A picture. `sha256` names the original among the originals; `width` and `height` are upright pixels."""

    record_kind = "image"

    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, editable=False)
    format = models.CharField(_("format"), max_length=4, choices=ImageFormat, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    alt = models.CharField(
        _("text alternative"),
        max_length=500,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    credit = models.CharField(_("credit"), max_length=300, help_text=_("Who made it, and whom to thank."))
    licence = models.CharField(_("licence"), max_length=200, blank=True)

    class Meta(Dependent.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["slug"]
        constraints = [
            *record_constraints("image"),
            matches("image", "sha256", r"^[0-9a-f]{64}\Z"),
            one_of("image", "format", ImageFormat.values),
            models.CheckConstraint(condition=Q(width__gte=1, height__gte=1), name="image_has_pixels"),
            models.CheckConstraint(condition=~Q(alt="") & ~Q(credit=""), name="image_alt_and_credit"),
        ]

    def __str__(self) -> str:
        return self.alt
