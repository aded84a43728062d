"""All measurements by name, in the order of the table."""

from collections.abc import Callable, Iterator

from archive.measuring.browser import measure_browser
from archive.measuring.dates import measure_dates
from archive.measuring.derived import measure_acts, measure_rebuild
from archive.measuring.desk import measure_desk
from archive.measuring.exports import measure_exports
from archive.measuring.facets import measure_facets
from archive.measuring.imports import measure_imports
from archive.measuring.packages import measure_packages
from archive.measuring.pages import measure_pages
from archive.measuring.peers import measure_peers
from archive.measuring.proposals import measure_proposals
from archive.measuring.readers import measure_readers
from archive.measuring.results import PageFailed, Result
from archive.measuring.searching import measure_search
from archive.measuring.tiles import measure_tiles
from archive.measuring.timelines import measure_timelines

MEASUREMENTS: dict[str, Callable[[], Iterator[Result]]] = {
    "dates": measure_dates,
    "pages": measure_pages,
    "tiles": measure_tiles,
    "facets": measure_facets,
    "search": measure_search,
    "rebuild": measure_rebuild,
    "acts": measure_acts,
    "export": measure_exports,
    "import": measure_imports,
    "package": measure_packages,
    "readers": measure_readers,
    "browser": measure_browser,
    "desk": measure_desk,
    "proposals": measure_proposals,
    "peers": measure_peers,
    "timelines": measure_timelines,
}

__all__ = ["MEASUREMENTS", "PageFailed", "Result"]
