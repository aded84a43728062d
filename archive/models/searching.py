"""What the search finds: a row for each public record and for each further section of a long text, and its names.

All of it is derived, written only by `archive.search`, and holds nothing that is not public.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchEntry(models.Model):
    """A public record as the search sees it; its folded words stand in the database's own index beside it.

    The primary key is the entry's place in the order of importance (see `archive.search.places`), so that the first
    hits of a word by primary key are the ones that matter. The words: on SQLite the FTS5 table `archive_searchwords`
    under the same number, on PostgreSQL the column `words` of this table. `text` is the section of an archived text
    as it is written, for excerpts; other texts stand in their records. A long text is cut into sections, numbered in
    `part` from 0.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(_("kind"), max_length=10)
    record_id = models.BigIntegerField(_("primary key of the record"))
    part = models.PositiveIntegerField(_("section"), default=0)
    text = models.TextField(_("text"), blank=True)
    fingerprint = models.CharField(_("fingerprint of all this"), max_length=24)

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


class NameWord(models.Model):
    """One word of a public record's names, for type-ahead, for other spellings and for “did you mean”.

    `facet` is what the record is offered as: `actor`, `speaker`, `publisher`, `topic`, `place` or `source`. `word` is
    folded, `written` as it stands in the name. `sound` is what the ways of writing a name in Latin letters have in
    common (see `archive.search.sounds`), of names of actors and places alone; `start` and `ending` are its first two
    and its last three letters. `uses` is how often the record is used, in doublings: 0, 1, 2–3, 4–7 …
    """

    facet = models.CharField(_("facet"), max_length=10)
    record_id = models.BigIntegerField(_("primary key of the record"))
    word = models.CharField(_("word"), max_length=100)
    written = models.CharField(_("as written"), max_length=100)
    sound = models.CharField(_("sound"), max_length=100, null=True)
    start = models.CharField(_("beginning of the sound"), max_length=2, null=True)
    ending = models.CharField(_("end of the sound"), max_length=3, null=True)
    uses = models.PositiveSmallIntegerField(_("doublings of uses"), default=0)

    objects: "models.Manager[NameWord]" = models.Manager()

    class Meta:
        verbose_name = _("word of a name")
        verbose_name_plural = _("words of names")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["facet", "record_id", "word"], name="name_word_once"),
        ]
        indexes = [
            models.Index(fields=["facet", "word", "uses", "record_id"], name="name_word_begins"),
            models.Index(fields=["sound", "word"], name="name_word_sounds", condition=models.Q(sound__isnull=False)),
            models.Index(fields=["start", "uses"], name="name_word_starts", condition=models.Q(start__isnull=False)),
            models.Index(fields=["ending", "uses"], name="name_word_ends", condition=models.Q(ending__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.record_id}: {self.word}"
