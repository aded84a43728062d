"""What the page gives to the script that draws the timeline, and the words that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.models import ArchiveVersion, Factuality
from archive.timeline.filters import LANES_BY, Selection
from archive.timeline.selected import Selected

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
        return reverse("archive:timeline") + "tiles/"

    @property
    def lanes(self) -> str:
        return reverse("archive:lanes")

    @property
    def choices(self) -> Sequence[tuple[str, str]]:
        names = {
            "actor": _("Lanes by actor"),
            "kind": _("Lanes by kind"),
            "topic": _("Lanes by topic"),
            "country": _("Lanes by country"),
        }
        return [(value, names[value]) for value in LANES_BY]

    @property
    def factualities(self) -> Sequence[tuple[str, str]]:
        return [(value, str(name)) for value, name in Factuality.choices]

    @property
    def plurals(self) -> Sequence[tuple[str, str]]:
        """Words with `%(number)s` in them, which the script fills in."""
        return [pair for category, number in SAMPLES.items() for pair in _plurals(category, number)]


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
        version=ArchiveVersion.current(),
        total=at_all_times.total,
        filters=urlencode([pair for pair in selection.filters() if pair[0] not in ("from", "to")]),
        first_day=first_day,
        last_day=last_day,
        from_day=start,
        to_day=end,
        by=selection.by,
        order=selection.lane_order,
    )
