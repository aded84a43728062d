"""The model and form fields keep canonical EDTF and say what is wrong in the parser's words."""

from typing import Any

import pytest
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps

from archive.dates import EDTFError, parse
from archive.dates.fields import EDTFField, EDTFFormField, EDTFInput

NO_MONTH = "There is no month 13. Months are 01 to 12: “2021-12”."


@pytest.fixture
def dated() -> Any:
    """A record with a date, not yet saved."""
    with isolate_apps("tests"):

        class Dated(models.Model):
            when = EDTFField()

            class Meta:
                app_label = "tests"

            def __str__(self) -> str:
                return str(self.when)

        return Dated()


def test_cleaning_makes_the_text_canonical(dated: Any) -> None:
    dated.when = "?2021-?12-?22"
    dated.clean_fields()
    assert dated.when == "2021-12-22?"


def test_blank_is_undated(dated: Any) -> None:
    dated.when = ""
    dated.clean_fields()
    assert dated.when == ""


def test_cleaning_says_what_is_wrong(dated: Any) -> None:
    dated.when = "2021-13"
    with pytest.raises(ValidationError) as caught:
        dated.clean_fields()
    assert caught.value.message_dict == {"when": [NO_MONTH]}


def test_what_no_form_has_seen_is_saved_canonical_or_not_at_all(dated: Any) -> None:
    field = dated._meta.get_field("when")
    dated.when = "?2021-?12"
    assert field.pre_save(dated, add=True) == "2021-12?"
    assert dated.when == "2021-12?"
    dated.when = "2021-13"
    with pytest.raises(ValidationError, match="no month 13"):
        field.pre_save(dated, add=True)


def test_a_column_is_looked_up_by_any_text(dated: Any) -> None:
    assert dated._meta.get_field("when").get_prep_value("2021-") == "2021-"


def test_the_column_holds_the_longest_date() -> None:
    longest = "[2021-12-22?," + ",".join(["2021-12-22"] * 17) + "]"
    assert EDTFField().clean(longest, None) == longest
    assert len(longest) == EDTFField().max_length


@pytest.mark.parametrize(
    ("field", "options"),
    [
        (EDTFField(), {}),
        (EDTFField("when"), {"verbose_name": "when"}),
        (EDTFField(blank=False), {"blank": False}),
        (EDTFField(max_length=50, db_index=True), {"max_length": 50, "db_index": True}),
    ],
)
def test_migrations_keep_the_field_as_it_is(field: EDTFField, options: dict[str, object]) -> None:
    _, path, arguments, deconstructed = field.deconstruct()
    assert (path, arguments, deconstructed) == ("archive.dates.fields.EDTFField", [], options)
    again = EDTFField(*arguments, **deconstructed)
    assert (again.blank, again.max_length) == (field.blank, field.max_length)
    assert "archive.dates.fields.EDTFField(" in MigrationWriter.serialize(field)[0]


def test_a_form_gives_canonical_text() -> None:
    field = EDTFFormField()
    assert field.clean("  ?2021-?12-?22 ") == "2021-12-22?"
    assert EDTFFormField(required=False).clean("") == ""


@pytest.mark.parametrize("text", ["2021-13", "yesterday", "2021-12-22/2021-12-21", "9" * 300])
def test_a_form_says_what_is_wrong_once(text: str) -> None:
    with pytest.raises(EDTFError) as refused:
        parse(text)
    with pytest.raises(ValidationError) as caught:
        EDTFFormField().clean(text)
    assert caught.value.messages == [str(refused.value)]


def test_a_required_date_must_be_written() -> None:
    with pytest.raises(ValidationError, match="required"):
        EDTFFormField().clean(" ")


def test_the_model_makes_its_own_form_field() -> None:
    field = EDTFField().formfield()
    assert isinstance(field, EDTFFormField)
    assert isinstance(field.widget, EDTFInput)
    assert field.required is False
    required = EDTFField(blank=False).formfield()
    assert required is not None
    assert required.required is True


def test_the_input_is_marked_for_the_live_hint() -> None:
    html = EDTFInput().render("when", "2021-12~")
    for attribute in ('class="edtf-input"', 'autocomplete="off"', 'spellcheck="false"', 'value="2021-12~"'):
        assert attribute in html


def test_the_admins_own_input_is_marked_too() -> None:
    field = EDTFField().formfield(widget=AdminTextInputWidget)
    assert field is not None
    assert field.widget.attrs["class"] == "vTextField edtf-input"
    assert field.widget.attrs["spellcheck"] == "false"
