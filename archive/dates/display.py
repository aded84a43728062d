"""Words for a person, never the notation.

    2021-12-22                 22 December 2021
    2021-11/..                 since November 2021
    ../2021-12                 until December 2021
    2021-11/                   from November 2021, end unknown
    2021-12-17/2021-12-19      17–19 December 2021
    2021-12-17/2022-01         17 December 2021 to January 2022
    2021-12~                   about December 2021
    2021-12-22?                22 December 2021 (uncertain)
    2021-12-~22                22 December 2021 (day approximate)
    [2021-12-21,2021-12-22]    21 or 22 December 2021
    {2021-12-21,2021-12-22}    21 and 22 December 2021
    156X  15XX                 1560s  1500s
    2021-12-XX                 a day in December 2021
    -0044                      45 BC
    2021-24                    winter 2021–2022
    2022-01-26T16:14:00+02:00  26 January 2022, 16:14 (UTC+2)

All of it passes gettext, in the language active when it is called.
"""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from archive.dates import words
from archive.dates.parser import parse
from archive.dates.structure import EDTF, Date, DateSet, Interval, Member, Moment


def display(value: EDTF | str) -> str:
    """Words for a date, and "" for "", which undated records have. Raises `EDTFError` for what is no date."""
    if not value:
        return ""
    match (parse(value) if isinstance(value, str) else value).structure:
        case Date() as date:
            return _single_words(date)
        case Moment() as moment:
            return _moment_words(moment)
        case Interval() as interval:
            return _interval_words(interval)
        case DateSet() as date_set:
            return _set_words(date_set)


def display_day(day_number: int) -> str:
    """Words for a day number: "22 December 2021", "15 March 45 BC"."""
    return words.day_words(day_number)


def display_bounds(value: EDTF | str) -> str:
    """The bounds in words: "1 December 2021 to 31 December 2021", "since 1 November 2021"; "" for ""."""
    if not value:
        return ""
    edtf = parse(value) if isinstance(value, str) else value
    if edtf.first_day is None:
        return _("any day") if edtf.last_day is None else _until(display_day(edtf.last_day))
    if edtf.last_day is None:
        return _since(display_day(edtf.first_day))
    return words.range_words(display_day(edtf.first_day), display_day(edtf.last_day))


def _single_words(date: Date) -> str:
    """A date that stands alone: a decade needs no article there ("1560s")."""
    decade = words.decade_words(date.year)
    if decade and not date.month and not any(date.qualifiers):
        return decade
    return words.date_words(date)


def _moment_words(moment: Moment) -> str:
    minutes, second = divmod(moment.second, 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")
    parts = {"date": words.date_words(moment.date), "time": clock, "zone": _zone_words(moment.zone)}
    return (_("%(date)s, %(time)s (%(zone)s)") if moment.zone else _("%(date)s, %(time)s")) % parts


def _zone_words(zone: str) -> str:
    """ "UTC", "UTC+2", "UTC−3:30"."""
    hours, minutes = zone[1:3].lstrip("0") or "0", zone[4:]
    if not minutes.strip("0"):
        minutes = ""
    if hours == "0" and not minutes:
        return _("UTC")
    offset = ("−" if zone[0] == "-" else "+") + hours + (f":{minutes}" if minutes else "")
    return _("UTC%(offset)s") % {"offset": offset}


def _since(date: str) -> str:
    return _("since %(date)s") % {"date": date}


def _until(date: str) -> str:
    return _("until %(date)s") % {"date": date}


def _interval_words(interval: Interval) -> str:
    start, end = interval.start, interval.end
    if start and end:
        return _together([Member(start, end, is_range=True)], is_every=False)
    if start:
        pattern = _("since %(date)s") if interval.is_end_open else _("from %(date)s, end unknown")
        return pattern % {"date": words.date_words(start)}
    pattern = _("until %(date)s") if interval.is_start_open else _("until %(date)s, start unknown")
    return pattern % {"date": words.date_words(end)} if end else ""


def _set_words(date_set: DateSet) -> str:
    words_together = _together(date_set.members, is_every=date_set.is_every)
    only = date_set.members[0]
    if len(date_set.members) > 1 or not (only.is_range and only.start and only.end):
        return words_together
    # A single range has no "or" or "and" to tell it from an interval.
    pattern = _("all of %(dates)s") if date_set.is_every else _("some time in %(dates)s")
    return pattern % {"dates": words_together}


def _together(members: Sequence[Member], *, is_every: bool) -> str:
    """Several dates in one phrase, in which a year or month that all of them share stands once."""

    def listed(describe: Callable[[Date], str]) -> str:
        items = [_member_words(member, describe, is_every=is_every) for member in members]
        return words.list_words(items, is_every=is_every)

    dates = [date for member in members for date in (member.start, member.end)]
    plain = [date for date in dates if date and date.is_plain and date.month]
    if len(plain) < len(dates) or len({date.year for date in plain}) > 1:
        return listed(words.date_words)
    year = words.year_words(plain[0].year)
    if all(date.day for date in plain) and len({date.month for date in plain}) == 1:
        return words.days_of_month_words(listed(_day_in_month), int(plain[0].month), year)
    return words.month_of_year_words(listed(_date_in_year), year)


def _day_in_month(date: Date) -> str:
    return words.listed_day(int(date.day))


def _date_in_year(date: Date) -> str:
    return words.day_of_year_words(date) if date.day else words.month_name(int(date.month))


def _member_words(member: Member, describe: Callable[[Date], str], *, is_every: bool) -> str:
    start, end = member.start, member.end
    if start and end:
        return words.range_words(describe(start), describe(end)) if member.is_range else describe(start)
    if start:
        pattern = _("%(date)s and later") if is_every else _("%(date)s or later")
        return pattern % {"date": describe(start)}
    pattern = _("%(date)s and earlier") if is_every else _("%(date)s or earlier")
    return pattern % {"date": describe(end)} if end else ""
