"""All measurements, in the order of the table."""

from archive.measuring import browser, dates, derived, facets, pages, peers, searching, tiles, timelines
from archive.measuring.results import MEASUREMENTS, PageFailed, Result

#: modules that register measurements when they are imported
SUBJECTS = (dates, pages, tiles, facets, searching, derived, browser, peers, timelines)

__all__ = ["MEASUREMENTS", "SUBJECTS", "PageFailed", "Result"]
