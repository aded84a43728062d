"""What the ways of writing one name in Latin letters have in common.

“Зеленський” has been written Zelensky, Zelenskyy, Zelenskiy, Zelenskyi and Selenskyj; all sound alike here. The rules
are about letters in which the usual romanisations of Cyrillic (BGN/PCGN, ISO 9, the Ukrainian law of 2010, German and
French newspapers) differ from one another. They are for names only: ordinary words are searched as they stand.
"""

import re
from functools import lru_cache

#: shorter words are too alike
SHORTEST = 4

# A capital stands for a sound that takes several letters; in this order, the longest first.
_CONSONANTS = (
    *(("schtsch", "S"), ("shch", "S"), ("chtch", "S"), ("tsch", "C"), ("tch", "C"), ("sch", "S"), ("sh", "S")),
    *(("kh", "H"), ("zh", "Z"), ("ch", "C"), ("ts", "T"), ("tz", "T"), ("ph", "f"), ("th", "t"), ("gh", "g")),
    *(("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("h", "g"), ("ou", "u"), ("y", "i"), ("j", "i")),
)
_DOUBLED = re.compile(r"(.)\1+")
#: German newspapers write s for з
_VOICED = re.compile(r"z(?=[aeiou])")
_GLIDE = re.compile(r"i(?=[aeou])")
_ENDING_OF = re.compile(r"(?<=[oe])f$")
_SOFT_OV = re.compile(r"(?<=[CSZ])ov(?=a?$)")


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Of a folded word (a–z, 0–9); empty for one that is short or no word of letters."""
    if len(word) < SHORTEST or not word.isalpha():
        return ""
    for letters, sign in _CONSONANTS:
        word = word.replace(letters, sign)
    word = _DOUBLED.sub(r"\1", word)
    word = _GLIDE.sub("", _VOICED.sub("s", word))
    return _SOFT_OV.sub("ev", _ENDING_OF.sub("v", word))
