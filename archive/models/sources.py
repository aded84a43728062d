"""Documents that somebody published: what they say, word for word, and where they come from."""

import hashlib
import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from archive.dates.fields import EDTFField
from archive.models.actors import Actor
from archive.models.constraints import dated, matches, one_of
from archive.models.dated import Dated, DatedQuerySet
from archive.models.languages import LanguageField
from archive.models.records import Curated, CuratedQuerySet, curated_constraints
from archive.models.vocabulary import Vocabulary, term_field

TEXT_LIMIT = 5_000_000
SHA256_PATTERN = r"^[0-9a-f]{64}\Z"

# RFC 3339, section 5.6; the offset is kept as written. Fractions of a second are allowed.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})", re.ASCII)


def validate_moment(text: str) -> None:
    """RFC 3339 with an offset. Raises ValidationError."""
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError(text)
        datetime.fromisoformat(re.sub(r"\.\d+", "", text))
    except ValueError:
        raise ValidationError(
            _("Write the moment with its offset (RFC 3339), such as 2022-01-26T16:14:00+02:00.")
        ) from None


class Access(models.TextChoices):
    FULL = "full", _("full: the whole text is public")
    EXCERPT = "excerpt", _("excerpt: only cited words and a little around them")
    PRIVATE = "private", _("private: nothing of the text")


class Reliability(models.TextChoices):
    """The Admiralty code's first axis: how far the source is trusted. F is “cannot be judged”, not “bad”."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class SourceQuerySet(CuratedQuerySet, DatedQuerySet):
    def with_readable_text(self) -> "SourceQuerySet":
        """Sources of whose text the public may see anything at all."""
        return self.exclude(access=Access.PRIVATE)


class Source(Curated, Dated):
    """A document someone published: held here (it has captures of its text) or only cited."""

    record_kind = "source"
    date_field = "issued"

    title = models.CharField(_("title"), max_length=500)
    kind = term_field(Vocabulary.SOURCE_KIND, verbose_name=_("kind"))
    publisher = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
        verbose_name=_("publisher"),
    )
    byline = models.CharField(_("byline"), max_length=300, blank=True)
    url = models.URLField(_("address on the web"), max_length=2000, blank=True)
    language = LanguageField(_("language"), help_text=_("Of the text, such as en (BCP 47)."))
    issued = EDTFField(_("issued"))
    date_basis = models.TextField(_("why that date"), blank=True)
    captured_at = models.CharField(
        _("captured at"),
        max_length=40,
        blank=True,
        validators=[validate_moment],
        help_text=_("When the latest text was captured, with its offset: 2022-01-26T16:14:00+02:00."),
    )
    reliability = models.CharField(_("reliability"), max_length=1, choices=Reliability, default=Reliability.F)
    reliability_basis = models.TextField(_("why that grade"), blank=True)
    access = models.CharField(_("access"), max_length=7, choices=Access, default=Access.EXCERPT)
    rights = models.TextField(_("rights"), blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        constraints = [
            *curated_constraints("source"),
            *dated("source"),
            one_of("source", "access", Access.values),
            one_of("source", "reliability", Reliability.values),
        ]

    def __str__(self) -> str:
        return self.title

    def latest_capture(self) -> "Capture | None":
        """The newest version of the text, or None for a source that is only cited."""
        return max(self.captures.all(), key=lambda capture: capture.number, default=None)

    @property
    def is_held(self) -> bool:
        return bool(self.captures.all())


class ArchivedText(models.Model):
    """A text as captured, kept once for its hash, never changed and never deleted.

    Captures and the history name it by `sha256` (of its UTF-8 bytes), so every earlier version of a record,
    and a deleted one, can be restored whole. `length` is in Unicode code points.
    """

    sha256 = models.CharField(_("SHA-256"), max_length=64, primary_key=True)
    body = models.TextField(_("text"))
    length = models.PositiveIntegerField(_("length"))

    class Meta:
        verbose_name = _("archived text")
        verbose_name_plural = _("archived texts")
        constraints = [
            matches("archived_text", "sha256", SHA256_PATTERN),
            models.CheckConstraint(
                condition=Q(length=Length("body"), length__gte=1, length__lte=TEXT_LIMIT),
                name="archived_text_length",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256

    def save(self, *args: Any, **kwargs: Any) -> None:
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        return (self.sha256,)


def fixity(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Capture(models.Model):
    """One version of a source's text. Versions are 1, 2, 3 …; citations stay on theirs."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="captures", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("version"))
    text = models.ForeignKey(ArchivedText, on_delete=models.PROTECT, related_name="captures", verbose_name=_("text"))
    captured_at = models.CharField(_("captured at"), max_length=40, blank=True, validators=[validate_moment])
    original = models.CharField(_("original file"), max_length=200, blank=True)
    original_sha256 = models.CharField(_("SHA-256 of the original file"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="capture_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="capture_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.source} @{self.number}"
