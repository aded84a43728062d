"""Whoever acts or speaks, what they are part of, and the posts that people held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.dates.fields import EDTFField
from archive.models.constraints import dated, not_itself
from archive.models.dated import Dated, DatedQuerySet
from archive.models.languages import CountryField, LanguageField
from archive.models.names import ExternalId, OtherName
from archive.models.records import (
    Curated,
    CuratedQuerySet,
    Dependent,
    DependentQuerySet,
    curated_constraints,
    record_constraints,
)
from archive.models.vocabulary import Vocabulary, term_field


class ActorQuerySet(CuratedQuerySet, DatedQuerySet):
    pass


class Actor(Curated, Dated):
    """A person, an organisation, a state, a group: whoever acts or speaks."""

    record_kind = "actor"
    date_field = "active"

    name = models.CharField(_("name"), max_length=300)
    kind = term_field(Vocabulary.ACTOR_KIND, verbose_name=_("kind"))
    country = CountryField(_("country"), help_text=_("Two letters, such as UA (ISO 3166-1)."))
    active = EDTFField(_("active"), help_text=_("When it lived or existed, such as 1950/.."))
    language = LanguageField(_("language"), help_text=_("Of the name and the description, such as en."))
    description = models.TextField(_("description"), blank=True)
    portrait = models.ForeignKey(
        "archive.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="portrait_of",
        verbose_name=_("portrait"),
    )

    objects = ActorQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["slug"]
        constraints = [*curated_constraints("actor"), *dated("actor")]

    def __str__(self) -> str:
        return self.name


class ActorName(OtherName):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="other_names")

    class Meta(OtherName.Meta):
        constraints = [models.UniqueConstraint(fields=["actor", "name", "language"], name="actor_name_once")]


class ActorId(ExternalId):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="external_ids")

    class Meta(ExternalId.Meta):
        constraints = [models.UniqueConstraint(fields=["actor", "scheme", "value"], name="actor_id_once")]


class Membership(Dated):
    """An actor is part of another one, for some time if need be (`during`, EDTF)."""

    date_field = "during"

    member = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="part_of", verbose_name=_("member"))
    group = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="members", verbose_name=_("part of"))
    during = EDTFField(_("during"))

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["sort_day", "group__slug"]
        constraints = [
            models.UniqueConstraint(fields=["member", "group", "during"], name="membership_once"),
            not_itself("membership", "member", "group"),
            *dated("membership"),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.group}"


class PositionQuerySet(DependentQuerySet, DatedQuerySet):
    pass


class Position(Dependent, Dated):
    """A person's post at an organisation over time. An empty `held` is unknown and holds where it is named."""

    record_kind = "position"
    date_field = "held"

    person = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="positions", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Actor, on_delete=models.PROTECT, related_name="posts", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=300)
    held = EDTFField(_("held"), help_text=_("From when to when, such as 2004-03-09/.."))

    objects = PositionQuerySet.as_manager()

    class Meta(Dependent.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["slug"]
        constraints = [
            *record_constraints("position"),
            *dated("position"),
            not_itself("position", "person", "organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"
