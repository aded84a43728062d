"""Proposals: quotations and reported speech, found by rules alone, for an editor to accept, correct or dismiss.

    proposals = propose(text, language="en", issued="2021-12-22", known=known_to_archive())

No network, no model; nothing is saved. Each language has a table of its words (`archive.proposals.languages`), the
rules are the same for all. Texts of any kind may come: the work grows with their length and no faster.
"""

from archive.proposals.days import days_in
from archive.proposals.found import Day, Figure, Named, Proposal
from archive.proposals.known import Known, KnownActor, KnownPosition, known_to_archive
from archive.proposals.naming import mentions
from archive.proposals.proposing import propose
from archive.proposals.sentences import sentences

__all__ = [
    "Day",
    "Figure",
    "Known",
    "KnownActor",
    "KnownPosition",
    "Named",
    "Proposal",
    "days_in",
    "known_to_archive",
    "mentions",
    "propose",
    "sentences",
]
