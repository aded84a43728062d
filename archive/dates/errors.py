"""The one error of the package, and everything that it can say.

Messages are translated when they are read, so the same error speaks each reader's language.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Fault(NamedTuple):
    """What can be wrong with a text, and an example of the right form, which is itself valid EDTF."""

    message: "_StrPromise"
    example: str


class EDTFError(ValueError):
    """A text that is not EDTF as the archive reads it.

    `str(error)` says in the reader's language what is wrong and gives an example; `text` is the whole
    input; `example` is the example alone.
    """

    def __init__(self, text: str, fault: Fault, parameters: Mapping[str, str] | None = None) -> None:
        # All arguments go to ValueError so that the error survives pickling.
        super().__init__(text, fault, parameters)
        self.text = text
        self.fault = fault
        self.parameters = parameters or {}

    @property
    def example(self) -> str:
        return self.fault.example

    def __str__(self) -> str:
        return str(self.fault.message) % {**self.parameters, "example": self.fault.example}


EMPTY = Fault(_("There is no date. Write one such as “%(example)s”."), "2021-12-22")
TOO_LONG = Fault(_("A date has at most %(length)s characters, for example “%(example)s”."), "2021-12-17/2022-01")
SPACES = Fault(_("A date has no spaces. Write it such as “%(example)s”."), "2021-12-17/2022-01")
NOT_A_DATE = Fault(
    _("“%(part)s” is not a date. Write year, month and day, or only year and month or year: “%(example)s”."),
    "2021-12-22",
)
MISSING_DIGITS = Fault(_("“%(part)s” lacks digits. Years have four, months and days two: “%(example)s”."), "2021-02-03")

NO_MONTH = Fault(_("There is no month %(month)s. Months are 01 to 12: “%(example)s”."), "2021-12")
NO_MONTH_FITS = Fault(_("No month from 01 to 12 fits %(month)s. Write for example “%(example)s”."), "2021-1X")
NO_SUCH_CODE = Fault(
    _("The code %(month)s for a part of a year is not used here. Seasons are 21 to 24: “%(example)s”."),
    "2021-24",
)
DAY_OF_SEASON = Fault(_("“%(part)s” gives a season a day. A season stands without one: “%(example)s”."), "2021-24")
NO_DAY = Fault(_("There is no day %(part)s. Write a day that exists: “%(example)s”."), "2021-02-28")
NO_DAY_FITS = Fault(_("No day of the calendar fits %(part)s. Write for example “%(example)s”."), "2021-12-2X")

NEGATIVE_ZERO = Fault(_("There is no year -0000. The year 1 BC is “%(example)s”."), "0000")
UNMARKED_LONG_YEAR = Fault(_("“%(part)s”: a year of more than four digits begins with Y: “%(example)s”."), "Y17000")
SHORT_LONG_YEAR = Fault(
    _("“%(part)s”: only a year of five or more digits begins with Y, as in “%(example)s”."), "Y17000"
)
DETAILED_LONG_YEAR = Fault(
    _("“%(part)s”: a year that begins with Y has no month or day. Write the year alone: “%(example)s”."),
    "Y17000",
)
TOO_FAR = Fault(_("“%(part)s” is too far away. Years reach from Y-1000000000 to “%(example)s”."), "Y1000000000")
EXPONENT = Fault(
    _("“%(part)s”: years with an exponent are not read here. Write out all digits: “%(example)s”."),
    "Y170000000",
)
SIGNIFICANT_DIGITS = Fault(
    _("“%(part)s”: significant digits are not read here. Write X for an unknown digit: “%(example)s”."),
    "195X",
)

TOO_MANY_SLASHES = Fault(
    _("An interval has one slash between its start and its end: “%(example)s”."), "2021-12-17/2022-01"
)
NOTHING_KNOWN = Fault(_("“%(part)s” has no date in it. At least one end must be a date: “%(example)s”."), "2021-11/..")
REVERSED = Fault(
    _("“%(part)s” ends before it starts. Write the earlier date first: “%(example)s”."), "2021-12-17/2022-01"
)
OPEN_ALONE = Fault(
    _("“%(part)s”: two dots stand only for the open end of an interval or a range in a set: “%(example)s”."),
    "2021-11/..",
)

UNCLOSED_SET = Fault(
    _("“%(part)s”: a set begins and ends with the same kind of bracket: “%(example)s”."),
    "[2021-12-21,2021-12-22]",
)
EMPTY_SET = Fault(
    _("“%(part)s” lacks a date. A set has dates with one comma between them: “%(example)s”."),
    "[2021-12-21,2021-12-22]",
)
SET_OPEN_INSIDE = Fault(
    _("A set can be open only before its first date and after its last: “%(example)s”."),
    "[..2021-11,2022-01..]",
)

BAD_TIME = Fault(
    _("“%(part)s” is not a day with a time of hours, minutes and seconds: “%(example)s”."),
    "2022-01-26T16:14:00",
)
NO_TIME = Fault(
    _("There is no time %(time)s. Hours are 00 to 23, minutes and seconds 00 to 59: “%(example)s”."),
    "2022-01-26T16:14:00",
)
NO_ZONE = Fault(
    _("There is no time zone %(zone)s. Write Z, or hours and minutes from UTC: “%(example)s”."),
    "2022-01-26T16:14:00+02:00",
)
TIME_NOT_ALONE = Fault(
    _("A time stands alone, not in an interval or a set: “%(example)s”."), "2022-01-26T16:14:00+02:00"
)
