"""Forms beside the text lose nothing: not with a closed tab, a lost connection, a refusal, or a second editor."""

import re

import pytest
from playwright.sync_api import Page, expect

from archive.documents import read
from archive.models import Actor, DeskDraft, Event, Statement
from archive.workflow import act, save, system_user
from tests.browser.desk.desks import choose_speaker, opened, select


def test_an_unsaved_form_survives_a_closed_tab(desk, context, source, anna):
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.get_by_label("Summary").fill("It is not so, the ministry says.")
    expect(desk.get_by_text("Kept until you save it.")).to_be_visible()
    assert DeskDraft.objects.count() == 1
    assert not Statement.objects.exists()
    desk.close()
    again = opened(context.new_page(), source)
    expect(again.get_by_label("Summary")).to_have_value("It is not so, the ministry says.")
    choose_speaker(again, "anna", "Anna Berg")
    again.get_by_label("Summary").press("Enter")
    expect(again.locator(".desk-text .note-statement")).to_have_count(1)
    assert not DeskDraft.objects.exists()


def test_without_a_connection_what_was_typed_stays_in_the_browser(page, context, desk, source):
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    context.set_offline(True)
    desk.get_by_label("Summary").fill("Typed in a tunnel.")
    expect(desk.get_by_text("No connection: kept in this browser.")).to_be_visible()
    context.set_offline(False)
    opened(desk, source)
    expect(desk.get_by_label("Summary")).to_have_value("Typed in a tunnel.")


@pytest.fixture
def refused(context, desk, source) -> Page:
    """A page of the same editor's on which refusals are expected."""
    return opened(context.new_page(), source)


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(refused, anna):
    desk = refused
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.get_by_label("Day", exact=True).fill("2021-13")
    desk.get_by_label("Quote").fill("Never said")
    desk.get_by_label("Quote").press("Enter")
    expect(desk.locator(".field-problem").first).to_be_visible()
    expect(desk.get_by_label("Quote")).to_have_value("Never said")
    assert not Statement.objects.exists()


def test_an_actor_is_made_where_it_is_needed(desk, archive, source):
    archive.term("actor_kind", "ministry")
    archive.term("actor_kind", "person")
    opened(desk, source)
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.keyboard.type("Ministry of Peace")
    expect(desk.get_by_role("option", name="Make “Ministry of Peace” an actor")).to_be_visible()
    desk.keyboard.press("Enter")
    desk.get_by_label("What it is").select_option("ministry")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name="Speaker")).to_have_attribute("data-chosen", "")
    expect(desk.get_by_role("combobox", name="Speaker")).to_have_value("Ministry of Peace")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-text .note-statement")).to_contain_text("Ministry of Peace")
    assert Actor.objects.get(name="Ministry of Peace").kind.slug == "ministry"
    desk.keyboard.press("u")
    expect(desk.locator(".desk-text .note-statement")).to_have_count(0)
    desk.keyboard.press("u")
    expect(desk.get_by_text("Undone: Ministry of Peace")).to_be_visible()
    assert not Actor.objects.exists()


def test_an_event_is_written_from_the_words(desk, archive, anna):
    archive.term("event_kind", "movement")
    archive.place("Kyiv")
    opened(desk, archive.source("Another", text="Troops moved by train. It was cold.", language="en"))
    select(desk, "Troops moved by train")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Title")).to_have_value("Troops moved by train")
    desk.get_by_label("Kind").select_option("movement")
    desk.get_by_label("When").fill("2021-12~")
    expect(desk.get_by_text("about December 2021").first).to_be_visible()
    desk.get_by_role("combobox", name="Participants").fill("anna")
    desk.get_by_role("option", name="Anna Berg", exact=True).click()
    desk.get_by_role("combobox", name="Places").fill("kyi")
    desk.get_by_role("option", name="Kyiv", exact=True).click()
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".desk-text .note-event")).to_have_count(1)
    event = Event.objects.get()
    assert ([str(row) for row in event.participants.all()], [str(row) for row in event.places.all()]) == (
        ["Anna Berg"],
        ["Kyiv"],
    )


def test_words_are_added_to_a_record_and_an_actor_is_mentioned(desk, archive, anna, source):
    ministry = archive.actor("Ministry", kind="ministry")
    archive.event("Troops moved", source=source, words="Troops moved", status="draft")
    opened(desk, source)
    select(desk, "It was cold")
    desk.keyboard.press("c")
    desk.get_by_role("combobox", name="Record that cites these words too").fill("troops")
    desk.get_by_role("option", name="Troops moved").click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("2 of 6 sentences are cited")).to_be_visible()
    select(desk, "The ministry")
    desk.keyboard.press("m")
    desk.get_by_role("combobox", name="Actor", exact=True).fill("minis")
    desk.get_by_role("option", name="Ministry", exact=True).click()
    desk.get_by_role("combobox", name=re.compile("Takes part")).fill("troops")
    desk.get_by_role("option", name="Troops moved").click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("3 of 6 sentences are cited")).to_be_visible()
    assert [row.actor for row in Event.objects.get().participants.all()] == [ministry]


def test_somebody_elses_change_is_shown_before_it_is_replaced(refused, archive, anna, source):
    desk = refused
    statement = archive.statement("peace is near", speaker=anna, source=source, status="draft")
    opened(desk, source)
    desk.locator(".desk-text .note-statement").click()
    desk.get_by_label("Summary").fill("Mine.")
    with act(system_user(), "Better") as this:
        save({**read(statement), "summary": "Somebody else's words."}, this)
    desk.get_by_label("Summary").press("Enter")
    expect(desk.get_by_text("is: Somebody else's words.")).to_be_visible()
    expect(desk.get_by_label("Summary")).to_have_value("Mine.")
    desk.get_by_label("I have read these changes").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("[data-form]")).to_be_hidden()
    statement.refresh_from_db()
    assert statement.summary == "Mine."
