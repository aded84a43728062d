"""What the tests of the desk do again and again: open it, select words, look at what is marked."""

from typing import Any

from playwright.sync_api import Page

TEXT = (
    "Anna Berg 😀 said on Wednesday that peace is near. “We will talk,” she said.\n\n"
    "The ministry denied it. Cafe\u0301s were full.\n\nTroops moved by train. It was cold."
)


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
