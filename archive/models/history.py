"""The history: every act on every record, with the whole record before and after."""

import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.compiled import Compiled
from archive.models.constraints import one_of


class Action(models.TextChoices):
    CREATED = "created", _("created")
    EDITED = "edited", _("edited")
    SUBMITTED = "submitted", _("submitted for review")
    SENT_BACK = "sent_back", _("sent back")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")
    DELETED = "deleted", _("deleted")
    MERGED = "merged", _("merged")
    MOVED = "moved", _("names the merged record")
    UNMERGED = "unmerged", _("merge taken back")
    REVISION_SAVED = "revision_saved", _("revision saved")
    REVISION_SUBMITTED = "revision_submitted", _("revision submitted for review")
    REVISION_SENT_BACK = "revision_sent_back", _("revision sent back")
    REVISION_DISCARDED = "revision_discarded", _("revision discarded")


# What happens to a pending revision leaves the record itself, and so its public page, as it was.
REVISION_ACTIONS = frozenset(action for action in Action if action.startswith("revision_"))
# What readers are told of a public record, with its day and reason.
TOLD_ACTIONS = frozenset({Action.CORRECTED, Action.MERGED, Action.UNMERGED})
# Whoever did one of these has a share in the words and cannot be the one who approves them.
AUTHORING_ACTIONS = frozenset({Action.CREATED, Action.EDITED, Action.REVISION_SAVED})


class ByPerson(models.Model):
    """What a person did; their name outlives them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    user_name = models.CharField(_("name of the person"), max_length=150)

    class Meta:
        abstract = True


class Change(ByPerson):
    """One act on one record, frozen: names, texts and documents outlive the people and records they name.

    `version` counts the record's changes from 1. `before` and `after` are canonical documents (JSON text; empty:
    there was none); of a revision's changes they are the public record and the pending one. Changes that belong
    together (an import, a withdrawal of several records) share `act`.
    """

    act = models.UUIDField(_("act"), default=uuid.uuid4, db_index=True)
    record_kind = models.CharField(_("kind of record"), max_length=20)
    record_uuid = models.UUIDField(_("record"))
    version = models.PositiveIntegerField(_("version"))
    action = models.CharField(_("action"), max_length=20, choices=Action)
    at = models.DateTimeField(_("at"))
    slug = models.CharField(_("slug"), max_length=100)
    title = models.CharField(_("title"), max_length=500)
    reason = models.TextField(_("reason"), blank=True)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    archive_version = models.BigIntegerField(_("version of the archive"), db_index=True)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["record_uuid", "version"], name="change_version_once"),
            one_of("change", "action", Action.values),
            models.CheckConstraint(condition=~models.Q(before="", after=""), name="change_has_a_document"),
        ]
        indexes = [
            models.Index(fields=["record_kind", "action", "-id"], name="change_by_action"),
            models.Index(fields=["action", "-id"], name="change_latest_by_action"),
            # From a moment to the first version of the archive that came after it, without reading the documents.
            models.Index(fields=["at", "archive_version"], name="change_version_at"),
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.get_action_display()}"

    @property
    def document_before(self) -> dict[str, Any] | None:
        return json.loads(self.before) if self.before else None

    @property
    def document_after(self) -> dict[str, Any] | None:
        return json.loads(self.after) if self.after else None


class Revision(models.Model):
    """The pending document of a published record: the public sees the old one until this one is approved."""

    record_kind = models.CharField(_("kind of record"), max_length=20)
    record_uuid = models.UUIDField(_("record"), unique=True)
    document = models.TextField(_("document"))
    reason = models.TextField(_("reason"))
    is_submitted = models.BooleanField(_("in review"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("author"),
    )
    author_name = models.CharField(_("name of the author"), max_length=150)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="revision_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.record_kind} {self.record_uuid}"

    @property
    def pending(self) -> dict[str, Any]:
        return json.loads(self.document)


class ArchiveVersion(models.Model):
    """A single row: the counter that every cache hangs on. Each act raises it by one."""

    number = models.BigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("version of the archive")
        default_permissions = ()
        permissions = [
            ("publish", _("Can publish, send back and withdraw records")),
            ("merge", _("Can merge records")),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="archive_version_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """The number that stands now; 0 for an archive that nothing has been written to."""
        return next(iter(_current_version()), 0)


_current_version = Compiled(lambda: ArchiveVersion.objects.order_by().values_list("number", flat=True)[:1])
