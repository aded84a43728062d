"""A desk: a person's browser without the browser, that fills in the admin's forms."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from archive.models import Record
from tests.archive_factory import ArchiveFactory


class Desk:
    """What one person does in the admin."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def get(self, address: str, **query: str) -> Any:
        return self.client.get(address, query)

    def post(self, address: str, values: dict[str, Any] | None = None) -> Any:
        return self.client.post(address, values or {})

    def form(self, record: Record | str) -> dict[str, Any]:
        """What the form of a record (for a kind: of a new one) would post as it stands."""
        return form_values(self.get(form_address(record)))

    def save(self, record: Record | str, **values: Any) -> Any:
        """Open the form, fill `values` in and save. Values of rows are lists of dicts; None takes a row away."""
        return self.post(form_address(record), fill(self.form(record), values))

    def step(self, record: Record, name: str, **values: Any) -> Any:
        """Press one of the workflow's buttons, as the page shows it now."""
        record.refresh_from_db()
        address = reverse(f"admin:archive_{record.record_kind}_step", args=[record.pk, name])
        return self.post(address, {"version": record.version, **values})


def form_address(record: Record | str) -> str:
    if isinstance(record, str):
        return reverse(f"admin:archive_{record}_add")
    return reverse(f"admin:archive_{record.record_kind}_change", args=[record.pk])


def form_values(response: Any) -> dict[str, Any]:
    """Every field of the page's form with the value it has there."""
    assert response.status_code == 200, response
    forms = [response.context["adminform"].form]
    values: dict[str, Any] = {}
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                values[field.html_name] = value
    return values


def fill(form: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    filled = dict(form)
    for name, value in values.items():
        if f"{name}-TOTAL_FORMS" not in form:
            filled[name] = value
            continue
        for number, row in enumerate(value):
            filled.update({f"{name}-{number}-{field}": cell for field, cell in row.items()})
        filled[f"{name}-TOTAL_FORMS"] = max(int(form[f"{name}-TOTAL_FORMS"]), len(value))
    return filled


def errors_of(response: Any) -> dict[str, list[str]]:
    """What the page says is wrong: by field, rows as `citations-0-exact`."""
    assert response.status_code == 200, f"saved: {response}"
    found = dict(response.context["adminform"].form.errors)
    for inline in response.context["inline_admin_formsets"]:
        for form in inline.formset.forms:
            found.update({form.add_prefix(name): errors for name, errors in form.errors.items()})
        if inline.formset.non_form_errors():
            found[inline.formset.prefix] = inline.formset.non_form_errors()
    return {name: list(errors) for name, errors in found.items()}


@pytest.fixture
def archive(db: None) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def desk_of() -> Callable[[User], Desk]:
    return Desk


@pytest.fixture
def editors_desk(editor: User) -> Desk:
    return Desk(editor)


@pytest.fixture
def publishers_desk(publisher: User) -> Desk:
    return Desk(publisher)


@pytest.fixture
def administrators_desk(administrator: User) -> Desk:
    return Desk(administrator)
