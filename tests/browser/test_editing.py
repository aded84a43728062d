"""Editors at work, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from archive.models import Event, PlaceName
from archive.workflow import act, merge, submit, system_user
from tests.archive_factory import ArchiveFactory

ADMIN = "/admin/archive"


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    return ArchiveFactory()


def choose(page: Page, label: str, text: str) -> None:
    """Pick a record in a field that searches as one types."""
    page.get_by_label(label, exact=False).locator("xpath=following-sibling::span//span[@role='combobox']").last.click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def test_an_event_with_an_uncertain_date_is_written_submitted_and_published_by_two(
    page, log_in, editor, publisher, archive
):
    archive.term("event_kind", "movement")
    source = archive.source("The front page", text="Troops moved by train. It was cold, and troops moved by train.")
    log_in(editor)
    page.goto(f"{ADMIN}/event/add/")
    page.get_by_label("Title").press_sequentially("Troops moved")
    expect(page.get_by_label("Slug")).to_have_value("troops-moved")
    choose(page, "Kind", "Movement")

    page.locator("#id_when").fill("2021-13")
    expect(page.get_by_text("There is no month 13.")).to_be_visible()
    page.locator("#id_when").fill("2021-12-22?")
    expect(page.get_by_text("22 December 2021 (uncertain)")).to_be_visible()

    page.get_by_role("button", name="Add another Citation").click()
    choose(page, "Source", source.title)
    page.locator("#id_citations-0-exact").fill("oops moved by train")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("These words stand there more than once: at 2, 42.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Troops moved")
    page.locator("#id_citations-0-start").fill("2")
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.get_by_text("was added successfully")).to_be_visible()
    assert Event.objects.get().status == "in_review"

    log_in(publisher)
    page.get_by_role("link", name="Troops moved").click()
    page.get_by_role("button", name="Approve and publish").click()
    expect(page.get_by_text("is public now")).to_be_visible()
    assert Event.objects.get().is_published


def test_rows_are_added_and_removed_without_losing_others(page, log_in, editor, archive):
    place = archive.place("Kyiv", other_names=[{"name": "Kiev", "language": ""}, {"name": "Київ", "language": "uk"}])
    log_in(editor)
    page.goto(f"{ADMIN}/place/{place.pk}/change/")
    page.get_by_role("button", name="Add another Other name").click()
    page.locator("#id_other_names-2-name").fill("Kijów")
    page.locator("#id_other_names-0-DELETE").check()
    page.get_by_label("Reason for the change").fill("The Russian name goes.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert [row.name for row in PlaceName.objects.filter(place=place)] == ["Київ", "Kijów"]


def test_a_date_in_an_added_row_says_what_it_means(page, log_in, editor, archive):
    actor = archive.actor(status="draft")
    log_in(editor)
    page.goto(f"{ADMIN}/actor/{actor.pk}/change/")
    page.get_by_role("button", name="Add another Part of").click()
    page.locator("#id_part_of-0-during").fill("2019/..")
    expect(page.get_by_text("since 2019")).to_be_visible()


@pytest.fixture
def every_page(archive, editor):
    """Addresses of the desk's pages, with something on each."""
    anna, ministry = archive.actor(other_names=[{"name": "A. B.", "language": ""}]), archive.actor("Ministry")
    archive.position(anna, ministry, held="2020/..")
    source = archive.source()
    event = archive.event(participants=(anna,), source=source, when="2021-12~", status="draft")
    statement = archive.statement(speaker=anna)
    twin, wrong = archive.actor("Anna Bergh", description="A minister."), archive.actor("Ana Berg")
    with act(system_user(), "One woman") as this:
        merged = merge(anna, wrong, this)
    with act(editor, "Ready") as this:
        submit(event, this)
    return {
        "front page": "/admin/",
        "list": f"{ADMIN}/event/",
        "narrowed list": f"{ADMIN}/statement/?status__exact=published&time=2021&q=peace",
        "new record": f"{ADMIN}/event/add/",
        "form": f"{ADMIN}/event/{event.pk}/change/",
        "form of a published record": f"{ADMIN}/statement/{statement.pk}/change/",
        "source": f"{ADMIN}/source/{source.pk}/change/",
        "actor": f"{ADMIN}/actor/{anna.pk}/change/",
        "capture": f"{ADMIN}/source/{source.pk}/capture/",
        "history": f"{ADMIN}/event/{event.pk}/history/",
        "changes": f"{ADMIN}/change/",
        "a change": f"{ADMIN}/change/1/change/",
        "restoring": f"{ADMIN}/change/1/restore/",
        "a step": f"{ADMIN}/event/{event.pk}/step/send_back/",
        "review": f"{ADMIN}/review/?list=waiting",
        "a review": f"{ADMIN}/review/event/{event.uuid}/",
        "what to look at": f"{ADMIN}/findings/",
        "roles": f"{ADMIN}/roles/",
        "revisions": f"{ADMIN}/revision/",
        "duplicates": f"{ADMIN}/likeness/",
        "choosing the same": f"{ADMIN}/merge/actor/?keep={anna.pk}",
        "merging": f"{ADMIN}/merge/actor/?keep={anna.pk}&go={twin.pk}",
        "merges": f"{ADMIN}/merge/",
        "taking a merge back": f"{ADMIN}/merge/{merged.pk}/undo/",
        "import": f"{ADMIN}/event/import/",
        "export": f"{ADMIN}/event/export/",
        "password": "/admin/password_change/",
    }


@pytest.fixture
def publishers_session(log_in, publisher):
    log_in(publisher)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_every_page(page, publishers_session, every_page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    for address in every_page.values():
        page.goto(address)
        axe()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_hangs_over_the_window(page, log_in, publisher, every_page, width):
    page.set_viewport_size({"width": width, "height": 900})
    log_in(publisher)
    for name, address in every_page.items():
        page.goto(address)
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, name
        cut_off = page.evaluate(
            """() => [...document.querySelectorAll(".inline-related:not(.empty-form)")].some((card) =>
                [...card.querySelectorAll("input, select, textarea")].some((field) =>
                    field.getBoundingClientRect().right > card.getBoundingClientRect().right))"""
        )
        assert not cut_off, name


def test_the_way_to_save_is_always_in_view(page, log_in, editor, every_page):
    log_in(editor)
    page.goto(every_page["form"])
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_log_in(page, live_server, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/login/")
    axe()
