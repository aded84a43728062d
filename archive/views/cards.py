"""What the shared template parts show: plain values, cut from published records before a template sees them.

A template that holds only these cannot cause a query or show what is not public. The parts under
`templates/archive/parts/` each take one card, under the name that the part's first line gives.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.translation import ngettext

from archive.views.monogram import Monogram, monogram


@dataclass(frozen=True)
class DateCard:
    """A date as a person says it; `machine` is it in HTML's notation, empty where HTML has none for it."""

    words: str
    machine: str = ""
    spans_days: bool = False


@dataclass(frozen=True)
class LinkCard:
    """A record that is merely named, such as a place or a topic; `note` is a role or a time."""

    name: str
    url: str
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class PictureCard:
    """One picture in its public renditions; each of `sources` is (MIME type, srcset)."""

    fallback: str
    sources: tuple[tuple[str, str], ...] = ()
    alt: str = ""
    width: int = 0
    height: int = 0
    credit: str = ""


class ActorCard(NamedTuple):
    """An actor with, in `note`, the post on the day in question or the role in an event.

    A tuple, because lists ask for the chips that were made of their actors by these values (`made_once`).
    """

    name: str
    url: str
    language: str = ""
    note: str = ""
    portrait: PictureCard | None = None

    @property
    def monogram(self) -> Monogram:
        return monogram(self.name)


@dataclass(frozen=True)
class SourceCard:
    """`held` says that the archive keeps the text; `access` is its fixed value, `grade` a letter A to F."""

    title: str
    url: str
    language: str = ""
    kind: str = ""
    publisher: LinkCard | None = None
    byline: str = ""
    issued: DateCard | None = None
    held: bool = True
    access: str = "full"
    access_words: str = ""
    grade: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StatementCard:
    """`quote` is empty for a paraphrase; `counts` are whole phrases such as "2 sources"."""

    url: str
    quote: str = ""
    summary: str = ""
    language: str = ""
    summary_language: str = ""
    speaker: ActorCard | None = None
    cue: str = ""
    kind: str = ""
    said_on: DateCard | None = None
    venue: str = ""
    denied: bool = False
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventCard:
    """`factuality` is the fixed value and `factuality_words` its name; `quote` the one telling quote."""

    title: str
    url: str
    language: str = ""
    when: DateCard | None = None
    kind: str = ""
    factuality: str = "occurred"
    factuality_words: str = ""
    denied: bool = False
    summary: str = ""
    places: tuple[LinkCard, ...] = ()
    people: tuple[ActorCard, ...] = ()
    more_people: int = 0
    quote: StatementCard | None = None
    counts: tuple[str, ...] = ()

    @property
    def more_words(self) -> str:
        """Of those who were in it but are not named."""
        words = ngettext("and %(more)d more", "and %(more)d more", self.more_people)
        return words % {"more": self.more_people}


@dataclass(frozen=True)
class NamedCard:
    """What a list by name shows of a record: an actor as `actor`, a place or a topic as `link`."""

    name: str
    actor: ActorCard | None = None
    link: LinkCard | None = None
    description: str = ""
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CitationCard:
    """The exact words with what stands around them; `url` leads to the words in the archived text.

    Of a private or an only cited source there are no words, and of an excerpt only what its access allows.
    """

    source: SourceCard
    exact: str = ""
    before: str = ""
    after: str = ""
    url: str = ""
    supports: str = ""


@dataclass(frozen=True)
class StationCard:
    """One station of a chain: an actor, a source, or an actor in a source.

    `unseen` marks what the archive relies on without holding it; it is drawn dashed.
    """

    actor: ActorCard | None = None
    source: SourceCard | None = None
    unseen: bool = False


@dataclass(frozen=True)
class FilterChip:
    """One thing that is being filtered by; `remove_url` is the same page without it."""

    name: str
    value: str
    remove_url: str
    language: str = ""


@dataclass(frozen=True)
class PageLinks:
    """The pages beside this one in a list; empty where there is none."""

    newer: str = ""
    older: str = ""
    newer_words: str = ""
    older_words: str = ""
    start: str = field(default="")
