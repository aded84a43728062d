"""Terms: the words of the vocabularies that editors may extend."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import one_of
from archive.models.records import Dependent, DependentQuerySet, SlugField, record_constraints


class Vocabulary(models.TextChoices):
    EVENT_KIND = "event_kind", _("kind of event")
    SOURCE_KIND = "source_kind", _("kind of source")
    ACTOR_KIND = "actor_kind", _("kind of actor")
    PARTICIPANT_ROLE = "participant_role", _("role of a participant")
    PLACE_ROLE = "place_role", _("role of a place")
    CUE = "cue", _("cue")


class TermQuerySet(DependentQuerySet):
    def get_by_natural_key(self, vocabulary: str, slug: str) -> Any:
        return self.get(vocabulary=vocabulary, slug=slug)


class Term(Dependent):
    """A word of a vocabulary. Its slug is unique within the vocabulary."""

    record_kind = "term"

    vocabulary = models.CharField(_("vocabulary"), max_length=20, choices=Vocabulary)
    slug = SlugField()
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)

    objects = TermQuerySet.as_manager()

    class Meta(Dependent.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="term_once_per_vocabulary"),
            one_of("term", "vocabulary", Vocabulary.values),
            *record_constraints("term"),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, ...]:
        return (self.vocabulary, self.slug)

    @property
    def address_kind(self) -> str:
        return self.vocabulary


def term_field(vocabulary: Vocabulary, **options: Any) -> models.ForeignKey:
    """A reference to a term of `vocabulary`; a term in use cannot be deleted."""
    options.setdefault("related_name", "+")
    return models.ForeignKey(
        Term, on_delete=models.PROTECT, limit_choices_to={"vocabulary": vocabulary.value}, **options
    )
