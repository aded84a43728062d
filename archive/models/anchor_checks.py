"""What was found when cited words were compared with their texts, and how far that has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnchorRound(models.Model):
    """A single row: the round in which all citations are compared with their texts, and the last that ended.

    Citations are looked at by source, then by their own key; those up to (`source`, `citation`) are done.
    """

    number = models.PositiveBigIntegerField(_("round"), default=1)
    source = models.BigIntegerField(_("last source looked at"), default=0)
    citation = models.BigIntegerField(_("last citation looked at"), default=0)
    looked_at = models.PositiveBigIntegerField(_("citations looked at"), default=0)
    begun_at = models.DateTimeField(_("begun at"), null=True)
    asked_at = models.DateTimeField(_("rest asked for at"), null=True)
    last_looked_at = models.PositiveBigIntegerField(_("citations in the last round"), default=0)
    last_begun_at = models.DateTimeField(_("last round begun at"), null=True)
    last_ended_at = models.DateTimeField(_("last round ended at"), null=True)

    class Meta:
        verbose_name = _("round of anchors")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="anchor_round_one_row")]

    def __str__(self) -> str:
        return f"{self.number}: {self.looked_at}"


class BrokenAnchor(models.Model):
    """A citation whose words do not stand in its text.

    `citation` is its primary key, without a constraint: a citation that is deleted or written anew, as every save
    does, is none of these any more, and the acts of the workflow need not ask here.
    """

    citation = models.BigIntegerField(_("citation"), primary_key=True)
    found_at = models.DateTimeField(_("found at"))

    class Meta:
        verbose_name = _("broken anchor")
        verbose_name_plural = _("broken anchors")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.citation)
