"""Words for one date: a year, month, season or day with its qualifiers and unknown digits.

The phrases can follow "since", "until" and "about", so decades have their article ("the 1560s").
"""

import re
from collections.abc import Sequence

from django.utils.dates import MONTHS, MONTHS_ALT
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from archive.dates.bounds import days_matching, months_matching, year_bounds
from archive.dates.calendar import civil, days_in_month
from archive.dates.structure import APPROXIMATE, UNCERTAIN, Date

SEASONS = {
    "21": gettext_lazy("spring"),
    "22": gettext_lazy("summer"),
    "23": gettext_lazy("autumn"),
    "24": gettext_lazy("winter"),
}

# Whole phrases, because in many languages the adjective agrees with what it describes.
UNCERTAIN_PARTS = {
    ("year",): gettext_lazy("year uncertain"),
    ("season",): gettext_lazy("season uncertain"),
    ("month",): gettext_lazy("month uncertain"),
    ("day",): gettext_lazy("day uncertain"),
    ("year", "month"): gettext_lazy("year and month uncertain"),
    ("year", "day"): gettext_lazy("year and day uncertain"),
    ("month", "day"): gettext_lazy("month and day uncertain"),
}
APPROXIMATE_PARTS = {
    ("year",): gettext_lazy("year approximate"),
    ("season",): gettext_lazy("season approximate"),
    ("month",): gettext_lazy("month approximate"),
    ("day",): gettext_lazy("day approximate"),
    ("year", "month"): gettext_lazy("year and month approximate"),
    ("year", "day"): gettext_lazy("year and day approximate"),
    ("month", "day"): gettext_lazy("month and day approximate"),
}

# 156X and 15XX. The first decade of a century (150X) is not among them: "1500s" is the century.
_DECADE = re.compile(r"[1-9][0-9][1-9]X")
_CENTURY = re.compile(r"[1-9][0-9]XX")
_UNKNOWN_YEAR = "XXXX"
_LEAP_YEAR = "2000"
_MOST_DAYS_LISTED = 4


def date_words(date: Date) -> str:
    """Words for a date: "about 22 December 2021", "a day in December 2021 (year uncertain)"."""
    words = unqualified_words(date)
    if _is_all(date, APPROXIMATE):
        words = _("about %(date)s") % {"date": words}
    notes = _notes(date)
    return _("%(date)s (%(notes)s)") % {"date": words, "notes": "; ".join(notes)} if notes else words


def unqualified_words(date: Date) -> str:
    """Words for a date without regard to its qualifiers."""
    if not date.month:
        return year_words(date.year)
    if date.is_season:
        return _season_words(date)
    if not date.day:
        return _month_words(date.year, date.month)
    return _day_words(date)


def day_words(number: int) -> str:
    """Words for a day number: "22 December 2021", "15 March 45 BC"."""
    year, month, day = civil(number)
    return full_day_words(str(day), month, year_number_words(year))


def full_day_words(day: str, month: int, year: str) -> str:
    return _("%(day)s %(month)s %(year)s") % {"day": day, "month": MONTHS_ALT[month], "year": year}


def day_of_year_words(date: Date) -> str:
    """A plain day without its year: "22 December"."""
    return _("%(day)s %(month)s") % {"day": str(int(date.day)), "month": MONTHS_ALT[int(date.month)]}


def month_of_year_words(month: str, year: str) -> str:
    return _("%(month)s %(year)s") % {"month": month, "year": year}


def month_name(month: int) -> str:
    return str(MONTHS[month])


def year_number_words(year: int) -> str:
    """An astronomical year as people write it: "2021", "800 AD", "45 BC", "17,000 AD"."""
    if year <= 0:
        return _("%(year)s BC") % {"year": _year_digits(1 - year)}
    if 1000 <= year <= 9999:
        return str(year)
    return _("%(year)s AD") % {"year": _year_digits(year)}


def _year_digits(year: int) -> str:
    return number_format(year, force_grouping=True) if year > 9999 else str(year)


def decade_words(year: str) -> str | None:
    """ "1560s" for 156X, "1500s" for 15XX, else None."""
    if _DECADE.fullmatch(year) or _CENTURY.fullmatch(year):
        return pgettext("decade or century", "%(year)ss") % {"year": year.replace("X", "0")}
    return None


def year_words(year: str) -> str:
    """A year as written in EDTF: "2021", "the 1560s", "a year between 1000 and 1999"."""
    if "X" not in year:
        return year_number_words(year_bounds(year)[0])
    if year == _UNKNOWN_YEAR:
        return _("an unknown year")
    decade = decade_words(year)
    if decade:
        return _("the %(decade)s") % {"decade": decade}
    return _("a year between %(first)s and %(last)s") % _years_between(year)


