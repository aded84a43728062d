"""A source is taken in by each of the three ways, with mouse and keyboard, and its citations follow it."""

import pytest
from playwright.sync_api import Page, expect

from archive.models import Capture, Intake, Source
from tests.archive_factory import ArchiveFactory
from tests.extraction.documents import page as a_page
from tests.intake.conftest import web  # noqa: F401 - a fixture

TAKE_IN = "/admin/archive/source/take-in/"


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    archive = ArchiveFactory()
    archive.term("source_kind", "article")
    return archive


@pytest.fixture
def by_thread(settings) -> None:
    """As in the demo: nothing more is started, and the request does not wait."""
    settings.TASKS = {"default": {"BACKEND": "archive.intake.threads.ThreadBackend"}}


def choose(page: Page, label: str, text: str) -> None:
    # The field as scripts make it, which comes a moment after the plain one.
    page.get_by_role("combobox", name=label).and_(page.locator(".select2-selection")).click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


@pytest.mark.usefixtures("by_thread")
def test_a_link_is_fetched_reviewed_and_becomes_a_draft(page, log_in, editor, archive, web, axe):  # noqa: F811, PLR0917
    gazette = archive.actor("The Gazette", kind="organisation")
    url = web.says("/2021/12/22/peace", a_page())
    log_in(editor)
    page.get_by_role("link", name="Take in a source").click()
    axe()
    page.get_by_label("Address on the web").fill(url)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="The text that was found")).to_contain_text("peace is near", timeout=20_000)
    axe()
    expect(page.get_by_label("Title:", exact=True)).to_have_value("Peace is near, says Berg")
    expect(page.get_by_text("22 December 2021, 16:14")).to_be_visible()

    byline = page.get_by_label("Byline:", exact=True)
    tick = page.get_by_role("checkbox", name="Byline")
    tick.uncheck()
    expect(byline).to_have_value("")
    tick.check()
    expect(byline).to_have_value("Jane Roe")
    byline.fill("J. Roe")
    expect(tick).not_to_be_checked()
    page.locator(".field-title summary").click()
    page.get_by_role("button", name="Peace is near | The Gazette").click()
    expect(page.get_by_label("Title:", exact=True)).to_have_value("Peace is near | The Gazette")

    page.get_by_role("button", name="Make it a draft").click()
    expect(page.get_by_text("is in the archive as a draft")).to_be_visible()
    source = Source.objects.get()
    assert (source.title, source.byline, source.url) == ("Peace is near | The Gazette", "J. Roe", url)
    assert source.publisher == gazette
    with page.expect_download() as downloaded:
        page.locator("summary", has_text="Version 1").click()
        page.get_by_role("link", name="Download the original file").click()
    assert downloaded.value.suggested_filename == f"{source.slug}-v1.html"


def test_a_file_is_read_in_the_encoding_that_looks_right(page, log_in, editor, archive, axe):
    log_in(editor)
    page.goto(TAKE_IN)
    content = "Řekl, že mír je blízko.".encode("cp1250")
    page.get_by_label("File").set_input_files({"name": "mir.txt", "mimeType": "text/plain", "buffer": content})
    page.get_by_role("button", name="Take in").click()
    page.get_by_text("Read it in another way").click()
    axe()
    page.get_by_role("radio", name="Řekl").check()
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_role("region", name="The text that was found")).to_have_text("Řekl, že mír je blízko.")
    choose(page, "Kind", "Article")
    page.get_by_role("button", name="Make it a draft").click()
    expect(page.get_by_text("is in the archive as a draft")).to_be_visible()
    assert Capture.objects.get().text.body == "Řekl, že mír je blízko."


def test_a_pasted_text_that_is_here_already_becomes_a_newer_version_and_its_citations_are_moved(
    page, log_in, editor, archive, axe
):
    text = "Anna Berg said on Wednesday evening in Geneva that peace is near. The ministry denied it."
    source = archive.source("The first", text=text, status="draft")
    event = archive.event("Berg speaks", source=source, words="peace is near", status="draft")
    lost = archive.event("Denial", source=source, words="denied it", status="draft")
    log_in(editor)
    page.goto(TAKE_IN)
    page.get_by_label("Text:", exact=True).fill(text.replace("denied it", "confirmed it"))
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_text("% of this text stands in")).to_be_visible()
    page.get_by_role("button", name="It is a newer capture of that").click()
    expect(page.get_by_text("What differs from version 1")).to_be_visible()
    axe()
    page.get_by_role("button", name="Archive this version").click()
    expect(page.get_by_role("group", name="Stand as they did")).to_contain_text("Berg speaks")
    expect(page.get_by_role("group", name="No longer stand")).to_contain_text("Denial")
    axe()
    assert event.citations.get().version == 1
    page.get_by_role("button", name="Move these").click()
    expect(page.get_by_text("1 citation was moved.")).to_be_visible()
    assert event.citations.get().version == 2
    assert lost.citations.get().version == 1


@pytest.mark.usefixtures("by_thread", "archive")
def test_a_link_that_fails_says_why_and_offers_the_next_thing(page, log_in, editor, axe):
    log_in(editor)
    page.goto(TAKE_IN)
    page.get_by_label("Address on the web").fill("http://127.0.0.1/private")
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("alert")).to_contain_text("does not lead to a public address", timeout=20_000)
    axe()
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("nothing of it is kept")).to_be_visible()
    assert not Intake.objects.exists()


@pytest.mark.usefixtures("by_thread", "archive", "editor")
def test_without_scripts_the_page_still_leads_to_the_draft(browser, base_url, web):  # noqa: F811
    url = web.says("/peace", a_page())
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"/admin/login/?next={TAKE_IN}")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill("editor-password")
    page.get_by_role("button", name="Log in").click()
    page.get_by_label("Address on the web").fill(url)
    page.get_by_role("button", name="Take in").click()
    expect(page.get_by_role("region", name="The text that was found")).to_contain_text("peace is near", timeout=30_000)
    page.get_by_role("checkbox", name="Byline").uncheck()
    page.get_by_role("button", name="Make it a draft").click()
    expect(page.get_by_text("is in the archive as a draft")).to_be_visible()
    assert Source.objects.get().byline == ""
    context.close()
