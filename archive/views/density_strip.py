"""The density of a selection as a small drawing: a bar for each span, a link into each that has events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from archive.dates import display
from archive.dates.calendar import FURTHEST_YEAR
from archive.dates.words import year_number_words
from archive.timeline.density import Span
from archive.timeline.filters import Selection

HEIGHT = 48
# No slot is narrower than a finger needs (24 pixels, WCAG 2.5.8); a long strip scrolls instead.
SLOT = 24


@dataclass(frozen=True)
class Bar:
    """In units of the drawing; `title` says the span and its count, `url` narrows the page to it."""

    x: int
    y: float
    height: float
    title: str
    url: str
    chosen: bool


@dataclass(frozen=True)
class Strip:
    width: int
    height: int
    slot: int
    bars: Sequence[Bar]
    labels: Sequence[str]


def density_strip(spans: Sequence[Span], selection: Selection, path: str) -> Strip | None:
    """None where there is nothing to choose between."""
    if sum(1 for span in spans if span.count) < 2:
        return None
    most = max(span.count for span in spans)
    address = _addresses(selection, path)
    return Strip(
        width=len(spans) * SLOT,
        height=HEIGHT,
        slot=SLOT,
        bars=[_bar(index, span, most, selection, address) for index, span in enumerate(spans) if span.count],
        labels=[year_number_words(span.year) for span in spans[:: 12 if spans[0].months == 1 else 10]],
    )


def _addresses(selection: Selection, path: str) -> Callable[[str, str], str]:
    """Gives the page's address narrowed to a first and a last month or year."""
    kept = urlencode([pair for pair in selection.parameters() if pair[0] not in ("from", "to")])
    more = f"&{kept}" if kept else ""
    # EDTF of a month or a year has nothing that an address would have to write in another way.
    return lambda first, last: f"{path}?from={first}&to={last}{more}"


def _bar(index: int, span: Span, most: int, selection: Selection, address: Callable[[str, str], str]) -> Bar:
    height = max(3.0, round(span.count / most * (HEIGHT - 2), 1))
    first, last = _notation(span.first, span.months), _notation(span.first + span.months - 1, span.months)
    return Bar(
        x=index * SLOT,
        y=HEIGHT - height,
        height=height,
        title=_title(span, get_language()),
        url=address(first, last),
        chosen=selection.days.from_text == first and selection.days.to_text == last,
    )


@lru_cache(maxsize=1024)
def _title(span: Span, _language: str | None) -> str:
    begin = ngettext("%(count)d event begins", "%(count)d events begin", span.count) % {"count": span.count}
    return _("%(span)s: %(begin)s") % {"span": _words(span), "begin": begin}


def _words(span: Span) -> str:
    if span.months == 1:
        return display(_notation(span.first, 1))
    first = year_number_words(span.year)
    if span.months == 12:
        return first
    last = year_number_words(span.year + span.months // 12 - 1)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _notation(month: int, months: int) -> str:
    """EDTF of the month, or of its year where spans are years or longer."""
    year, remainder = divmod(month, 12)
    # Round ends may lie beyond the last year that EDTF reaches here.
    year = max(-FURTHEST_YEAR, min(year, FURTHEST_YEAR))
    digits = f"{abs(year):04}"
    sign = "-" if year < 0 else ""
    text = f"{sign}{digits}" if len(digits) == 4 else f"Y{sign}{digits}"
    return f"{text}-{remainder + 1:02}" if months == 1 and len(digits) == 4 else text
