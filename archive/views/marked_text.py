"""An archived text as an article: its public paragraphs with every cited span marked.

Spans may be nested, equal or overlap in part. Equal ones are one span with several records; what is nested stays
nested; what overlaps in part is split where the other one ends, so that the markup is well-formed. Nothing outside
the public passages is shown, and what is left out shows as a gap.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from re import finditer
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

Passage = tuple[int, int]


@dataclass(frozen=True)
class CitedSpan:
    """Cited words: `notes` are the cards of the records that rest on them (see `NoteCard`)."""

    start: int
    end: int
    notes: tuple[Any, ...]

    @property
    def anchor(self) -> str:
        return f"c-{self.start}-{self.end}"

    @property
    def kinds(self) -> list[str]:
        return sorted({note.kind for note in self.notes})


@dataclass
class Paragraph:
    """`notes` are the records whose words begin in it, each once; `anchor` is the fragment of their list.

    `gap` and `gap_after` say that text before or after is not shown.
    """

    html: SafeString
    anchor: str = ""
    notes: list[Any] = field(default_factory=list)
    gap: bool = False
    gap_after: bool = False


@dataclass(frozen=True)
class _Piece:
    """What of a span lies in one paragraph; the first piece carries the anchor.

    `notes_at` is where the paragraph starts in which the span begins, and beside which its records are noted.
    """

    start: int
    end: int
    span: CitedSpan
    is_first: bool
    notes_at: int


def paragraphs(body: str, passages: Sequence[Passage], spans: Sequence[CitedSpan]) -> list[Paragraph]:
    """The public passages (in order, apart) of `body`, cut at its line ends; offsets are code points."""
    bounds = list(_lines(body, passages))
    pieces = _pieces([(start, end) for start, end, _gap in bounds], spans)
    shown = []
    for number, (start, end, gap) in enumerate(bounds):
        here = pieces[number]
        begun = [piece.span for piece in here if piece.is_first]
        shown.append(Paragraph(_markup(body, start, end, here), f"n-{start}", _each_once(begun), gap))
    if shown and body[passages[-1][1] :].strip():
        shown[-1].gap_after = True
    return shown


def _each_once(spans: Sequence[CitedSpan]) -> list[Any]:
    return list({note.url: note for span in spans for note in span.notes}.values())


def whole_words(body: str, passages: Sequence[Passage], spans: Sequence[CitedSpan]) -> list[Passage]:
    """The passages without the words that their edges tear; cited words stay whole."""
    trimmed = []
    for first, last in passages:
        start, end = first, last
        cited = [edge for span in spans for edge in (span.start, span.end) if first <= edge <= last]
        if first > 0 and not body[first - 1].isspace():
            start = min([_after_space(body, first, last), *cited])
        if last < len(body) and not body[last].isspace():
            end = max([body.rfind(" ", first, last), *cited])
        trimmed.append((start, max(start, end)))
    return trimmed


def _after_space(body: str, first: int, last: int) -> int:
    space = body.find(" ", first, last)
    return space + 1 if space >= 0 else first


def _lines(body: str, passages: Sequence[Passage]) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether something before is hidden) of each line with something on it."""
    shown_to = 0
    for first, last in passages:
        hidden = body[shown_to:first].strip() != ""
        for match in finditer(r"[^\n]+", body[first:last]):
            if match.group().strip():
                yield first + match.start(), first + match.end(), hidden
                hidden = False
        shown_to = last


def _pieces(lines: list[Passage], spans: Sequence[CitedSpan]) -> list[list[_Piece]]:
    starts = [start for start, _end in lines]
    pieces: list[list[_Piece]] = [[] for _line in lines]
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        number = max(0, bisect_right(starts, span.start) - 1)
        notes_at = None
        while number < len(lines) and lines[number][0] < span.end:
            start, end = max(lines[number][0], span.start), min(lines[number][1], span.end)
            if start < end:
                is_first = notes_at is None
                notes_at = lines[number][0] if notes_at is None else notes_at
                pieces[number].append(_Piece(start, end, span, is_first, notes_at))
            number += 1
    return pieces


def _markup(body: str, start: int, end: int, pieces: Sequence[_Piece]) -> SafeString:
    """The line with its marks; pieces are sorted by start and, of equal starts, the longest first."""
    out: list[str] = []
    open_marks: list[_Piece] = []
    at = start
    waiting = list(reversed(pieces))
    while waiting or open_marks:
        if open_marks and (not waiting or open_marks[-1].end <= waiting[-1].start):
            ending = open_marks.pop()
            out += [_words(body[at : ending.end], open_marks, ending), "</mark>"]
            at = ending.end
            continue
        piece = waiting.pop()
        if open_marks and piece.end > open_marks[-1].end:
            _split(piece, open_marks[-1].end, waiting)
            continue
        out += [_words(body[at : piece.start], open_marks), _opening(piece)]
        at = piece.start
        open_marks.append(piece)
    out.append(escape(body[at:end]))
    return mark_safe("".join(out))  # noqa: S308 (each part is escaped)


def _split(piece: _Piece, at: int, waiting: list[_Piece]) -> None:
    """Put the two halves of a piece back to where they belong among those that wait."""
    halves = [
        replace(piece, end=at),
        replace(piece, start=at, is_first=False),
    ]
    waiting += halves
    waiting.sort(key=lambda half: (-half.start, half.end))


def _words(text: str, open_marks: Sequence[_Piece], innermost: _Piece | None = None) -> str:
    """Plain text, or within marks a link to what rests on the innermost one."""
    mark = innermost or (open_marks[-1] if open_marks else None)
    if mark is None or not text.strip():
        return escape(text)
    return format_html('<a href="{}">{}</a>', _target(mark), text)


def _target(piece: _Piece) -> str:
    """The record itself where it is one, else the notes that list them."""
    return piece.span.notes[0].url if len(piece.span.notes) == 1 else f"#n-{piece.notes_at}"


def _opening(piece: _Piece) -> str:
    kinds = " ".join(f"cited-{kind}" for kind in piece.span.kinds)
    if piece.is_first:
        return format_html('<mark class="cited {}" id="{}">', kinds, piece.span.anchor)
    return format_html('<mark class="cited {}">', kinds)
