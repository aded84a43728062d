"""How many of a coder's statements are proposed, and how much of a proposal is as the coder has it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.measuring.coded_texts import Coded, CodedText
from archive.proposals import Proposal, propose

#: a proposal finds a statement when so much of the shorter of both spans is common to them
_COMMON = 0.5

Pair = tuple[Proposal, Coded]


@dataclass(frozen=True)
class Score:
    """What `pairs` of a proposal and the statement that it finds tell; a statement is found once or not at all."""

    coded: CodedText
    proposals: tuple[Proposal, ...]
    pairs: tuple[Pair, ...]

    @property
    def precision(self) -> float:
        """How much of what is proposed a coder coded."""
        return len(self.pairs) / len(self.proposals) if self.proposals else 0.0

    @property
    def recall(self) -> float:
        """How much of what a coder coded is proposed."""
        return len(self.pairs) / len(self.coded.statements)

    def right(self, aspect: str) -> int:
        """Of the statements found, how many have this aspect (a key of `ASPECTS`) as coded."""
        agrees = ASPECTS[aspect]
        return sum(agrees(proposal, coded, self.coded.text) for proposal, coded in self.pairs)

    @property
    def both_precision(self) -> float:
        """How much of what is proposed has words and speaker as coded."""
        return self.right("speaker") / len(self.proposals) if self.proposals else 0.0

    @property
    def both_recall(self) -> float:
        """How much of what is coded is proposed with its speaker."""
        return self.right("speaker") / len(self.coded.statements)

    def missed(self) -> list[Coded]:
        found = {id(coded) for _proposal, coded in self.pairs}
        return [coded for coded in self.coded.statements if id(coded) not in found]

    def surplus(self) -> list[Proposal]:
        used = {proposal.key for proposal, _coded in self.pairs}
        return [proposal for proposal in self.proposals if proposal.key not in used]


def score(coded: CodedText) -> Score:
    proposals = tuple(propose(coded.text, language=coded.language, issued=coded.issued, known=coded.known))
    return Score(coded, proposals, tuple(_matched(proposals, coded)))


def _matched(proposals: Iterable[Proposal], coded: CodedText) -> list[Pair]:
    """One to one, the most alike first."""
    scored = [
        (likeness, -place, -number, proposal, statement)
        for place, proposal in enumerate(proposals)
        for number, statement in enumerate(coded.statements)
        if (likeness := _likeness(proposal, statement, coded.text))
    ]
    pairs: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for _alike, place, number, proposal, statement in sorted(scored, key=lambda row: row[:3], reverse=True):
        if ("proposal", place) not in taken and ("statement", number) not in taken:
            taken |= {("proposal", place), ("statement", number)}
            pairs.append((proposal, statement))
    return pairs


def _likeness(proposal: Proposal, coded: Coded, text: str) -> float:
    """0 where the proposal does not find the statement, else more the more alike they are."""
    if not any(_common(proposal.start, proposal.end, *span) >= _COMMON for span in coded.spans):
        return 0
    if coded.quote and proposal.quote and not _same_quote(proposal, coded, text):
        return 0
    first = coded.spans[0]
    union = max(proposal.end, first[1]) - min(proposal.start, first[0])
    overlap = max(0, min(proposal.end, first[1]) - max(proposal.start, first[0])) / union
    same_words = bool(coded.quote) == bool(proposal.quote)
    return 1 + overlap + 2 * _same_speaker(proposal, coded, text) + same_words + (proposal.kind == coded.kind) / 2


def _common(start: int, end: int, other_start: int, other_end: int) -> float:
    shared = min(end, other_end) - max(start, other_start)
    return shared / max(1, min(end - start, other_end - other_start))


def _same_quote(proposal: Proposal, coded: Coded, text: str) -> bool:
    if proposal.quote is None:
        return not coded.quote
    start = text.index(coded.quote, coded.spans[0][0]) if coded.quote else -1
    return bool(coded.quote) and _common(*proposal.quote, start, start + len(coded.quote)) >= _COMMON


def _same_speaker(proposal: Proposal, coded: Coded, text: str) -> bool:
    speaker = proposal.speaker
    if coded.speaker:
        return bool(speaker) and speaker.uuid == coded.speaker  # type: ignore[union-attr]
    return bool(
        speaker and not speaker.uuid and (speaker.text in coded.speaker_text or coded.speaker_text in speaker.text)
    )


def _same_figures(proposal: Proposal, coded: Coded, text: str) -> bool:
    found = {(figure.low, figure.best, figure.high, figure.unit) for figure in proposal.figures}
    return found == coded.figures


ASPECTS: dict[str, Callable[[Proposal, Coded, str], bool]] = {
    "speaker": _same_speaker,
    "kind": lambda proposal, coded, text: proposal.kind == coded.kind,
    "quote": lambda proposal, coded, text: (text[slice(*proposal.quote)] if proposal.quote else "") == coded.quote,
    "day": lambda proposal, coded, text: (proposal.day.edtf if proposal.day else "") == coded.day,
    "chain": lambda proposal, coded, text: tuple(named.uuid for named in proposal.chain) == coded.chain,
    "figures": _same_figures,
    "post": lambda proposal, coded, text: proposal.position == coded.position,
}
