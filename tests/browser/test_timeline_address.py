"""What the drawing shows stands in the address; the list below and screen readers follow."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.archive_factory import ArchiveFactory

STATUS = "#timeline [data-status]"
RANGE = "[data-range]"


@pytest.fixture(autouse=True)
def still(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1200, "height": 800})


@pytest.fixture
def archive(transactional_db: None) -> ArchiveFactory:
    archive = ArchiveFactory()
    for when in ("2019-03-04", "2021-12-22", "2021-12-23", "2022-01-05"):
        archive.event(f"Event of {when}", when=when)
    return archive


def jump(page: Page, text: str) -> None:
    page.get_by_label("Go to").fill(text)
    page.keyboard.press("Enter")


def ready(page: Page, address: str = "/") -> None:
    page.goto(address)
    page.wait_for_selector("[data-timeline][data-ready]")


def test_the_list_shows_the_range_of_the_drawing(archive, page: Page):
    ready(page)
    items = page.locator("#list-region .event-item")
    expect(items).to_have_count(4)
    jump(page, "2021-12")
    expect(items).to_have_count(2)
    page.get_by_role("button", name="All", exact=True).click()
    expect(items).to_have_count(4)
    assert page.evaluate("location.search") == ""


def test_filters_and_the_other_views_keep_to_the_range_of_the_drawing(archive, page: Page):
    ready(page)
    jump(page, "2021-12")
    expect(page.locator(".filters").get_by_text("2 events")).to_be_visible()
    expect(page.get_by_role("link", name="From: December 2021")).to_be_visible()
    expect(page.locator(".views-nav a").nth(1)).to_have_attribute("href", re.compile("from=2021-12&to=2021-12"))
    page.get_by_text("Filter", exact=True).click()
    expect(page.get_by_label("From", exact=True)).to_have_value("2021-12")
    expect(page.locator("#facet-counts")).to_be_visible()


def test_a_screen_reader_is_told_the_range_and_how_many(archive, page: Page):
    ready(page)
    jump(page, "2021-12")
    expect(page.locator(STATUS)).to_have_text("December 2021: 2 events")
    jump(page, "2021-12-22")
    expect(page.locator(STATUS)).to_have_text("22 December 2021: 1 event")


def test_the_page_stays_where_it_is_while_the_list_changes(archive, page: Page):
    page.set_viewport_size({"width": 1200, "height": 500})
    ready(page)
    page.evaluate("scrollTo(0, 120)")
    page.locator("[data-plot]").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("+")
    page.wait_for_timeout(700)
    assert page.evaluate("scrollY") == before


def test_the_address_shows_the_same_again(archive, page: Page):
    ready(page, "/?from=2021-12-20&to=2021-12-29")
    expect(page.locator(RANGE)).to_have_text("20 December to 29 December 2021")
    page.locator("[data-plot]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)
    words = page.locator(RANGE).text_content()
    page.reload()
    expect(page.locator(RANGE)).to_have_text(str(words))


def test_going_back_undoes_a_step_but_not_every_pixel_of_a_drag(archive, page: Page):
    ready(page)
    whole = page.locator(RANGE).text_content()
    jump(page, "2021")
    page.wait_for_timeout(500)
    length = page.evaluate("history.length")
    page.locator("[data-plot]").focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(400)
    assert page.evaluate("history.length") == length
    page.go_back()
    expect(page.locator(RANGE)).to_have_text(str(whole))
    expect(page.locator("#list-region .event-item")).to_have_count(4)
    page.go_forward()
    expect(page.locator(RANGE)).to_have_text(re.compile("2021"))


def test_filters_stay_in_the_address_and_narrow_the_drawing(archive, page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/tiles/" in request.url else None)
    ready(page, "/?factuality=planned&from=2021&to=2021")
    jump(page, "2022")
    page.wait_for_timeout(500)
    assert page.evaluate("location.search") == "?factuality=planned&from=2022&to=2022"
    assert asked
    assert all("factuality=planned" in address and "from=" not in address for address in asked)


def test_lanes_of_the_address_are_drawn_and_kept(archive, page: Page):
    anna = archive.actor("Anna Berg", slug="anna-berg")
    archive.event("Anna meets somebody", when="2021-12-24", participants=(anna,))
    ready(page, "/?by=actor")
    expect(page.get_by_role("button", name="Anna Berg")).to_be_visible()
    expect(page.locator("[data-links] a")).to_have_count(1)
    jump(page, "2021-12")
    page.wait_for_timeout(500)
    assert page.evaluate("location.search") == "?from=2021-12&to=2021-12&by=actor"
    page.get_by_role("combobox", name="Lanes", exact=True).select_option("")
    page.wait_for_timeout(700)
    assert page.evaluate("location.search") == "?from=2021-12&to=2021-12"
    page.go_back()
    expect(page.get_by_role("button", name="Anna Berg")).to_be_visible()


def test_an_open_range_is_drawn_as_far_as_there_are_events(archive, page: Page):
    ready(page, "/?from=2021-12")
    expect(page.locator(RANGE)).to_have_text("1 December 2021 to 5 January 2022")
