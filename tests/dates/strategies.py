"""Valid EDTF of every form that the archive reads, made without the archive's own parser.

A date is made from a real day, of which digits are then hidden and parts left out; so that day lies within
what the text means, and two dates in the order of their days make an interval that is not reversed.
"""

import datetime

from hypothesis import strategies as st

Day = tuple[int, int, int]
"""Year (astronomical), month and day; compares as days do."""

DatedText = tuple[str, Day]
"""A text and a day that lies within what it means."""

QUALIFIERS = st.sampled_from(["", "", "", "", "?", "~", "%"])
SEASON_MONTHS = {3: "21", 6: "22", 9: "23", 12: "24"}


@st.composite
def real_days(draw: st.DrawFn) -> Day:
    """Days from 9999 BC to 9999, most of them where archives have theirs."""
    year = draw(st.integers(1900, 2100) | st.integers(-9999, 9999) | st.sampled_from([-4, -1, 0, 1, 1900, 2000]))
    # A year of the same length that datetime knows: the calendar repeats every 400 years.
    model = datetime.date(2000 + year % 400, 1, 1)
    length = 366 if model.year % 4 == 0 and (model.year % 100 != 0 or model.year % 400 == 0) else 365
    day = model + datetime.timedelta(days=draw(st.integers(0, length - 1)))
    return year, day.month, day.day


def year_text(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@st.composite
def hidden(draw: st.DrawFn, digits: str) -> str:
    """The same digits, some of them X."""
    if draw(st.integers(0, 3)):
        return digits
    return "".join("X" if one.isdigit() and draw(st.booleans()) else one for one in digits)


@st.composite
def plain_dates(draw: st.DrawFn) -> DatedText:
    """Year, month or day with nothing left open: `2021`, `2021-12`, `-0044-03-15`."""
    year, month, day = draw(real_days())
    parts = [year_text(year), f"{month:02}", f"{day:02}"][: draw(st.integers(1, 3))]
    return "-".join(parts), (year, month, day)


@st.composite
def calendar_dates(draw: st.DrawFn) -> DatedText:
    """Dates with hidden digits and qualifiers: `2021-12-2X~`, `156X?-%12`."""
    text, day = draw(plain_dates())
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    parts = [draw(hidden(part)) for part in digits.split("-")]
    parts[0] = sign + parts[0]
    return "-".join(draw(QUALIFIERS) + part + draw(QUALIFIERS) for part in parts), day


@st.composite
def seasons(draw: st.DrawFn) -> DatedText:
    year, _, day = draw(real_days())
    month = draw(st.sampled_from(sorted(SEASON_MONTHS)))
    parts = (year_text(year), SEASON_MONTHS[month])
    text = "-".join(draw(QUALIFIERS) + part + draw(QUALIFIERS) for part in parts)
    return text, (year, month, min(day, 28))


@st.composite
def long_years(draw: st.DrawFn) -> DatedText:
    """`Y17000`, `Y-170000002~`, `Y1700X`."""
    size = draw(st.integers(10_000, 10**9))
    sign = draw(st.sampled_from(["", "-"]))
    text = f"Y{sign}{draw(hidden(str(size)))}{draw(QUALIFIERS)}"
    return text, (int(f"{sign}{size}"), 1, 1)


def dates() -> st.SearchStrategy[DatedText]:
    """One date of any form, with a day within it."""
    return calendar_dates() | plain_dates() | seasons() | long_years()


@st.composite
def times(draw: st.DrawFn) -> DatedText:
    year, month, day = draw(real_days())
    clock = draw(st.times()).strftime("%H:%M:%S")
    zone = draw(st.sampled_from(["", "Z", "+00", "-05", "+05:30", "-03:30", "+14:00", "+00:00"]))
    return f"{year_text(year)}-{month:02}-{day:02}T{clock}{zone}", (year, month, day)


@st.composite
def ranges(draw: st.DrawFn, separator: str) -> str:
    """Two dates in order with a separator between them."""
    start, end = sorted(draw(st.tuples(dates(), dates())), key=lambda dated: dated[1])
    return f"{start[0]}{separator}{end[0]}"


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """Closed, open and unknown at either end."""
    if draw(st.booleans()):
        return draw(ranges("/"))
    date, _ = draw(dates())
    return draw(st.sampled_from([f"{date}/..", f"../{date}", f"{date}/", f"/{date}"]))


@st.composite
def sets(draw: st.DrawFn) -> str:
    """One of, or all of, up to four dates and ranges, perhaps open at the ends."""
    single = dates().map(lambda dated: dated[0])
    members = draw(st.lists(single | single | ranges(".."), min_size=1, max_size=4))
    if draw(st.integers(0, 4)) == 0:
        members.insert(0, ".." + draw(single))
    if draw(st.integers(0, 4)) == 0:
        members.append(draw(single) + "..")
    brackets = draw(st.sampled_from(["[]", "{}"]))
    return brackets[0] + ",".join(members) + brackets[1]


def edtf_texts() -> st.SearchStrategy[str]:
    """Valid EDTF of every form, of at most 200 characters, not always canonical."""
    single = (dates() | times()).map(lambda dated: dated[0])
    return (single | intervals() | sets()).filter(lambda text: len(text) <= 200)
