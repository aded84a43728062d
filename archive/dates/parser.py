"""Reading EDTF (ISO 8601-2:2019, annex A; the Library of Congress specification of 2019).

Read are levels 0 and 1 whole, and of level 2 sets, unspecified digits anywhere and qualifiers on a part:

    2021  2021-12  2021-12-22  -0044-03-15  Y17000     a date; a year beyond four digits begins with Y
    2021-24                                            a season, 21 (spring) to 24 (winter)
    2022-01-26T16:14:00+02:00                          a time, with Z, ±hh, ±hh:mm or no zone
    2021-12~  2021-12-22?  2021?-12-~22  2021%         approximate, uncertain, both; of all or of a part
    156X  2021-XX  XXXX-12-25                          digits that are not known
    2021-12-17/2022-01  2021-11/..  ../2021-12         an interval; `..` is open,
    2021-11/  /2021-11                                 and an end left empty is unknown
    [2021-12-21,2021-12-22]  {2020,2021-11..2022-01}   one of these; all of these
    [..2021-12]  {2021-12..}                           open at an end

Bounds. `~ ? %` never widen them. X and seasons are as `archive.dates.bounds` says. An interval goes from
the first day of its start to the last day of its end, a set from the first day of its least member to the
last day of its greatest. `..` leaves an end without a bound (None). An interval with an unknown end has
the bounds of the side that is known. A time has the day and the second as written, whatever the zone.

Refused, though some are EDTF: `/`, `/..`, `../`, `../..`, `[..]` (nothing is known); `-0000`; Y with fewer
than five digits or leading zeros, or with month and day; years beyond ±10⁹; exponents (`Y17E7`) and
significant digits (`1950S2`); codes 25 to 41 for parts of a year; the hour 24 and the second 60 (a day has
the seconds 0 to 86399; write midnight as 00:00:00 of the day that begins); times within intervals and sets,
with qualifiers or with X; an interval or a range whose start's first day is after its end's last day;
digits other than ASCII; white space; more than `MAXIMUM_LENGTH` characters.

The canonical text is the text as read, with qualifiers as `archive.dates.qualifiers` says.
"""

import re
from functools import lru_cache
from typing import NoReturn

from archive.dates import errors
from archive.dates.bounds import date_bounds
from archive.dates.errors import EDTFError, Fault
from archive.dates.qualifiers import FLAGS, UNQUALIFIED, effective, qualified_text
from archive.dates.structure import EDTF, Date, DateSet, Interval, Member, Moment

MAXIMUM_LENGTH = 200
"""Characters of the longest text that is read: a long set still fits, and hostile input stays cheap."""

OPEN = ".."

_DATE = re.compile(
    r"([?~%])?(-?[0-9X]{4}|Y-?[0-9X]{5,})([?~%])?"
    r"(?:-([?~%])?([0-9X]{2})([?~%])?(?:-([?~%])?([0-9X]{2})([?~%])?)?)?"
)
_MOMENT = re.compile(r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2})(Z|[+-][0-9]{2}(?::[0-9]{2})?)?")

# Tried in order on what is not a date, to say why it is not.
_EXPLANATIONS: tuple[tuple[re.Pattern[str], Fault], ...] = (
    (re.compile(r"Y?-?[0-9X]+S[0-9]+"), errors.SIGNIFICANT_DIGITS),
    (re.compile(r"Y?-?[0-9X]+E[0-9]+(S[0-9]+)?"), errors.EXPONENT),
    (re.compile(r"[?~%]?Y-?[0-9X]{1,4}([?~%-].*)?"), errors.SHORT_LONG_YEAR),
    (re.compile(r"[?~%]?Y-?[0-9X]{5,}[?~%]?-.*"), errors.DETAILED_LONG_YEAR),
    (re.compile(r"[?~%]?-?[0-9X]{5,}[?~%]?(-[0-9X?~%]+)*"), errors.UNMARKED_LONG_YEAR),
    (re.compile(r"[?~%]?-?[0-9X]{1,4}[?~%]?(-[?~%]?[0-9X]{1,2}[?~%]?){0,2}"), errors.MISSING_DIGITS),
    (re.compile(r".*\.\..*"), errors.OPEN_ALONE),
    (re.compile(r"[0-9X-]+T.*"), errors.BAD_TIME),
)


def parse(text: str) -> EDTF:
    """Read EDTF. Raises `EDTFError`, and nothing else, for any text that is not."""
    try:
        return _parse(text)
    except EDTFError as error:
        error.text = text  # The whole input: below, only its part at fault is known.
        raise


@lru_cache(maxsize=4096)
def _parse(text: str) -> EDTF:
    """Kept, for an archive says the same days over and over; a date cannot be changed."""
    _refuse_rubbish(text)
    if "/" in text:
        return _parse_interval(text)
    if text[0] in "[{":
        return _parse_set(text)
    if "T" in text:
        return _parse_moment(text)
    date = _parse_date(text)
    return EDTF(date.text, date.first_day, date.last_day, None, None, date)


def _refuse_rubbish(text: str) -> None:
    if not text:
        raise EDTFError(text, errors.EMPTY)
    if len(text) > MAXIMUM_LENGTH:
        raise EDTFError(text, errors.TOO_LONG, {"length": str(MAXIMUM_LENGTH)})
    if text.split() != [text]:
        raise EDTFError(text, errors.SPACES)


