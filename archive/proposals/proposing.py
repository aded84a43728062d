"""Quotations and reported speech, as proposals."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import cast

from archive.dates import parse
from archive.proposals.calendar_words import Issue
from archive.proposals.figures import found_figures
from archive.proposals.found import Day, Figure, Named, Proposal
from archive.proposals.kinds import kind_of
from archive.proposals.known import Known
from archive.proposals.languages import Cue
from archive.proposals.posts import title_words
from archive.proposals.quotations import Quotation
from archive.proposals.reading import Reading, Unit
from archive.proposals.reasons import speaker_reason, why_cue, why_inherited, why_lead, why_position, why_quoted
from archive.proposals.reports import ACCORDING, Report, Reporting
from archive.proposals.saying_days import day_of
from archive.proposals.speakers import Who

#: a quotation of so many words without a cue is somebody's word for a thing, not what somebody said
_SCARE = 2
#: in so many first sentences a text says on whose report the whole rests
_LEAD = 8
#: paragraphs of one speech
_LONGEST_SPEECH = 200
_ENDS = '.!?”"»'


def propose(text: str, *, language: str, issued: str, known: Known) -> list[Proposal]:
    """What in the text may be a statement, in its order.

    `language`: BCP 47 of the text; `issued`: its day or moment of issue in EDTF, "" for unknown; `known`: whom the
    archive knows. Nothing is read from the database, and equal texts give equal proposals.
    """
    return _Proposing(Reading(text, language, Issue.of(issued), known)).all()


def uuids(named: Iterable[Named]) -> set[str | None]:
    return {one.uuid for one in named}


@dataclass(frozen=True)
class _Said:
    """A report with the day and the sentence it stands in, for quotations that follow without one."""

    report: Report
    day: Day | None
    unit: Unit


class _Proposing:
    def __init__(self, reading: Reading) -> None:
        self.reading, self.tokens = reading, reading.tokens
        self.digest = hashlib.sha256(reading.text.encode("utf-8", "surrogatepass")).hexdigest()
        self.has_lead, self.lead = False, cast("Named | None", None)
        self.latest: _Said | None = None
        #: quotations whose next paragraph goes on with them: who speaks is told there
        self.open: list[tuple[Unit, Quotation]] = []

    def all(self) -> list[Proposal]:
        reporting = Reporting(self.reading)
        found: list[Proposal] = []
        for number, unit in enumerate(self.reading.units):
            reports = reporting.of(unit)
            if number < _LEAD:
                self._note_lead(unit, reports)
            found += self._of_unit(unit, reports)
        found += [proposal for unit, quotation in self.open for proposal in self._without_report(unit, quotation)]
        return sorted(found, key=lambda proposal: (proposal.start, proposal.quote or (proposal.end, 0), proposal.end))

    def _note_lead(self, unit: Unit, reports: list[Report]) -> None:
        """The first attribution below the headline, if it is to a medium, says on whose report the whole text rests."""
        if self.has_lead or not reports or self.reading.text[unit.end - 1] not in _ENDS:
            return
        self.has_lead = True
        report = reports[0]
        is_alone = len(reports) == 1 and report.cue is ACCORDING and report.trails and not report.chain
        if is_alone and report.who and self.reading.known.is_medium(report.who.named.uuid):
            self.lead = report.who.named

    def _of_unit(self, unit: Unit, reports: list[Report]) -> list[Proposal]:
        if not reports and not unit.quotations:
            self.latest = None
            return []
        days = self._days(unit, reports)
        owners = [self._owner(quotation, reports) for quotation in unit.quotations]
        owners = [
            None if owner is not None and self._is_name(quotation, reports[owner]) else owner
            for quotation, owner in zip(unit.quotations, owners, strict=True)
        ]
        found = []
        owners = self._without_scare_quotes(unit, owners)
        if self.open and unit.quotations:
            found += self._opened(unit, reports, days, owners[0])
        for quotation, owner in zip(unit.quotations, owners, strict=True):
            if owner is None and quotation.goes_on and len(self.open) < _LONGEST_SPEECH:
                self.open.append((unit, quotation))
            elif owner is None:
                found += self._without_report(unit, quotation)
            else:
                span = self._span(unit, reports, owner, quotation)
                found.append(self._proposal(span, reports[owner], days[owner], quotation))
        owning = set(owners)
        for place, report in enumerate(reports):
            if place not in owning and not report.cue.needs_quote:
                span = self._span(unit, reports, place, None)
                if report.cue.inner or self._says_more(span, report):
                    found.append(self._proposal(span, report, days[place], None))
        if reports:
            self.latest = _Said(reports[-1], days[-1], unit)
        elif not unit.quotations or not self._is_all_quoted(unit):
            self.latest = None
        return found

    def _says_more(self, span: tuple[int, int], report: Report) -> bool:
        """Whether there are words beyond those that tell who speaks."""
        return len(self.tokens.inside(*span)) > report.end - report.start + 1

    def _days(self, unit: Unit, reports: list[Report]) -> list[Day | None]:
        """The day of each report; one that shares its speaker with another shares its day."""
        days = [day_of(self.reading, unit, reports, place) for place in range(len(reports))]
        of_speaker = {
            report.who.named: day
            for report, day in reversed(list(zip(reports, days, strict=True)))
            if report.who and day
        }
        for place, report in enumerate(reports):
            if days[place] is None and report.who:
                days[place] = of_speaker.get(report.who.named)
            if days[place] is None and self._continues(report, unit) and self.latest:
                days[place] = self.latest.day
        return days

    def _continues(self, report: Report, unit: Unit) -> bool:
        """“…,” he added: the same speaker by a pronoun, on the same occasion."""
        if not (self.latest and report.who and self.latest.report.who and report.who.how == "pronoun"):
            return False
        return (
            report.who.named.uuid == self.latest.report.who.named.uuid
            and unit.paragraph - self.latest.unit.paragraph <= 1
        )

    # Whose a quotation is

    def _owner(self, quotation: Quotation, reports: list[Report]) -> int | None:
        """The report that a quotation belongs to: the one right before it, the one right after it, the nearest."""
        if not reports:
            return None
        starts, ends = self.tokens.starts, self.tokens.ends
        after = bisect_left(reports, quotation.end, key=lambda report: starts[report.first])
        before = bisect_right(reports, quotation.start, hi=after, key=lambda report: ends[report.last]) - 1
        if before >= 0 and self._adjoins(ends[reports[before].end], quotation.start):
            return before
        if after < len(reports) and self._adjoins(quotation.end, starts[reports[after].start]):
            return after
        return before if before >= 0 else after if after < len(reports) else None

    def _without_scare_quotes(self, unit: Unit, owners: list[int | None]) -> list[int | None]:
        """Of one report's quotations, a word or two beside a whole clause are no statement of their own."""
        lengths = [len(self.tokens.inside(*quotation.inner)) for quotation in unit.quotations]
        longest: dict[int | None, int] = {}
        for owner, length in zip(owners, lengths, strict=True):
            longest[owner] = max(length, longest.get(owner, 0))
        return [
            None if length <= _SCARE < longest[owner] - _SCARE else owner
            for owner, length in zip(owners, lengths, strict=True)
        ]

    def _is_name(self, quotation: Quotation, report: Report) -> bool:
        """Whether the marks are those of a name, as of a paper or a company: one or two capitals away from the cue."""
        words = self.tokens.inside(*quotation.inner)
        if len(words) > _SCARE or not all(self.tokens.is_capital(index) for index in words) or report.cue.needs_quote:
            return False
        ends, starts = self.tokens.ends, self.tokens.starts
        beside = self._adjoins(ends[report.end], quotation.start) if ends[report.end] <= quotation.start else False
        before = quotation.end <= starts[report.start] and self._adjoins(quotation.end, starts[report.start])
        return not (beside or before)

    def _adjoins(self, start: int, end: int) -> bool:
        """Whether nothing but a mark of punctuation stands between."""
        return 0 <= end - start < 40 and not any(character.isalnum() for character in self.reading.text[start:end])

    def _opened(self, unit: Unit, reports: list[Report], days: list[Day | None], owner: int | None) -> list[Proposal]:
        """The earlier paragraphs of a speech, now that the last of them may tell who speaks."""
        if owner is None and unit.quotations[0].goes_on:
            return []
        opened, self.open = self.open, []
        if owner is None:
            return [proposal for one, quotation in opened for proposal in self._without_report(one, quotation)]
        return [
            self._proposal((one.start, one.end), reports[owner], days[owner], quotation) for one, quotation in opened
        ]

    # Quotations without a cue

    def _without_report(self, unit: Unit, quotation: Quotation) -> list[Proposal]:
        """One that stands alone after its speaker's other words is theirs; else nobody knows whose it is."""
        words = self.tokens.inside(*quotation.inner)
        alone = self._is_all_quoted(unit)
        if alone and self.latest and unit.paragraph - self.latest.unit.paragraph <= 1:
            near = unit.paragraph == self.latest.unit.paragraph
            proposal = self._proposal((unit.start, unit.end), self.latest.report, self.latest.day, quotation)
            reasons = (why_quoted(), why_inherited(), *proposal.reasons[1:])
            return [replace(proposal, confidence=0.7 if near else 0.5, reasons=reasons)]
        if len(words) <= _SCARE:
            return []
        return [self._proposal((unit.start, unit.end), None, None, quotation)]

    def _is_all_quoted(self, unit: Unit) -> bool:
        return all(self.reading.quoted[index] for index in unit.words) and bool(unit.words)

    # Spans

    def _span(self, unit: Unit, reports: list[Report], place: int, quotation: Quotation | None) -> tuple[int, int]:
        """The part of the sentence that a report has for itself, at least its quotation and attribution."""
        start, end = unit.start, unit.end
        if place:
            start = self._boundary(reports[place - 1], reports[place])
        if place + 1 < len(reports):
            end = self._boundary(reports[place], reports[place + 1])
        start = min(start, self.tokens.starts[reports[place].first])
        end = max(end, self.tokens.ends[reports[place].last])
        if quotation:
            start, end = min(start, quotation.start), max(end, quotation.end)
        return self._trimmed(start, end)

    def _boundary(self, one: Report, other: Report) -> int:
        """Where the part of one report ends and that of the next starts."""
        if other.trails and not other.shared and one.trails:
            return self.tokens.ends[one.end]
        return self.tokens.starts[other.start] if other.start > one.first else self.tokens.starts[other.first]

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """The span without space and stray marks at its ends; a quotation keeps its own."""
        text = self.reading.text
        while start < end and (text[start].isspace() or text[start] in ",;—–-"):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;—–-"):
            end -= 1
        words = self.tokens.inside(start, end)
        joins = self.reading.language.elided | self.reading.language.subordinators
        if len(words) > 1 and self.tokens.ends[words[-1]] == end and self.tokens.words[words[-1]] in joins:
            return self._trimmed(start, self.tokens.starts[words[-1]])
        if end > start and text[end - 1] == "." and words and self.tokens.ends[words[-1]] == end - 1:
            end -= 1
        return start, end

    # The proposal

    def _proposal(
        self, span: tuple[int, int], report: Report | None, day: Day | None, quotation: Quotation | None
    ) -> Proposal:
        start, end = span
        quote = quotation.inner if quotation else None
        words = self.tokens.inside(*(quote or span))
        asks = self.reading.text[(quote or span)[1] - 1] == "?"
        cue = report.cue if report else None
        kind = kind_of(cue, self.tokens, words, self.reading.language, asks=asks)
        who = report.who if report else None
        position = self._position(who, day)
        return Proposal(
            key=self._key(start, end, quote, kind),
            start=start,
            end=end,
            quote=quote,
            kind=kind,
            speaker=who.named if who else None,
            position=position,
            cue=self._cue(cue),
            day=day,
            chain=self._chain(report),
            figures=self._figures(words),
            confidence=self._confidence(report, quotation),
            reasons=self._reasons(report, quotation, day, position),
            said=self._said(span, report) if report and not quotation and kind != "denial" else None,
        )

    def _said(self, span: tuple[int, int], report: Report) -> tuple[int, int] | None:
        """What is said, before or behind the words that tell who says it."""
        if report.cue.inner:
            return None
        first, last = report.start, report.end
        if report.trails:
            said = self._trimmed(span[0], self.tokens.starts[first])
        else:
            that = last + 1 < len(self.tokens) and self.tokens.words[last + 1] in self.reading.language.that
            if report.cue.kind and not that:
                return None  # “warned Russia of consequences” is not said without its verb
            said = self._trimmed(self.tokens.ends[last + that], span[1])
        return said if len(self.tokens.inside(*said)) > 1 else None

    def _key(self, start: int, end: int, quote: tuple[int, int] | None, kind: str) -> str:
        parts = f"{self.digest} {start} {end} {quote[0] if quote else ''} {kind}"
        return hashlib.sha256(parts.encode()).hexdigest()[:32]

    def _cue(self, cue: Cue | None) -> str:
        return next((slug for slug in cue.slugs if slug in self.reading.known.cues), "") if cue else ""

    def _position(self, who: Who | None, day: Day | None) -> str | None:
        """The one post that the speaker held that day, or of several the one that the words before the name tell."""
        if not who or not self.reading.known.is_person(who.named.uuid):
            return None
        posts = self.reading.known.posts_on(who.named.uuid, self._day_number(day))
        if len(posts) > 1:
            beside = set(self.tokens.words[who.first : who.last + 1])
            posts = [post for post in posts if title_words(post) <= beside]
        return posts[0].uuid if len(posts) == 1 else None

    def _day_number(self, day: Day | None) -> int | None:
        if day and (first := parse(day.edtf).first_day):
            return first
        about = self.reading.issue.about
        return about.toordinal() if about else None

    def _chain(self, report: Report | None) -> tuple[Named, ...]:
        """The mouths after the speaker; the report that the whole text rests on comes last."""
        if not report or not report.who:
            return (self.lead,) if self.lead else ()
        named = {one.uuid for one in (report.who.named, *report.chain) if one.uuid}
        rests_on = self.lead if self.lead and self.lead.uuid not in named else None
        chain = [
            one for place, one in enumerate(report.chain) if not one.uuid or one.uuid not in uuids(report.chain[:place])
        ]
        return tuple([*chain, rests_on] if rests_on else chain)

    def _figures(self, words: range) -> tuple[Figure, ...]:
        taken = [(day.start, day.end) for index in words if (day := self.reading.day_words.get(index))]
        return tuple(found_figures(self.tokens, words, self.reading.language, taken))

    def _confidence(self, report: Report | None, quotation: Quotation | None) -> float:
        if not report:
            return 0.3
        base = 0.9 if quotation else 0.7
        base -= 0.15 if report.cue.weak else 0
        sure = report.who.sure if report.who else 0.4
        return round(max(0.1, base * (0.5 + sure / 2)), 2)

    def _reasons(
        self, report: Report | None, quotation: Quotation | None, day: Day | None, position: str | None
    ) -> tuple[str, ...]:
        reasons = [why_quoted()] if quotation else []
        if report:
            reasons.append(
                why_cue(" ".join(self.tokens.written(index) for index in range(report.first, report.last + 1)))
            )
            if report.who:
                reasons.append(speaker_reason(report.who.how, report.who.named.text, self._name(report.who.named)))
        if position:
            reasons.append(why_position())
        if day:
            reasons.append(day.reason)
        if self.lead and (not report or not report.who or report.who.named.uuid != self.lead.uuid):
            reasons.append(why_lead(self.lead.text))
        return tuple(reasons)

    def _name(self, named: Named) -> str:
        return self.reading.known.actors[named.uuid].name if named.uuid else ""
