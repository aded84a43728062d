"""Over which time a chart runs: all of it, or without the rare records far before and after the rest."""

from collections.abc import Sequence

from pyroaring import BitMap

from archive.charts.periods import Period, telling
from archive.timeline.selected import Selected

MOST_MONTHS, MOST_PERIODS = 36, 60
#: of so many records one at either end may be left out for the sake of the others
ONE_IN = 100


def telling_periods_of_days(days: Sequence[int]) -> list[Period]:
    """From the days on which records begin; empty for none."""
    if not days:
        return []
    ordered = sorted(days)
    rare = len(ordered) // ONE_IN
    return telling(
        (ordered[0], ordered[-1]), (ordered[rare], ordered[len(ordered) - 1 - rare]), MOST_MONTHS, MOST_PERIODS
    )


def telling_periods(selected: Selected, keys: BitMap) -> list[Period]:
    """The same for the dated `keys` of a selection's list, however many."""
    whole = selected.extent_of(keys)
    return telling(whole, _middle(selected, keys) or whole, MOST_MONTHS, MOST_PERIODS) if whole else []


def _middle(selected: Selected, keys: BitMap) -> tuple[int, int] | None:
    """First and last day without the rarest; None where whole days would take everything."""
    dated = keys & selected.flagged("dated")
    rare = len(dated) // ONE_IN
    if not rare:
        return None
    ends = (selected.near(dated, rare, newest_first=newest_first) for newest_first in (False, True))
    return selected.extent_of(dated.difference(*ends))
