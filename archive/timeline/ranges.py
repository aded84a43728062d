"""Ranges of days as they stand in an address: `from=2021-11&to=2022-01`.

Either may be left out. Each is an EDTF year, month, season or day, without qualifiers or unknown digits; the
range goes from the first day of `from` to the last day of `to`, both inclusive, and finds what overlaps it.
Undated records are in no range.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from archive.dates import EDTF, EDTFError, display, parse
from archive.dates.structure import Date
from archive.timeline.errors import FilterError


@dataclass(frozen=True)
class Range:
    """Days as of `datetime.date.toordinal`, both inclusive; None is open. The texts are canonical EDTF or ""."""

    first_day: int | None = None
    last_day: int | None = None
    from_text: str = ""
    to_text: str = ""

    def __bool__(self) -> bool:
        return self.first_day is not None or self.last_day is not None

    @property
    def from_words(self) -> str:
        return display(self.from_text)

    @property
    def to_words(self) -> str:
        return display(self.to_text)


def read_range(from_text: str, to_text: str) -> Range:
    """Raises FilterError for what is not a day, month or year, and for a range that ends before it begins."""
    start, end = _bound("from", from_text), _bound("to", to_text)
    first_day = start.first_day if start else None
    last_day = end.last_day if end else None
    if first_day is not None and last_day is not None and first_day > last_day:
        raise FilterError(_("The time asked for ends before it begins: “from” is later than “to”."))
    return Range(first_day, last_day, start.text if start else "", end.text if end else "")


def _bound(name: str, text: str) -> EDTF | None:
    if not text:
        return None
    try:
        date = parse(text)
    except EDTFError as error:
        raise FilterError(_("“%(name)s” cannot be read. %(reason)s") % {"name": name, "reason": error}) from None
    structure = date.structure
    if not isinstance(structure, Date) or any(structure.qualifiers) or date.is_unspecified:
        raise FilterError(
            _("“%(name)s” must be one day, month or year, such as 2021-12-22, 2021-12 or 2021.") % {"name": name}
        )
    return date
