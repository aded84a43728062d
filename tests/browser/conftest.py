"""The drawn timeline over made-up archives."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.made_up_tiles import MadeUpTiles

OpenTimeline = Callable[..., MadeUpTiles]


@pytest.fixture
def open_timeline(transactional_db: None, page: Page) -> OpenTimeline:
    """Open `/` over a made-up archive: `open_timeline(1_000_000, "?from=2001", page=other_page)`."""

    def open_timeline(size: int = 1_000_000, query: str = "", page: Page = page) -> MadeUpTiles:
        made = MadeUpTiles(size)
        made.answer(page)
        page.goto(f"/{query}")
        page.wait_for_selector("[data-timeline][data-ready]")
        return made

    return open_timeline
