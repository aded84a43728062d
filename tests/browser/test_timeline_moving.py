"""A reader moves through time: by mouse, trackpad, touch, keyboard, buttons and a date."""

import re

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

PLOT = "[data-plot]"
RANGE = "[data-range]"


@pytest.fixture(autouse=True)
def still(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1200, "height": 700})


def days(page: Page) -> tuple[str, str]:
    """What the drawing shows, as the address says once it rests."""
    page.wait_for_timeout(450)
    query = page.evaluate("Object.fromEntries(new URLSearchParams(location.search))")
    return query.get("from", ""), query.get("to", "")


def middle(page: Page) -> tuple[float, float]:
    box = page.locator(PLOT).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def wheel(page: Page, across: float, down: float) -> None:
    page.mouse.move(*middle(page))
    page.mouse.wheel(across, down)
    page.wait_for_timeout(150)


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    named = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": named})


def test_dragging_moves_time_with_the_hand(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    x, y = middle(page)
    page.mouse.move(x, y + 60)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(x + 20 * step, y + 60)
    page.wait_for_timeout(120)
    page.mouse.up()
    start, end = days(page)
    assert start < "2009"
    assert end < "2018-12"
    assert page.url.count("?") == 1


def test_a_drag_that_ends_on_an_event_opens_nothing(open_timeline, page: Page):
    open_timeline(20)
    page.wait_for_timeout(300)
    box = page.locator("[data-links] a").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 10, steps=5)
    page.mouse.up()
    page.wait_for_timeout(300)
    assert "/events/" not in page.url


