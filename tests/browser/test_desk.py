"""The desk in a real browser: selecting, marks, proposals, forms that survive a closed tab, undo, and two editors."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from archive.admin.desk import proposing
from archive.documents import KINDS, blank, cite, read, span
from archive.models import Actor, DeskDraft, Event, Statement
from archive.workflow import act, save, system_user
from tests.archive_factory import ArchiveFactory

TEXT = (
    "Anna Berg 😀 said on Wednesday that peace is near. “We will talk,” she said.\n\n"
    "The ministry denied it. Cafe\u0301s were full.\n\nTroops moved by train. It was cold."
)


@pytest.fixture
def archive(live_server) -> ArchiveFactory:
    return ArchiveFactory()


@pytest.fixture
def anna(archive) -> Actor:
    return archive.actor("Anna Berg", other_names=[{"name": "Анна Берг", "language": "ru"}])


@pytest.fixture
def source(archive):
    archive.term("cue", "said")
    archive.term("cue", "denied")
    return archive.source("A report", text=TEXT, language="en")


@pytest.fixture
def cited(archive, anna, source) -> Statement:
    """A published statement that rests on the source."""
    return archive.statement("peace is near", speaker=anna, source=source)


@pytest.fixture
def desk(page, log_in, editor, source, monkeypatch) -> Page:
    """The editor's desk; nothing is proposed."""
    if not getattr(proposing, "made_up", False):
        monkeypatch.setattr(proposing, "_rules", lambda: None)
    log_in(editor)
    return opened(page, source)


def opened(page: Page, source: Any) -> Page:
    page.goto(f"/admin/archive/source/{source.pk}/desk/")
    page.wait_for_selector("#desk[data-proposed]")
    return page


def select(page: Page, words: str) -> None:
    """Select these words, as a mouse would."""
    page.evaluate(
        """(words) => {
          const p = [...document.querySelectorAll(".desk-line p")].find((each) => each.textContent.includes(words));
          const at = p.textContent.indexOf(words);
          document.getSelection().setBaseAndExtent(p.firstChild, at, p.firstChild, at + words.length);
        }""",
        words,
    )


def highlighted(page: Page, name: str) -> list[str]:
    """The words that are marked so."""
    return page.evaluate(
        """(name) => [...CSS.highlights.get(`desk-${name}`)].map((mark) => {
          const range = document.createRange();
          range.setStart(mark.startContainer, mark.startOffset);
          range.setEnd(mark.endContainer, mark.endOffset);
          return range.toString();
        })""",
        name,
    )


def choose_speaker(page: Page, typed: str, name: str) -> None:
    page.get_by_role("combobox", name="Speaker").fill(typed)
    page.get_by_role("option", name=name, exact=True).click()


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


def test_an_unsaved_form_survives_a_closed_tab(desk, context, source, anna):
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.get_by_label("Summary").fill("It is not so, the ministry says.")
    expect(desk.get_by_text("Kept until you save it.")).to_be_visible()
    assert DeskDraft.objects.count() == 1
    assert not Statement.objects.exists()
    desk.close()
    again = opened(context.new_page(), source)
    expect(again.get_by_label("Summary")).to_have_value("It is not so, the ministry says.")
    choose_speaker(again, "anna", "Anna Berg")
    again.get_by_label("Summary").press("Enter")
    expect(again.locator(".desk-text .note-statement")).to_have_count(1)
    assert not DeskDraft.objects.exists()


def test_without_a_connection_what_was_typed_stays_in_the_browser(page, context, desk, source):
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    context.set_offline(True)
    desk.get_by_label("Summary").fill("Typed in a tunnel.")
    expect(desk.get_by_text("No connection: kept in this browser.")).to_be_visible()
    context.set_offline(False)
    opened(desk, source)
    expect(desk.get_by_label("Summary")).to_have_value("Typed in a tunnel.")


@pytest.fixture
def refused(context, desk, source) -> Page:
    """A page of the same editor's on which refusals are expected."""
    return opened(context.new_page(), source)


def test_a_refusal_stands_at_its_field_and_nothing_typed_is_lost(refused, anna):
    desk = refused
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.get_by_label("Day", exact=True).fill("2021-13")
    desk.get_by_label("Quote").fill("Never said")
    desk.get_by_label("Quote").press("Enter")
    expect(desk.locator(".field-problem").first).to_be_visible()
    expect(desk.get_by_label("Quote")).to_have_value("Never said")
    assert not Statement.objects.exists()


def test_an_actor_is_made_where_it_is_needed(desk, archive, source):
    archive.term("actor_kind", "ministry")
    archive.term("actor_kind", "person")
    opened(desk, source)
    select(desk, "The ministry denied it")
    desk.keyboard.press("s")
    desk.keyboard.type("Ministry of Peace")
    expect(desk.get_by_role("option", name="Make “Ministry of Peace” an actor")).to_be_visible()
    desk.keyboard.press("Enter")
    desk.get_by_label("What it is").select_option("ministry")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("combobox", name="Speaker")).to_have_attribute("data-chosen", "")
    expect(desk.get_by_role("combobox", name="Speaker")).to_have_value("Ministry of Peace")
    desk.keyboard.press("Enter")
    expect(desk.locator(".desk-text .note-statement")).to_contain_text("Ministry of Peace")
    assert Actor.objects.get(name="Ministry of Peace").kind.slug == "ministry"
    desk.keyboard.press("u")
    expect(desk.locator(".desk-text .note-statement")).to_have_count(0)
    desk.keyboard.press("u")
    expect(desk.get_by_text("Undone: Ministry of Peace")).to_be_visible()
    assert not Actor.objects.exists()


