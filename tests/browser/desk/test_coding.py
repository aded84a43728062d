"""The last three paragraphs of the first article are coded at the desk, reviewed by somebody else, and public then.

Every action of the hand is counted: a key or a chord, a field typed into, a click, words drawn over with the mouse.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q
from playwright.sync_api import Locator, Page, expect

from archive.admin.desk import proposing
from archive.demo import load_first_article
from archive.models import Citation, Event, EventLink, Source, Statement, StatementLink

SLUG = "russia-builds-up-forces-near-ukraine"
#: where the last three paragraphs begin
FROM = 1879
WITHOUT_PROPOSAL, WITH_PROPOSAL = 12, 6
KREMLIN = "The Kremlin says Russia is entitled to deploy troops wherever it likes on its own territory."
CALL = "Russian General Staff Chief Valery Gerasimov"
EVERYTHING = "Russia will “do everything”"
SERIOUSLY = "I hope that taking into account the actions we are taking to ensure our defensive capability"


@dataclass
class Hand:
    """A person's hands, and a record of what they did."""

    page: Page
    done: list[str] = field(default_factory=list)

    def press(self, key: str, times: int = 1) -> None:
        for _each in range(times):
            self.done.append(key)
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.done.append(f"type {text!r}")
        self.page.keyboard.type(text)

    def click(self, what: Locator) -> None:
        self.done.append(f"click {what}")
        what.click()

    def choose(self, field: Locator, label: str) -> None:
        self.done.append(f"choose {label!r}")
        field.select_option(label=label)

    def draw(self, words: str) -> None:
        """Draw over these words, from the first to the last letter."""
        self.done.append(f"draw over {words!r}")
        first, last = self.page.evaluate(_ENDS, words)
        self.page.mouse.move(*first)
        self.page.mouse.down()
        self.page.mouse.move((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
        self.page.mouse.move(*last)
        self.page.mouse.up()

    def took(self) -> int:
        """How many actions since this was asked last."""
        number, self.done = len(self.done), []
        return number


_ENDS = """(words) => {
  const p = [...document.querySelectorAll(".desk-line p")].find((each) => each.textContent.includes(words));
  p.scrollIntoView({ block: "center" });
  const at = p.textContent.indexOf(words);
  const box = (from, to) => {
    const range = document.createRange();
    range.setStart(p.firstChild, from);
    range.setEnd(p.firstChild, to);
    return range.getBoundingClientRect();
  };
  const first = box(at, at + 1);
  const last = box(at + words.length - 1, at + words.length);
  return [[first.left + 1, first.top + first.height / 2], [last.right - 1, last.top + last.height / 2]];
}"""


@pytest.fixture
def source(live_server) -> Source:
    """The first article, with nothing resting on its last three paragraphs."""
    call_command("rebuild", verbosity=0)
    load_first_article()
    article = Source.objects.get(slug=SLUG)
    there = Citation.objects.filter(source=article, start__gte=FROM)
    statements = Statement.objects.filter(citations__in=there)
    events = Event.objects.filter(citations__in=there).exclude(citations__start__lt=FROM)
    StatementLink.objects.filter(Q(statement__in=statements) | Q(to__in=statements)).delete()
    EventLink.objects.filter(Q(event__in=events) | Q(to__in=events)).delete()
    Statement.objects.filter(pk__in=list(statements.values_list("pk", flat=True))).delete()
    Statement.objects.filter(event__in=events).update(event=None)
    Event.objects.filter(pk__in=list(events.values_list("pk", flat=True))).delete()
    there.delete()
    call_command("rebuild", verbosity=0)
    return article


@pytest.fixture
def no_rules(monkeypatch) -> None:
    """Nothing is proposed."""
    monkeypatch.setattr(proposing, "proposals", lambda sheet: [])
    monkeypatch.setattr(proposing, "days_in", lambda sheet: [])


@pytest.fixture
def at_the_desk(page, log_in, editor, source) -> Hand:
    """The editor opens the desk from the list of sources."""
    log_in(editor)
    page.goto("/admin/archive/source/")
    page.get_by_role("row", name=source.title).get_by_role("link", name="Open the desk").click()
    page.wait_for_selector("#desk[data-proposed]")
    return Hand(page)


def saved(page: Page, number: int) -> None:
    """Wait until so many drafts of the editor's stand beside the text."""
    expect(page.locator("[data-drafts] li")).to_have_count(number)


def coded() -> list[Any]:
    found = Statement.objects.filter(status__in=["draft", "in_review", "published"], citations__start__gte=FROM)
    return list(found.distinct().order_by("pk"))


def review_and_publish(page: Page, log_in: Any, publisher: Any) -> None:
    """The second person publishes all that waits, record by record."""
    log_in(publisher)
    waiting = page.locator(".waiting a")
    addresses = [link.get_attribute("href") for link in waiting.all()]
    assert addresses
    for address in addresses:
        page.goto(address)
        page.get_by_role("button", name="Approve and publish").click()
        expect(page.get_by_text("is public now")).to_be_visible()


def new_statement(hand: Hand, typed: str, name: str) -> None:
    """From the next uncited sentence to its speaker."""
    hand.press("n")
    hand.press("s")
    hand.type(typed)
    expect(hand.page.get_by_role("option", name=name, exact=True)).to_be_visible()
    hand.press("Enter")


def finish(hand: Hand, number: int) -> int:
    """Save, and say how many actions the statement took."""
    hand.press("Enter")
    saved(hand.page, number)
    return hand.took()


def test_by_keyboard_alone_and_without_proposals(no_rules, at_the_desk, page, log_in, publisher):
    hand = at_the_desk
    # The first three lines are the page's furniture: go past them.
    hand.press("n", 3)
    new_statement(hand, "kreml", "The Kremlin")
    assert page.get_by_label("Summary").input_value() == KREMLIN
    counts = [finish(hand, 1)]
    new_statement(hand, "defence russia", "Ministry of Defence of Russia")
    counts.append(finish(hand, 2))
    new_statement(hand, "Лавров", "Sergei Lavrov")
    expect(page.get_by_label("Post held then")).to_be_visible()
    hand.press("Tab")
    hand.press("ArrowDown")
    hand.press("Tab")
    hand.type("prom")
    counts.append(finish(hand, 3))
    new_statement(hand, "lavr", "Sergei Lavrov")
    counts.append(finish(hand, 4))
    assert max(counts) <= WITHOUT_PROPOSAL, counts
    as_coded_by_keyboard()
    hand.press("Shift+S")
    expect(page.get_by_text("Submitted for review: 4 records.")).to_be_visible()
    review_and_publish(page, log_in, publisher)
    shown_to_the_public(page)


def as_coded_by_keyboard() -> None:
    kremlin, call, everything, seriously = coded()
    assert (str(kremlin.speaker), kremlin.quote, kremlin.summary) == ("The Kremlin", "", KREMLIN)
    assert (str(call.speaker), call.status) == ("Ministry of Defence of Russia", "draft")
    assert everything.citations.get().exact.startswith(EVERYTHING)
    assert (everything.quote, everything.kind, everything.cue.slug) == ("do everything", "promise", "said")
    assert everything.position.title == "Foreign Minister"
    assert seriously.quote.startswith(SERIOUSLY)
    assert [str(station) for station in seriously.chains.get().stations.all()] == [
        "Sergei Lavrov",
        "Russia builds up forces near Ukraine even as U.S. offers talks",
    ]


def test_with_the_mouse_and_without_proposals(no_rules, at_the_desk, page, log_in, publisher):
    hand = at_the_desk
    counts = []
    for number, (words, typed, name, kind) in enumerate(
        [
            (KREMLIN.rstrip("."), "krem", "The Kremlin", "assertion"),
            (CALL, "defence russia", "Ministry of Defence of Russia", "assertion"),
            ("Russia will “do everything” to make the West", "lavrov", "Sergei Lavrov", "promise"),
            (f"“{SERIOUSLY}, we will be taken seriously.”", "lavrov", "Sergei Lavrov", "call"),
        ],
        1,
    ):
        hand.draw(words)
        hand.click(page.get_by_role("toolbar").get_by_role("button", name="Statement"))
        hand.click(page.get_by_role("combobox", name="Speaker"))
        hand.type(typed)
        hand.click(page.get_by_role("option", name=name, exact=True))
        hand.choose(page.get_by_label("Kind"), kind)
        hand.click(page.get_by_role("button", name="Save"))
        saved(page, number)
        counts.append(hand.took())
    assert max(counts) <= WITHOUT_PROPOSAL, counts
    assert [statement.kind for statement in coded()] == ["assertion", "assertion", "promise", "call"]
    hand.click(page.get_by_role("button", name="Submit all for review"))
    expect(page.get_by_text("Submitted for review: 4 records.")).to_be_visible()
    review_and_publish(page, log_in, publisher)
    shown_to_the_public(page)


def test_by_keyboard_alone_with_proposals(at_the_desk, page, log_in, publisher):
    hand = at_the_desk
    counts = []
    # Past the page's furniture to the first uncited sentence, and to what is proposed for it.
    hand.press("n", 4)
    hand.press("j")
    for number in range(1, 5):
        hand.press("a")
        saved(page, number)
        counts.append(hand.took())
    assert max(counts) <= WITH_PROPOSAL, counts
    as_proposed()
    hand.press("Shift+S")
    expect(page.get_by_text("Submitted for review: 4 records.")).to_be_visible()
    review_and_publish(page, log_in, publisher)
    shown_to_the_public(page)


def test_with_the_mouse_and_proposals(at_the_desk, page, log_in, publisher):
    hand = at_the_desk
    counts = []
    for number, words in enumerate(["The Kremlin says", CALL, EVERYTHING, SERIOUSLY], 1):
        page.locator(".desk-line", has_text=words).scroll_into_view_if_needed()
        note = page.locator(".note-proposal", has_text=words)
        if number == 3:
            # This one is looked at before it is saved.
            hand.click(note.get_by_role("button", name="Correct"))
            expect(page.get_by_label("Quote")).to_have_value("do everything")
            expect(page.locator(".stations li")).to_have_count(4)
            hand.click(page.get_by_role("button", name="Save"))
        else:
            hand.click(note.get_by_role("button", name="Accept"))
        saved(page, number)
        counts.append(hand.took())
    assert max(counts) <= WITH_PROPOSAL, counts
    as_proposed()
    hand.click(page.get_by_role("button", name="Submit all for review"))
    expect(page.get_by_text("Submitted for review: 4 records.")).to_be_visible()
    review_and_publish(page, log_in, publisher)
    shown_to_the_public(page)


def as_proposed() -> None:
    """As rules propose them: with their chains, posts and days."""
    kremlin, call, everything, seriously = coded()
    assert str(kremlin.speaker) == "The Kremlin"
    assert [str(station)[:9] for station in call.chains.get().stations.all()][1:3] == ["Interfax", "Bloomberg"]
    assert (everything.quote, everything.kind, everything.said_on) == ("do everything", "promise", "2021-12-22")
    assert everything.position.title == "Foreign Minister"
    assert seriously.quote.startswith(SERIOUSLY)


def shown_to_the_public(page: Page) -> None:
    page.context.clear_cookies()
    page.goto(f"/sources/{SLUG}/")
    for words in ("do everything", SERIOUSLY):
        expect(page.locator("mark.cited", has_text=words).first).to_be_visible()
    statements = coded()
    assert {statement.status for statement in statements} == {"published"}
    for statement in statements:
        page.goto(f"/statements/{statement.slug}/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text(str(statement.speaker)).first).to_be_visible()
