"""What a person leaves lying on the coding desk of a source: forms half filled in, and the acts that can be undone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.sources import Source


class DeskDraft(models.Model):
    """A form that a person has not saved yet, one per record (`form`: its UUID; of a new one what the page named it).

    `content` is what the form held (JSON text). It is nobody else's and becomes a record only when it is saved.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", verbose_name=_("source"))
    form = models.CharField(_("form"), max_length=60)
    content = models.TextField(_("content"))
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("unsaved form")
        verbose_name_plural = _("unsaved forms")
        ordering = ["-saved_at"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "source", "form"], name="desk_draft_once")]

    def __str__(self) -> str:
        return self.form


class DeskActQuerySet(models.QuerySet):
    def standing(self) -> Any:
        """Those that were not undone."""
        return self.filter(is_undone=False)

    def dismissed(self, source: Source) -> set[str]:
        """The keys of the source's proposals that somebody said no to."""
        return set(self.standing().filter(source=source).exclude(proposal="").values_list("proposal", flat=True))


class DeskAct(models.Model):
    """Something done at the desk of a source: an act on records (`act`, as their Changes have it), or a proposal
    dismissed (`proposal`, its key). The last one of a person that still stands is the one to be undone."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", verbose_name=_("source"))
    act = models.UUIDField(_("act"), null=True)
    proposal = models.CharField(_("proposal"), max_length=100, blank=True)
    is_undone = models.BooleanField(_("undone"), default=False)
    at = models.DateTimeField(_("at"))

    objects = DeskActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act at the desk")
        verbose_name_plural = _("acts at the desk")
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(act__isnull=False, proposal="") | (Q(act__isnull=True) & ~Q(proposal="")),
                name="desk_act_is_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["source", "person", "-id"], name="desk_act_latest")]

    def __str__(self) -> str:
        return self.proposal or str(self.act)
