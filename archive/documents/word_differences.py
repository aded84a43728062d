"""What differs between two texts, word by word; and which items of two lists are the same item, changed.

Pure functions of text. Words keep the white space behind them, so that the pieces put together are the texts again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

#: beyond so many words in one of the texts they are shown whole, for the comparison grows with their product
MOST_WORDS = 3000
#: two texts of which less than this is alike are two texts, and not one that was changed
ALIKE = 0.34
#: pairs to look for among so many items on each side
MOST_ITEMS = 60

_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words: `same` in both texts, only in the one before (`gone`), or only in the one after (`come`)."""

    kind: str
    text: str


def word_differences(before: str, after: str) -> list[Piece]:
    """The two texts as one row of pieces, in order; texts that have little in common one after the other."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return _whole(before, after)
    # White space behind a word does not make it another word; what stands there now is shown.
    matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new], autojunk=False)
    if before != after and matcher.ratio() < ALIKE:
        return _whole(before, after)
    return _joined(_pieces(matcher, old, new))


def _whole(before: str, after: str) -> list[Piece]:
    if before == after:
        return [Piece("same", before)]
    return [Piece(kind, text) for kind, text in (("gone", before), ("come", after)) if text]


def _pieces(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Piece("gone", "".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Piece("come", "".join(new[new_start:new_end]))


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def likeness(before: str, after: str) -> float:
    """From 0, nothing alike, to 1, the same: the share of words that two texts have in common."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        return 1.0 if before == after else 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def paired(removed: Sequence[str], added: Sequence[str]) -> list[tuple[str | None, str | None]]:
    """Items that went and came, those that are one item changed side by side: `[("A", "A b"), (None, "C")]`.

    The likest pairs come together first; what is left stands alone. Items that went keep their order.
    """
    if not removed or not added or max(len(removed), len(added)) > MOST_ITEMS:
        return [(item, None) for item in removed] + [(None, item) for item in added]
    partner = _partners(removed, added)
    taken = set(partner.values())
    return [
        *((item, added[partner[number]] if number in partner else None) for number, item in enumerate(removed)),
        *((None, item) for number, item in enumerate(added) if number not in taken),
    ]


def _partners(removed: Sequence[str], added: Sequence[str]) -> dict[int, int]:
    found = [(likeness(one, other), -i, -j) for i, one in enumerate(removed) for j, other in enumerate(added)]
    partner: dict[int, int] = {}
    for alike, i, j in sorted(found, reverse=True):
        if alike >= ALIKE and -i not in partner and -j not in partner.values():
            partner[-i] = -j
    return partner
