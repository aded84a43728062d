"""What events and statements are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import not_itself
from archive.models.languages import LanguageField
from archive.models.records import Dependent, record_constraints


class Topic(Dependent):
    """A subject, possibly part of a wider one. `language` is that of the name and the description."""

    record_kind = "topic"

    name = models.CharField(_("name"), max_length=200)
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    language = LanguageField(_("language"))
    description = models.TextField(_("description"), blank=True)

    class Meta(Dependent.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["slug"]
        constraints = [*record_constraints("topic"), not_itself("topic", "part_of", "id")]

    def __str__(self) -> str:
        return self.name
