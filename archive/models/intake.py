"""Documents on their way into the archive, and the prints by which a text is known again."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import one_of
from archive.models.sources import ArchivedText, Source

#: how long a fetch may wait for somebody to begin it
PATIENCE = timedelta(seconds=60)


class Way(models.TextChoices):
    """How a document came here."""

    PASTE = "paste", _("pasted text")
    UPLOAD = "upload", _("uploaded file")
    LINK = "link", _("fetched from its address")


class IntakeState(models.TextChoices):
    WAITING = "waiting", _("waits to be fetched")
    FETCHING = "fetching", _("is being fetched")
    FAILED = "failed", _("could not be fetched")
    UNREADABLE = "unreadable", _("kept, but no text was found in it")
    READY = "ready", _("waits for your review")
    TAKEN = "taken", _("is in the archive")


class Intake(models.Model):
    """A document that somebody took in: its original bytes, its text, and what is proposed about it.

    `source`: the one that it is a newer capture of, and once taken the one that was made of it. `proposals` is a list
    of {"field", "value", "origin", "detail"}, the best of each field first. `encodings` are those in which the bytes
    can be read. `attempt` counts the tries to fetch it; a late answer to an earlier try is not heard.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("name of the person"), max_length=150)
    at = models.DateTimeField(_("taken in"), default=timezone.now)
    way = models.CharField(_("way"), max_length=6, choices=Way)
    state = models.CharField(_("state"), max_length=10, choices=IntakeState)
    problem = models.TextField(_("what went wrong"), blank=True)
    renews = models.BooleanField(_("newer capture"), default=False)
    source = models.ForeignKey(Source, on_delete=models.SET_NULL, null=True, related_name="intakes")

    given_address = models.CharField(_("address given"), max_length=2000, blank=True)
    address = models.CharField(_("address it came from"), max_length=2000, blank=True)
    attempt = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(null=True)
    received = models.PositiveBigIntegerField(_("bytes received"), default=0)

    file_name = models.CharField(_("name of the file"), max_length=255, blank=True)
    media_type = models.CharField(_("media type"), max_length=100, blank=True)
    original = models.CharField(_("original file"), max_length=200, blank=True)
    original_sha256 = models.CharField(_("SHA-256 of the original file"), max_length=64, blank=True, db_index=True)
    original_size = models.PositiveBigIntegerField(_("size of the original file"), default=0)
    captured_at = models.CharField(_("captured at"), max_length=40, blank=True)

    declared_encoding = models.CharField(_("encoding that the server named"), max_length=40, blank=True)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    encodings = models.JSONField(default=list)
    manner = models.CharField(_("how the text was found"), max_length=10, blank=True)
    text = models.TextField(_("text"), blank=True)
    proposals = models.JSONField(default=list)

    class Meta:
        verbose_name = _("document taken in")
        verbose_name_plural = _("documents taken in")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [one_of("intake", "way", Way.values), one_of("intake", "state", IntakeState.values)]

    def __str__(self) -> str:
        return self.proposed("title") or self.given_address or self.file_name or str(self.get_way_display())

    def proposed(self, field: str) -> str:
        """The best value that is proposed for a field of the source; empty if there is none."""
        return next((str(item["value"]) for item in self.proposals if item["field"] == field), "")

    @property
    def is_under_way(self) -> bool:
        return self.state in (IntakeState.WAITING, IntakeState.FETCHING)

    def is_overdue(self, now: datetime | None = None) -> bool:
        """Whether a fetch has stopped without a word: nobody began it, or whoever did was stopped."""
        now = now or timezone.now()
        if self.state == IntakeState.WAITING:
            return now > self.at_or_begun + PATIENCE
        longest = timedelta(seconds=settings.INTAKE_FETCH_SECONDS + settings.INTAKE_READING_SECONDS)
        return self.state == IntakeState.FETCHING and now > self.at_or_begun + longest + PATIENCE

    @property
    def at_or_begun(self) -> datetime:
        return self.begun_at or self.at


class TextPrint(models.Model):
    """One of the prints of an archived text: the hash of some words that follow each other in it.

    Texts that share many prints share much of their words (see `archive.intake.prints`).
    """

    text: Any = models.ForeignKey(ArchivedText, on_delete=models.CASCADE, related_name="prints")
    value = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["value", "text"], name="text_print_once")]

    def __str__(self) -> str:
        return f"{self.text_id}: {self.value}"
