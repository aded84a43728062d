"""The door to the editors' desk."""

import pytest
from playwright.sync_api import expect


def test_an_editor_logs_in(page, log_in, editor):
    log_in(editor)
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_login_page(page, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/admin/login/")
    axe()