def test_an_event_is_written_from_the_words(desk, archive, anna):
    archive.term("event_kind", "movement")
    archive.place("Kyiv")
    opened(desk, archive.source("Another", text="Troops moved by train. It was cold.", language="en"))
    select(desk, "Troops moved by train")
    desk.keyboard.press("e")
    expect(desk.get_by_label("Title")).to_have_value("Troops moved by train")
    desk.get_by_label("Kind").select_option("movement")
    desk.get_by_label("When").fill("2021-12~")
    expect(desk.get_by_text("about December 2021").first).to_be_visible()
    desk.get_by_role("combobox", name="Participants").fill("anna")
    desk.get_by_role("option", name="Anna Berg", exact=True).click()
    desk.get_by_role("combobox", name="Places").fill("kyi")
    desk.get_by_role("option", name="Kyiv", exact=True).click()
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator(".desk-text .note-event")).to_have_count(1)
    event = Event.objects.get()
    assert ([str(row) for row in event.participants.all()], [str(row) for row in event.places.all()]) == (
        ["Anna Berg"],
        ["Kyiv"],
    )


def test_words_are_added_to_a_record_and_an_actor_is_mentioned(desk, archive, anna, source):
    ministry = archive.actor("Ministry", kind="ministry")
    archive.event("Troops moved", source=source, words="Troops moved", status="draft")
    opened(desk, source)
    select(desk, "It was cold")
    desk.keyboard.press("c")
    desk.get_by_role("combobox", name="Record that cites these words too").fill("troops")
    desk.get_by_role("option", name="Troops moved").click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("2 of 6 sentences are cited")).to_be_visible()
    select(desk, "The ministry")
    desk.keyboard.press("m")
    desk.get_by_role("combobox", name="Actor", exact=True).fill("minis")
    desk.get_by_role("option", name="Ministry", exact=True).click()
    desk.get_by_role("combobox", name=re.compile("Takes part")).fill("troops")
    desk.get_by_role("option", name="Troops moved").click()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("3 of 6 sentences are cited")).to_be_visible()
    assert [row.actor for row in Event.objects.get().participants.all()] == [ministry]


def test_somebody_elses_change_is_shown_before_it_is_replaced(refused, archive, anna, source):
    desk = refused
    statement = archive.statement("peace is near", speaker=anna, source=source, status="draft")
    opened(desk, source)
    desk.locator(".desk-text .note-statement").click()
    desk.get_by_label("Summary").fill("Mine.")
    with act(system_user(), "Better") as this:
        save({**read(statement), "summary": "Somebody else's words."}, this)
    desk.get_by_label("Summary").press("Enter")
    expect(desk.get_by_text("is: Somebody else's words.")).to_be_visible()
    expect(desk.get_by_label("Summary")).to_have_value("Mine.")
    desk.get_by_label("I have read these changes").check()
    desk.get_by_role("button", name="Save").click()
    expect(desk.locator("[data-form]")).to_be_hidden()
    statement.refresh_from_db()
    assert statement.summary == "Mine."


def test_single_letters_can_be_turned_off(desk):
    desk.keyboard.press("?")
    expect(desk.get_by_role("dialog", name="Keys")).to_be_visible()
    desk.get_by_label("Single letters are keys").uncheck()
    desk.keyboard.press("Escape")
    desk.keyboard.press("n")
    assert highlighted(desk, "here") == []
    desk.get_by_role("button", name="Next uncited sentence").click()
    assert highlighted(desk, "here")


# Proposals


@dataclass(frozen=True)
class MadeUp:
    key: str
    start: int
    end: int
    quote: Any = None
    speaker: Any = None
    confidence: float = 0.8
    reasons: tuple[str, ...] = ("A name before “said”.",)


@pytest.fixture
def rules(monkeypatch, anna) -> None:
    """Rules that propose three statements, the last without a speaker."""
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in ("peace is near", "We will talk")]
    denied = (TEXT.index("The ministry denied it"), TEXT.index(" Cafe"))
    found = [MadeUp(f"key {number}", *each) for number, each in enumerate([*spans, denied])]

    def document(proposal: Any, source: Any) -> dict[str, Any]:
        words = TEXT[proposal.start : proposal.end]
        citation = cite(str(source.uuid), version=1, **span(TEXT, proposal.start, proposal.end))
        speaker = None if proposal.key == "key 2" else str(anna.uuid)
        return blank(KINDS["statement"], kind="assertion", speaker=speaker, summary=words, citations=[citation])

    monkeypatch.setattr(proposing, "made_up", True, raising=False)
    monkeypatch.setattr(proposing, "proposals", lambda sheet: found)
    monkeypatch.setattr(proposing, "days_in", lambda sheet: [])
    monkeypatch.setattr(
        proposing, "statement_documents", lambda found, sheet: [document(each, sheet.source) for each in found]
    )


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


# For everybody


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
