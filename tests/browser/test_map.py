"""A reader looks where things happened: clusters open, areas are no points, a place narrows the list."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.archive_factory import ArchiveFactory

VIEW = "/?view=map"


@pytest.fixture
def archive(transactional_db: None) -> ArchiveFactory:
    """Two places close together, one known only roughly, one far away."""
    archive = ArchiveFactory()
    source = archive.source("A report on peace")
    for name, latitude, longitude, uncertainty, events in (
        ("Kyiv", "50.45", "30.52", "20000", 3),
        ("Lviv", "49.84", "24.03", "15000", 2),
        ("Donetsk oblast", "48.0", "37.8", "150000", 1),
        ("Canberra", "-35.28", "149.13", None, 1),
    ):
        place = archive.place(
            name, slug=name.split()[0].lower(), latitude=latitude, longitude=longitude, uncertainty_m=uncertainty
        )
        for number in range(events):
            archive.event(f"Event {number} in {name}", source=source, places=(place,))
    return archive


def drawn(page: Page, address: str = VIEW) -> Page:
    page.goto(address)
    page.locator("[data-map][data-drawn]").wait_for(state="attached")
    expect(page.locator(".map-country").first).to_be_attached()
    return page


def marker(page: Page, name: str) -> Locator:
    return page.locator(".map-canvas").get_by_role("button", name=name)


CLUSTER = "Places: 3. Events: 6. Look closer."


def test_places_close_together_are_one_until_they_are_looked_at_closer(archive, page: Page):
    drawn(page)
    expect(marker(page, CLUSTER)).to_have_text("6")
    expect(marker(page, "Kyiv")).to_have_count(0)
    marker(page, CLUSTER).click()
    for name in ("Kyiv, 3 events, to within 20 km", "Lviv", "Donetsk oblast"):
        expect(marker(page, name)).to_be_visible()
    assert page.url.endswith(VIEW)


def test_a_place_that_is_known_roughly_is_an_area_and_no_point(archive, page: Page):
    drawn(page, "/?view=map&place=donetsk")
    wide = marker(page, "Donetsk oblast")
    area = page.locator(".map-area")
    assert "map-marker-wide" in (wide.get_attribute("class") or "")
    outside, inside = area.bounding_box(), wide.bounding_box()
    assert outside["width"] > 2 * inside["width"]
    assert abs(outside["x"] + outside["width"] / 2 - inside["x"] - inside["width"] / 2) < 3


def test_the_area_grows_with_the_map(archive, page: Page):
    drawn(page, "/?view=map&place=donetsk")
    before = page.locator(".map-area").bounding_box()["width"]
    page.get_by_role("button", name="Look closer", exact=True).click()
    page.wait_for_timeout(400)
    assert page.locator(".map-area").evaluate("area => area.getBBox().width") == pytest.approx(2 * before, rel=0.05)


def test_a_place_tells_of_itself_and_leads_to_its_page_and_to_what_happened_there(archive, page: Page):
    drawn(page, "/?view=map&from=2021")
    marker(page, "Canberra").click()
    popup = page.locator(".map-popup")
    expect(popup).to_contain_text("1 event")
    expect(popup.get_by_role("link", name="About this place")).to_have_attribute("href", "/places/canberra/")
    popup.get_by_role("link", name="Only what happened here").click()
    page.wait_for_url("**/?from=2021&view=map&place=canberra")
    expect(page.get_by_role("link", name="Event 0 in Canberra")).to_be_visible()
    expect(page.get_by_role("link", name="Event 0 in Kyiv")).to_have_count(0)


def test_the_keyboard_opens_a_place_and_comes_back_to_it(archive, page: Page):
    drawn(page)
    place = marker(page, "Canberra")
    place.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Only what happened here")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(place).to_be_focused()


def test_the_keyboard_opens_a_cluster_and_stays_at_its_busiest_place(archive, page: Page):
    drawn(page)
    marker(page, CLUSTER).focus()
    page.keyboard.press("Enter")
    expect(marker(page, "Kyiv")).to_be_focused()


def test_the_keyboard_comes_to_the_busiest_first(archive, page: Page):
    drawn(page)
    page.locator("[data-map]").focus()
    names = []
    for _press in range(2):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names == [CLUSTER, "Canberra, 1 event"]


def test_arrows_and_signs_move_the_map(archive, page: Page):
    page.emulate_media(reduced_motion="reduce")
    drawn(page, "/?view=map&place=donetsk")
    page.locator("[data-map]").focus()
    before = page.locator(".map-marker").bounding_box()
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(400)
    assert page.locator(".map-marker").bounding_box()["y"] > before["y"]
    width = page.locator(".map-area").bounding_box()["width"]
    page.keyboard.press("-")
    page.wait_for_timeout(400)
    assert page.locator(".map-area").bounding_box()["width"] == pytest.approx(width / 2, rel=0.05)
    page.keyboard.press("+")
    page.wait_for_timeout(400)
    assert page.locator(".map-area").bounding_box()["width"] == pytest.approx(width, rel=0.05)


def test_a_name_is_never_markup(archive, page: Page):
    name = "<img src=x onerror=alert(1)> & Sons"
    archive.event(places=(archive.place(name, slug="sons", latitude="0", longitude="0"),))
    drawn(page, "/?view=map&place=sons")
    page.locator(".map-marker").click()
    expect(page.locator(".map-popup h2")).to_have_text(name)


def test_places_at_one_point_are_listed_together(archive, page: Page):
    for slug in ("hall", "square"):
        place = archive.place(slug.capitalize(), slug=slug, latitude="10", longitude="10")
        archive.event(f"Event in the {slug}", places=(place,))
    drawn(page, "/?view=map&place=hall&place=square")
    page.locator(".map-marker").click()
    for name in ("Hall", "Square"):
        expect(page.locator(".map-popup").get_by_role("link", name=name)).to_be_visible()


def test_countries_that_reach_over_the_edge_of_the_map_leave_no_streak_across_it(archive, page: Page):
    drawn(page)
    longest = page.locator(".map-country").first.evaluate(
        """path => {
            const steps = path.getAttribute("d").split("M").flatMap((ring) => {
                const xs = ring.split("L").map((point) => parseFloat(point));
                return xs.slice(1).map((x, place) => Math.abs(x - xs[place]));
            });
            return Math.max(...steps.filter(Number.isFinite));
        }"""
    )
    width = page.locator("[data-map]").bounding_box()["width"]
    # Antarctica is closed along the pole, the only line that long.
    assert longest < width * 1.6


def test_nothing_is_asked_of_another_site(archive, page: Page):
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    drawn(page)
    marker(page, CLUSTER).click()
    expect(marker(page, "Kyiv")).to_be_visible()
    assert hosts == {urlsplit(page.url).netloc}


def test_without_scripts_the_places_stand_in_a_table(archive, browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(VIEW)
    expect(page.locator("[data-map]")).to_be_hidden()
    page.get_by_role("row", name="Lviv").get_by_role("link", name="2 events").click()
    assert page.url.endswith("/?view=map&place=lviv")
    context.close()


def test_a_map_that_cannot_be_drawn_says_so_and_leaves_the_table(archive, browser: Browser, base_url: str):
    context = browser.new_context(base_url=base_url)
    page = context.new_page()
    page.route("**/map.json*", lambda route: route.fulfill(status=503, body="{}"))
    page.goto(VIEW)
    expect(page.get_by_text("The map could not be drawn.")).to_be_visible()
    expect(page.get_by_role("row", name="Lviv")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_map_and_in_its_popup(archive, page: Page, axe: Callable[[], None], scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    drawn(page)
    axe()
    marker(page, "Canberra").click()
    axe()


def test_the_map_fits_a_phone(archive, page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page)
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow == 0
