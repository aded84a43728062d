"""The drawn timeline shows what the tiles hold, and says so to everybody."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archive_factory import ArchiveFactory

SCRIPTS = Path("archive/static/archive/js/timeline")
LINKS = "[data-links] a"
SIZES = [20, 10_000, 1_000_000]
RANGES = ["", "?from=2001&to=2010", "?from=2001-10&to=2001-10", "?from=2001-10-30&to=2001-10-30", "?by=actor"]
# Whether anything is painted between the top and the axis, as a share of the columns of pixels.
PAINTED = """() => {
    const canvas = document.querySelector("[data-canvas]");
    const { data } = canvas.getContext("2d").getImageData(0, canvas.height - 60, canvas.width, 16);
    let columns = 0;
    for (let x = 0; x < canvas.width; x += 1) if (data[(15 * canvas.width + x) * 4 + 3] > 20) columns += 1;
    return columns / canvas.width;
}"""


@pytest.fixture(autouse=True)
def wide(page: Page) -> None:
    page.set_viewport_size({"width": 1200, "height": 800})
    page.emulate_media(reduced_motion="reduce")


def boxes(page: Page) -> list[dict[str, float]]:
    page.wait_for_selector(LINKS)
    return page.eval_on_selector_all(LINKS, "links => links.map(link => link.getBoundingClientRect().toJSON())")


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    beside = one["right"] <= other["left"] or other["right"] <= one["left"]
    return not (beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"])


@pytest.mark.parametrize("query", RANGES)
@pytest.mark.parametrize("size", SIZES)
def test_labels_never_overlap_and_the_page_stays_small(open_timeline, page: Page, size, query):
    open_timeline(size, query)
    page.wait_for_timeout(300)
    if size > 20 or not query:
        found = boxes(page)
        assert not [(one, other) for place, one in enumerate(found) for other in found[:place] if overlap(one, other)]
    assert page.locator("#timeline *").count() <= 600
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    assert session.send("Runtime.getHeapUsage")["usedSize"] < 6e6


def test_the_scripts_are_small():
    scripts = b"".join(path.read_bytes() for path in sorted(SCRIPTS.glob("*.js")))
    assert len(gzip.compress(scripts)) < 30_000


def test_the_weightiest_events_are_named_first(open_timeline, page: Page):
    open_timeline()
    page.wait_for_selector(LINKS)
    named = page.eval_on_selector_all(LINKS, "links => links.map(link => link.pathname)")
    assert {f"/events/event-{number}/" for number in (0, 262_144, 524_288, 786_432)} <= set(named)


def test_every_one_of_a_few_events_has_its_mark(open_timeline, page: Page):
    made = open_timeline(20)
    expect(page.locator(LINKS)).to_have_count(20)
    assert made.size == 20


def test_where_there_are_too_many_the_pointer_tells_how_many(open_timeline, page: Page):
    open_timeline()
    box = page.locator("[data-plot]").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 46)
    card = page.locator(".timeline-card")
    expect(card).to_contain_text(re.compile(r"[\d,]{4,} events begin"))
    expect(card).to_contain_text(re.compile(r"\d{4} to "))
    page.mouse.move(box["x"] + 20, 5)
    expect(card).to_be_hidden()


def test_the_keyboard_tells_how_many_begin_and_goes_in(open_timeline, page: Page):
    open_timeline()
    slider = page.get_by_role("slider", name="How many events begin when")
    slider.focus()
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"events begin"))
    first = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", str(first))
    before = page.locator("[data-range]").text_content()
    page.keyboard.press("Enter")
    expect(page.locator("[data-range]")).not_to_have_text(str(before))


def test_hover_and_focus_show_a_card_and_a_click_opens_the_event(open_timeline, page: Page):
    open_timeline(20)
    link = page.locator(LINKS).nth(3)
    title, address = link.text_content(), link.get_attribute("href")
    box = link.bounding_box()
    assert box
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    card = page.locator(".timeline-card")
    for words in (str(title), "2 sources · 3 statements", "meeting"):
        expect(card).to_contain_text(words)
    page.keyboard.press("Escape")
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    page.wait_for_url(f"**{address}")


def test_every_factuality_looks_different(open_timeline, page: Page):
    """By shape, not by colour: the same bar, painted in each way, differs in its pixels."""
    open_timeline(20)
    drawn = page.evaluate("""async () => {
        const script = document.querySelector("script[src*='timeline/timeline']");
        const { drawMark } = await import(script.src.replace(/timeline[^/]*\\.js$/, "marks.js"));
        const ways = [["occurred"], ["planned"], ["alleged"], ["did_not_occur"]];
        ways.push(["occurred", "", true], ["occurred", "approximate"]);
        return ways.map(([factuality, soft = "", denied = false]) => {
            const canvas = document.createElement("canvas");
            const context = canvas.getContext("2d");
            const item = { event: { factuality, soft, denied }, x0: 30, x1: 90, start: 1, end: 3 };
            drawMark(context, item, { paper: "#fff" }, 20, "#123");
            return canvas.toDataURL();
        });
    }""")
    assert len(set(drawn)) == 6


def test_lanes_show_an_event_in_each_that_it_belongs_to(open_timeline, page: Page):
    open_timeline(20, "?by=actor")
    page.wait_for_selector(LINKS)
    labels = page.eval_on_selector_all(
        LINKS, "links => links.map(link => [link.pathname, link.getAttribute('aria-label')])"
    )
    first = [label for path, label in labels if path == "/events/event-0/"]
    assert any("Anna Berg" in label for label in first)
    assert any("Council of the Republic" in label for label in first)


def test_lanes_are_chosen_sorted_and_folded(open_timeline, page: Page):
    open_timeline()
    page.get_by_role("combobox", name="Lanes", exact=True).select_option("actor")
    names = page.locator(".timeline-lane-name")
    expect(names).to_have_text(
        ["Anna Berg", "Council of the Republic", "Sergei Lavrov", "Ruritania", "Володимир Зеленський"]
    )
    page.get_by_role("combobox", name="Order of the lanes").select_option("name")
    expect(names.nth(2)).to_have_text("Ruritania")
    page.wait_for_timeout(500)
    assert page.url.endswith("?by=actor&lanes=name")
    lane = page.get_by_role("button", name="Ruritania")
    lane.click()
    expect(lane).to_have_attribute("aria-expanded", "false")
    expect(page.locator(f"{LINKS}[aria-label*='Ruritania']")).to_have_count(0)
    page.wait_for_timeout(500)
    assert page.url.endswith("&folded=actor-3")
    page.reload()
    expect(page.get_by_role("button", name="Ruritania")).to_have_attribute("aria-expanded", "false")


def test_while_tiles_are_on_their_way_the_coarser_stand_for_them(open_timeline, page: Page):
    made = open_timeline()
    page.wait_for_timeout(900)
    assert page.evaluate(PAINTED) > 0.8
    made.answering = False
    page.locator("[data-plot]").focus()
    for _step in range(4):
        page.keyboard.press("+")
        page.wait_for_timeout(60)
        assert page.evaluate(PAINTED) > 0.8


def test_a_tile_that_fails_is_asked_for_again(open_timeline, page: Page):
    made = open_timeline(20)
    made.connected = False
    page.get_by_label("Go to").fill("2001-10")
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    made.connected = True
    made.asked.clear()
    page.wait_for_timeout(3500)
    assert made.asked


def test_when_the_archive_changes_the_drawing_goes_on_with_the_new_version(
    open_timeline, browser: Browser, base_url: str
):
    page = browser.new_page(base_url=base_url)  # not the fixture's, which lets no request fail
    made = open_timeline(page=page)
    made.version = 8
    made.asked.clear()
    page.get_by_label("Go to").fill("2001-10")
    page.keyboard.press("Enter")
    page.wait_for_timeout(900)
    assert any("/tiles/7/" in address for address in made.asked)
    assert any("/tiles/8/" in address for address in made.asked)
    assert boxes(page)
    page.close()


def test_an_empty_archive_has_an_axis_and_nothing_else(transactional_db, page: Page):
    page.goto("/")
    page.wait_for_selector("[data-timeline][data-ready]")
    expect(page.locator(LINKS)).to_have_count(0)
    expect(page.locator("[data-range]")).not_to_be_empty()


def test_published_events_stand_in_it_and_drafts_do_not(transactional_db, page: Page):
    archive = ArchiveFactory()
    archive.event("Talks begin", when="2021-12-22")
    archive.event("A secret", when="2021-12-23", status="draft")
    page.goto("/")
    expect(page.locator(LINKS)).to_have_count(1)
    expect(page.locator(LINKS)).to_have_attribute("aria-label", re.compile("^Talks begin, 22 December 2021"))


def test_without_scripts_the_server_s_outline_stands_in_its_place(transactional_db, browser: Browser, base_url: str):
    archive = ArchiveFactory()
    for when in ("2021-11", "2021-12-22", "2022-01"):
        archive.event(f"Event of {when}", when=when)
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("link", name="December 2021: 1 event begins")).to_be_visible()
    expect(page.locator("[data-plot]")).to_be_hidden()
    expect(page.get_by_role("button", name="Zoom in")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_timeline, page: Page, axe: Callable[[], None], scheme):
    page.emulate_media(color_scheme=scheme)
    open_timeline(1000, "?by=actor")
    page.locator(".timeline-legend summary").click()
    page.locator(LINKS).first.focus()
    axe()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_is_wider_than_the_window_and_nothing_shifts(open_timeline, page: Page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script("""
        window.shifted = 0;
        new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
    """)
    open_timeline()
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    assert page.evaluate("window.shifted") < 0.02


def test_the_drawing_follows_the_colour_scheme(open_timeline, page: Page):
    open_timeline()
    picture = "document.querySelector('[data-canvas]').toDataURL()"
    light = page.evaluate(picture)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(200)
    assert page.evaluate(picture) != light


def test_every_pixel_of_a_fine_screen_is_used(browser: Browser, base_url: str, open_timeline):
    context = browser.new_context(base_url=base_url, viewport={"width": 390, "height": 844}, device_scale_factor=2)
    page = context.new_page()
    open_timeline(page=page)
    assert page.evaluate("(c => c.width / c.clientWidth)(document.querySelector('[data-canvas]'))") == 2
    context.close()


def test_a_few_far_events_do_not_make_a_desert_of_the_first_view(open_timeline, page: Page):
    """`All` still shows them all, and the list has them from the beginning."""
    page.add_init_script("""document.addEventListener("readystatechange", () => {
        document.querySelector("[data-timeline]")?.setAttribute("data-first-day", "-4000000");
    }, { capture: true });""")
    open_timeline()
    expect(page.locator("[data-range]")).to_contain_text("199")
    assert "from=" not in page.url
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator("[data-range]")).to_contain_text("BC to 2")
