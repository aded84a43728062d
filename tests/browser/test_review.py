"""The review by keyboard alone, and two people at one record, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from archive.documents import read
from archive.models import Change, Event
from archive.workflow import act, save, submit
from tests.archive_factory import ArchiveFactory

QUEUE = "/admin/archive/review/"


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def three(archive, editor):
    """Three events that wait."""
    found = []
    for name in ("First", "Second", "Third"):
        event = archive.event(name, status="draft", source=archive.source(text=f"{name} of all, peace is near."))
        with act(editor) as this:
            found.append(submit(save({**read(event), "summary": "Written anew."}, this), this))
    return found


def statuses():
    return dict(Event.objects.values_list("title", "status"))


@pytest.fixture
def others_page(browser, base_url, publisher):
    """A page in the browser of a publisher, who has logged in there."""
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(publisher.username)
    page.get_by_label("Password").fill(f"{publisher.username}-password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    yield page
    context.close()


def press(page, *keys):
    expect(page.get_by_text("Listen to these keys")).to_be_visible()
    for key in keys:
        page.keyboard.press(key)


def test_the_queue_is_worked_off_by_keyboard(page, log_in, publisher, three):
    log_in(publisher)
    page.goto(QUEUE)
    expect(page.get_by_text("Listen to these keys")).to_be_visible()
    press(page, "j", "x", "j", "j", "x")
    expect(page.get_by_role("checkbox", name="Choose “First”")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Choose “Second”")).not_to_be_checked()
    press(page, "a")
    expect(page.get_by_text("2 records are public now.")).to_be_visible()
    assert statuses() == {"First": "published", "Second": "in_review", "Third": "published"}
    press(page, "j", "Enter")
    expect(page).to_have_url(re.compile("/review/event/"))
    press(page, "u")
    expect(page).to_have_url(re.compile(r"/review/\?list=waiting"))


def test_many_are_sent_back_with_a_comment_by_keyboard(page, log_in, publisher, three):
    log_in(publisher)
    page.goto(QUEUE)
    press(page, "j", "x", "j", "x", "b")
    expect(page.get_by_label("Comment")).to_be_focused()
    page.keyboard.type("jax: which day was it?")
    page.keyboard.press("Tab")
    press(page, "b")
    expect(page.get_by_text("2 records went back.")).to_be_visible()
    assert statuses() == {"First": "draft", "Second": "draft", "Third": "in_review"}
    assert Change.objects.filter(reason="jax: which day was it?").count() == 2


def test_records_are_read_and_approved_one_after_the_other_by_keyboard(page, log_in, publisher, three):
    log_in(publisher)
    page.goto(QUEUE)
    press(page, "j", "Enter")
    expect(page.locator(".preview h1")).to_have_text("First")
    expect(page.locator(".rests-on mark")).to_have_text("First of a")
    press(page, "j")
    expect(page.locator(".preview h1")).to_have_text("Second")
    press(page, "k")
    expect(page.locator(".preview h1")).to_have_text("First")
    press(page, "a")
    expect(page.locator(".preview h1")).to_have_text("Second")
    press(page, "c")
    page.keyboard.type("No.")
    page.keyboard.press("Tab")
    press(page, "b")
    expect(page.locator(".preview h1")).to_have_text("Third")
    press(page, "a")
    expect(page.get_by_text("Nothing waits for you.")).to_be_visible()
    assert statuses() == {"First": "published", "Second": "draft", "Third": "published"}


def test_the_keys_can_be_switched_off_and_stay_so(page, log_in, publisher, three):
    log_in(publisher)
    page.goto(QUEUE)
    page.get_by_label("Listen to these keys").uncheck()
    page.reload()
    press(page, "j", "x", "a")
    expect(page.get_by_label("Listen to these keys")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Choose “First”")).not_to_be_checked()
    assert set(statuses().values()) == {"in_review"}


def test_the_public_page_is_shown_in_its_own_look(page, log_in, publisher, three):
    log_in(publisher)
    page.goto(f"{QUEUE}event/{three[0].uuid}/")
    heading = page.locator(".preview h1")
    expect(heading).to_be_visible()
    assert heading.evaluate("(h) => h.getRootNode() instanceof ShadowRoot")
    own, public = (
        heading.evaluate("(h) => getComputedStyle(h).fontSize"),
        page.locator("#content > h1").evaluate("(h) => getComputedStyle(h).fontSize"),
    )
    assert own != public


def test_whoever_comes_to_an_open_record_is_shown_there(page, log_in, others_page, editor, three):
    address = f"/admin/archive/event/{three[0].pk}/change/"
    log_in(editor)
    page.clock.install()
    page.goto(address)
    expect(page.locator("[data-presence]")).to_be_hidden()
    others_page.goto(address)
    expect(others_page.get_by_text("editor has this record open too.")).to_be_visible()
    page.clock.run_for(21_000)
    expect(page.get_by_text("publisher-1 has this record open too.")).to_be_visible()
    others_page.goto("/admin/")
    page.wait_for_timeout(500)
    page.clock.run_for(21_000)
    expect(page.locator("[data-presence]")).to_be_hidden()


def test_what_was_typed_is_not_left_behind_unasked(page, log_in, editor, three):
    asked = []
    log_in(editor)
    page.goto(f"/admin/archive/event/{three[0].pk}/change/")
    page.wait_for_timeout(300)
    page.get_by_label("Title").fill("Something else")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="History").click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Title")).to_have_value("Something else")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert asked == ["beforeunload"]


def test_both_versions_stand_side_by_side_and_nothing_is_lost(page, log_in, editor, publisher, three):
    log_in(editor)
    page.goto(f"/admin/archive/event/{three[0].pk}/change/")
    page.get_by_label("Title").fill("First of all")
    with act(publisher, "Better.") as this:
        save({**read(three[0]), "summary": "By the publisher."}, this)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="Somebody else changed this record meanwhile")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile("Summary .*By the publisher"))).to_be_visible()
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    event = Event.objects.get(pk=three[0].pk)
    assert (event.title, event.summary) == ("First of all", "By the publisher.")
