"""The drawn timeline over made-up archives."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.made_up_tiles import MadeUpTiles

OpenTimeline = Callable[..., MadeUpTiles]


@pytest.fixture
def open_timeline(transactional_db: None, page: Page) -> Iterator[OpenTimeline]:
    """Open `/` over a made-up archive: `open_timeline(1_000_000, "?from=2001", page=other_page)`."""

    opened: list[Page] = []

    def open_timeline(size: int = 1_000_000, query: str = "", page: Page = page) -> MadeUpTiles:
        made = MadeUpTiles(size)
        opened.append(page)
        made.answer(page)
        page.goto(f"/{query}")
        page.wait_for_selector("[data-timeline][data-ready]")
        return made

    yield open_timeline
    # What is still on its way when a test ends is nobody's any more: left to itself it would ask the server.
    for each in opened:
        if not each.is_closed():
            each.goto("about:blank")
            each.unroute_all(behavior="ignoreErrors")
