"""Somebody's columns are led to the archive's fields, with mouse and keyboard, wide and on a phone."""

import pytest
from playwright.sync_api import expect

from archive.exchange.mapping import to_json
from tests.admin.imports.holders import FakeHolder
from tests.admin.imports.urls import HOLDERS
from tests.archive_factory import ArchiveFactory
from tests.exchange.mapping.samples import table

SHEET = (
    {"Title": "Talks", "Date": "03/04/2021", "Until": "05/04/2021", "Type": "meeting", "Who": "Ana Berg"},
    {"Title": "March", "Date": "05/06/2021", "Until": "", "Type": "meeting", "Who": "Bruno Kahn; Ana Berg"},
)


@pytest.fixture
def holder(live_server, settings):
    settings.ROOT_URLCONF = "tests.admin.imports.urls"
    archive = ArchiveFactory()
    archive.term("event_kind", "talks")
    archive.actor("Anna Berg", slug="anna-berg")
    HOLDERS["file"] = FakeHolder("calendar.xlsx", "events", table(*SHEET))
    yield HOLDERS["file"]
    HOLDERS.clear()


def test_columns_are_led_to_fields_and_what_does_not_fit_is_mended(page, log_in, editor, holder, axe):
    log_in(editor)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/step/file/")
    axe()

    date = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Date", exact=True))
    expect(date).to_contain_text("say which order is meant")
    date.get_by_label("Dates in numbers are").select_option(label="day, month, year")
    note = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Type", exact=True))
    expect(note.get_by_role("button", name="Show its options")).to_be_hidden()
    note.get_by_label("Goes to").select_option(label="keep it as a note")
    note.get_by_role("button", name="Show its options").press("Enter")
    expect(date).to_contain_text("3–5 April 2021")
    expect(page.get_by_label("Notes stand at the end of")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_label("Kind needed").select_option(label="Talks")
    page.get_by_label("is (Ana Berg)").select_option(index=1)
    page.get_by_text("another one (Bruno Kahn)").click()
    page.get_by_label("Its address here (slug) (Bruno Kahn)").fill("anna-berg")
    axe()
    page.get_by_role("button", name="Show what it makes").click()
    expect(page.get_by_text("Everything fits.")).to_be_visible()
    axe()
    part = to_json(holder.kept[-1])["fields"]["participants"]["parts"][0]
    assert part["value"]["chosen"] == {"Ana Berg": "anna-berg", "Bruno Kahn": "anna-berg"}

    page.get_by_label("Keep it under the name").fill("Calendars")
    page.get_by_role("button", name="Keep it", exact=True).click()
    expect(page.get_by_text("“Calendars” is kept for you.")).to_be_visible()
    page.get_by_role("link", name="All column mappings").click()
    expect(page.get_by_role("listitem").filter(has_text="Calendars")).to_be_visible()
    axe()
