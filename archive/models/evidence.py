"""The exact words that carry a record, and the mouths that they came through."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from archive.models.actors import Actor
from archive.models.constraints import one_carrier, one_of
from archive.models.events import Event
from archive.models.sources import Source
from archive.models.statements import Statement

CONTEXT = 32


class Supports(models.TextChoices):
    """What a citation supports; empty: the whole record."""

    DATE = "date", _("its date")
    PLACE = "place", _("its place")
    FIGURE = "figure", _("its figure")


class Citation(models.Model):
    """The exact words that carry a record, or one thing about it.

    A span holds `start` and `end` (offsets in Unicode code points, from 0, end exclusive) in the text `version` of
    the source, the words themselves (`exact`), and up to 32 code points before and after (W3C Web Annotation:
    TextPositionSelector and TextQuoteSelector). A citation of a source that is not held has no span.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="citations")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, null=True, blank=True, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations", verbose_name=_("source"))
    version = models.PositiveIntegerField(_("text version"), null=True, blank=True)
    start = models.PositiveIntegerField(_("start"), null=True, blank=True)
    end = models.PositiveIntegerField(_("end"), null=True, blank=True)
    exact = models.TextField(_("exact words"), blank=True)
    prefix = models.CharField(_("before"), max_length=CONTEXT, blank=True, editable=False)
    suffix = models.CharField(_("after"), max_length=CONTEXT, blank=True, editable=False)
    supports = models.CharField(_("supports"), max_length=6, choices=Supports, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["order"]
        constraints = [
            one_carrier("citation"),
            one_of("citation", "supports", ["", *Supports.values]),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True, exact="", prefix="", suffix="")
                | Q(
                    version__isnull=False,
                    start__isnull=False,
                    end__isnull=False,
                    version__gte=1,
                    start__gte=0,
                    start__lt=F("end"),
                    end=F("start") + Length("exact"),
                ),
                name="citation_span_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.exact or str(self.source)

    @property
    def has_span(self) -> bool:
        return self.start is not None


class ChainQuerySet(models.QuerySet["Chain"]):
    def get_by_natural_key(self, carrier: str, slug: str, order: int) -> "Chain":
        """The chain number `order` (from 0) of an event or a statement (`carrier`), for fixtures."""
        return self.get(**{f"{carrier}__slug": slug, "order": order})


class Chain(models.Model):
    """The way of attribution within one held source: ordered stations from the first speaker outwards."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, null=True, blank=True, related_name="chains")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, null=True, blank=True, related_name="chains")
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        ordering = ["order"]
        constraints = [one_carrier("chain")]

    def __str__(self) -> str:
        return " → ".join(str(station) for station in self.stations.all())

    def natural_key(self) -> tuple[str, str, int]:
        if self.event:
            return ("event", self.event.slug, self.order)
        return ("statement", self.statement.slug if self.statement else "", self.order)

    natural_key.dependencies = ["archive.event", "archive.statement"]  # type: ignore[attr-defined]


class Station(models.Model):
    """One mouth or page of a chain: an actor, a source, or an actor in a source."""

    chain = models.ForeignKey(Chain, on_delete=models.CASCADE, related_name="stations")
    actor = models.ForeignKey(
        Actor,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stations",
        verbose_name=_("actor"),
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="stations",
        verbose_name=_("source"),
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "order"], name="station_order_once"),
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(source__isnull=False), name="station_is_somebody"
            ),
        ]

    def __str__(self) -> str:
        return " in ".join(str(part) for part in (self.actor, self.source) if part)
