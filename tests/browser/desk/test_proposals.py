"""What rules propose is accepted, corrected or dismissed, and never saved by itself."""

from playwright.sync_api import expect

from archive.models import Statement
from tests.browser.desk.desks import choose_speaker, highlighted, opened


def test_proposals_are_accepted_dismissed_and_undone_by_keys(rules, desk, source):
    expect(desk.locator(".note-proposal")).to_have_count(3)
    assert highlighted(desk, "proposal") == ["peace is near", "We will talk", "The ministry denied it."]
    assert not Statement.objects.exists()
    desk.keyboard.press("j")
    desk.keyboard.press("a")
    expect(desk.locator(".note-proposal")).to_have_count(2)
    assert Statement.objects.get().summary == "peace is near"
    desk.keyboard.press("d")
    expect(desk.locator(".note-proposal")).to_have_count(1)
    # What is said already is not proposed again, what was dismissed neither.
    opened(desk, source)
    expect(desk.locator(".note-proposal")).to_have_count(1)


def test_a_proposal_that_lacks_its_speaker_opens_as_a_form(rules, desk):
    desk.locator(".note-proposal").last.get_by_role("button", name="Accept").click()
    expect(desk.get_by_role("combobox", name="Speaker")).to_be_focused()
    choose_speaker(desk, "anna", "Anna Berg")
    desk.keyboard.press("Enter")
    expect(desk.locator(".note-proposal")).to_have_count(2)
    assert Statement.objects.get().summary == "The ministry denied it."


def test_a_dismissed_proposal_comes_back_when_that_is_undone(rules, desk):
    desk.keyboard.press("j")
    desk.keyboard.press("d")
    expect(desk.locator(".note-proposal")).to_have_count(2)
    desk.keyboard.press("u")
    expect(desk.locator(".note-proposal")).to_have_count(3)


def test_a_proposal_is_corrected_before_it_is_saved(rules, desk):
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    desk.get_by_label("Summary").fill("There will be peace.")
    desk.get_by_label("Summary").press("Enter")
    expect(desk.locator(".note-proposal")).to_have_count(2)
    assert Statement.objects.get().summary == "There will be peace."
