"""A reader finds an event: by the outline, by the filters, on a phone, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.archive_factory import ArchiveFactory

LISTS = ["/", "/actors/", "/statements/", "/sources/", "/places/", "/topics/"]
PAGES = [*LISTS, "/corrections/", "/about/", "/data/", "/search/?q=peace", "/nothing-here/", "/?order=sideways"]
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1440, 900)}


@pytest.fixture
def archive(transactional_db: None) -> ArchiveFactory:
    """A small archive with something of everything."""
    archive = ArchiveFactory()
    anna = archive.actor("Anna Berg", slug="anna-berg")
    council = archive.actor("National Security and Defence Council of the Republic", kind="council", slug="council")
    archive.position(anna, council, "Secretary", held="2020/..")
    source = archive.source("A report on peace", text="peace is near. Troops moved by train.", publisher=council)
    place, topic = archive.place("Kyiv", slug="kyiv"), archive.topic("Peace", slug="peace")
    for title, when, factuality in (
        ("Troops move by train", "2021-11/..", "occurred"),
        ("Talks are planned", "2022-01", "planned"),
        ("An attack is feared", "2022-01", "alleged"),
        ("Peace comes some day", "", "forecast"),
    ):
        event = archive.event(
            title, when=when, factuality=factuality, participants=(anna, council), places=(place,), topics=[topic],
            source=source, summary="What happened, in a few words.",
        )  # fmt: skip
    archive.statement("peace is near", speaker=anna, source=source, about_events=[event], topics=[topic])
    archive.statement("", summary="The council denies it.", kind="denial", speaker=council, source=source,
                      about_events=[event], citations=[archive.citation(source)])  # fmt: skip
    return archive


def test_filters_narrow_the_timeline_and_can_be_taken_away_one_by_one(archive, page: Page):
    page.goto("/")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("From", exact=True).fill("2022")
    page.locator("#filter-factuality").select_option(label="planned")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Talks are planned")).to_be_visible()
    expect(page.get_by_text("An attack is feared")).to_have_count(0)
    assert page.url.endswith("/?from=2022&factuality=planned")
    page.get_by_role("link", name="Factuality: planned").click()
    expect(page.get_by_role("link", name="An attack is feared")).to_be_visible()
    assert page.url.endswith("/?from=2022")


def test_a_second_actor_is_added_to_the_first(archive, page: Page):
    page.goto("/?actor=anna-berg")
    page.get_by_text("Filter", exact=True).click()
    page.locator("#filter-actor").fill("council")
    page.get_by_role("button", name="Show").click()
    assert page.url.endswith("/?actor=anna-berg&actor=council")


def test_the_outline_leads_into_a_month_without_scripts(archive, browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="January 2022: 2 events begin").click()
    expect(page.get_by_role("link", name="From: January 2022")).to_be_visible()
    context.close()


def test_escape_closes_the_filters_and_gives_the_focus_back(archive, page: Page):
    page.goto("/")
    opener = page.get_by_text("Filter", exact=True)
    opener.click()
    expect(page.locator("#filter-factuality")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#filter-factuality")).to_be_hidden()
    expect(opener).to_be_focused()


def test_everything_works_without_scripts(archive, browser: Browser, base_url: str):
    context = browser.new_context(java_script_enabled=False, base_url=base_url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/")
    page.get_by_text("Filter", exact=True).click()
    page.locator("#filter-actor").fill("council")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name="Actor: National Security")).to_be_visible()
    expect(page.get_by_role("link", name="Troops move by train")).to_be_visible()
    context.close()


def test_a_search_in_the_masthead_finds_what_was_said(archive, page: Page):
    page.goto("/about/")
    page.get_by_label("Search the archive", exact=True).first.fill("near")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="peace is near")).to_be_visible()


def test_names_can_be_suggested_to_somebody_who_types_already(archive, page: Page):
    page.goto("/about/")
    field = page.locator("main").evaluate_handle(
        """async (main) => {
            const source = document.querySelector("script[src*=suggest]").src;
            const { makeCombobox } = await import(source);
            const input = main.appendChild(Object.assign(document.createElement("input"), { value: "near" }));
            input.dataset.suggest = "/suggest.json?facet=actor";
            input.focus();
            input.setSelectionRange(2, 2);
            makeCombobox(input);
            return input;
        }"""
    )
    kept = "input => [document.activeElement === input, input.selectionStart, input.getAttribute('role')]"
    assert field.evaluate(kept) == [True, 2, "combobox"]


def test_the_first_stop_of_the_keyboard_leads_to_the_content(archive, page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("size", SIZES)
def test_no_page_is_wider_than_the_window(archive, page: Page, size: str):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    for address in PAGES:
        page.goto(address)
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow == 0, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(archive, page: Page, axe: Callable[[], None], scheme):
    page.emulate_media(color_scheme=scheme)
    for address in PAGES:
        page.goto(address)
        axe()


def test_axe_finds_nothing_in_the_open_filters_on_a_phone(archive, page: Page, axe: Callable[[], None]):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/?actor=anna-berg")
    page.get_by_text("Filter", exact=True).click()
    axe()
