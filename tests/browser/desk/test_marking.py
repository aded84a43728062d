"""Words are selected with the mouse or by keys, and marked as they stand; marks and notes lead to each other."""

import re

import pytest
from playwright.sync_api import expect

from archive.models import Statement
from tests.browser.desk.desks import choose_speaker, highlighted, opened, select


@pytest.mark.parametrize("words", ["peace is near", "Cafe\u0301s were full", "😀 said", "by train"])
def test_selected_words_are_cited_as_they_are_also_with_faces_and_accents(desk, anna, words):
    select(desk, words)
    desk.keyboard.press("s")
    expect(desk.locator("[data-cited]")).to_have_text(words)
    choose_speaker(desk, "анна", "Anna Berg")
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".desk-text .note-statement")).to_have_count(1)
    assert Statement.objects.get().citations.get().exact == words
    assert highlighted(desk, "statement-0") == [words]


def test_marks_that_overlap_lie_in_lanes_of_their_own(desk, archive, anna, source):
    for words in ("peace is near. “We will talk", "We will talk", "that peace is near"):
        archive.statement("", summary=words, words=words, speaker=anna, source=source)
    opened(desk, source)
    lanes = [highlighted(desk, f"statement-{lane}") for lane in range(3)]
    assert sorted(map(len, lanes)) == [0, 1, 2] or all(lanes)
    assert highlighted(desk, "statement-1")


def test_words_and_notes_lead_to_each_other(desk, archive, anna, source):
    archive.statement("peace is near", speaker=anna, source=source)
    opened(desk, source)
    note = desk.locator(".desk-text .note-statement")
    note.hover()
    assert highlighted(desk, "lit") == ["peace is near"]
    box = desk.evaluate(
        """() => {
          const p = document.querySelector(".desk-line p");
          const range = document.createRange();
          const at = p.textContent.indexOf("near");
          range.setStart(p.firstChild, at);
          range.setEnd(p.firstChild, at + 4);
          const { left, top, width, height } = range.getBoundingClientRect();
          return [left + width / 2, top + height / 2];
        }"""
    )
    desk.mouse.move(*box)
    expect(note).to_have_class(re.compile("note-lit"))
    desk.mouse.click(*box)
    expect(desk.get_by_role("combobox", name="Speaker")).to_have_value("Anna Berg")
    expect(desk.get_by_label("Quote")).to_have_value("peace is near")
    expect(desk.get_by_role("link", name="Open the full form")).to_be_visible()


def test_words_are_selected_by_keys_alone(desk):
    desk.keyboard.press("n")
    assert highlighted(desk, "here") == ["Anna Berg 😀 said on Wednesday that peace is near."]
    desk.keyboard.press("ArrowRight")
    assert highlighted(desk, "here") == ["Anna"]
    desk.keyboard.press("Shift+ArrowRight")
    assert highlighted(desk, "here") == ["Anna Berg"]
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("ArrowLeft")
    assert highlighted(desk, "here") in (["Anna"], ["Berg"])
    desk.keyboard.press("Shift+ArrowDown")
    assert highlighted(desk, "here")[0].endswith("is near.")
    desk.keyboard.press("Shift+ArrowDown")
    assert highlighted(desk, "here")[0].endswith("she said.")


def test_the_next_sentence_is_the_next_that_nothing_cites(desk, archive, anna, source):
    archive.statement("We will talk", speaker=anna, source=source)
    opened(desk, source)
    expect(desk.get_by_text("1 of 6 sentences are cited")).to_be_visible()
    for words in ("Anna Berg", "The ministry", "Caf", "Troops"):
        desk.keyboard.press("n")
        assert highlighted(desk, "here")[0].startswith(words)
    desk.keyboard.press("p")
    assert highlighted(desk, "here")[0].startswith("Caf")


def test_single_letters_can_be_turned_off(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.get_by_label("Single letters are keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    assert highlighted(desk, "here") == []
    desk.get_by_role("button", name="Next uncited sentence").click()
    assert highlighted(desk, "here")
