"""How much of anything a file may hold. What lies beyond is refused before it costs much."""

from dataclasses import replace

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault

LONGEST_CELL = 5_000_000
"""code points: as long as an archived text may be"""

LONGEST_ROW = 2 * LONGEST_CELL
"""code points of a row as it stands in the file, with its separators"""

MOST_COLUMNS = 16_384
"""as many as a spreadsheet has"""

SAMPLE = 256 * 1024
"""bytes from the beginning of a file, from which it is found out how to read it"""

SHOWN = 200
"""code points of a wrong value that go along with a fault"""


def beyond(reason: str, limit: int, place: Fault) -> FileFault:
    """A limit that is passed at a place; `reason` names it as `%(limit)s`."""
    return FileFault(replace(place, reason=reason % {"limit": f"{limit:,}"}, expected=""))


def too_long(row: int, column: str, value: str) -> FileFault:
    reason = _("The cell is longer than %(limit)s characters.")
    return beyond(reason, LONGEST_CELL, Fault(row, column, "", value[:SHOWN]))


def too_wide(row: int) -> FileFault:
    return beyond(_("The row has more than %(limit)s cells."), MOST_COLUMNS, Fault(row, "", ""))
