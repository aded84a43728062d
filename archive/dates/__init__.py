"""Dates in EDTF (ISO 8601-2): text → bounds → words for a person → canonical text.

`archive.dates.parser` says what is read and what it means, `archive.dates.display` in what words it is
told, `archive.dates.fields` has the model and form fields. This package imports nothing of the archive.
"""

from archive.dates.calendar import civil, day_number
from archive.dates.display import display, display_bounds, display_day
from archive.dates.errors import EDTFError
from archive.dates.parser import MAXIMUM_LENGTH, parse
from archive.dates.structure import EDTF, UNDATED

__all__ = [
    "EDTF",
    "MAXIMUM_LENGTH",
    "UNDATED",
    "EDTFError",
    "civil",
    "day_number",
    "display",
    "display_bounds",
    "display_day",
    "parse",
]
