"""Model and form fields for EDTF. Blank is undated; what is stored is always canonical."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from archive.dates.errors import EDTFError
from archive.dates.parser import MAXIMUM_LENGTH, parse

CSS_CLASS = "edtf-input"
"""The class by which a script finds inputs that show the meaning of a date as one types."""


def canonical_text(value: str) -> str:
    """Canonical EDTF, "" for "". Raises ValidationError with the words of `EDTFError`."""
    if not value:
        return ""
    try:
        return parse(value).text
    except EDTFError as error:
        raise ValidationError(str(error), code="invalid_edtf") from error


class EDTFInput(forms.TextInput):
    """A line of text, without the browser's own suggestions and spelling."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": CSS_CLASS, "autocomplete": "off", "spellcheck": "false", **(attrs or {})})


class EDTFFormField(forms.CharField):
    """Takes EDTF, with space around it, and gives canonical text. Any widget that it gets is marked."""

    widget = EDTFInput

    def __init__(self, *, max_length: int | None = MAXIMUM_LENGTH, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_python(self, value: object) -> str:
        return canonical_text(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # The admin gives every CharField its own input; this marks that one too, and keeps its classes.
        classes = str(widget.attrs.get("class", "")).split()
        marked = classes if CSS_CLASS in classes else [*classes, CSS_CLASS]
        return {
            **super().widget_attrs(widget),
            "class": " ".join(marked),
            "autocomplete": "off",
            "spellcheck": "false",
        }


if TYPE_CHECKING:
    _TextField = models.CharField[str, str]
else:
    _TextField = models.CharField


class EDTFField(_TextField):
    """A column of canonical EDTF, "" where undated.

    Cleaning raises ValidationError with what is wrong. Saving makes the text canonical too, so what no
    form has seen is stored right or not at all. `update` and `bulk_update` do not do that: their callers do.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", MAXIMUM_LENGTH)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        if options.get("max_length") == MAXIMUM_LENGTH:
            del options["max_length"]
        if not options.pop("blank", False):
            options["blank"] = False
        return name, path, list(args), options

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text if text is None else canonical_text(text)

    def get_prep_value(self, value: Any) -> Any:
        # CharField would clean here, but what a column is looked up by (`startswith="2021-"`) is no date.
        return models.CharField.to_python(self, models.Field.get_prep_value(self, value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = canonical_text(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **options: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": EDTFFormField, **options})
