"""Other names and external identifiers, which actors and places have alike."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.languages import LanguageField

SCHEME_PATTERN = r"^[a-z][a-z0-9_-]*\Z"

validate_scheme = RegexValidator(SCHEME_PATTERN, _("Use lower-case letters and digits, such as “wikidata”."))


class OtherName(models.Model):
    """Another name, in people's order, with its language where known."""

    name = models.CharField(_("name"), max_length=300)
    language = LanguageField(_("language"))
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["order"]
        verbose_name = _("other name")
        verbose_name_plural = _("other names")

    def __str__(self) -> str:
        return self.name


class ExternalId(models.Model):
    """What another register calls the same thing, such as wikidata:Q212."""

    scheme = models.CharField(_("register"), max_length=50, validators=[validate_scheme])
    value = models.CharField(_("identifier"), max_length=200)

    class Meta:
        abstract = True
        ordering = ["scheme", "value"]
        verbose_name = _("external identifier")
        verbose_name_plural = _("external identifiers")

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"
