"""What a newer capture says otherwise than the one before it: the lines that differ, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.documents import Document
from archive.models import ArchivedText

#: lines that are compared, and changed lines that are shown
MOST_LINES, SHOWN = 20_000, 200
#: words of a line: longer ones are shown as gone and come as a whole
MOST_WORDS = 2000

SAME, WENT, CAME = "same", "went", "came"

#: a line as pieces, each (`same`, `went` or `came`, its words)
Line = list[tuple[str, str]]


@dataclass(frozen=True)
class ChangedLines:
    """How a text differs from the version `number`; `more` lines do so beyond those that are shown."""

    number: int
    lines: list[Line]
    more: int


def changed_lines(document: Document, text: str) -> ChangedLines | None:
    """How `text` differs from the latest version that a source's document names; None where it has none."""
    latest = max(document["captures"], key=lambda row: row["number"], default=None)
    if latest is None:
        return None
    before = ArchivedText.objects.get(pk=latest["text"]).body
    lines = list(differing_lines(before, text))
    return ChangedLines(latest["number"], lines[:SHOWN], max(0, len(lines) - SHOWN))


def differing_lines(before: str, after: str) -> Iterator[Line]:
    """The lines that are not the same in both, empty ones left out."""
    old, new = before.split("\n")[:MOST_LINES], after.split("\n")[:MOST_LINES]
    for tag, start, end, other_start, other_end in _changes(old, new):
        if tag == SAME:
            continue
        went, came = old[start:end], new[other_start:other_end]
        for number in range(max(len(went), len(came))):
            line = _line(went[number : number + 1], came[number : number + 1])
            if line:
                yield line


def _line(went: list[str], came: list[str]) -> Line:
    """A line that went and the one in its place, each a list of none or one."""
    old, new = (re.findall(r"\S+\s*|\s+", "".join(lines)) for lines in (went, came))
    if not went or not came or max(len(old), len(new)) > MOST_WORDS:
        return [(kind, "".join(words)) for kind, words in ((WENT, old), (CAME, new)) if "".join(words).strip()]
    pieces: Line = []
    for tag, start, end, other_start, other_end in _changes(old, new):
        if tag == SAME:
            pieces.append((SAME, "".join(old[start:end])))
            continue
        changed = ((WENT, old[start:end]), (CAME, new[other_start:other_end]))
        pieces += [(kind, "".join(words)) for kind, words in changed if words]
    return pieces


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    for tag, *places in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        start, end, other_start, other_end = places
        yield (SAME if tag == "equal" else CAME), start, end, other_start, other_end
