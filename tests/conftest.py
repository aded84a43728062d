"""People, files and a browser for every test."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group, User
from django.db import connection
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, Response
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from archive.timeline import remembering
from archive.workflow import system_user

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# How long an example takes depends on what else the machine does, and is measured by `benchmark`.
hypothesis.settings.register_profile(
    "dateline",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("dateline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of each test what pytest cannot know.

    What drives a browser is marked, so that it can be left out: ``-m "not browser"``; so is what asks no database,
    which need not run on both. What commits, and so has its database emptied afterwards, is given the rows that
    migrations made, such as groups, once more.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "browser" in fixtures:
            item.add_marker(pytest.mark.browser)
        marker = item.get_closest_marker("django_db")
        if not marker and not fixtures & {"db", "transactional_db", "live_server"}:
            item.add_marker(pytest.mark.databaseless)
        if (marker and marker.kwargs.get("transaction")) or fixtures & {"live_server", "transactional_db"}:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)


# Files


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Every test has an empty folder for pictures and originals."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.IMPORTS_ROOT = tmp_path / "imports"
    originals = settings.STORAGES["originals"]
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            **originals,
            "OPTIONS": {**originals["OPTIONS"], "location": tmp_path / "originals"},
        },
    }


@pytest.fixture(autouse=True)
def no_lasting_bitmaps() -> None:
    """The archive's version begins anew with every test, and what is kept for a version with it."""
    remembering.forget()


# People


def person(username: str, *groups: str) -> User:
    """Somebody in these groups who may log into the admin, with the password ``<username>-password``."""
    user = User.objects.create_user(username, password=f"{username}-password", is_staff=True)
    user.groups.set([Group.objects.get(name=group) for group in groups])
    return user


@pytest.fixture
def editor(db: None) -> User:
    """Writes and submits."""
    return person("editor", "Editors")


@pytest.fixture
def publisher(db: None) -> User:
    """Publishes what others wrote."""
    return person("publisher-1", "Publishers")


@pytest.fixture
def other_publisher(db: None) -> User:
    """A second one, to check the first."""
    return person("publisher-2", "Publishers")


@pytest.fixture
def administrator(db: None) -> User:
    """Manages people and vocabularies."""
    return person("administrator", "Administrators")


@pytest.fixture
def system(db: None) -> User:
    """Commands and fixtures act as this one, who has every right."""
    return system_user()


# Browser


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Chromium as the machine has it; without one these tests are skipped, or fail where all must run."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing = "there is no chromium on this machine"
        if os.environ.get("DATELINE_ALL_CHECKS") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    return {"executable_path": chromium, "headless": True, "args": CHROMIUM_OPTIONS}


@pytest.fixture(scope="session")
def migrated_rows(django_db_setup: None) -> str | None:
    """What the migrations wrote, as Django serialised it and keeps it with the connection."""
    return getattr(connection, "_test_serialized_contents", None)


@pytest.fixture(scope="session")
def playwright(migrated_rows: str | None, playwright: Playwright) -> Playwright:
    """While Playwright's event loop runs, the tests' own thread has another connection: hand the rows on."""
    connection._test_serialized_contents = migrated_rows
    return playwright


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """The site that the browser visits: ``page.goto("/")`` is its front page."""
    return str(live_server.url)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page of the browser; a test fails over whatever goes wrong in it unseen.

    That is: an error of a script, a breach of the Content-Security-Policy, a style, script, font or picture
    that does not come.
    """
    page = context.new_page()
    unseen: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            unseen.append(message.text)

    def note_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            unseen.append(f"{response.status} {response.url}")

    page.on("console", note_message)
    page.on("pageerror", lambda error: unseen.append(str(error)))
    page.on("response", note_response)
    yield page
    assert not unseen, "\n".join(unseen)


@pytest.fixture
def log_in(page: Page) -> Callable[[User], None]:
    """Log one of the people of this file in through the form, after whoever was there before."""

    def log_in(user: User) -> None:
        page.context.clear_cookies()
        page.goto("/admin/login/?next=/admin/")
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill(f"{user.username}-password")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")

    return log_in


@pytest.fixture
def axe(page: Page) -> Callable[[], None]:
    """Ask axe whether everybody can use the page as it stands now; fail with what it finds."""

    def look() -> None:
        # Without fetching style sheets once more: what axe makes of one with an @import would breach the policy.
        results = Axe().run(page, options={"preload": False})
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return look
