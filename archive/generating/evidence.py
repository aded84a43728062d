"""Citations and chains of made-up records, as they stand in documents and in the tables."""

import random
from typing import Any

from archive.documents import cite, span
from archive.generating.cast import Member
from archive.generating.chance import Zipf
from archive.generating.ledger import Ledger
from archive.models import Chain, Citation, Station

#: a citation: the primary key of its source, and its entry in the document
Cited = tuple[int, dict[str, Any]]
#: a station of a chain: an actor, a source, or an actor in a source
Stop = tuple[Member | None, Member | None]


def cited_words(source: Member, text: str, where: tuple[int, int], supports: str = "") -> Cited:
    """A citation of the words at `where` in the first version of the source's `text`."""
    return source.number, cite(source.uuid, version=1, supports=supports, **span(text, *where))


def cited_whole(source: Member, supports: str = "") -> Cited:
    """A citation of a source that is not held."""
    return source.number, cite(source.uuid, supports=supports)


def in_document(chains: list[list[Stop]]) -> list[list[dict[str, str | None]]]:
    """Chains as a document has them."""
    return [
        [{"actor": actor.uuid if actor else None, "source": source.uuid if source else None} for actor, source in stops]
        for stops in chains
    ]


class Evidence:
    """Writes the rows of citations and chains, for events and statements alike."""

    def __init__(self, random_: random.Random, ledger: Ledger, references: list[Member]) -> None:
        self._add = ledger.rows.add
        #: a source that is only cited, never private
        self.reference = Zipf(random_, references, 0.9)
        self._chains = 0

    def write(
        self, cited: list[Cited], chains: list[list[Stop]], *, event: int | None = None, statement: int | None = None
    ) -> None:
        """Of one record, the event or statement with that primary key."""
        for order, (cited_source, entry) in enumerate(cited):
            words = (entry["start"], entry["end"], entry["exact"], entry["prefix"], entry["suffix"])
            self._add(Citation, event, statement, cited_source, entry["version"], *words, entry["supports"], order)
        for order, stops in enumerate(chains):
            self._chains += 1
            self._add(Chain, self._chains, event, statement, order)
            for place, (actor, source) in enumerate(stops):
                self._add(Station, self._chains, actor and actor.number, source and source.number, place)
