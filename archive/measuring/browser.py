"""The drawn timeline in a browser: what it costs until it is ready, and how evenly it moves.

Needs Playwright and a `chromium` on the path; where one is missing that is said, and nothing is measured. Times are
those of the page's main thread, as Chromium's own metrics tell them.
"""

import gzip
import importlib.util
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from archive.measuring.requests import EMPTY, Site, host, served
from archive.measuring.results import PageFailed, Result, at_most, not_there

READY, NODES, HEAP, CODE = 185, 600, 6, 60
MOST_FRAMES, LONGEST_FRAME = 20, 50
LOADS = 5
SECONDS = 300
STEPS, STEP = 60, 16
THIRTY_YEARS = "/?from=1996-07&to=2026-06"
_OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
_RECORD = """() => {
  window.framesTaken = [];
  let last;
  const step = (now) => {
    if (last) framesTaken.push(now - last);
    last = now;
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}"""


@dataclass(frozen=True)
class Load:
    """What one visit cost: milliseconds of the main thread, nodes, megabytes of heap, kilobytes of scripts, gzipped."""

    ready: float
    nodes: int
    heap: float
    code: float


def missing() -> str:
    """What is missing for a browser; "" if nothing is."""
    if importlib.util.find_spec("playwright") is None:
        return "Playwright is not installed"
    return "" if shutil.which("chromium") else "there is no chromium on this machine"


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only the tests' extra installs it)

    options = [*_OPTIONS, f"--host-resolver-rules=MAP {host()} 127.0.0.1"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=options)
        try:
            yield launched
        finally:
            launched.close()


def page_of(opened: Any) -> Any:
    """A page in a context of its own, so that nothing is cached."""
    headers = {"X-Forwarded-Proto": "https"}
    context = opened.new_context(viewport={"width": 1280, "height": 800}, extra_http_headers=headers)
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    return page


def visit(opened: Any, address: str, *, ready: str, container: str) -> Load:
    """Open the page and wait for what the selector `ready` finds. Raises `PageFailed`."""
    page = page_of(opened)
    scripts: list[Any] = []
    page.on("response", lambda answer: scripts.append(answer) if answer.request.resource_type == "script" else None)
    metrics = page.context.new_cdp_session(page)
    metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        page.goto(address)
        page.wait_for_selector(ready, state="attached")
        taken = main_thread(metrics)
        metrics.send("HeapProfiler.collectGarbage")
        return Load(
            ready=taken,
            nodes=page.locator(f"{container} *").count(),
            heap=_metric(metrics, "JSHeapUsedSize") / 1e6,
            code=sum(len(gzip.compress(script.body())) for script in scripts) / 1e3,
        )
    except Exception as error:
        raise PageFailed(f"{address} did not become ready: {error}") from error
    finally:
        page.context.close()


def main_thread(metrics: Any) -> float:
    """The milliseconds that the page's main thread has worked so far; `metrics` is a session that measures."""
    return _metric(metrics, "TaskDuration") * 1e3


def _metric(metrics: Any, name: str) -> float:
    values = metrics.send("Performance.getMetrics")["metrics"]
    return float(next(item["value"] for item in values if item["name"] == name))


def measure_browser() -> Iterator[Result]:
    """Show the timeline, then zoom from thirty years to a day and back, and drag it."""
    if why := missing():
        yield not_there("the timeline in a browser", why)
        return
    with served(keeping=True) as site, browser() as opened:
        nothing = visit(opened, _address(site, EMPTY), ready="title", container="body")
        yield Result("a page that shows nothing", nothing.ready, "ms", f"{nothing.heap:.1f} MB")
        loads = [
            visit(opened, _address(site, "/"), ready="#timeline[data-ready]", container="#timeline")
            for _ in range(LOADS)
        ]
        yield at_most("ready, main thread", statistics.median(load.ready for load in loads), "ms", READY)
        yield at_most("nodes of the timeline", loads[0].nodes, "", NODES)
        yield at_most("heap", statistics.median(load.heap for load in loads), "MB", HEAP)
        yield at_most("scripts of the page, gzipped", loads[0].code, "kB", CODE)
        frames = _frames(opened, _address(site, THIRTY_YEARS))
    yield at_most("95 % of frames", frames[int(len(frames) * 0.95)], "ms", MOST_FRAMES, f"{len(frames)} frames")
    yield at_most("the longest frame", frames[-1], "ms", LONGEST_FRAME)


def _address(site: Site, path: str) -> str:
    return f"http://{host()}:{site.port}{path}"


def _frames(opened: Any, address: str) -> list[float]:
    """The milliseconds between frames while the timeline is zoomed and dragged, the shortest first."""
    page = page_of(opened)
    try:
        page.goto(address)
        page.wait_for_selector("#timeline[data-ready]", state="attached")
        page.wait_for_timeout(1000)
        box = page.locator("#timeline canvas").first.bounding_box()
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.move(*middle)
        page.evaluate(_RECORD)
        page.keyboard.down("Control")
        for direction in (-STEP, STEP):
            for _ in range(STEPS):
                page.mouse.wheel(0, direction)
        page.keyboard.up("Control")
        page.mouse.down()
        page.mouse.move(middle[0] - 400, middle[1], steps=STEPS)
        page.mouse.up()
        return sorted(page.evaluate("framesTaken"))
    except Exception as error:
        raise PageFailed(f"{address} could not be moved: {error}") from error
    finally:
        page.context.close()
