"""The bounds that stand beside every EDTF date, so that ranges and order are plain integers."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.dates import EDTF, UNDATED, display, parse

DATE_ORDER = (F("sort_day").asc(), Coalesce("first_second", 0).asc(), F("slug").asc())


class DatedQuerySet(models.QuerySet):
    """Order and ranges over the stored bounds."""

    def in_order(self) -> Self:
        """Oldest first; undated records last."""
        return self.order_by(*DATE_ORDER)

    def overlapping(self, first_day: int | None, last_day: int | None) -> Self:
        """Records whose date overlaps the days `first_day`–`last_day` (ordinals, both inclusive, None: open).

        An open end of a record reaches for ever; an undated record matches no range.
        """
        found = self.exclude(sort_day=UNDATED)
        if first_day is not None:
            found = found.filter(Q(last_day__gte=first_day) | Q(last_day__isnull=True))
        if last_day is not None:
            found = found.filter(Q(first_day__lte=last_day) | Q(first_day__isnull=True))
        return found


class Dated(models.Model):
    """Mixin of a record with one EDTF date, named by `date_field`.

    `first_day`, `last_day`: ordinals as of `datetime.date.toordinal`, inclusive, empty for an open end.
    `first_second`, `last_second`: of the day as written, where a time of day is given.
    """

    date_field: ClassVar[str]

    first_day = models.BigIntegerField(_("first day"), null=True, blank=True, editable=False)
    last_day = models.BigIntegerField(_("last day"), null=True, blank=True, editable=False)
    first_second = models.IntegerField(_("first second"), null=True, blank=True, editable=False)
    last_second = models.IntegerField(_("last second"), null=True, blank=True, editable=False)
    sort_day = models.BigIntegerField(_("day to sort by"), default=UNDATED, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive_bounds()
        if (fields := kwargs.get("update_fields")) is not None and self.date_field in fields:
            kwargs["update_fields"] = {*fields, *BOUNDS, "sort_day"}
        super().save(*args, **kwargs)

    @property
    def date_text(self) -> str:
        """The EDTF notation; empty where undated."""
        return getattr(self, self.date_field)

    @property
    def date(self) -> EDTF | None:
        return parse(self.date_text) if self.date_text else None

    @property
    def date_words(self) -> str:
        """The date as a person says it; empty where undated."""
        return display(self.date_text)

    def derive_bounds(self) -> None:
        """Set the stored bounds from the date. Raises EDTFError."""
        date = self.date
        for name in BOUNDS:
            setattr(self, name, getattr(date, name) if date else None)
        self.sort_day = date.sort_day if date else UNDATED


BOUNDS = ("first_day", "last_day", "first_second", "last_second")
