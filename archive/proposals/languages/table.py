"""The shape of a language's table. Its words are written as people write them, and folded here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive.proposals.tokens import folded

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Cue:
    """Words that say that somebody speaks.

    `slugs`: terms of the vocabulary `cue` that it may be filed under, the best first. `kind`: what kind of statement
    it makes; "": what is said decides. `needs_quote`: it speaks only with quoted words (“called it ‘fiction’”).
    `weak`: it often means something else, so whoever speaks must stand right beside it. `inner`: what follows it is
    what is done, not what is said (“called for talks”, “denied any part”), so a day after it is the day of speaking.
    """

    phrase: Phrase
    slugs: tuple[str, ...]
    kind: str = ""
    weak: bool = False
    needs_quote: bool = False
    inner: bool = False


def phrases(text: str) -> frozenset[Phrase]:
    """Phrases between commas."""
    return frozenset(folded(phrase) for phrase in text.split(",") if phrase.strip())


def words(text: str) -> frozenset[str]:
    """Folded words between spaces."""
    return frozenset(word for item in text.split() for word in folded(item))


def numbered(text: str) -> dict[str, int]:
    """Words between spaces with their places from 1; words for the same number are joined by “/”."""
    return {folded(word)[0]: place for place, item in enumerate(text.split(), 1) for word in item.split("/")}


def cues(slugs: str, text: str, kind: str = "", **properties: bool) -> Iterable[Cue]:
    """A cue for each of the phrases between commas."""
    for phrase in text.split(","):
        yield Cue(folded(phrase), tuple(slugs.split()), kind, **properties)


@dataclass(frozen=True)
class Language:
    """One language's words.

    `dash_speech`: dashes set speech apart where a verb of saying follows. `drops_pronouns`: a verb alone can mean “he
    said”.
    `cues`: verbs with their speaker before or (where `inverts`) after them. `before`: what stands before a speaker
    (“according to”); `after`: what stands after one (German “zufolge”); `citing`: what joins whom a report cites.
    `skipped`: words between a speaker and the verb. `persons`, `things`, `several`: pronouns. `roles`: words
    for people and offices by what they are, `bodies` those of them that are no people. `passive`: words before a verb
    that make its subject the one spoken of (“is believed to”). `openers`: words in
    small letters that start a sentence and never follow a short form. `kinds`: phrases of what is said → kind of
    statement, the first that stands decides.
    """

    code: str
    cues: tuple[Cue, ...] = ()
    before: frozenset[Phrase] = frozenset()
    after: frozenset[Phrase] = frozenset()
    citing: frozenset[Phrase] = frozenset()
    inverts: bool = True
    dash_speech: bool = False
    drops_pronouns: bool = False
    skipped: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    several: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    spokespeople: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    had: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    subordinators: frozenset[str] = frozenset()
    reporters: frozenset[str] = frozenset()
    kinds: tuple[tuple[str, frozenset[Phrase]], ...] = ()
    nouns: tuple[Cue, ...] = ()
    abbreviations: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    ordinal_points: bool = False
    inflects: bool = False
    endings: tuple[str, ...] = ()
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    relative: Mapping[Phrase, str] = field(default_factory=dict)
    on: frozenset[str] = frozenset()
    since: frozenset[str] = frozenset()
    until: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()
    day_first: bool = True
    numbers: Mapping[str, int] = field(default_factory=dict)
    scales: Mapping[str, int] = field(default_factory=dict)
    at_most: frozenset[Phrase] = frozenset()
    at_least: frozenset[Phrase] = frozenset()
    ranges: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    not_units: frozenset[str] = frozenset()
    decimal_comma: bool = True
    by_word: dict[str, tuple[Cue, ...]] = field(init=False, default_factory=dict)
    #: (rank, kind, phrase) by the first word of the phrase
    by_kind_word: dict[str, list[tuple[int, str, Phrase]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        longest_first = sorted(self.cues, key=lambda cue: -len(cue.phrase))
        for cue in longest_first:
            self.by_word[cue.phrase[0]] = (*self.by_word.get(cue.phrase[0], ()), cue)
        for rank, (kind, own) in enumerate(self.kinds):
            for phrase in own:
                self.by_kind_word.setdefault(phrase[0], []).append((rank, kind, phrase))


def relative_days(**meanings: str) -> dict[Phrase, str]:
    """What each phrase means: `yesterday="gestern"`, several between commas; `_` in a meaning stands for a space."""
    return {phrase: meaning for meaning, text in meanings.items() for phrase in phrases(text)}


def kinds(**content: str) -> tuple[tuple[str, frozenset[Phrase]], ...]:
    """Kinds of statements by phrases of what is said, in the order of trying; `call_` is a second line of `call`."""
    return tuple((kind.rstrip("_"), phrases(text)) for kind, text in content.items())


def table(code: str, *, cue_lists: Iterable[Iterable[Cue]], **values: Any) -> Language:
    return Language(code, cues=tuple(cue for cues_ in cue_lists for cue in cues_), **values)


NEUTRAL = Language("")
