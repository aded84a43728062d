"""Showing why something was found: pieces of plain text, each said to be a hit or not. Never markup."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from archive.search.folding import LONGEST_WORD, Word, folded_in_place, folded_words, words
from archive.search.query import Query, Term
from archive.search.sections import BLOCK, PASSAGE_END, runs

#: (text, whether it is a hit)
Segments = list[tuple[str, bool]]
Span = tuple[int, int]

WIDTH = 240
# A text full of hits is judged by its first ones.
MOST_HITS = 48
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
    """Where the terms stand in the text, in order, without overlap; the first 48 or so.

    Plain English is searched as it stands, another text run by run.
    """
    is_plain = folded_in_place(text) is not None
    spans: list[Span] = []
    for start, end in [(0, len(text))] if is_plain else runs(text):
        spans += (span for span in _hits_between(text, start, end, terms) if not spans or span[0] >= spans[-1][1])
        if len(spans) >= MOST_HITS:
            break
    return spans[:MOST_HITS]


def _hits_between(text: str, start: int, end: int, terms: Sequence[Term]) -> Iterator[Span]:
    """Where terms begin between these places; they may end a little later."""
    piece = text[start : end + BLOCK // 2]
    in_place = folded_in_place(piece)
    found = _hits_in_words(piece, terms) if in_place is None else _hits_in_place(in_place, _pattern(tuple(terms)))
    for first, last in takewhile(lambda span: span[0] < end - start, found):
        yield start + first, start + last


def _hits_in_place(in_place: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    position = 0
    while found := pattern.search(in_place, position):
        start, position = found.span()
        if start and in_place[start - 1] != " ":
            position = start + 1  # it is the end of another word
        else:
            yield start, position


@lru_cache(maxsize=100)
def _pattern(terms: Sequence[Term]) -> re.Pattern[str]:
    """Finds the terms in folded words with spaces between them; where several stand, the one of the most words."""
    spelt = {_spelling(words, prefix=term.prefix) for term in terms for words in term.spellings}
    longest_first = sorted(spelt, key=lambda spelling: (-spelling.count(" "), spelling))
    return re.compile(f"(?:{'|'.join(longest_first)})(?![a-z0-9])")


def _spelling(words: Sequence[str], *, prefix: bool) -> str:
    """A pattern of the words, which are of small letters and digits; of long ones no more was kept."""
    *whole, last = (f"{word}[a-z0-9]*" if len(word) == LONGEST_WORD else word for word in words)
    return " +".join((*whole, f"{last}[a-z0-9]*" if prefix else last))


def _beginning_of(terms: Sequence[Term]) -> Callable[[str], bool]:
    """Tells of a word whether a term may begin with it."""
    whole = {word for term in terms if not _is_beginning(term) for word in (term.words[0], *term.also)}
    parts = tuple(term.words[0] for term in terms if _is_beginning(term))
    return (lambda word: word in whole or word.startswith(parts)) if parts else whole.__contains__


def _is_beginning(term: Term) -> bool:
    return term.prefix and len(term.words) == 1


def _hits_in_words(text: str, terms: Sequence[Term]) -> Iterator[Span]:
    begins = _beginning_of(terms)
    if not any(map(begins, folded_words(text))):
        return
    read = list(words(text))
    reached = 0
    for position, word in enumerate(read):
        if position < reached or not begins(word.folded):
            continue
        length = max(_length_at(read, position, term) for term in terms)
        if length:
            reached = position + length
            yield word.start, read[reached - 1].end


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
    words = [text[first:last].casefold() for first, last in found]
    best = max(range(len(found)), key=lambda place: (_distinct(words, found, place), -found[place][0]))
    start = max(0, min(found[best][0] - WIDTH // 4, len(text) - WIDTH))
    return _at_spaces(text, start, max(start + WIDTH, found[best][1]))


def _distinct(words: Sequence[str], found: Sequence[Span], first: int) -> int:
    """How many different hits a window would show that begins with this one."""
    end = found[first][0] + 3 * WIDTH // 4
    return len({words[place] for place in range(first, len(found)) if found[place][1] <= end})


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
