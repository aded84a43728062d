"""Citing: an editor gives the source and its exact words; where they stand is found, or asked for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.rows import RowForm, RowInline
from archive.documents import Catalogue, cite, span
from archive.models import Citation
from archive.workflow import line_feeds

#: how many of the places to name when the words stand in a text more than once
PLACES_NAMED = 8


class CitationForm(RowForm):
    exact = forms.CharField(
        label=gettext_lazy("Exact words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 40}),
        help_text=gettext_lazy(
            "Copied from the archived text, letter by letter. Leave them empty only for a source that is not held here."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        source = cleaned.get("source")
        self.anchor: dict[str, Any] = {}
        if source is None or self.errors:
            return cleaned
        exact, start, end = line_feeds(cleaned.get("exact") or ""), cleaned.get("start"), cleaned.get("end")
        if not exact.strip() and start is None and end is None:
            return cleaned
        text = self._text(str(source.uuid), cleaned)
        if text is not None:
            found = self._found(text, exact, start, end)
            if found is not None:
                self.anchor = span(text, *found)
        return cleaned

    def _text(self, source: str, cleaned: dict[str, Any]) -> str | None:
        """The text of the version named, or of the latest, which is named then."""
        catalogue = Catalogue()
        versions = catalogue.versions(source)
        version = cleaned.get("version") or (versions[-1] if versions else None)
        if version is None:
            message = _("No text of this source is archived, so no words of it can be cited. Archive its text first.")
            self.add_error("source", message)
            return None
        if version not in versions:
            held = ", ".join(map(str, versions)) or "–"
            self.add_error("version", _("The source has no text of this version. It has: %(held)s.") % {"held": held})
            return None
        cleaned["version"] = version
        return catalogue.text(source, version)

    def _found(self, text: str, exact: str, start: int | None, end: int | None) -> tuple[int, int] | None:
        try:
            if start is None:
                return find_words(text, exact)
            return confirm_words(text, exact, start, end)
        except ValidationError as error:
            self.add_error("exact" if exact.strip() else "start", error)
            return None

    def row(self) -> Any:
        cleaned = self.cleaned_data
        return cite(
            str(cleaned["source"].uuid),
            version=cleaned.get("version"),
            supports=cleaned.get("supports") or "",
            **self.anchor,
        )


def find_words(text: str, exact: str) -> tuple[int, int]:
    """Where the words stand, if that is one place only. Raises ValidationError.

    White space at their ends, which comes along when one copies, is left out where the words do not stand with it.
    """
    words = exact if exact in text else exact.strip()
    places: list[int] = []
    found = text.find(words) if words else -1
    while found != -1 and len(places) <= PLACES_NAMED:
        places.append(found)
        found = text.find(words, found + 1)
    if not places:
        raise ValidationError(_("These words do not stand in the text, letter by letter."))
    if len(places) > 1:
        named = ", ".join(map(str, places[:PLACES_NAMED])) + (" …" if len(places) > PLACES_NAMED else "")
        message = _("These words stand there more than once: at %(places)s. Say which by its start.")
        raise ValidationError(message % {"places": named})
    return places[0], places[0] + len(words)


def confirm_words(text: str, exact: str, start: int, end: int | None) -> tuple[int, int]:
    """That the words stand at `start`; without words those from `start` to `end`. Raises ValidationError."""
    if not exact.strip():
        if end is None or not start < end <= len(text):
            message = _("Give the exact words, or a start and an end within the text of %(length)s characters.")
            raise ValidationError(message % {"length": len(text)})
        return start, end
    words = exact if text.startswith(exact, start) else exact.strip()
    if not text.startswith(words, start):
        there = text[start : start + min(len(words), 80)]
        message = _("These words do not stand at %(start)s; there stands “%(there)s”. Empty the start to find them.")
        raise ValidationError(message % {"start": start, "there": there})
    return start, start + len(words)


class CitationInline(RowInline):
    """The exact words that carry the record."""

    model = Citation
    form = CitationForm
    autocomplete_fields = ["source"]
    fields = ["source", "exact", ("supports", "version", "start", "end")]
    explanation = gettext_lazy(
        "The words that carry this record. Give the source and its exact words; start and end are found "
        "where the words stand only once in the text."
    )

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "supports":
            field.choices = [("", _("the whole record")), *db_field.flatchoices]
        if field is not None and db_field.name == "version":
            field.help_text = _("Empty: the latest.")
        return field
