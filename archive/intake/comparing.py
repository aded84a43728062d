"""What a newer capture says otherwise than the one before it, line by line."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.documents import Document
from archive.models import ArchivedText

#: lines: beyond them only the number of those that differ is told
MOST_LINES = 20_000
SHOWN = 200


@dataclass(frozen=True)
class ChangedLines:
    """`pairs` of lines that went and that came (either empty), at most `SHOWN`; `number` of the version before."""

    number: int
    pairs: list[tuple[str, str]]
    more: int


def changed_lines(document: Document, text: str) -> ChangedLines | None:
    """How `text` differs from the latest version that a source's document names; None where it has none."""
    latest = max(document["captures"], key=lambda row: row["number"], default=None)
    if latest is None:
        return None
    before = ArchivedText.objects.get(pk=latest["text"]).body.split("\n")[:MOST_LINES]
    after = text.split("\n")[:MOST_LINES]
    pairs: list[tuple[str, str]] = []
    for tag, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            went, came = before[start:end], after[other_start:other_end]
            length = max(len(went), len(came))
            pairs += zip(went + [""] * (length - len(went)), came + [""] * (length - len(came)), strict=True)
    kept = [pair for pair in pairs if pair[0].strip() or pair[1].strip()]
    return ChangedLines(latest["number"], kept[:SHOWN], max(0, len(kept) - SHOWN))
