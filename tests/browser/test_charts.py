"""Drawn pages in a browser: everybody can use them at every width, and parts are filled in where scripts run."""

import re

import pytest
from playwright.sync_api import Browser, expect

from archive.views import actor_charts
from tests.archive_factory import ArchiveFactory


@pytest.fixture
def archive(transactional_db) -> ArchiveFactory:
    """Two actors who met, spoke about a topic and gave figures that conflict."""
    make = ArchiveFactory()
    topic = make.topic(slug="negotiations")
    anna, boris = make.actor(slug="anna-berg"), make.actor("Борис Линд", slug="boris-lind", language="ru")
    for month, given in (("11", {"best": "122000"}), ("12", {"low": "90000", "high": "120000"})):
        for speaker in (anna, boris):
            figure = {"low": None, "best": None, "high": None, "unit": "troops", "of": "near the border", **given}
            make.statement(speaker=speaker, topics=[topic], said_on=f"2021-{month}-03", figures=[figure])
        make.event(participants=(anna, boris), when=f"2021-{month}", topics=[topic])
    low = {"low": None, "best": None, "high": "1000", "unit": "troops", "of": "near the border"}
    make.statement(speaker=boris, topics=[topic], said_on="2021-11-03", figures=[low], slug="denial")
    return make


ADDRESSES = [
    "/figures/",
    "/figures/?unit=troops",
    "/topics/negotiations/",
    "/topics/negotiations/voices/",
    "/actors/anna-berg/",
    "/actors/anna-berg/activity/",
    "/actors/anna-berg/company/",
    "/actors/anna-berg/company/?with=boris-lind",
]


def test_axe_finds_nothing_and_nothing_overflows(page, axe, archive):
    for address in ADDRESSES:
        for width, scheme in ((390, "light"), (820, "dark"), (1440, "light")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.goto(address, wait_until="networkidle")
            for table in page.locator("details.chart-table summary").all():
                table.click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
            axe()


def test_company_activity_and_voices_fill_their_parts_in(page, archive, monkeypatch):
    monkeypatch.setattr(actor_charts, "READ_ONE_BY_ONE", 1)
    page.goto("/actors/anna-berg/")
    expect(page.locator("#company")).to_contain_text("Борис Линд")
    expect(page.locator("#activity svg[role=img]")).to_be_visible()
    page.locator("#company").get_by_role("link", name=re.compile("2 events")).click()
    expect(page).to_have_url(re.compile(r"/actors/anna-berg/company/\?with=boris-lind"))
    page.goto("/topics/negotiations/")
    expect(page.locator("#voices")).to_contain_text("3 statements")


def test_without_scripts_links_lead_to_these_parts(browser: Browser, live_server, archive):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/actors/anna-berg/")
    page.get_by_role("link", name="See who took part in the same events").click()
    expect(page.get_by_role("link", name="Борис Линд").first).to_be_visible()
    page.goto(f"{live_server.url}/topics/negotiations/")
    page.get_by_role("link", name="See who spoke about it, and when").click()
    expect(page.get_by_role("link", name=re.compile("3 statements")).first).to_be_visible()
    context.close()


def test_rows_of_figures_keep_to_the_axis_above_them(page, archive):
    for width in (390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/figures/?unit=troops")
        boxes = [drawing.bounding_box() for drawing in page.locator(".figure-chart svg.figure-drawing").all()]
        assert len(boxes) == 6
        assert len({(round(box["x"]), round(box["width"])) for box in boxes}) == 1, width
