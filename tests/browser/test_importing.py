"""A file goes from the list's button to the archive and back, with its progress in sight."""

import pytest
from playwright.sync_api import Page, expect

from archive.exchange import underway
from archive.exchange.underway import Folder, progress, steps
from archive.models import Import, ImportState, Topic
from tests.archive_factory import ArchiveFactory

WRONG = "slug,name,part_of\r\ngas,Gas supplies,energy\r\nBAD SLUG,Talks,\r\noil,Oil,energy\r\nnow,Now,nowhere\r\n"


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def by_thread(settings) -> None:
    """As in the demo: nothing more is started, and the request does not wait."""
    settings.TASKS = {"default": {"BACKEND": "archive.intake.threads.ThreadBackend"}}


def choose(page: Page, content: str, name: str = "topics.csv") -> None:
    page.get_by_label("File:").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()},
    )
    page.get_by_role("button", name="Show what it would do").click()


@pytest.mark.usefixtures("by_thread")
def test_a_file_is_looked_at_mended_imported_and_undone(page, log_in, editor, archive, axe):
    archive.topic("Energy", slug="energy")
    archive.topic("Gas", slug="gas")
    log_in(editor)
    page.goto("/admin/archive/topic/")
    page.get_by_role("link", name="Import").click()
    axe()
    choose(page, WRONG)
    expect(page.get_by_text("There are 2 errors.")).to_be_visible()
    axe()
    with page.expect_download() as downloaded:
        page.get_by_role("link", name="Download the wrong rows").click()
    mended = downloaded.value.path().read_bytes().decode().replace("BAD SLUG", "talks").replace("nowhere", "energy")
    page.get_by_role("link", name="1 changed").click()
    expect(page.get_by_role("insertion").first).to_contain_text("supplies")
    page.get_by_role("button", name="Import the 2 good rows").click()
    expect(page.get_by_text("2 rows were imported, in one act.")).to_be_visible(timeout=20_000)
    axe()

    page.goto("/admin/archive/topic/import/")
    choose(page, mended, "mended.csv")
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_text("2 rows were imported, in one act.")).to_be_visible(timeout=20_000)
    assert Topic.objects.count() == 5

    page.get_by_role("link", name="Imports").click()
    axe()
    page.get_by_role("link", name="topics.csv").click()
    page.get_by_role("button", name="Undo …").click()
    expect(page.get_by_text("become what they were")).to_be_visible()
    axe()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone by editor.")).to_be_visible(timeout=20_000)
    assert Topic.objects.get(slug="gas").name == "Gas"
    assert set(Topic.objects.values_list("slug", flat=True)) == {"energy", "gas", "talks", "now"}


@pytest.mark.usefixtures("archive")
def test_the_page_follows_the_work_and_says_when_it_was_stopped(page, log_in, editor, axe, monkeypatch):
    """The work is only said to go on, so that the page can be looked at as long as need be."""
    monkeypatch.setattr(progress, "NOTED_EVERY", 0)
    monkeypatch.setattr(steps, "UNATTENDED", steps.UNATTENDED * 100)
    held = underway.take_in([b"slug,name\r\ngas,Gas\r\n"], editor, "topics", "topics.csv")
    Import.objects.filter(pk=held.pk).update(state=ImportState.WRITING, begun_at=held.at)
    log_in(editor)
    with progress.Progress(Folder(held.uuid), held.attempt, 100_000) as tell:
        tell("write", 25_000)
        page.goto(f"/admin/archive/imports/{held.uuid}/")
        expect(page.get_by_role("status")).to_contain_text("Writing: 25,000 of 100,000 records")
        axe()
        tell("write", 50_000)
        expect(page.get_by_role("status")).to_contain_text("Writing: 50,000 of 100,000 records")
        assert page.locator("progress").evaluate("bar => bar.value / bar.max") == 0.5
        page.get_by_role("button", name="Cancel").click()
        assert Folder(held.uuid).stop.exists()
    monkeypatch.setattr(progress, "PATIENCE", 0)
    expect(page.get_by_role("alert")).to_contain_text("The work was stopped", timeout=20_000)
    axe()
    page.get_by_role("button", name="Begin again").click()
    expect(page.get_by_text("Nothing is wrong.")).to_be_visible()
