"""Files on their way into the archive: whose they are, how far they are, and what became of them."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import one_of


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("its columns wait to be mapped")
    WAITING = "waiting", _("waits to be looked at")
    EXAMINING = "examining", _("is being looked at")
    EXAMINED = "examined", _("waits for your decision")
    WRITING = "writing", _("is being written")
    DONE = "done", _("is in the archive")
    FAILED = "failed", _("failed, and nothing was written")
    CANCELLED = "cancelled", _("cancelled, and nothing was written")
    UNDOING = "undoing", _("is being undone")
    UNDONE = "undone", _("was undone")


#: somebody, or something, is at work on it
UNDER_WAY = (ImportState.WAITING, ImportState.EXAMINING, ImportState.WRITING, ImportState.UNDOING)


class Import(models.Model):
    """A file that somebody brings in. `kind` is the file of the archive that it becomes (`events`).

    `told`: what was said of how to read it, as `Told` has it; `mapping`: its columns, in JSON, empty for the
    archive's own. `counts` are numbers of rows by `Result`, with `faults`, `wrong_rows` and `warnings`; `seen` those
    that the person saw before a second look found others. `act` and `undo_act` name the acts in the history that
    wrote it and took it back. `attempt` counts the tries: a late answer to an earlier one is not heard.
    The row is never written while its own transaction is under way; how far that is stands in a file in its folder.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("name of the person"), max_length=150)
    at = models.DateTimeField(_("brought"), default=timezone.now, db_index=True)
    file_name = models.CharField(_("name of the file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size of the file"), default=0)
    kind = models.CharField(_("kind of records"), max_length=20)
    told = models.JSONField(_("how it is read"), default=dict)
    mapping: Any = models.JSONField(_("mapping"), default=dict)
    takes_good_rows = models.BooleanField(_("without the wrong rows"), default=False)

    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.WAITING)
    attempt = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    counts = models.JSONField(_("numbers"), default=dict)
    seen = models.JSONField(_("numbers that were seen before"), default=dict)
    rows = models.PositiveBigIntegerField(_("rows done"), default=0)
    problem = models.TextField(_("what went wrong"), blank=True)

    act = models.UUIDField(_("act"), null=True, db_index=True)
    undo_act = models.UUIDField(_("act that took it back"), null=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)
    undone = models.JSONField(_("numbers of what was undone"), default=dict)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [one_of("import", "state", ImportState.values)]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def kept_until(self) -> Any:
        """When its files are deleted; this row stays."""
        return self.at + timedelta(days=settings.IMPORT_DAYS)
