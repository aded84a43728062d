"""What stands for an actor without a portrait: initials on a tint, both read off the name."""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

TINTS = 12
# Little words that nobody would put on a seal.
LITTLE_WORDS = "a an and at de der des di du et for in la le of on the to und van von и та у в"
UNSEALED = frozenset(LITTLE_WORDS.split())
WORD = re.compile(r"\w[\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Monogram:
    """`initials` is one to three characters; `tint` a number from 0 to 11, for the class `tint-N`."""

    initials: str
    tint: int


@lru_cache(maxsize=4096)
def monogram(name: str) -> Monogram:
    """The same name always has the same monogram, on every machine.

    >>> monogram("Sergei Lavrov").initials, monogram("The Kremlin").initials, monogram("EU").initials
    ('SL', 'K', 'EU')
    """
    return Monogram(initials=initials(name), tint=zlib.crc32(name.encode()) % TINTS)


def initials(name: str) -> str:
    """First and last weighty word's first letters; a short all-capital name (`EU`, `U.S.`) stands as it is."""
    words = [word for word in WORD.findall(name) if word.casefold() not in UNSEALED] or [name.strip() or "?"]
    if len(words) == 1:
        letters = words[0].replace(".", "")
        return letters if len(letters) <= 3 and letters.isupper() else letters[:1].upper()
    return (words[0][0] + words[-1][0]).upper()
