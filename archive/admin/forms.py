"""The form of a record: its own fields, the reason for the change, and the version that the person saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.admin.form_values import initial_values, to_document
from archive.admin.problems import place_of
from archive.admin.rows import RowFormSet
from archive.admin.slugs import propose_slug
from archive.documents import KINDS, Catalogue, Document, Problem, blank
from archive.documents.parts import Rows


class RecordForm(forms.ModelForm):
    """Builds the record's document; never saves.

    `problems` are what the workflow found wrong with an earlier try of the same request; `row_names` the fields
    that have an inline of their own.
    """

    problems: list[Problem] = []
    row_names: frozenset[str] = frozenset()

    reason = forms.CharField(
        label=_("Reason for the change"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40}),
        help_text=_("For the history, and for whoever reviews it."),
    )
    base_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_new:
            self._make_slug_optional()
        elif (opened := self.opened) is not None:
            self.initial["base_version"] = self.instance.version
            self._show_pending()
            self._ask_for_reason(opened)

    @property
    def is_new(self) -> bool:
        return self.instance.pk is None

    @property
    def opened(self) -> Any:
        return getattr(self.instance, "opened", None)

    def _make_slug_optional(self) -> None:
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Its public address. Leave it empty to have one made.")

    def _show_pending(self) -> None:
        if self.opened.revision:
            catalogue = Catalogue()
            catalogue.prime(reference for _path, reference in self.kind.references(self.opened.document))
            shown = [field for field in self.kind.fields if field.name in self.fields and not isinstance(field, Rows)]
            self.initial.update(initial_values(shown, self.opened.document, catalogue))

    def _ask_for_reason(self, opened: Any) -> None:
        if opened.live.get("status") == "published":
            self.fields["reason"].required = opened.revision is None
            self.fields["reason"].help_text = _(
                "It is shown with the correction once that is approved. The public version stays until then."
            )

    @property
    def kind(self) -> Any:
        return KINDS[self.instance.record_kind]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_new and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = self.instance.slug = propose_slug(self.instance, cleaned)
        self._tell_problems()
        return cleaned

    def _tell_problems(self) -> None:
        for problem in self.problems:
            place = place_of(problem)
            if place.name in self.row_names:
                continue
            self.add_error(place.name if place.name in self.fields else None, str(problem.message))

    def document(self, formsets: list[RowFormSet]) -> Document:
        """The document that the person asks for; what the form does not show stays as it is."""
        document = self._starting_point()
        for field in self.kind.fields:
            if field.name in self.cleaned_data and not isinstance(field, Rows):
                before = document[field.name]
                document[field.name] = to_document(field, self.cleaned_data[field.name], before)
        if "slug" in self.cleaned_data:
            document["slug"] = self.cleaned_data["slug"]
        for formset in formsets:
            document[formset.document_field()] = formset.document_rows()
        return document

    def _starting_point(self) -> Document:
        if self.opened is None:
            return {**blank(self.kind), "uuid": str(self.instance.uuid)}
        return dict(self.opened.document)
