"""A text with all that was found in it before anybody asks who speaks."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from archive.proposals.calendar_words import Issue
from archive.proposals.days import found_days
from archive.proposals.found import Day
from archive.proposals.known import Known
from archive.proposals.languages import Language, language_of
from archive.proposals.naming import Mention, found_mentions
from archive.proposals.quotations import Quotation, quotations
from archive.proposals.sentences import paragraphs, sentences
from archive.proposals.tokens import Tokens


@dataclass(frozen=True)
class Unit:
    """One sentence, or several that a quotation holds together: its span, its words, its quotations."""

    start: int
    end: int
    words: range
    quotations: tuple[Quotation, ...]
    paragraph: int


@dataclass
class Reading:
    text: str
    language_code: str
    issue: Issue
    known: Known
    language: Language = field(init=False)

    def __post_init__(self) -> None:
        self.language = language_of(self.language_code)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        return quotations(self.text, self.language)

    @cached_property
    def quoted(self) -> bytearray:
        """For each word whether it stands in a quotation."""
        marks = bytearray(len(self.tokens))
        for quotation in self.quotations:
            for index in self.tokens.inside(quotation.start, quotation.end):
                marks[index] = 1
        return marks

    @cached_property
    def mentions(self) -> list[Mention]:
        return found_mentions(self.tokens, self.known, self.language.inflects)

    @cached_property
    def starting(self) -> dict[int, Mention]:
        return {mention.first: mention for mention in self.mentions}

    @cached_property
    def ending(self) -> dict[int, Mention]:
        return {mention.last: mention for mention in self.mentions}

    @cached_property
    def days(self) -> list[Day]:
        return found_days(self.tokens, self.language, self.issue)

    @cached_property
    def day_words(self) -> dict[int, Day]:
        """Which words are those of a day."""
        return {index: day for day in self.days for index in self.tokens.inside(day.start, day.end)}

    @cached_property
    def units(self) -> list[Unit]:
        starts = [start for start, _end in paragraphs(self.text)]
        spans = _held_together(sentences(self.text, self.language_code), self.quotations)
        units, place = [], 0
        for start, end in spans:
            inside = []
            while place < len(self.quotations) and self.quotations[place].start < end:
                inside.append(self.quotations[place])
                place += 1
            words = self.tokens.inside(start, end)
            units.append(Unit(start, end, words, tuple(inside), bisect_right(starts, start)))
        return units


def _held_together(spans: list[tuple[int, int]], quotes: list[Quotation]) -> list[tuple[int, int]]:
    """The sentences, those joined that share a quotation."""
    joined: list[tuple[int, int]] = []
    place = 0
    for start, end in spans:
        while place < len(quotes) and quotes[place].end <= start:
            place += 1
        if joined and place < len(quotes) and quotes[place].start < joined[-1][1] and quotes[place].end > start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
