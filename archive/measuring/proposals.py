"""How well rules propose what a person codes, and how quickly."""

from collections.abc import Iterator

from archive.measuring.clock import milliseconds
from archive.measuring.coded_texts import coded_texts, first_article
from archive.measuring.results import Result, at_most
from archive.measuring.scoring import ASPECTS, Score, score
from archive.proposals import Known, known_to_archive, propose, sentences

_LENGTH = 200_000
_MILLISECONDS = 1000
#: what the score of each text must not fall below: precision and recall of words with their speaker
FLOORS = {"first article": (0.9, 0.75), "second report": (0.9, 0.9)}


def measure_proposals() -> Iterator[Result]:
    """The score against both coded texts, and the time that a long text and the names of this archive take."""
    for coded in coded_texts():
        yield from _scores(score(coded))
    yield from _times()


def _scores(scored: Score) -> Iterator[Result]:
    name, found = scored.coded.name, len(scored.pairs)
    note = f"{found} of {len(scored.coded.statements)} statements in {len(scored.proposals)} proposals"
    precision, recall = FLOORS[name]
    yield Result(f"{name}: precision of what is found", scored.precision, note=note)
    yield Result(f"{name}: recall", scored.recall)
    yield _at_least(f"{name}: precision with the right speaker", scored.both_precision, precision)
    yield _at_least(f"{name}: recall with the right speaker", scored.both_recall, recall)
    for aspect in ASPECTS:
        right = scored.right(aspect)
        yield Result(f"{name}: {aspect} right, of those found", right / max(1, found), note=f"{right} of {found}")


def _at_least(what: str, value: float, limit: float) -> Result:
    return Result(what, value, goal=f"≥ {limit:g}", holds=value >= limit)


def long_text() -> str:
    """A text of 200,000 characters: the first article over and over."""
    body = first_article().text
    return ((body + "\n\n") * (_LENGTH // len(body) + 1))[:_LENGTH]


def _times() -> Iterator[Result]:
    text, coded = long_text(), first_article()
    known = known_to_archive()
    yield Result(
        "names and posts of this archive", milliseconds(known_to_archive, 3), "ms", f"{len(known.actors)} actors"
    )
    for what, names in (("the article's names", coded.known), ("this archive's names", known)):
        taken = milliseconds(lambda names=names: _propose(text, names), 3)  # type: ignore[misc]
        yield at_most(f"propose, 200,000 characters, {what}", taken, "ms", _MILLISECONDS)
    yield Result("sentences, 200,000 characters", milliseconds(lambda: sentences(text, "en"), 3), "ms")


def _propose(text: str, known: Known) -> None:
    propose(text, language="en", issued="2021-12-22", known=known)
