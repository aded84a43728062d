"""Everybody can use the desk: by keyboard, in the dark, in a small window, in other browsers, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.desks import opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_desk(rules, desk, axe, scheme):
    desk.emulate_media(color_scheme=scheme)
    axe()
    desk.keyboard.press("n")
    axe()
    desk.keyboard.press("s")
    axe()
    desk.keyboard.press("Escape")
    desk.keyboard.press("?")
    axe()
    desk.goto(f"{desk.url.split('?')[0]}?plain=1")
    axe()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_hangs_over_the_window(rules, desk, width):
    desk.set_viewport_size({"width": width, "height": 900})
    for key in ("n", "s"):
        desk.keyboard.press(key)
        assert desk.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_browsers_without_highlights_show_marks_too(page, log_in, editor, source, cited):
    page.add_init_script("delete globalThis.Highlight; delete CSS.highlights;")
    log_in(editor)
    opened(page, source)
    assert page.locator(".desk-statement-0").all_inner_texts() == ["peace is near"]
    page.locator(".desk-line p", has_text="ministry").click(click_count=3)
    page.keyboard.press("s")
    expect(page.locator("[data-cited]")).to_contain_text("The ministry denied it.")


def test_without_scripts_the_plain_list_stands_there(browser, live_server, editor, source, cited):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/")
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill(f"{editor.username}-password")
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/admin/archive/source/{source.pk}/desk/")
    page.wait_for_url("**/desk/?plain=1")
    page.locator("mark.cited a").click()
    page.wait_for_url(f"**/statement/{cited.pk}/change/")
    context.close()
