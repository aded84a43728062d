"""The door to the editors' desk."""

from playwright.sync_api import expect


def test_an_editor_logs_in(page, log_in, editor):
    log_in(editor)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
