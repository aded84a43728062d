"""Mappings of other people's columns that somebody keeps: nothing of the archive, and no record."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ColumnMappingQuerySet(models.QuerySet):
    def seen_by(self, user: Any) -> Any:
        """A person's own mappings, and those that others share."""
        return self.filter(Q(author=user) | Q(is_shared=True))


class ColumnMapping(models.Model):
    """A mapping under its name. `kind`: the file that it makes (`events`); `content`: its form in JSON.

    Its author alone changes, shares and deletes it; one that is shared is everybody's to use and to copy.
    """

    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind of records"), max_length=20)
    content = models.JSONField(_("mapping"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(_("name of the author"), max_length=150)
    is_shared = models.BooleanField(_("shared with all editors"), default=False)
    updated_at = models.DateTimeField(_("last changed"), default=timezone.now)

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        ordering = ["kind", "name", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["author", "kind", "name"], name="column_mapping_once")]

    def __str__(self) -> str:
        return self.name
