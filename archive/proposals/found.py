"""What is found in a text. Spans are offsets in Unicode code points, from 0, end exclusive."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    """Somebody or something named in the text; `uuid` is None where the archive does not know who that is.

    `kind` is "actor" or "source".
    """

    start: int
    end: int
    text: str
    uuid: str | None
    kind: str = "actor"


@dataclass(frozen=True)
class Figure:
    """A number with its unit. `low`, `best` and `high` are plain decimals or ""; `of` says what is counted."""

    start: int
    end: int
    low: str
    best: str
    high: str
    unit: str
    of: str


@dataclass(frozen=True)
class Day:
    """A day or a span of days meant in words, as EDTF, and why it is read so."""

    start: int
    end: int
    text: str
    edtf: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """What an editor may accept as a statement.

    `start`–`end` is what is to be cited, `quote` the speaker's exact words within it without their marks, `chain`
    the mouths between the speaker and the source that is read. `confidence` runs from 0 to 1. `key` stays the same
    for the same words of the same text, so that a dismissed proposal can be remembered. `said` is, of reported speech
    without a quote, what is said without the words that tell who says it, where the two can be told apart.
    """

    key: str
    start: int
    end: int
    quote: tuple[int, int] | None
    kind: str
    speaker: Named | None
    position: str | None
    cue: str
    day: Day | None
    chain: tuple[Named, ...]
    figures: tuple[Figure, ...]
    confidence: float
    reasons: tuple[str, ...]
    said: tuple[int, int] | None = None
