"""Other timelines in the same browser with the archive's own events: vis-timeline and TimelineJS.

They are looked for in `node_modules` of the folder that `DATELINE_PEERS` names (`npm install vis-timeline
@knight-lab/timelinejs`), and are never a part of Dateline.
"""

import functools
import http.server
import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.measuring.browser import browser, missing, visit
from archive.measuring.peers import peers_folder
from archive.measuring.results import Result, not_there
from archive.models import Event

SIZES = (20, 10_000)


@dataclass(frozen=True)
class Peer:
    """Another timeline: where its files lie below `node_modules`, and the script that shows `events` with it."""

    name: str
    script: str
    style: str
    program: str


PEERS = (
    Peer(
        "vis-timeline",
        "vis-timeline/standalone/umd/vis-timeline-graph2d.min.js",
        "vis-timeline/styles/vis-timeline-graph2d.min.css",
        """const items = events.map(({ title, day }, id) => ({ id, content: title, start: day }));
        const timeline = new vis.Timeline(document.querySelector("#shown"), items, {});
        timeline.on("changed", () => requestAnimationFrame(ready));""",
    ),
    Peer(
        "TimelineJS",
        "@knight-lab/timelinejs/dist/js/timeline.js",
        "@knight-lab/timelinejs/dist/css/timeline.css",
        """const slide = ({ title, day }) => {
          const [year, month, dayOfMonth] = day.split("-").map(Number);
          return { start_date: { year, month, day: dayOfMonth }, text: { headline: title } };
        };
        const timeline = new TL.Timeline("shown", { events: events.map(slide) });
        timeline.on("loaded", () => requestAnimationFrame(ready));""",
    ),
)
_PAGE = """<!doctype html><meta charset="utf-8"><title>{name}</title><link rel="stylesheet" href="/{style}">
<div id="shown" style="height: 500px"></div><script src="/{script}"></script><script type="module">
const ready = () => document.body.setAttribute("data-ready", "");
const events = await (await fetch("/events.json")).json();
{program}
</script>"""


def measure_timelines() -> Iterator[Result]:
    """Show 20 and 10,000 of the archive's events until they can be seen."""
    for peer in PEERS:
        why = missing() or _not_installed(peer)
        if why:
            yield not_there(peer.name, why)
            continue
        for size in SIZES:
            yield _shown(peer, size)


def _not_installed(peer: Peer) -> str:
    folder = peers_folder()
    there = folder is not None and (folder / "node_modules" / peer.script).exists()
    return "" if there else "not installed: see DATELINE_PEERS"


def _shown(peer: Peer, size: int) -> Result:
    events = _events(size)
    with tempfile.TemporaryDirectory() as folder, browser() as opened:
        _lay_out(Path(folder), peer, events)
        with files_at(Path(folder)) as address:
            load = visit(opened, f"{address}/index.html", ready="body[data-ready]", container="#shown")
    note = f"{load.nodes} nodes, {load.heap:.1f} MB, {load.code:.0f} kB of scripts"
    return Result(f"{peer.name}, {len(events)} events ready", load.ready, "ms", note)


def _events(size: int) -> list[dict[str, str]]:
    """Titles and days of the first published events that have a day of our era."""
    rows = Event.objects.published().filter(
        first_day__gte=date(1000, 1, 1).toordinal(), first_day__lt=date.max.toordinal()
    )
    found = rows.order_by("pk").values_list("title", "first_day")[:size]
    return [{"title": title, "day": date.fromordinal(day).isoformat()} for title, day in found if day is not None]


def _lay_out(folder: Path, peer: Peer, events: list[dict[str, str]]) -> None:
    """The page and its data in a folder, with the peer's files beside them."""
    installed = peers_folder()
    if installed is not None:
        (folder / "node_modules").symlink_to(installed / "node_modules")
    files = {"script": f"node_modules/{peer.script}", "style": f"node_modules/{peer.style}"}
    page = _PAGE.format(name=peer.name, program=peer.program, **files)
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "events.json").write_text(json.dumps(events), encoding="utf-8")


@contextmanager
def files_at(folder: Path) -> Iterator[str]:
    """The folder's files at an address of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_arguments: object) -> None:
            """Nothing is told."""

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
