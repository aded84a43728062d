"""Who is on a record just now: nothing of the archive, and gone within minutes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.Model):
    """A person has a record open. `seen_at` is when their page last said so."""

    record_uuid = models.UUIDField(_("record"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    seen_at = models.DateTimeField(_("seen at"), db_index=True)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["record_uuid", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.record_uuid}"
