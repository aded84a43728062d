"""The words of a text with their places, folded so that case, accents and script make no difference."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from anyascii import anyascii

# "U.S.", a number with its separators, a word. Apostrophes and hyphens stand between words, but for the apostrophe
# of Ukrainian, which is a letter.
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][\u0400-\u04ff]+)*")
_NOT_FOLDED = re.compile(r"[^a-z0-9.,]+")


def fold(word: str) -> str:
    """A word in small letters of a–z: “Лавров” and “Lavrov” are the same, and so are “Müller” and “muller”.

    What has no such letters stays as it is.
    """
    if word.isascii():
        return word.lower()
    return _NOT_FOLDED.sub("", anyascii(word).lower()) or word.lower()


@dataclass
class Tokens:
    """The words of one text, in order: where each starts and ends, and how it reads when folded."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        folded: dict[str, str] = {}
        for found in TOKEN.finditer(self.text):
            word = found.group()
            if word not in folded:
                folded[word] = fold(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.words.append(folded[word])

    def __len__(self) -> int:
        return len(self.words)

    def written(self, index: int) -> str:
        return self.text[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        return self.text[self.starts[index]].isupper()

    def between(self, index: int) -> str:
        """What stands between this word and the one before; before the first, a line's end."""
        return self.text[self.ends[index - 1] : self.starts[index]] if index else "\n"

    def after(self, index: int) -> str:
        """What stands between this word and the one after; after the last, a line's end."""
        return self.between(index + 1) if index + 1 < len(self) else "\n"

    def inside(self, start: int, end: int) -> range:
        """The indexes of the words that lie in a span."""
        return range(
            bisect_left(self.starts, start), max(bisect_left(self.starts, start), bisect_right(self.ends, end))
        )

    def span(self, words: range) -> tuple[int, int]:
        """Where a run of words, at least one, starts and ends in the text."""
        return self.starts[words[0]], self.ends[words[-1]]

    def stands(self, phrase: tuple[str, ...], index: int) -> bool:
        """Whether the folded words of `phrase` stand from `index` on."""
        return self.words[index : index + len(phrase)] == list(phrase)


def folded(phrase: str) -> tuple[str, ...]:
    """The folded words of a short phrase."""
    return tuple(Tokens(phrase).words)
