"""Recogito's text annotator in the same browser, over the same text with as many marks.

It is looked for in `node_modules` of the folder that `DATELINE_PEERS` names (`npm install @recogito/text-annotator`),
and is never a part of Dateline. It keeps its annotations in the page, so no server is asked in either case.
"""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from archive.measuring.browser import browser, main_thread, missing, page_of
from archive.measuring.peers import peers_folder
from archive.measuring.results import PageFailed, Result, not_there
from archive.measuring.timelines import files_at

NAME = "Recogito’s text annotator"
SCRIPT = "node_modules/@recogito/text-annotator/dist/text-annotator.umd.js"
PLACES, SECONDS = 15, 60
_PAGE = f"""<!doctype html><meta charset="utf-8"><title>Recogito</title>
<div id="text" style="width: 600px; font: 19px/1.6 serif"></div>
<script>globalThis.process = {{ env: {{ NODE_ENV: "production" }} }};</script><script src="/{SCRIPT}"></script>
<script type="module">
const {{ paragraphs, spans }} = await (await fetch("/text.json")).json();
const text = document.getElementById("text");
text.append(...paragraphs.map((words) => Object.assign(document.createElement("p"), {{ textContent: words }})));
const annotator = RecogitoJS.createTextAnnotator(text, {{ renderer: "CSS_HIGHLIGHTS" }});
const all = text.textContent;
const annotations = spans.map(([start, end], number) => ({{
  id: `a${{number}}`, bodies: [],
  target: {{ annotation: `a${{number}}`, selector: [{{ start, end, quote: all.slice(start, end) }}] }},
}}));
annotator.setAnnotations(annotations);
const shown = () => [...CSS.highlights.values()].reduce((sum, highlight) => sum + highlight.size, 0);
const wait = () => (shown() ? document.body.setAttribute("data-ready", "") : requestAnimationFrame(wait));
wait();
globalThis.known = () => annotator.getAnnotations().length;
</script>"""
# From letting go of the mouse until the frame is drawn in which the new annotation stands.
_WATCH = """() => {
  globalThis.took = null;
  const before = known();
  addEventListener("pointerup", () => {
    const start = performance.now();
    const step = () => {
      const isThere = known() > before;
      setTimeout(() => (isThere ? (globalThis.took = performance.now() - start) : requestAnimationFrame(step)));
    };
    requestAnimationFrame(step);
  }, { once: true, capture: true });
}"""


def measure_recogito(paragraphs: list[str], spans: list[tuple[int, int]]) -> Iterator[Result]:
    """Show the text with its marks (offsets in the paragraphs' joined text), and mark words with the mouse."""
    folder = peers_folder()
    if why := missing() or ("" if folder and (folder / SCRIPT).exists() else "not installed: see DATELINE_PEERS"):
        yield not_there(NAME, why)
        return
    with tempfile.TemporaryDirectory() as place:
        site = Path(place)
        (site / "node_modules").symlink_to(peers_folder() / "node_modules")  # type: ignore[operator]
        (site / "index.html").write_text(_PAGE, encoding="utf-8")
        (site / "text.json").write_text(json.dumps({"paragraphs": paragraphs, "spans": spans}), encoding="utf-8")
        with files_at(site) as address, browser() as opened:
            page = page_of(opened)
            page.set_default_timeout(SECONDS * 1000)
            metrics = page.context.new_cdp_session(page)
            metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
            try:
                page.goto(f"{address}/index.html")
                page.wait_for_selector("body[data-ready]", state="attached")
                yield Result(f"{NAME}, {len(spans)} marks ready", main_thread(metrics), "ms", "main thread")
                marks = sorted(_mark(page, number, len(paragraphs)) for number in range(PLACES))
            except Exception as error:
                raise PageFailed(f"{NAME} could not be measured: {error}") from error
            note = f"the slowest {marks[-1]:.0f} ms"
            yield Result(f"{NAME}, mark after the selection", statistics.median(marks), "ms", note)


def _mark(page: Any, number: int, paragraphs: int) -> float:
    """Draw over some words of one paragraph."""
    p = page.locator("#text p").nth((number * paragraphs + paragraphs // 2) // PLACES)
    p.scroll_into_view_if_needed()
    box = p.bounding_box()
    mouse = page.mouse
    page.evaluate(_WATCH)
    mouse.move(box["x"] + 20, box["y"] + 15)
    mouse.down()
    mouse.move(box["x"] + 150, box["y"] + 15, steps=4)
    mouse.up()
    page.wait_for_timeout(500)
    took = page.evaluate("globalThis.took")
    if took is None:
        raise PageFailed("No annotation was made.")
    return float(took)
