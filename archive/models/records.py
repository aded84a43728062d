"""What every record has: a permanent UUID, an address, a version, and one word for "public"."""

import uuid
from typing import Any, ClassVar, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from archive.models.constraints import matches, one_of

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*\Z"
SLUG_LENGTH = 100

validate_slug = RegexValidator(
    SLUG_PATTERN,
    _("Use lower-case letters a–z and digits, joined by single hyphens, such as “kyiv-talks-2”."),
)


class SlugField(models.CharField):
    """A record's public address and its key in CSV: `[a-z0-9]+(-[a-z0-9]+)*`, at most 100 characters."""

    default_validators = [validate_slug]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", SLUG_LENGTH)
        kwargs.setdefault("verbose_name", _("slug"))
        super().__init__(*args, **kwargs)


class RecordQuerySet(models.QuerySet):
    """Querysets of records speak of publicity with one word: `published()`."""

    def published(self) -> Self:
        """The records that the public may see. Nothing else may decide this."""
        raise TypeError(f"{self.model.__name__} does not say what of it is public")

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)


class CuratedQuerySet(RecordQuerySet):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)


class DependentQuerySet(RecordQuerySet):
    def published(self) -> Self:
        return self.filter(is_public=True)


class OfTheRow(Func):
    """A column that is looked at in rows found by other means: SQLite, which knows not how many rows are public,
    would else begin with the index of all that are, or read a list from its start because that is in order."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def publicity(model: type[models.Model], path: str = "") -> Q:
    """That a record of this kind is published, said of the one that a row reaches by `path`.

    The same as `path` in `published()`, or as `published()` where there is no path. It is looked up in the rows that
    are found by other conditions; as a subquery it would read every published record first.
    """
    name = f"{path}__" if path else ""
    if issubclass(model, Curated):
        return Q(Exact(OfTheRow(F(f"{name}status")), Status.PUBLISHED))
    return Q(Exact(OfTheRow(F(f"{name}is_public")), True))


class Record(models.Model):
    """A record of the archive. `version` counts the entries of its history (see `Change`)."""

    record_kind: ClassVar[str]

    uuid = models.UUIDField(_("permanent identifier"), default=uuid.uuid4, unique=True, editable=False)
    slug = SlugField(unique=True, help_text=_("The record's address. A former address keeps redirecting here."))
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    changed_at = models.DateTimeField(_("last changed"), null=True, editable=False)

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str, ...]:
        return (self.slug,)

    @property
    def address_kind(self) -> str:
        """The name space of the slug: the kind of record (for a term, its vocabulary)."""
        return self.record_kind

    @property
    def is_published(self) -> bool:
        """The same predicate as `published()`, on the instance."""
        records: Any = type(self)._default_manager
        return records.published().filter(pk=self.pk).exists()


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Curated(Record):
    """A record with a status of its own: Source, Actor, Event, Statement."""

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    status_changed_at = models.DateTimeField(_("status since"), null=True, editable=False)

    objects = CuratedQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED


class Dependent(Record):
    """A record without a status: public when something public refers to it.

    `is_public` is stored; the workflow moves it in the transaction that changes a reference.
    """

    is_public = models.BooleanField(_("public"), default=False, editable=False, db_index=True)

    objects = DependentQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True

    @property
    def is_published(self) -> bool:
        return self.is_public


class Address(models.Model):
    """Every current and former slug, unique per kind, so that none is ever given to another record.

    A row outlives its record: the slug of a deleted record stays taken.
    """

    kind = models.CharField(_("kind"), max_length=20)
    slug = SlugField()
    record_uuid = models.UUIDField(_("record"), db_index=True)
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="address_once_per_kind"),
            models.UniqueConstraint(
                fields=["record_uuid"], condition=models.Q(is_current=True), name="address_one_current"
            ),
            matches("address", "slug", SLUG_PATTERN),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


def record_constraints(name: str) -> list[models.BaseConstraint]:
    """The constraints that every record table has."""
    return [matches(name, "slug", SLUG_PATTERN)]


def curated_constraints(name: str) -> list[models.BaseConstraint]:
    """The constraints of every table with a status."""
    return [*record_constraints(name), one_of(name, "status", Status.values)]
