"""A page has room for so much and no more, whatever stands in the file."""

from collections.abc import Iterator, Sequence

from django.utils.html import escape

from archive.documents.word_differences import Piece, word_differences

#: bytes of what is shown of a file in one page; its frame takes the rest of 100 kB
PAGE = 60_000
#: bytes that the marks around one text take
MARKS = 90
#: characters that are shown around what differs in a long text, and of what differs
AROUND, LONGEST = 60, 400


class Room:
    """Gives each of `rows` its share of a page; what one does not use is left for those after it.

    `longest`: so many characters of one text are shown even where there is room for more.
    """

    def __init__(self, rows: int, page: int = PAGE, longest: int = LONGEST) -> None:
        self._page, self._rows, self._longest = page, max(1, rows), longest
        self._row = 0

    def begin_row(self) -> None:
        self._page += self._row
        self._row = self._page // self._rows
        self._page -= self._row
        self._rows = max(1, self._rows - 1)

    @property
    def is_full(self) -> bool:
        """Whether the row has used up its share."""
        return self._row < MARKS

    def cut(self, text: str, most: int = 0) -> str:
        """As much of a text as there is room for."""
        shown = text[: most or self._longest]
        while shown and _size(shown) + MARKS > self._row:
            shown = shown[: len(shown) // 2]
        self._row -= _size(shown) + MARKS
        return shown if len(shown) == len(text) else shown + "…"

    def pieces(self, before: str, after: str) -> list[Piece]:
        """What differs between two texts, word by word, with a little of what stands around it."""
        start = _common(before, after)
        end = _common(before[start:][::-1], after[start:][::-1])
        old, new = before[start : len(before) - end], after[start : len(after) - end]
        first = max(0, start - AROUND)
        last = min(AROUND, end)
        lead = ("…" if first else "") + before[first:start]
        tail = before[len(before) - end :][:last] + ("…" if end > last else "")
        longest = self._longest
        found = word_differences(lead + old[:longest] + tail, lead + new[:longest] + tail)
        return [Piece(piece.kind, self.cut(piece.text)) for piece in found if not self.is_full]


def _size(text: str) -> int:
    return len(escape(text).encode())


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    most = min(len(one), len(other))
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), most)


def pages(number: int, of: int, size: int) -> tuple[int, Sequence[int]]:
    """A page that there is, counted from 1, and how many there are as a range."""
    last = max(1, -(-of // size))
    return min(max(1, number), last), range(1, last + 1)


def numbers(text: str) -> Iterator[int]:
    """The whole number that a query names, if it is one."""
    if text.isascii() and text.isdecimal() and len(text) < 9:
        yield int(text)
