"""The desk without scripts: the text with its marks as links, and beside each paragraph what rests on it."""

from dataclasses import dataclass
from typing import Any

from archive.admin.desk.sheets import Sheet
from archive.views.marked_text import CitedSpan, Paragraph, paragraphs


@dataclass(frozen=True)
class PlainNote:
    """A record, as the marked text and the template want it."""

    kind: str
    url: str
    row: dict[str, Any]


def plain_paragraphs(sheet: Sheet, rows: list[dict[str, Any]]) -> list[Paragraph]:
    """The whole text; `rows` are those of `records_on`."""
    spans: dict[tuple[int, int], list[PlainNote]] = {}
    for row in rows:
        for start, end, _supports in row["spans"]:
            spans.setdefault((start, end), []).append(PlainNote(row["kind"], row["url"], row))
    cited = [CitedSpan(start, end, tuple(notes)) for (start, end), notes in spans.items()]
    return paragraphs(sheet.body, [(0, len(sheet.body))], cited)
