"""What happened, is said to have happened, or is foreseen."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.dates.fields import EDTFField
from archive.models.actors import Actor
from archive.models.constraints import dated, not_itself, one_of
from archive.models.dated import Dated, DatedQuerySet
from archive.models.images import Image
from archive.models.languages import LanguageField
from archive.models.places import Place
from archive.models.records import Curated, CuratedQuerySet, curated_constraints
from archive.models.topics import Topic
from archive.models.vocabulary import Vocabulary, term_field


class Factuality(models.TextChoices):
    """How the sources put it. That somebody denies it is read off the statements."""

    OCCURRED = "occurred", _("occurred")
    PLANNED = "planned", _("planned")
    ALLEGED = "alleged", _("alleged")
    FORECAST = "forecast", _("forecast")
    DID_NOT_OCCUR = "did_not_occur", _("did not occur")


class EventQuerySet(CuratedQuerySet, DatedQuerySet):
    def with_participant(self, actor: Actor) -> Self:
        return self.filter(participants__actor=actor).distinct()


class Event(Curated, Dated):
    """Something that happened, is said to have happened, or is foreseen."""

    record_kind = "event"
    date_field = "when"

    title = models.CharField(_("title"), max_length=300)
    kind = term_field(Vocabulary.EVENT_KIND, verbose_name=_("kind"), related_name="events")
    when = EDTFField(_("when"))
    date_basis = models.TextField(_("why that date"), blank=True)
    factuality = models.CharField(_("factuality"), max_length=13, choices=Factuality, default=Factuality.OCCURRED)
    language = LanguageField(_("language"), help_text=_("Of the title and the summary, such as en."))
    summary = models.TextField(_("summary"), blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="events", verbose_name=_("topics"))
    part_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )

    objects = EventQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["slug"]
        constraints = [
            *curated_constraints("event"),
            *dated("event"),
            one_of("event", "factuality", Factuality.values),
            not_itself("event", "part_of", "id"),
        ]
        indexes = [
            models.Index("status", "sort_day", Coalesce("first_second", 0), "slug", name="event_in_order_by_status")
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """An actor in an event. Not directional unless the role says so."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="participants")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations", verbose_name=_("actor"))
    role = term_field(Vocabulary.PARTICIPANT_ROLE, null=True, blank=True, verbose_name=_("role"))
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["event", "actor", "role"], name="participant_once_per_role"),
            models.UniqueConstraint(
                fields=["event", "actor"],
                condition=Q(role__isnull=True),
                name="participant_once_without_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.actor)


class EventPlace(models.Model):
    """A place of an event, with its role where that matters."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="event_places", verbose_name=_("place"))
    role = term_field(Vocabulary.PLACE_ROLE, null=True, blank=True, verbose_name=_("role"))
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    class Meta:
        verbose_name = _("place of the event")
        verbose_name_plural = _("places of the event")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["event", "place", "role"], name="event_place_once_per_role"),
            models.UniqueConstraint(
                fields=["event", "place"],
                condition=Q(role__isnull=True),
                name="event_place_once_without_role",
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)


class EventImage(models.Model):
    """A picture of an event."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="images")
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="event_images", verbose_name=_("image"))
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)

    class Meta:
        verbose_name = _("picture of the event")
        verbose_name_plural = _("pictures of the event")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["event", "image"], name="event_image_once")]

    def __str__(self) -> str:
        return str(self.image)


class EventLinkKind(models.TextChoices):
    LED_TO = "led_to", _("led to")
    RESPONDS_TO = "responds_to", _("responds to")
    RELATED_TO = "related_to", _("related to")


class EventLink(models.Model):
    """A link between events; it stands only on the one that it starts from."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="links_here", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=11, choices=EventLinkKind)

    class Meta:
        verbose_name = _("link to an event")
        verbose_name_plural = _("links to events")
        ordering = ["kind", "to__slug"]
        constraints = [
            models.UniqueConstraint(fields=["event", "to", "kind"], name="event_link_once"),
            one_of("event_link", "kind", EventLinkKind.values),
            not_itself("event_link", "event", "to"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to}"
