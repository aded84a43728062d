"""Inlines that show and give rows of a document, never rows of a table.

Saving a record writes its rows anew, so a form cannot hold on to their primary keys. Every row is therefore a new
one to Django's formset: shown from the document, taken from what was posted, written by the workflow alone.
"""

from functools import cached_property
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.form_values import initial_values, to_document
from archive.admin.problems import problems_of
from archive.documents import KINDS, Catalogue, Problem
from archive.documents.fields import Field
from archive.documents.parts import Rows

#: of rows whose place was left empty: after all others, in the order of the form
LAST = 10_000


class RowForm(forms.ModelForm):
    """One row. `row_fields`: what the document has of it, each a field of this form."""

    row_fields: tuple[Field, ...] = ()
    is_filled = False

    @cached_property
    def changed_data(self) -> list[str]:
        # A row in which only its place stands is an empty row.
        names: list[str] = super().changed_data
        return [name for name in names if name not in (ORDERING_FIELD_NAME, DELETION_FIELD_NAME)]

    def row(self) -> Any:
        """The row as the document has it; only of a valid form."""
        return {field.name: to_document(field, self.cleaned_data.get(field.name)) for field in self.row_fields}

    @classmethod
    def initial_of(cls, row: Any, catalogue: Catalogue) -> dict[str, Any]:
        return initial_values(cls.row_fields, row, catalogue)


class RowFormSet(forms.BaseInlineFormSet):
    """The rows of one field of the document. `problems`: what the workflow found wrong with them."""

    problems: list[Problem] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_form.row_fields = tuple(self.rows.fields)
        if not self.is_bound:
            self.initial_extra = self._initial_rows()
            self.extra += len(self.initial_extra)

    @classmethod
    def document_field(cls) -> str:
        """The name that these rows have in the document of the record that they belong to."""
        name: str = cls.fk.remote_field.related_name  # type: ignore[attr-defined]
        return name

    @property
    def rows(self) -> Rows:
        field = KINDS[self.instance.record_kind].by_name[self.document_field()]
        assert isinstance(field, Rows)  # noqa: S101
        return field

    @property
    def row_form(self) -> type[RowForm]:
        form: Any = self.form
        return cast("type[RowForm]", form)

    def _initial_rows(self) -> list[dict[str, Any]]:
        opened = getattr(self.instance, "opened", None)
        if opened is None:
            return []
        document = opened.document
        catalogue = Catalogue()
        catalogue.prime(reference for _path, reference in self.rows.references(document[self.document_field()]))
        return [self.row_form.initial_of(row, catalogue) for row in document[self.document_field()]]

    def initial_form_count(self) -> int:
        return 0

    def get_queryset(self) -> models.QuerySet[Any]:
        model: Any = self.model
        return cast("models.QuerySet[Any]", model._default_manager.none())

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        shown = len(self.initial_extra or ())
        form.fields[DELETION_FIELD_NAME].label = _("Remove")
        if self.can_order:
            place = form.fields[ORDERING_FIELD_NAME]
            place.label = _("Place in the order")
            place.initial = index + 1 if index is not None and index < shown else None
            place.widget.attrs["class"] = "place-in-order"
        # Asked last: what a field is called is kept from the first look at it.
        form.is_filled = index is not None and (index < shown or (self.is_bound and form.has_changed()))

    def filled_forms(self) -> list[RowForm]:
        """The rows to keep, in people's order."""
        forms: list[Any] = list(self.forms)
        kept = [form for form in forms if form.has_changed() and not self._is_removed(form)]
        if not self.can_order:
            return kept
        return sorted(kept, key=lambda form: form.cleaned_data.get(ORDERING_FIELD_NAME) or LAST)

    def _is_removed(self, form: RowForm) -> bool:
        return bool(self.can_delete and form.cleaned_data.get(DELETION_FIELD_NAME))

    def clean(self) -> None:
        super().clean()
        unplaced = []
        for place, problem in problems_of(self.problems, self.document_field()):
            filled = self.filled_forms()
            if place.row is None or place.row >= len(filled):
                unplaced.append(str(problem.message))
            else:
                form = filled[place.row]
                form.add_error(place.field if place.field in form.fields else None, str(problem.message))
        if unplaced:
            raise ValidationError(unplaced)

    def document_rows(self) -> list[Any]:
        return [form.row() for form in self.filled_forms()]


def plain_reference(field: Any) -> Any:
    """Beside a reference stand ways to add a record and to look at it, none to change or delete it in passing."""
    widget = getattr(field, "widget", None)
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_change_related = widget.can_delete_related = False
    return field


class RowInline(admin.StackedInline):
    """Rows that belong to a record. Whoever may change the record may change them."""

    formset = RowFormSet
    form = RowForm
    template = "admin/edit_inline/cards.html"
    extra = 0
    #: one line that says what these rows are for
    explanation: Any = ""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        field = KINDS[self.parent_model.record_kind].by_name.get(self.document_field())
        kwargs.setdefault("can_order", isinstance(field, Rows) and field.ordered)
        formset = super().get_formset(request, obj, **kwargs)
        formset.problems = getattr(request, "problems", [])  # type: ignore[attr-defined]
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return plain_reference(super().formfield_for_dbfield(db_field, request, **kwargs))

    def document_field(self) -> str:
        owners = [
            field
            for field in self.model._meta.get_fields()
            if isinstance(field, models.ForeignKey)
            and issubclass(self.parent_model, field.related_model)
            and self.fk_name in (None, field.name)
        ]
        return str(owners[0].remote_field.related_name)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class LinkInline(RowInline):
    """Links to other records of the kind."""

    fields = [("kind", "to")]
    autocomplete_fields = ["to"]
