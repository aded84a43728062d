"""A reader looks at the days of a year: what a square holds, the way into it, and to other years."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archive_factory import ArchiveFactory

VIEW = "/?view=calendar"
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1440, 900)}


@pytest.fixture
def archive(transactional_db: None) -> ArchiveFactory:
    archive = ArchiveFactory()
    source = archive.source("A report on peace")
    for title, when in (
        ("Talks begin", "2021-12-22"),
        ("Talks go on", "2021-12-22"),
        ("Troops move", "2021-03-01"),
        ("A treaty", "1994-12-05"),
    ):
        archive.event(title, when=when, source=source)
    return archive


def told(page: Page, name: str) -> str:
    """What stands beside the calendar of this day while it is pointed at."""
    script = "day => { const s = getComputedStyle(day, '::after'); return s.position === 'absolute' ? s.content : '' }"
    return str(page.get_by_role("link", name=name).evaluate(script))


def test_a_day_leads_to_what_happened_on_it(archive, page: Page):
    page.goto(VIEW)
    page.get_by_role("link", name="22 December 2021: 2 events begin").click()
    assert page.url.endswith("/?from=2021-12-22&to=2021-12-22&view=calendar")
    expect(page.get_by_role("link", name="Talks begin")).to_be_visible()
    expect(page.get_by_role("link", name="Troops move")).to_have_count(0)


def test_what_a_day_holds_is_told_on_pointing_and_on_focus(archive, page: Page):
    page.goto(VIEW)
    name = "1 March 2021: 1 event begins"
    assert told(page, name) == ""
    page.get_by_role("link", name=name).hover()
    assert told(page, name) == f'"{name}"'
    page.mouse.move(0, 0)
    assert told(page, name) == ""
    page.keyboard.press("Tab")
    page.get_by_role("link", name=name).focus()
    assert told(page, name) == f'"{name}"'


def test_weeks_are_columns_and_busier_days_are_darker(archive, page: Page):
    page.goto(VIEW)
    monday, wednesday = (
        page.get_by_role("link", name=name).bounding_box() for name in ("1 March 2021", "22 December 2021")
    )
    # 1 March 2021 was a Monday, 22 December a Wednesday: two rows below.
    height = monday["height"] + 3
    assert wednesday["y"] - monday["y"] == pytest.approx(2 * height, abs=2)
    shades = [
        page.get_by_role("link", name=name).evaluate("day => day.parentElement.className")
        for name in ("1 March 2021", "22 December 2021")
    ]
    assert ["shade-1" in shades[0], "shade-4" in shades[1]] == [True, True]


def test_a_reader_steps_through_the_years(archive, page: Page):
    page.goto(VIEW)
    page.get_by_role("navigation", name="Years").get_by_role("link", name="1994", exact=True).click()
    expect(page.get_by_role("heading", name="1994").first).to_be_visible()
    page.get_by_role("link", name="The nearest year after: 2021").click()
    expect(page.get_by_text("3 events begin in 2021.")).to_be_visible()


def test_the_calendar_works_without_scripts(archive, browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(VIEW)
    page.get_by_role("link", name="1 March 2021: 1 event begins").click()
    expect(page.get_by_role("link", name="Troops move")).to_be_visible()
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_year_is_in_the_window_and_on_a_phone_as_wide_as_a_finger_needs(archive, page: Page, size):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(VIEW)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
    boxes = page.locator(".day").evaluate_all("days => days.slice(0, 20).map(day => day.getBoundingClientRect().y)")
    pitch = sorted(set(boxes))[1] - sorted(set(boxes))[0]
    assert pitch >= (19 if size == "desk" else 24)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_calendar(archive, page: Page, axe: Callable[[], None], scheme):
    page.emulate_media(color_scheme=scheme)
    for address in (VIEW, "/?view=calendar&year=1999", "/?view=calendar&from=2021-12-22&to=2021-12-22"):
        page.goto(address)
        axe()
