"""Showing why something was found: pieces of plain text, each said to be a hit or not. Never markup."""

import re
from collections.abc import Iterator, Sequence

from archive.search.folding import Word, words
from archive.search.query import Query, Term
from archive.search.sections import BLOCK, PASSAGE_END, Block, blocks

#: (text, whether it is a hit)
Segments = list[tuple[str, bool]]
Span = tuple[int, int]

WIDTH = 240
# A text full of hits is judged by its first ones.
MOST_HITS = 200
_CUT = "…"
_WHITE_SPACE = re.compile(r"\s+")


def highlighted(text: str, query: Query) -> Segments:
    """The whole text, its hits marked."""
    return _segments(text, hits(text, query.wanted), (0, len(text)))


def snippet(text: str, query: Query) -> Segments:
    """About 240 characters of the text where most of the query stands close together, else its beginning."""
    found = hits(text, query.wanted)
    return _segments(text, found, _window(text, found))


def hits(text: str, terms: Sequence[Term]) -> list[Span]:
    """Where the terms stand in the text, in order, without overlap; the first 200 or so.

    A long text is read block by block, and word for word only where a term begins in one.
    """
    begin = {word for term in terms for word in (term.words[0], *term.also) if not _is_beginning(term)}
    beginnings = tuple(term.words[0] for term in terms if _is_beginning(term))
    spans: list[Span] = []
    for block in blocks(text):
        if begin.isdisjoint(block.words) and not any(word.startswith(beginnings) for word in block.words):
            continue
        spans += [span for span in _hits_from(text, block, terms) if not spans or span[0] >= spans[-1][1]]
        if len(spans) >= MOST_HITS:
            break
    return spans


def _is_beginning(term: Term) -> bool:
    return term.prefix and len(term.words) == 1


def _hits_from(text: str, block: Block, terms: Sequence[Term]) -> Iterator[Span]:
    """Where terms begin in the block; they may end in the next."""
    read = list(words(text[block.start : block.end + BLOCK]))
    position = 0
    while position < len(read) and read[position].start < block.end - block.start:
        length = max((_length_at(read, position, term) for term in terms), default=0)
        if length:
            yield block.start + read[position].start, block.start + read[position + length - 1].end
        position += length or 1


def _length_at(read: list[Word], position: int, term: Term) -> int:
    """How many words the term takes up here; 0 where it does not stand here."""
    if read[position].folded in term.also:
        return 1
    here = read[position : position + len(term.words)]
    if len(here) < len(term.words):
        return 0
    *whole, last = zip(here, term.words, strict=True)
    if any(word.folded != wanted for word, wanted in whole):
        return 0
    begins = last[0].folded.startswith(last[1]) if term.prefix else last[0].folded == last[1]
    return len(here) if begins else 0


def _window(text: str, found: list[Span]) -> Span:
    if len(text) <= WIDTH or not found:
        return _at_spaces(text, 0, WIDTH)
    best = max(found, key=lambda hit: (_distinct(text, found, hit[0]), -hit[0]))
    start = max(0, min(best[0] - WIDTH // 4, len(text) - WIDTH))
    return _at_spaces(text, start, max(start + WIDTH, best[1]))


def _distinct(text: str, found: list[Span], start: int) -> int:
    """How many different hits a window that begins here would show."""
    within = {text[hit[0] : hit[1]].casefold() for hit in found if start <= hit[0] and hit[1] <= start + 3 * WIDTH // 4}
    return len(within)


def _at_spaces(text: str, start: int, end: int) -> Span:
    """The window without the halves of words at its ends, where there is a space near."""
    if start > 0:
        space = re.compile(r"\s").search(text, start, start + 30)
        start = space.end() if space else start
    if end < len(text):
        before = text[max(start, end - 30) : end]
        white = [found.start() for found in re.finditer(r"\s", before)]
        end = end - len(before) + white[-1] if white else end
    return start, min(end, len(text))


def _segments(text: str, found: list[Span], window: Span) -> Segments:
    segments = [(_plain(piece), is_hit) for piece, is_hit in _pieces(text, found, window) if piece]
    if window[0] > 0:
        segments.insert(0, (_CUT, False))
    if window[1] < len(text):
        segments.append((_CUT, False))
    return segments


def _pieces(text: str, found: list[Span], window: Span) -> Iterator[tuple[str, bool]]:
    position, end = window
    for first, last in found:
        if position <= first and last <= end:
            yield text[position:first], False
            yield text[first:last], True
            position = last
    yield text[position:end], False


def _plain(piece: str) -> str:
    return _WHITE_SPACE.sub(" ", piece.replace(PASSAGE_END, f" {_CUT} "))
