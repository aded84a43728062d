"""Who said what, when, and in which words."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.dates.fields import EDTFField
from archive.models.actors import Actor, Position
from archive.models.constraints import dated, not_itself, one_of
from archive.models.dated import Dated, DatedQuerySet
from archive.models.events import Event
from archive.models.languages import LanguageField
from archive.models.records import Curated, CuratedQuerySet, curated_constraints
from archive.models.topics import Topic
from archive.models.vocabulary import Vocabulary, term_field


class StatementKind(models.TextChoices):
    ASSERTION = "assertion", _("assertion")
    DENIAL = "denial", _("denial")
    WARNING = "warning", _("warning")
    DEMAND = "demand", _("demand")
    OFFER = "offer", _("offer")
    PROMISE = "promise", _("promise")
    ASSESSMENT = "assessment", _("assessment")
    FORECAST = "forecast", _("forecast")
    CALL = "call", _("call")
    QUESTION = "question", _("question")


class Credibility(models.TextChoices):
    """The Admiralty code's second axis: how far the words are believed. 6 is “cannot be judged”, not “bad”."""

    CONFIRMED = "1", _("1: confirmed by other sources")
    PROBABLE = "2", _("2: probably true")
    POSSIBLE = "3", _("3: possibly true")
    DOUBTFUL = "4", _("4: doubtful")
    IMPROBABLE = "5", _("5: improbable")
    UNJUDGED = "6", _("6: cannot be judged")


class StatementQuerySet(CuratedQuerySet, DatedQuerySet):
    def by(self, actor: Actor) -> Self:
        return self.filter(speaker=actor)

    def about(self, actor: Actor) -> Self:
        return self.filter(about_actors=actor)


class Statement(Curated, Dated):
    """Who said what.

    `quote` is one contiguous run of the speaker's own words, exact; `summary` is in the archive's words. At least
    one of them is there. `language` is that of the quote as it stands here, `spoken_in` that in which it was said.
    """

    record_kind = "statement"
    date_field = "said_on"

    speaker = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="statements", verbose_name=_("speaker"))
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("position held then"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=StatementKind)
    quote = models.TextField(_("quote"), blank=True, help_text=_("The speaker's words, exact and in one run."))
    language = LanguageField(_("language"), help_text=_("Of the quote and the summary, such as en."))
    spoken_in = LanguageField(_("spoken in"), help_text=_("The language it was said in; empty: unknown."))
    summary = models.TextField(_("summary"), blank=True, help_text=_("In the archive's words."))
    cue = term_field(Vocabulary.CUE, null=True, blank=True, verbose_name=_("cue"))
    said_on = EDTFField(_("said on"))
    date_basis = models.TextField(_("why that date"), blank=True)
    venue = models.CharField(_("venue"), max_length=300, blank=True, help_text=_("Where or how, in words."))
    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="statements_made",
        verbose_name=_("made at the event"),
    )
    about_events = models.ManyToManyField(
        Event, blank=True, related_name="statements_about", verbose_name=_("about events")
    )
    about_actors = models.ManyToManyField(
        Actor, blank=True, related_name="statements_about", verbose_name=_("about actors")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements", verbose_name=_("topics"))
    credibility = models.CharField(_("credibility"), max_length=1, choices=Credibility, default=Credibility.UNJUDGED)
    credibility_basis = models.TextField(_("why that grade"), blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["slug"]
        constraints = [
            *curated_constraints("statement"),
            *dated("statement"),
            one_of("statement", "kind", StatementKind.values),
            one_of("statement", "credibility", Credibility.values),
            models.CheckConstraint(condition=~Q(quote="", summary=""), name="statement_says_something"),
        ]

    def __str__(self) -> str:
        return Truncator(f"“{self.quote}”" if self.quote else self.summary).chars(120)


class Figure(models.Model):
    """A number that a statement gives: `low`, `best`, `high` (at least one), its unit, and what it counts.

    “As many as 175,000 troops” has only `high`; “122,000 troops” only `best`. At most 15 significant digits.
    """

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="figures")
    low = models.DecimalField(_("low"), max_digits=21, decimal_places=6, null=True, blank=True)
    best = models.DecimalField(_("best"), max_digits=21, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(_("high"), max_digits=21, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=50, help_text=_("One word, such as troops or km."))
    of = models.CharField(_("of"), max_length=200, blank=True, help_text=_("What is counted, in words."))

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(low__isnull=False) | Q(best__isnull=False) | Q(high__isnull=False),
                name="figure_has_a_number",
            ),
            models.CheckConstraint(
                condition=(Q(low__isnull=True) | Q(best__isnull=True) | Q(low__lte=F("best")))
                & (Q(best__isnull=True) | Q(high__isnull=True) | Q(best__lte=F("high")))
                & (Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high"))),
                name="figure_in_order",
            ),
            models.CheckConstraint(condition=~Q(unit="") & ~Q(unit__contains=" "), name="figure_unit_one_word"),
        ]

    def __str__(self) -> str:
        return f"{self.low or ''}..{self.best or ''}..{self.high or ''} {self.unit}"


class StatementLinkKind(models.TextChoices):
    DENIES = "denies", _("denies")
    CONTRADICTS = "contradicts", _("contradicts")
    REPEATS = "repeats", _("repeats")
    CORRECTS = "corrects", _("corrects")
    RESPONDS_TO = "responds_to", _("responds to")


class StatementLink(models.Model):
    """A link between statements; it stands only on the one that it starts from."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="links_here", verbose_name=_("statement"))
    kind = models.CharField(_("kind"), max_length=11, choices=StatementLinkKind)

    class Meta:
        verbose_name = _("link to a statement")
        verbose_name_plural = _("links to statements")
        ordering = ["kind", "to__slug"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "to", "kind"], name="statement_link_once"),
            one_of("statement_link", "kind", StatementLinkKind.values),
            not_itself("statement_link", "statement", "to"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.to}"
