"""What the search finds: one row for each public record, and one for each further section of a long text."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """A public record as the search sees it. Written only by `archive.search`; holds nothing that is not public.

    `title`, `names`, `body` and `context` hold folded words (see `archive.search.folding`), of which the database
    keeps its own index: SQLite an FTS5 table that triggers fill, PostgreSQL a generated column. `text` is the
    public text as it is written, for excerpts. A long text is cut into sections, numbered in `part` from 0.
    """

    kind = models.CharField(_("kind"), max_length=20)
    record_id = models.BigIntegerField(_("primary key of the record"))
    part = models.PositiveIntegerField(_("section"), default=0)
    language = models.CharField(_("language"), max_length=35, blank=True)
    title = models.TextField(_("words of the title"), blank=True)
    names = models.TextField(_("words of the names"), blank=True)
    body = models.TextField(_("words of the text"), blank=True)
    context = models.TextField(_("names of what it refers to"), blank=True)
    text = models.TextField(_("text"), blank=True)
    fingerprint = models.CharField(_("fingerprint of all this"), max_length=64)

    objects: "models.Manager[SearchEntry]" = models.Manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id", "part"], name="search_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id} ({self.part})"