def _parse_date(text: str) -> Date:
    match = _DATE.fullmatch(text)
    if match is None:
        _explain(text)
    groups = match.groups(default="")
    year, month, day = groups[1::3]
    if month and year[0] == "Y":
        raise EDTFError(text, errors.DETAILED_LONG_YEAR, {"part": text})
    parts = tuple(filter(None, (year, month, day)))
    flags = UNQUALIFIED[len(parts)]
    lefts, rights = groups[0::3], groups[2::3]
    if any(lefts) or any(rights):
        signs = tuple((FLAGS[left], FLAGS[right]) for left, right in zip(lefts, rights, strict=True))
        flags = effective(signs[: len(parts)])
        text = qualified_text(parts, flags)
    return Date(text, year, month, day, flags, *date_bounds(year, month, day))


def _explain(text: str) -> NoReturn:
    for pattern, fault in _EXPLANATIONS:
        if pattern.fullmatch(text):
            raise EDTFError(text, fault, {"part": text})
    raise EDTFError(text, errors.NOT_A_DATE, {"part": text})


def _parse_interval(text: str) -> EDTF:
    start_text, _, end_text = text.partition("/")
    if "/" in end_text:
        raise EDTFError(text, errors.TOO_MANY_SLASHES)
    start, end = _parse_end(start_text), _parse_end(end_text)
    if start is None and end is None:
        raise EDTFError(text, errors.NOTHING_KNOWN, {"part": text})
    structure = Interval(start, end, start_text == OPEN, end_text == OPEN)
    first, last = _interval_bounds(structure, text)
    canonical = f"{start.text if start else start_text}/{end.text if end else end_text}"
    return EDTF(canonical, first, last, None, None, structure)


def _parse_end(text: str) -> Date | None:
    """The date at an end of an interval or a range, None for an open or unknown end."""
    if text in ("", OPEN):
        return None
    return _parse_member_date(text)


def _interval_bounds(interval: Interval, text: str) -> tuple[int | None, int | None]:
    start, end, is_start_open, is_end_open = interval
    if start and end:
        _refuse_reversed(start, end, text)
    # An unknown end says nothing of how far the interval reaches beyond the end that is known.
    earliest, latest = start or end, end or start
    first = None if is_start_open or earliest is None else earliest.first_day
    last = None if is_end_open or latest is None else latest.last_day
    return first, last


def _refuse_reversed(start: Date, end: Date, text: str) -> None:
    if start.first_day > end.last_day:
        raise EDTFError(text, errors.REVERSED, {"part": text})


def _parse_set(text: str) -> EDTF:
    if len(text) < 2 or text[0] + text[-1] not in ("[]", "{}"):
        raise EDTFError(text, errors.UNCLOSED_SET, {"part": text})
    member_texts = text[1:-1].split(",")
    if member_texts == [OPEN]:
        raise EDTFError(text, errors.NOTHING_KNOWN, {"part": text})
    if "" in member_texts:
        raise EDTFError(text, errors.EMPTY_SET, {"part": text})
    for position, member_text in enumerate(member_texts):
        _refuse_misplaced(member_text, position == 0, position == len(member_texts) - 1)
    members = tuple(_parse_member(member_text) for member_text in member_texts)
    first = None if members[0].start is None else min(m.start.first_day for m in members if m.start)
    last = None if members[-1].end is None else max(m.end.last_day for m in members if m.end)
    canonical = text[0] + ",".join(_member_text(member) for member in members) + text[-1]
    return EDTF(canonical, first, last, None, None, DateSet(members, text[0] == "{"))


def _refuse_misplaced(member_text: str, is_first: bool, is_last: bool) -> None:
    opens_early, opens_late = member_text.startswith(OPEN), member_text.endswith(OPEN)
    if member_text == OPEN or (opens_early and not is_first) or (opens_late and not is_last):
        raise EDTFError(member_text, errors.SET_OPEN_INSIDE)


def _parse_member(text: str) -> Member:
    start_text, dots, end_text = text.partition(OPEN)
    if not dots:
        date = _parse_member_date(text)
        return Member(date, date, is_range=False)
    if OPEN in end_text:
        raise EDTFError(text, errors.OPEN_ALONE, {"part": text})
    start, end = _parse_end(start_text), _parse_end(end_text)
    if start and end:
        _refuse_reversed(start, end, text)
    return Member(start, end, is_range=True)


def _parse_member_date(text: str) -> Date:
    if "T" in text and _MOMENT.fullmatch(text):
        raise EDTFError(text, errors.TIME_NOT_ALONE)
    return _parse_date(text)


def _member_text(member: Member) -> str:
    start, end, is_range = member
    if start and not is_range:
        return start.text
    return f"{start.text if start else ''}{OPEN}{end.text if end else ''}"


def _parse_moment(text: str) -> EDTF:
    match = _MOMENT.fullmatch(text)
    if match is None:
        _explain(text)
    year, month, day, time, zone = match.groups(default="")
    date = _parse_date(f"{year}-{month}-{day}")
    if date.is_season:
        raise EDTFError(text, errors.BAD_TIME, {"part": text})
    hour, minute, second = int(time[:2]), int(time[3:5]), int(time[6:])
    if hour > 23 or minute > 59 or second > 59:
        raise EDTFError(text, errors.NO_TIME, {"time": time})
    if len(zone) > 1 and (int(zone[1:3]) > 23 or int(zone[4:] or 0) > 59):
        raise EDTFError(text, errors.NO_ZONE, {"zone": zone})
    seconds = hour * 3600 + minute * 60 + second
    return EDTF(text, date.first_day, date.last_day, seconds, seconds, Moment(date, seconds, zone))
