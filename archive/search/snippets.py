"""Showing why something was found: pieces of plain text, each said to be a hit or not. Never markup."""

import re
from collections.abc import Callable, Iterator, Sequence

from archive.search.folding import Word, words
from archive.search.query import Query, Term
from archive.search.sections import BLOCK, PASSAGE_END, Block, blocks

#: (text, whether it is a hit)
Segments = list[tuple[str, bool]]
Span = tuple[int, int]

WIDTH = 240
# A text full of hits is judged by its first ones.
MOST_HITS = 24
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
    """Where the terms stand in the text, in order, without overlap; the first 24 or so.

    A long text is read block by block, and word for word only where a term begins in one.
    """
    begins = _beginning_of(terms)
    spans: list[Span] = []
    for block in blocks(text):
        if not any(map(begins, block.words)):
            continue
        spans += [span for span in _hits_from(text, block, terms) if not spans or span[0] >= spans[-1][1]]
        if len(spans) >= MOST_HITS:
            break
    return spans


def _beginning_of(terms: Sequence[Term]) -> Callable[[str], bool]:
    """Tells of a word whether a term may begin with it."""
    whole = {word for term in terms if not _is_beginning(term) for word in (term.words[0], *term.also)}
    parts = tuple(term.words[0] for term in terms if _is_beginning(term))
    return (lambda word: word in whole or word.startswith(parts)) if parts else whole.__contains__


def _is_beginning(term: Term) -> bool:
    return term.prefix and len(term.words) == 1


def _hits_from(text: str, block: Block, terms: Sequence[Term]) -> Iterator[Span]:
    """Where terms begin in the block; they may end in the next."""
    begins = _beginning_of(terms)
    read = list(words(text[block.start : block.end + BLOCK // 2]))
    last = block.end - block.start
    reached = 0
    for position, word in enumerate(read):
        if position < reached or word.start >= last or not begins(word.folded):
            continue
        length = max(_length_at(read, position, term) for term in terms)
        if length:
            reached = position + length
            yield block.start + word.start, block.start + read[reached - 1].end


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
