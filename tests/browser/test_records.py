"""The pages of records in a browser: everybody can use them, at every width, and marks lead both ways."""

import pytest
from playwright.sync_api import expect

from tests.views.rich_archive import RichArchive

KINDS = ["event", "actor", "statement", "source", "place", "topic"]


@pytest.fixture
def addresses(transactional_db):
    rich = RichArchive()
    return [f"/{kind}s/{rich.records[kind].slug}/" for kind in KINDS]


def test_axe_finds_nothing_and_nothing_overflows(page, axe, addresses):
    for address in addresses:
        for width, scheme in ((390, "light"), (820, "dark"), (1440, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            axe()


def test_a_reader_follows_a_quote_to_its_words_and_back(page, addresses):
    page.goto(addresses[KINDS.index("statement")])
    page.get_by_role("link", name="These words in the source").first.click()
    mark = page.locator("mark:target")
    expect(mark).to_have_text("peace is near")
    expect(mark).to_be_in_viewport()
    page.locator(".notes").first.get_by_role("link", name="peace is near").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("peace is near")