def _attached_year_words(year: str) -> str:
    """A year after a month: "2021", "in the 1560s", "of an unknown year"."""
    if "X" not in year:
        return year_number_words(year_bounds(year)[0])
    if year == _UNKNOWN_YEAR:
        return _("of an unknown year")
    decade = decade_words(year)
    if decade:
        return _("in the %(decade)s") % {"decade": decade}
    return _("in a year between %(first)s and %(last)s") % _years_between(year)


def _years_between(year: str) -> dict[str, str]:
    first, last = year_bounds(year)
    return {"first": year_number_words(first), "last": year_number_words(last)}


def _season_words(date: Date) -> str:
    year = _attached_year_words(date.year)
    if date.month == "24" and "X" not in date.year:
        number = year_bounds(date.year)[0]
        year = range_words(year_number_words(number), year_number_words(number + 1))
    return _("%(season)s %(year)s") % {"season": SEASONS[date.month], "year": year}


def _month_words(year: str, month: str) -> str:
    if month == "XX":
        return _("a month in %(year)s") % {"year": year_words(year)}
    months = months_matching(month)
    names = [month_name(number) for number in months]
    if len(months) > 2 and _are_consecutive(months):
        name = _("a month from %(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    else:
        name = list_words(names, is_every=False)
    return month_of_year_words(name, _attached_year_words(year))


def _day_words(date: Date) -> str:
    months = months_matching(date.month)
    if date.day == "XX":
        month = year_words(date.year) if date.month == "XX" else _month_words(date.year, date.month)
        return _("a day in %(month)s") % {"month": month}
    if len(months) == 1:
        return _day_of_month_words(date, months[0])
    if date.month == "XX" and "X" not in date.day:
        return _("day %(day)s of a month in %(year)s") % {
            "day": str(int(date.day)),
            "year": year_words(date.year),
        }
    return days_between_words(date.first_day, date.last_day)


def _day_of_month_words(date: Date, month: int) -> str:
    # Of years with unknown digits at least one may be a leap year, and its days are listed.
    longest = days_in_month(year_bounds(_LEAP_YEAR if "X" in date.year else date.year)[0], month)
    days = [day for day in days_matching(date.day) if day <= longest]
    year = _attached_year_words(date.year)
    if len(days) > _MOST_DAYS_LISTED:
        return _("a day from %(first)s to %(last)s %(month)s %(year)s") % {
            "first": listed_day(days[0]),
            "last": listed_day(days[-1]),
            "month": MONTHS_ALT[month],
            "year": year,
        }
    if len(days) == 1:
        return full_day_words(str(days[0]), month, year)
    return days_of_month_words(list_words([listed_day(day) for day in days], is_every=False), month, year)


def days_between_words(first: int, last: int) -> str:
    if first == last:
        return day_words(first)
    return _("a day between %(first)s and %(last)s") % {"first": day_words(first), "last": day_words(last)}


def listed_day(day: int) -> str:
    """A day of a month among others of it: the "21" of "21 or 22 December 2021"."""
    return pgettext("one of several days of a month", "%(day)s") % {"day": day}


def days_of_month_words(days: str, month: int, year: str) -> str:
    return pgettext("several days of a month", "%(days)s %(month)s %(year)s") % {
        "days": days,
        "month": MONTHS_ALT[month],
        "year": year,
    }


def range_words(start: str, end: str) -> str:
    """ "17–19" where both are numbers, else "17 December 2021 to January 2022"."""
    if start == end:
        return start
    if start.isdigit() and end.isdigit():
        return pgettext("range of numbers", "%(start)s–%(end)s") % {"start": start, "end": end}
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def list_words(items: Sequence[str], *, is_every: bool) -> str:
    """ "a", "a or b", "a, b or c"; with "and" where every one is meant."""
    if len(items) == 1:
        return items[0]
    parts = {"first": _(", ").join(items[:-1]), "last": items[-1]}
    return (_("%(first)s and %(last)s") if is_every else _("%(first)s or %(last)s")) % parts


def _are_consecutive(numbers: Sequence[int]) -> bool:
    return numbers[-1] - numbers[0] == len(numbers) - 1


def _is_all(date: Date, qualifier: int) -> bool:
    return all(flags & qualifier for flags in date.qualifiers)


def _notes(date: Date) -> list[str]:
    """What stands in brackets: "uncertain", "year uncertain", "day approximate"."""
    notes = []
    if _is_all(date, UNCERTAIN):
        notes.append(_("uncertain"))
    elif uncertain := _parts_with(date, UNCERTAIN):
        notes.append(str(UNCERTAIN_PARTS[uncertain]))
    approximate = _parts_with(date, APPROXIMATE)
    if approximate and not _is_all(date, APPROXIMATE):
        notes.append(str(APPROXIMATE_PARTS[approximate]))
    return notes


def _parts_with(date: Date, qualifier: int) -> tuple[str, ...]:
    names = ("year", "season" if date.is_season else "month", "day")
    return tuple(name for name, flags in zip(names, date.qualifiers, strict=False) if flags & qualifier)
