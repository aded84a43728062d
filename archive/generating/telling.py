"""The made-up archive itself, source by source: each page reports some events and statements, which then cite it."""

from collections import deque

from archive.generating.cast import Casting
from archive.generating.chance import Identifiers, chance
from archive.generating.dating import Days
from archive.generating.evidence import Evidence
from archive.generating.happenings import Happening, Happenings
from archive.generating.ledger import Ledger
from archive.generating.pages import Sources
from archive.generating.sayings import Saying, Sayings
from archive.generating.wording import Wording
from archive.workflow import Act

#: earlier events and statements that later ones may be part of, or link to
REMEMBERED = 200
SHARE_OF_STATEMENTS = 0.5
SHARE_OF_LONG_AGO = 0.04


class Telling:
    """Tells of `events` events, page by page."""

    def __init__(self, events: int, seed: int, act: Act) -> None:
        self.wanted, self.told = events, 0
        self.ledger = Ledger(act, Identifiers(seed))
        self._random = chance(seed, "pages")
        wording = Wording(chance(seed, "words"), nouns=400 + round(events**0.85))
        cast = Casting(chance(seed, "cast"), wording, self.ledger).cast(events)
        self._days = Days(chance(seed, "days"), episodes=40 + round(events**0.5))
        self._sources = Sources(chance(seed, "sources"), wording, self.ledger, cast)
        references = self._sources.cited_only(5 + round(events**0.4), self._days.recent())
        evidence = Evidence(chance(seed, "evidence"), self.ledger, references)
        self._happenings = Happenings(chance(seed, "events"), wording, self.ledger, cast, evidence)
        self._sayings = Sayings(chance(seed, "statements"), wording, self.ledger, cast, evidence)
        self._events: deque[Happening] = deque(maxlen=REMEMBERED)
        self._statements: deque[Saying] = deque(maxlen=REMEMBERED)

    def tell_page(self) -> None:
        """One more source, with the events and statements that it reports."""
        long_ago = self._random.random() < SHARE_OF_LONG_AGO
        page, count = self._sources.begin(self._days.long_ago() if long_ago else self._days.recent())
        events: list[Happening] = []
        statements: list[Saying] = []
        for _ in range(min(count, self.wanted - self.told)):
            events.append(self._happenings.report(page))
            if self._random.random() < SHARE_OF_STATEMENTS:
                statements.append(self._sayings.report(page, self._random.choice(events[-5:])))
        text = page.text
        self._sources.finish(page)
        for event in events:
            self._happenings.write_down(event, page, text, self._events)
            self._events.append(event)
        for statement in statements:
            self._sayings.write_down(statement, page, text, self._statements)
            self._statements.append(statement)
        self.told += len(events)
