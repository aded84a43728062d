"""What the public lists are read from: rows in order, and bitmaps of who fits which filter. Derived, never edited.

Written only by `archive.timeline.index`, in step with the workflow; holds nothing that is not published. A list is
named by the kind of its records: `event`, `statement`, `source`, `actor`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

#: identifiers of one row of `Posting`: 131,072 of them, at most 16 kB
IDS_OF_A_POSTING = 1 << 17


class Listing(models.Model):
    """One published record in a list, in the list's order (`sort_day`, `second`, `slug`).

    `weight` says how important it is, from 0 to 1023: sources, statements and links count. `keys` are the names of
    the bitmaps that hold it, so that an edit touches only those that change. `card` is JSON, of events alone: what
    else belongs to them in the archive, as primary keys and counts.
    """

    list = models.CharField(_("list"), max_length=9)
    record_id = models.BigIntegerField(_("primary key of the record"))
    sort_day = models.BigIntegerField(_("day to sort by"))
    second = models.IntegerField(_("second of the day"), default=0)
    slug = models.CharField(_("slug"), max_length=100)
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    keys = models.TextField(_("bitmaps"), blank=True)
    card = models.TextField(_("card"), blank=True)

    objects: "models.Manager[Listing]" = models.Manager()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["list", "record_id"], name="listing_once")]
        indexes = [models.Index(fields=["list", "sort_day", "second", "slug"], name="listing_in_order")]

    def __str__(self) -> str:
        return f"{self.list} {self.slug}"


class Posting(models.Model):
    """A serialised roaring bitmap of the primary keys of those records of a list that have a value of a facet.

    `facet` names list and facet (`event.actor`), `value` is the primary key of a record, a fixed value, or the
    number of a bit slice. A row holds the identifiers from `part` × 131,072 on.
    """

    facet = models.CharField(_("facet"), max_length=24)
    value = models.CharField(_("value"), max_length=50)
    part = models.PositiveIntegerField(_("part"))
    bits = models.BinaryField(_("bitmap"))

    objects: "models.Manager[Posting]" = models.Manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["facet", "value", "part"], name="posting_once")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value} ({self.part})"


class FacetTotal(models.Model):
    """How many records of the list have this value; the values that most have come first."""

    facet = models.CharField(_("facet"), max_length=24)
    value = models.CharField(_("value"), max_length=50)
    total = models.PositiveBigIntegerField(_("total"))

    objects: "models.Manager[FacetTotal]" = models.Manager()

    class Meta:
        verbose_name = _("facet total")
        verbose_name_plural = _("facet totals")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["facet", "value"], name="facet_total_once")]
        indexes = [models.Index("facet", models.F("total").desc(), "value", name="facet_total_most_first")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.total}"