def test_a_double_click_zooms_in_where_it_is_and_with_shift_out(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    box = page.locator(PLOT).bounding_box()
    assert box
    place = box["x"] + 1, box["y"] + box["height"] - 60
    page.mouse.dblclick(*place)
    start, end = days(page)
    assert start == "2010-01-01"
    assert end.startswith("2015-01")
    page.keyboard.down("Shift")
    page.mouse.dblclick(*place)
    page.keyboard.up("Shift")
    assert days(page) == ("2010", "2019")


def test_the_wheel_zooms_with_ctrl_or_once_the_drawing_is_held(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    page.keyboard.down("Control")
    wheel(page, 0, -100)
    page.keyboard.up("Control")
    zoomed = days(page)
    assert "2010" < zoomed[0] < zoomed[1] < "2019"
    x, y = middle(page)
    page.mouse.click(x, y + 118)
    wheel(page, 0, -100)
    assert zoomed[0] < days(page)[0] < days(page)[1] < zoomed[1]
    assert page.evaluate("scrollY") == 0


def test_a_pointer_that_merely_passes_does_not_keep_the_page_from_scrolling(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    page.set_viewport_size({"width": 1200, "height": 480})
    wheel(page, 0, 60)
    page.wait_for_timeout(300)
    assert page.evaluate("scrollY") > 0
    assert days(page) == ("2010", "2019")


def test_escape_and_leaving_let_go_of_the_wheel(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    x, y = middle(page)
    page.mouse.click(x, y + 118)
    expect(page.locator("[data-stage][data-held]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-stage][data-held]")).to_have_count(0)
    page.mouse.click(x, y + 118)
    page.mouse.move(x, 5)
    expect(page.locator("[data-stage][data-held]")).to_have_count(0)


def test_a_trackpad_pans_sideways(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    wheel(page, 300, 20)
    start, end = days(page)
    assert start > "2012"
    assert end > "2021"


def test_keys_move_zoom_and_jump(open_timeline, page: Page):
    open_timeline(query="?from=2010-01-01&to=2010-01-10")
    page.locator(PLOT).focus()
    page.keyboard.press("ArrowRight")
    assert days(page) == ("2010-01-02", "2010-01-12")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("+")
    start, end = days(page)
    assert "2010-01-01" < start < end < "2010-01-10"
    page.keyboard.press("-")
    assert days(page) == ("2010-01-01", "2010-01-10")
    page.keyboard.press("Home")
    assert days(page)[0].startswith("199")
    page.keyboard.press("End")
    assert days(page)[1] >= "2024-12"
    page.keyboard.press("a")
    assert days(page) == ("", "")
    page.keyboard.press("t")
    today = page.evaluate("new Date().toISOString().slice(0, 4)")
    assert days(page)[0][:4] <= today <= days(page)[1][:4]


def test_tab_goes_through_the_events_in_order_and_enter_opens_one(open_timeline, page: Page):
    open_timeline(20)
    page.wait_for_selector("[data-links] a")
    page.locator(PLOT).focus()
    seen = []
    for _event in range(4):
        page.keyboard.press("Tab")
        seen.append(int(page.evaluate("document.activeElement.pathname.match(/\\d+/)[0]")))
    assert seen == sorted(seen)
    expect(page.locator(".timeline-card")).to_be_visible()
    with page.expect_request(re.compile(rf"/events/event-{seen[-1]}/")):
        page.keyboard.press("Enter")
    page.wait_for_url("**/events/**")


def test_buttons_zoom_and_show_all(open_timeline, page: Page):
    open_timeline(query="?from=2010&to=2019")
    page.get_by_role("button", name="Zoom in").click()
    assert days(page) == ("2012-07-02", "2017-07-01")
    page.get_by_role("button", name="Zoom out").click()
    assert days(page) == ("2010", "2019")
    page.get_by_role("button", name="All", exact=True).click()
    assert days(page) == ("", "")
    page.get_by_role("button", name="Today").click()
    assert days(page) != ("", "")


@pytest.mark.parametrize(
    ("text", "address", "words"),
    [
        ("2021", ("2021", "2021"), "2021"),
        ("2021-12", ("2021-12", "2021-12"), "December 2021"),
        ("2021-12-22", ("2021-12-22", "2021-12-22"), "22 December 2021"),
        ("-0044", ("-0044", "-0044"), "45 BC"),
        ("Y-500000000", ("Y-500000000", "Y-500000000"), "500,000,001 BC"),
    ],
)
def test_a_date_is_jumped_to(open_timeline, page: Page, text, address, words):
    open_timeline()
    page.get_by_label("Go to").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator(RANGE)).to_have_text(words)
    assert days(page) == address


@pytest.mark.parametrize("text", ["yesterday", "2021-13", "2021-02-30", "21", "-0000", "Y123"])
def test_a_mistake_in_a_date_is_told_beside_it(open_timeline, page: Page, text):
    open_timeline()
    before = page.locator(RANGE).text_content()
    page.get_by_label("Go to").fill(text)
    page.keyboard.press("Enter")
    expect(page.locator("[data-jump-problem]")).to_contain_text("2021-12-22")
    expect(page.get_by_label("Go to")).to_be_focused()
    assert page.locator(RANGE).text_content() == before


def test_one_sees_the_times_of_a_day(open_timeline, page: Page):
    open_timeline(query="?from=2001-10-10&to=2001-10-10")
    page.locator(PLOT).focus()
    for _step in range(3):
        page.keyboard.press("+")
    expect(page.locator(RANGE)).to_contain_text(re.compile(r"10 October 2001, \d\d:\d\d to \d\d:\d\d"))
    assert days(page) == ("2001-10-10", "2001-10-10")


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Page:
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def test_fingers_drag_and_pinch(open_timeline, phone: Page):
    open_timeline(query="?from=2010&to=2019", page=phone)
    session = phone.context.new_cdp_session(phone)
    x, y = middle(phone)
    touch(session, "touchStart", (x, y))
    for step in range(1, 8):
        touch(session, "touchMove", (x - 20 * step, y))
    phone.wait_for_timeout(100)
    touch(session, "touchEnd")
    dragged = days(phone)
    assert dragged[0] > "2012"
    touch(session, "touchStart", (x - 30, y), (x + 30, y))
    for step in range(1, 8):
        touch(session, "touchMove", (x - 30 - 12 * step, y), (x + 30 + 12 * step, y))
    touch(session, "touchEnd")
    pinched = days(phone)
    assert dragged[0] < pinched[0] < pinched[1] < dragged[1]


def test_a_finger_that_moves_down_scrolls_the_page(open_timeline, phone: Page):
    open_timeline(query="?from=2010&to=2019", page=phone)
    session = phone.context.new_cdp_session(phone)
    x, y = middle(phone)
    touch(session, "touchStart", (x, y))
    for step in range(1, 12):
        touch(session, "touchMove", (x + step, y - 15 * step))
        phone.wait_for_timeout(16)
    touch(session, "touchEnd")
    phone.wait_for_timeout(200)
    assert phone.evaluate("scrollY") > 50
    assert days(phone) == ("2010", "2019")


def test_the_first_tap_shows_the_card_and_its_link_opens_the_event(open_timeline, phone: Page):
    open_timeline(20, page=phone)
    phone.wait_for_timeout(300)
    box = phone.locator("[data-links] a").first.bounding_box()
    assert box
    assert box["height"] >= 40
    phone.touchscreen.tap(box["x"] + 5, box["y"] + box["height"] / 2)
    card = phone.locator(".timeline-card")
    expect(card).to_be_visible()
    assert "/events/" not in phone.url
    with phone.expect_request(re.compile("/events/event-")):
        card.get_by_role("link").tap()


def test_the_long_name_of_a_lane_keeps_to_one_line(open_timeline, phone: Page):
    open_timeline(20, "?by=actor", page=phone)
    names = phone.locator(".timeline-lane-name")
    usual = names.first.bounding_box()
    names.nth(1).evaluate("name => { name.textContent = 'Ministry of Tax standards and Foreign Trade of Ruritania' }")
    long = names.nth(1).bounding_box()
    assert usual
    assert long
    assert long["height"] == usual["height"]


def test_without_reduced_motion_the_view_glides(open_timeline, page: Page):
    page.emulate_media(reduced_motion="no-preference")
    open_timeline(query="?from=2010&to=2019")
    steps = page.evaluate("""async () => {
        const range = document.querySelector("[data-range]");
        const seen = new Set();
        document.querySelector("[data-zoom-in]").click();
        for (let frame = 0; frame < 20; frame += 1) {
            await new Promise(requestAnimationFrame);
            seen.add(range.textContent);
        }
        return seen.size;
    }""")
    assert steps > 2
