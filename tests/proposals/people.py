"""Whom the texts of these tests speak of."""

from archive.proposals import Known, KnownActor, KnownPosition, Proposal, propose

ACTORS = [
    KnownActor("lavrov", "Sergei Lavrov", "person", "RU", ("Сергей Лавров", "Сергій Лавров", "Siergiej Ławrow")),
    KnownActor("baerbock", "Annalena Baerbock", "person", "DE"),
    KnownActor("berg", "Anna Berg", "person", "DE"),
    KnownActor("germany", "Germany", "state", "DE", ("Deutschland",)),
    KnownActor("german-ministry", "Foreign Ministry of Germany", "ministry", "DE"),
    KnownActor("russia", "Russia", "state", "RU", ("Россия", "Росія")),
    KnownActor("ukraine", "Ukraine", "state", "UA"),
    KnownActor("us", "United States", "state", "US", ("U.S.",)),
    KnownActor("kremlin", "The Kremlin", "government", "RU", ("Кремль", "Kreml", "Le Kremlin")),
    KnownActor("defence", "Ministry of Defence of Russia", "ministry", "RU"),
    KnownActor("interfax", "Interfax", "news-agency", "RU", ("Интерфакс",)),
    KnownActor("rt", "RT", "broadcaster", "RU"),
    KnownActor("bloomberg", "Bloomberg", "news-agency", "US"),
    KnownActor("nato", "NATO", "alliance"),
]
POSITIONS = [
    KnownPosition("lavrov-minister", "lavrov", "defence", "Foreign Minister", "2004-03-09/.."),
    KnownPosition("baerbock-minister", "baerbock", "german-ministry", "Foreign Minister", "2021-12-08/2025-05-06"),
    KnownPosition("berg-minister", "berg", "german-ministry", "Foreign Minister", "2018/2021-12-07"),
]
CUES = (
    "said",
    "denied",
    "warned",
    "demanded",
    "called",
    "called-for",
    "cited",
    "according-to",
    "told-reporters",
    "showed",
)
KNOWN = Known(ACTORS, POSITIONS, CUES)
ISSUED = "2021-12-22"


def proposed(text: str, *, language: str = "en", issued: str = ISSUED, known: Known = KNOWN) -> list[Proposal]:
    return propose(text, language=language, issued=issued, known=known)


def only(text: str, **values: str) -> Proposal:
    """The one proposal of a text that has just one."""
    found = proposed(text, **values)
    assert len(found) == 1, [words(text, proposal) for proposal in found]
    return found[0]


def words(text: str, proposal: Proposal) -> str:
    """The quote, or else the words to be cited."""
    return text[slice(*(proposal.quote or (proposal.start, proposal.end)))]


def speaker(proposal: Proposal) -> str | None:
    """Who speaks: the UUID, or the words of the text for somebody unknown; None for nobody."""
    return (proposal.speaker.uuid or proposal.speaker.text) if proposal.speaker else None
