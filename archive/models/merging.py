"""Records that are the same: which were merged, and which only look alike."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.history import ByPerson


class Merge(ByPerson):
    """Two records became one. What was changed by it stands in the history under `act`, so it can be taken back.

    `kept` and `gone` are UUIDs of records of the kind; `addresses` are the slugs that led to the one that is gone.
    """

    record_kind = models.CharField(_("kind of record"), max_length=20)
    kept = models.UUIDField(_("the one that stayed"), db_index=True)
    gone = models.UUIDField(_("the one that went"), db_index=True)
    kept_title = models.CharField(_("name of the one that stayed"), max_length=500)
    gone_title = models.CharField(_("name of the one that went"), max_length=500)
    addresses = models.JSONField(_("addresses that lead on"), default=list)
    act = models.UUIDField(_("act"), unique=True)
    at = models.DateTimeField(_("at"))
    reason = models.TextField(_("reason"))
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.gone_title} → {self.kept_title}"


class Likeness(models.Model):
    """Two records that are perhaps the same. `one` is the smaller UUID; `score` is at most 100.

    `reasons` is a list of [code, text, …] (see `archive.merging.reasons`). A pair that somebody said is not the same
    is remembered and never found again.
    """

    record_kind = models.CharField(_("kind of record"), max_length=20)
    one = models.UUIDField(_("one record"), db_index=True)
    other = models.UUIDField(_("the other record"), db_index=True)
    score = models.PositiveSmallIntegerField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found at"))
    is_dismissed = models.BooleanField(_("not the same"), default=False)
    dismissed_at = models.DateTimeField(_("said at"), null=True)
    dismissed_by_name = models.CharField(_("said by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("probable duplicate")
        verbose_name_plural = _("probable duplicates")
        ordering = ["-score", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="likeness_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="likeness_in_order"),
        ]
        indexes = [models.Index(fields=["record_kind", "is_dismissed", "-score"], name="likeness_by_kind")]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.one} ~ {self.other}"


class LikenessSearch(models.Model):
    """When the records of a kind were last compared, and in which version of the archive."""

    record_kind = models.CharField(_("kind of record"), max_length=20, unique=True)
    archive_version = models.BigIntegerField(_("version of the archive"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("search for duplicates")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.record_kind} @{self.archive_version}"
