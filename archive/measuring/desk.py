"""The coding desk in a browser, over a text of 200,000 characters with 2,000 citations made up for it.

The text and its records stand in an archive of their own, in a file that is gone afterwards.
"""

import json
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.urls import reverse

from archive.documents import KINDS, blank, cite, span
from archive.measuring.apart import run_apart
from archive.measuring.browser import browser, main_thread, missing, page_of
from archive.measuring.desk_peers import measure_recogito
from archive.measuring.requests import Site, host, served
from archive.measuring.results import PageFailed, Result, at_most, not_there
from archive.models import Term, Vocabulary
from archive.workflow import act, captured, keep_text, save, system_user

CHARACTERS, CITATIONS = 200_000, 2_000
OPEN, MARK = 1000, 50
LOADS, PLACES = 5, 25
_SENTENCES = (
    "The ministry said on Wednesday that {} trains had crossed the river before dawn.",
    "“We will talk when they are {} miles away,” the mayor told reporters in the old town hall.",
    "Nobody counted more than {} people at the gate, according to the harbour’s own watch.",
    "An engineer, who did not want to be named, put the damage at {} million and called it slight.",
)
_SENTENCES_A_PARAGRAPH = 4


@dataclass(frozen=True)
class Made:
    """Where the made-up desk is, and the session of the person who may sit at it."""

    address: str
    session: str


def made_up_text() -> str:
    """Paragraphs of four sentences, about 200,000 characters together."""
    sentences, paragraphs, length = cycle(_SENTENCES), [], 0
    number = 0
    while length < CHARACTERS:
        words = []
        for _each in range(_SENTENCES_A_PARAGRAPH):
            number += 1
            words.append(next(sentences).format(number))
        paragraphs.append(" ".join(words))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)[:CHARACTERS]


def make_desk() -> str:
    """Fill the archive of this process, which is empty, and say where the desk is and who sits there (JSON)."""
    call_command("migrate", verbosity=0)
    text = made_up_text()
    kept = keep_text(text)
    with act(system_user(), "Made up for measuring.") as this:
        for vocabulary in (Vocabulary.ACTOR_KIND, Vocabulary.EVENT_KIND, Vocabulary.SOURCE_KIND):
            if not Term.objects.filter(vocabulary=vocabulary, slug="made-up").exists():
                save(_new("term", "made-up", vocabulary=str(vocabulary), name="Made up"), this)
        speaker = save(_new("actor", "the-ministry", name="The ministry", kind="made-up"), this)
        moment = "2026-01-01T00:00:00Z"
        captures = [captured(1, kept.sha256, moment)]
        source = save(_new("source", "a-long-text", title="A long text", kind="made-up", captures=captures), this)
        for number, document in enumerate(_records(text, str(source.uuid), str(speaker.uuid))):
            save({**document, "slug": f"made-up-{number}"}, this)
    return json.dumps({"address": reverse("admin:archive_source_desk", args=[source.pk]), "session": _session()})


def _new(record: str, slug: str, /, **values: Any) -> dict[str, Any]:
    return {**blank(KINDS[record], **values), "slug": slug}


def _records(text: str, source: str, speaker: str) -> Iterator[dict[str, Any]]:
    """So many records of one citation each, spread over the text; their words overlap in part."""
    for number, (start, end) in enumerate(_places(len(text))):
        words = cite(source, version=1, **span(text, start, end))
        if number % 3:
            values = {"speaker": speaker, "kind": "assertion", "summary": f"Statement {number}.", "said_on": "2021-12"}
            yield blank(KINDS["statement"], citations=[words], **values)
        else:
            yield blank(KINDS["event"], title=f"Event {number}", kind="made-up", when="2021-12~", citations=[words])


