"""What the page gives to the script that draws the timeline, and the words that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive.models import Factuality
from archive.timeline.filters import LANES_BY, Selection
from archive.timeline.selected import Selected
from archive.views.addresses import page_url

# A number of each plural category (CLDR), as `Intl.PluralRules` names them; a language uses some of them.
SAMPLES = {"one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


@dataclass(frozen=True)
class TimelineDrawing:
    """Days are ordinals, or "" where there is none; `filters` is a query string without days and lanes."""

    version: int
    total: int
    filters: str
    first_day: int | str = ""
    last_day: int | str = ""
    from_day: int | str = ""
    to_day: int | str = ""
    by: str = ""
    order: str = ""

    @property
    def tiles(self) -> str:
        return page_url("archive:timeline") + "tiles/"

    @property
    def lanes(self) -> str:
        return page_url("archive:lanes")

    @cached_property
    def words(self) -> "DrawingWords":
        return _words(get_language())


@dataclass(frozen=True)
class DrawingWords:
    """What the drawing says, as pairs of a value and its words; in `plurals` the script fills in `%(number)s`."""

    choices: Sequence[tuple[str, str]]
    factualities: Sequence[tuple[str, str]]
    plurals: Sequence[tuple[str, str]]


@lru_cache(maxsize=64)
def _words(_language: str | None) -> DrawingWords:
    names = {
        "actor": _("Lanes by actor"),
        "kind": _("Lanes by kind"),
        "topic": _("Lanes by topic"),
        "country": _("Lanes by country"),
    }
    return DrawingWords(
        choices=[(value, names[value]) for value in LANES_BY],
        factualities=[(value, str(name)) for value, name in Factuality.choices],
        plurals=[pair for category, number in SAMPLES.items() for pair in _plurals(category, number)],
    )


def _plurals(category: str, number: int) -> Sequence[tuple[str, str]]:
    return [
        (f"events-{category}", ngettext("%(number)s event", "%(number)s events", number)),
        (f"begin-{category}", ngettext("%(number)s event begins", "%(number)s events begin", number)),
        (f"about-begin-{category}", ngettext("about %(number)s event begins", "about %(number)s events begin", number)),
    ]


def timeline_drawing(selection: Selection, at_all_times: Selected) -> TimelineDrawing:
    """The drawing of what the address asks for, at all times: its days are only where the drawing begins."""
    extent, last = at_all_times.extent(), at_all_times.last_day()
    first_day, last_day = (extent[0], last) if extent and last is not None else ("", "")
    days = selection.days
    # A range that is open at one end goes as far as there are events.
    start = days.first_day if days.first_day is not None else first_day if days else ""
    end = days.last_day if days.last_day is not None else last_day if days else ""
    return TimelineDrawing(
        version=at_all_times.version,
        total=at_all_times.total,
        filters=urlencode([pair for pair in selection.filters() if pair[0] not in ("from", "to")]),
        first_day=first_day,
        last_day=last_day,
        from_day=start,
        to_day=end,
        by=selection.by,
        order=selection.lane_order,
    )
