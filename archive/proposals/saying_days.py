"""On which day a report says that somebody spoke; other days of the sentence belong to what is said."""

from archive.proposals.found import Day
from archive.proposals.reading import Reading, Unit
from archive.proposals.reports import Report

_BESIDE = 4
_ADDRESSEE = 12


def day_of(reading: Reading, unit: Unit, reports: list[Report], place: int) -> Day | None:
    """The day beside the cue or its speaker, at the sentence's start, or at its end where nothing is said after."""
    report = reports[place]
    return _beside(reading, report) or _fronted(reading, unit, report) or _behind(reading, unit, reports, place)


def _beside(reading: Reading, report: Report) -> Day | None:
    """Between speaker and verb, or right behind: “Lavrov on Wednesday said”, “said Wednesday”."""
    tokens, days = reading.tokens, reading.day_words
    first = report.who.first if report.who and report.who.first > report.first else report.start
    for index in range(first, report.end + 1):
        if index in days and not reading.quoted[index]:
            return days[index]
    for index in range(report.end + 1, min(report.end + 1 + _BESIDE, len(tokens))):
        if reading.quoted[index] or tokens.between(index).strip(" \u00a0"):
            return None
        if index in days:
            return days[index]
        if tokens.words[index] not in reading.language.on | reading.language.reporters | reading.language.determiners:
            break
    return _before_that(reading, report)


def _before_that(reading: Reading, report: Report) -> Day | None:
    """“told a meeting of leaders on Monday that”: behind whom it was said to, before what was said."""
    if "told" not in report.cue.slugs:
        return None
    day = None
    for index in range(report.end + 1, min(report.end + 1 + _ADDRESSEE, len(reading.tokens))):
        if reading.quoted[index] or reading.tokens.words[index] in reading.language.that:
            return day
        if reading.tokens.between(index).strip(" \u00a0’'-"):
            return None
        day = day or reading.day_words.get(index)
    return None


def _fronted(reading: Reading, unit: Unit, report: Report) -> Day | None:
    """“On Wednesday, Lavrov said”: a day that the sentence starts with, right before the speaker."""
    first = unit.words.start + (reading.tokens.words[unit.words.start] in reading.language.on) if unit.words else 0
    day = reading.day_words.get(first)
    if not day or reading.quoted[first]:
        return None
    last = first
    while last + 1 in reading.day_words and reading.day_words[last + 1] == day:
        last += 1
    return day if report.start - last <= 2 else None


def _behind(reading: Reading, unit: Unit, reports: list[Report], place: int) -> Day | None:
    """A day behind the cue, up to where what is said starts: “told reporters in Geneva on Friday”."""
    report = reports[place]
    tokens, days = reading.tokens, reading.day_words
    stop = reports[place + 1].start if place + 1 < len(reports) else unit.words.stop
    said_after = not report.trails and not report.cue.inner and not _quoted_before(reading, unit, report)
    if said_after:
        return None
    for index in range(report.end + 1, stop):
        if tokens.words[index] in reading.language.subordinators and not report.cue.inner:
            return None
        if index in days and not reading.quoted[index] and "/" not in days[index].edtf:
            return days[index]
    return None


def _quoted_before(reading: Reading, unit: Unit, report: Report) -> bool:
    """Whether the sentence starts with quoted words and the report follows them."""
    return bool(unit.quotations) and unit.quotations[0].end <= reading.tokens.starts[report.start]