def _places(length: int) -> Iterator[tuple[int, int]]:
    """Where the citations stand in a text of so many characters."""
    for number in range(CITATIONS):
        start = number * (length // CITATIONS)
        yield start, min(length, start + 60 + number % 7 * 20)


def _session() -> str:
    user = get_user_model().objects.create_superuser("measuring")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


# In the page: what is marked when a frame begins is painted when it ends; so long it takes from the selection on.
_FRAMES = """
  const lines = [...document.querySelectorAll(".desk-line")];
  const p = lines[Math.floor((lines.length - 1) * place)].firstElementChild;
  const until = async (isThere) => {
    for (let isPainted = false; !isPainted; ) {
      await new Promise((begun) => requestAnimationFrame(begun));
      isPainted = isThere();
      await new Promise((ended) => setTimeout(ended));
    }
  };
  let waits = 0;
  p.scrollIntoView({ block: "center" });
  await until(() => (waits += 1) > 4);
  const marked = () => [...CSS.highlights.get("desk-here")].some((mark) => mark.startContainer === p.firstChild);
  const select = () => document.getSelection().setBaseAndExtent(p.firstChild, 4, p.firstChild, 40);
"""
_MARK = f"""async (place) => {{{_FRAMES}
  document.getSelection().removeAllRanges();
  await until(() => true);
  const start = performance.now();
  select();
  await until(marked);
  return performance.now() - start;
}}"""
# The archive's answer is made up within the page, so what is measured is the page from the key to the mark.
_SAVED = f"""async (place) => {{{_FRAMES}
  select();
  await until(marked);
  document.querySelector("[data-tools] [data-do=statement]").click();
  await until(() => document.querySelector("[data-save]"));
  const asked = window.fetch;
  window.fetch = async (url, options) => {{
    if (!url.includes("/save/")) return asked(url, options);
    const spans = JSON.parse(options.body).values.citations.map(({{ start, end }}) => [start, end, ""]);
    const told = {{ title: "Saved", speaker: "The ministry", quoted: false, sort: "assertion", day: "", url: "/" }};
    const state = {{ kind: "statement", status: "draft", version: 1, pending: false, mine: true }};
    const record = {{ uuid: `made-up-${{spans[0][0]}}`, spans, ...told, ...state }};
    return Response.json({{ records: [record], may_undo: true }});
  }};
  const start = performance.now();
  document.querySelector("[data-save]").click();
  await until(() => [...p.parentElement.querySelectorAll(".note-words")].some((note) => note.textContent === "Saved"));
  window.fetch = asked;
  return performance.now() - start;
}}"""


def measure_desk() -> Iterator[Result]:
    """Open the desk, and mark words all over its text."""
    if why := missing():
        yield not_there("the desk in a browser", why)
        return
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'desk.sqlite3'}"
        made = Made(**json.loads(run_apart("archive.measuring.desk:make_desk", database=database)))
        with served(keeping=True, database=database) as site, browser() as opened:
            address = f"http://{host()}:{site.port}{made.address}"
            loads = sorted(_opened(opened, address, made, site) for _each in range(LOADS))
            spent, passed = loads[LOADS // 2]
            note = f"server and main thread; {passed:.0f} ms passed"
            yield at_most("open the desk, 2,000 citations", spent, "ms", OPEN, note)
            with _page(opened, address, made) as page:
                page.goto(address)
                page.wait_for_selector("#desk[data-proposed]", state="attached")
                marks = sorted(page.evaluate(_MARK, (place + 0.5) / PLACES) for place in range(PLACES))
                saves = sorted(page.evaluate(_SAVED, (place + 0.5) / PLACES) for place in range(PLACES))
    yield at_most("mark after the selection", statistics.median(marks), "ms", MARK, f"the slowest {marks[-1]:.0f} ms")
    note = f"the slowest {saves[-1]:.0f} ms, without the archive's answer"
    yield Result("mark and note after a statement is saved", statistics.median(saves), "ms", note)
    paragraphs = made_up_text().split("\n\n")
    yield from measure_recogito(paragraphs, list(_places(sum(map(len, paragraphs)))))


def _opened(opened: Any, address: str, made: Made, site: Site) -> tuple[float, float]:
    """What it costs somebody who was never there until all is marked, and how long it took, both in milliseconds."""
    begun = site.clock()
    with _page(opened, address, made) as page:
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(address)
        page.wait_for_selector("#desk[data-ready]", state="attached")
        spent = main_thread(session) + (site.clock() - begun) * 1e3
        passed = float(page.evaluate("performance.getEntriesByName('desk-ready')[0].startTime"))
        # What is proposed comes afterwards, and shall not be in the way of the next visit.
        page.wait_for_selector("#desk[data-proposed]", state="attached")
    return spent, passed


@contextmanager
def _page(opened: Any, address: str, made: Made) -> Iterator[Any]:
    page = page_of(opened)
    page.set_default_timeout(60_000)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": made.session, "url": address}])
    try:
        yield page
    except Exception as error:
        raise PageFailed(f"{address} could not be measured: {error}") from error
    finally:
        page.context.close()
