"""Days and times as spreadsheets keep them, as EDTF: `2021-12-22`, `2021-12-22T16:14:00`, `16:14:00`.

A spreadsheet keeps a day as a number and shows it by a format. A format that shows no day, as Excel chooses for
“Dec 2021”, means the month: the first of December, which the number stands for, is nowhere in the sheet. So does a
format of a year alone mean the year. What a format hides beyond that is given.
"""

import re
from datetime import date, timedelta
from typing import Literal

Shown = Literal["", "day", "month", "year", "time", "elapsed"]
"""What a format shows of a number: empty for a number as such."""

BUILT_IN: dict[int, Shown] = {
    **dict.fromkeys([14, 15, 16, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], "day"),
    **dict.fromkeys([17, 55, 56], "month"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47], "time"),
    46: "elapsed",
}
"""Formats that have a number and no code (ECMA-376, part 1, 18.8.30)."""

DAY_SECONDS = 86_400
LAST_SERIAL = 2_958_466
"""the day after 31 December 9999"""
PHANTOM = 60
FROM_1904 = 1462
"""days by which workbooks of old Macintosh programs count later"""

_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]")
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')


def shown_by(code: str) -> Shown:
    """What a format's code shows."""
    section = code.lower().partition(";")[0]
    if section in ("general", "standard", "@"):
        return ""
    if _ELAPSED.search(section):
        return "elapsed"
    letters = {letter for letter in _LITERAL.sub("", section) if letter in "ymdhs"}
    if "d" in letters or ("y" in letters and "h" in letters):
        return "day"
    if "h" in letters or "s" in letters:
        return "time"
    if "y" in letters:
        return "month" if "m" in letters else "year"
    return "day" if letters else ""


def shown_date(serial: float, shown: Shown, days_later: int = 0) -> str | None:
    """A number of days since 1899-12-30, as it is shown; None if it is none that a calendar has."""
    seconds = round((serial + days_later) * DAY_SECONDS)
    if shown == "elapsed" and seconds >= 0:
        return _clock(seconds)
    days, rest = divmod(seconds, DAY_SECONDS)
    if days == 0 and not days_later:
        return _clock(rest)
    # Excel holds that 1900 had a 29 February, which is its day 60: what comes before is numbered one too low.
    if not days_later and days <= PHANTOM:
        days = days + 1 if days < PHANTOM else 0
    if not 1 < days < LAST_SERIAL:
        return None
    day = date(1899, 12, 30) + timedelta(days=days)
    if rest:
        return f"{day.isoformat()}T{_clock(rest)}"
    if shown in ("month", "year") and day.day == 1:
        return f"{day.year:04}" if shown == "year" and day.month == 1 else f"{day.year:04}-{day.month:02}"
    return day.isoformat()


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


_ISO = re.compile(r"(-?\d{4,}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?(Z?))?")
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?)?")


def iso_date(text: str) -> str:
    """A day, perhaps with its time, as the file writes it: without a time at midnight, and without fractions."""
    found = _ISO.fullmatch(text)
    if not found:
        return text
    day, clock, zone = found[1], found[2], found[3]
    if not clock or (clock in ("00:00", "00:00:00") and not zone):
        return day
    return f"{day}T{clock if len(clock) == 8 else clock + ':00'}{zone}"


def iso_duration(text: str) -> str:
    """`PT16H14M00S` as `16:14:00`."""
    found = _DURATION.fullmatch(text)
    if not found or text == "P":
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return _clock(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
