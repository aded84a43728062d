"""One way of reading words for both databases, for the index and for queries alike.

A text becomes words of a–z and 0–9: without case, accents or script (`anyascii`), so that “Лавров” and “Lavrov”,
“Müller” and “muller” are the same word. “U.S.” is one word, “175,000” one number. Scripts that put no spaces
between words (Chinese, Japanese, Thai …) give a word for each character.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from anyascii import anyascii

#: stands in folded texts where one passage ends and the next begins, so that no phrase runs across
BREAK = "0break0"
LONGEST_WORD = 100

_UNSPACED = (
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)


def _ranges_of_marks() -> str:
    """Accents and vowel signs that stand as characters of their own, and what joins or breaks words unseen."""
    plane = range(min(0x10000, sys.maxunicode))
    marks = [code for code in plane if unicodedata.category(chr(code)).startswith("M")]
    runs = [[code for _place, code in run] for _gap, run in groupby(enumerate(marks), lambda item: item[1] - item[0])]
    return "".join(f"\\u{run[0]:04x}-\\u{run[-1]:04x}" for run in runs) + "\u00ad\u200b-\u200d\u2060"


_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(
    rf"(?<![\w.])(?:[^\W\d_{_UNSPACED}]\.)+[^\W\d_{_UNSPACED}](?!\w)\.?"  # U.S.
    r"|(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])"  # 175,000
    rf"|[{_UNSPACED}]"
    rf"|{_LETTER}+(?:[{_ranges_of_marks()}]+{_LETTER}*)*"
)
#: what makes more of a text than words of letters and digits with something else between them, and these words
_BEYOND_LETTERS = re.compile(rf"[{_UNSPACED}{_ranges_of_marks()}]")
_LETTERS = re.compile(r"[^\W_]+")
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")
#: of small letters, digits and marks, what is one word beyond a mark, as in `_WORD`
_JOINS = re.compile(rb"(?<![a-z0-9._])(?:[a-z]\.)+[a-z](?![a-z0-9_])\.?|(?<![a-z0-9,])\d{1,3}(?:,\d{3})+(?![\d,])")
#: what printers put between words and ASCII has not: with nothing else beyond ASCII a text is read as quickly
PRINTED = "‘’‚“”„«»‹›–—―…•\u00a0\u2009\u2028\u2029\u202f"
_BEYOND_TYPOGRAPHY = re.compile(f"[^\x00-\x7f{PRINTED}]")


def _table(marks: str) -> bytes:
    """By code of ASCII: the small letter, the digit or the mark, or a space."""
    kept = [
        chr(code).lower() if code < 128 and (chr(code).isalnum() or chr(code) in marks) else " " for code in range(256)
    ]
    return "".join(kept).encode("ascii")


_WITH_MARKS, _WITHOUT_MARKS = _table(".,_"), _table("")


class Word(NamedTuple):
    """A word of a text: as folded, and where it stands (code points, end exclusive)."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, with their places; what folds to nothing is left out."""
    for found in _WORD.finditer(text):
        folded = _fold_word(found.group())
        if folded:
            yield Word(folded, *found.span())


def folded_words(text: str) -> list[str]:
    """The same without places."""
    if (marked := _marked(text)) is not None:
        # What of plain English takes no more than this is most of an archive.
        plain = _JOINS.sub(_without_marks, marked) if _may_join(marked) else marked
        return cut(plain.translate(_WITHOUT_MARKS).decode("ascii").split())
    found = (_WORD if _BEYOND_LETTERS.search(text) or _may_join_letters(text) else _LETTERS).findall(text)
    return [folded for word in found if (folded := _fold_word(word))]


def folded_in_place(text: str) -> str | None:
    """Plain English with each letter and digit as folded where it stands, and spaces for the rest; None for others."""
    marked = _marked(text)
    if marked is None or (_may_join(marked) and _JOINS.search(marked)):
        return None
    return marked.translate(_WITHOUT_MARKS).decode("ascii")


def _marked(text: str) -> bytes | None:
    """Plain English in small letters, with the marks that may join words, and spaces for the rest; None for others."""
    if text.isascii() or not _BEYOND_TYPOGRAPHY.search(text):
        return text.encode("ascii", "replace").translate(_WITH_MARKS)
    return None


def _may_join(marked: bytes) -> bool:
    """Whether a full stop or a comma stands before anything but a space; much quicker than looking for what."""
    return marked.count(b".") > marked.count(b". ") + marked.endswith(b".") or (
        marked.count(b",") > marked.count(b", ") + marked.endswith(b",")
    )


def _may_join_letters(text: str) -> bool:
    return any(text.count(mark) > text.count(f"{mark} ") + text.endswith(mark) for mark in ".,")


def _without_marks(joined: re.Match[bytes]) -> bytes:
    return joined.group().translate(None, b".,") + b" "


def cut(words: list[str]) -> list[str]:
    """Of each word as much as is kept."""
    if max(map(len, words), default=0) <= LONGEST_WORD:
        return words
    return [word[:LONGEST_WORD] for word in words]


def folded(text: str) -> str:
    """The words of a text as folded, with a space between them."""
    return " ".join(folded_words(text))


@lru_cache(maxsize=50_000)
def _fold_word(word: str) -> str:
    return _NOT_ASCII_WORD.sub("", anyascii(word).lower())[:LONGEST_WORD]
