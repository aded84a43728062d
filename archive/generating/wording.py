"""Made-up words and sentences: a few words are in nearly every text, most are rare, as in any language.

The function words come with the patterns of the sentences; nouns, adjectives and verbs are drawn by Zipf's law
from real words first and composed ones after them.
"""

import random
from collections.abc import Iterator

from archive.generating.chance import Zipf

_NOUNS = """
government border war talks forces minister security president army agreement treaty sanctions region country
parliament court report law city election police group people troops party weapons attack ceasefire alliance council
convoy port bridge refinery harbour railway airport village refugees prisoners hostages drone missile exercise
inspector embassy summit delegation negotiator witness archive evidence testimony verdict tribunal budget grain gas
pipeline reactor dam hospital school university market currency debt loan tariff strike union factory mine
protest crowd curfew censorship broadcast newspaper journalist interview statement denial rumour leak document
telegram letter map photograph satellite radar frontier corridor outpost garrison brigade battalion regiment fleet
submarine frigate squadron helicopter tank artillery shell mine trench river valley mountain coast island strait
"""
_ADJECTIVES = """
military political new foreign national joint secret public armed civilian regional senior former nuclear naval
temporary permanent provisional unilateral mutual covert deliberate alleged disputed frozen fragile gradual historic
humanitarian illegal independent internal joint lasting legal limited local massive moderate northern official
partial peaceful preliminary private rapid remote separate severe sole southern strategic strict sudden tactical
technical territorial unexpected urgent verbal vital western written eastern economic diplomatic democratic
"""
_VERBS = """
announced rejected accepted delayed supported criticised deployed withdrew signed prepared described confirmed
ended opened closed seized inspected crossed evacuated suspended resumed ratified vetoed drafted published revised
ignored discussed examined questioned recalled expelled arrested released exchanged blocked shelled bombed occupied
liberated surrendered negotiated mediated financed sanctioned investigated monitored observed recorded translated
"""
_ONSETS = (*"bdfghklmnprstvz", "br", "dr", "fl", "gr", "kl", "kr", "pl", "pr", "sk", "st", "str", "sv", "tr")
_VOWELS = (*"aeiou", "ai", "ei", "ou", "ia")
_CODAS = ("", "", "", "l", "n", "r", "s", "m", "nd", "rk", "st", "v")
_ENDINGS = {
    "N": ("er", "ion", "ment", "ity", "age", "ance", "um", "or", "ism", "a"),
    "A": ("al", "ive", "ous", "ic", "ine", "ar", "ean"),
    "V": ("ed", "ated", "ised", "ified"),
}
_PATTERNS = (
    "the {A} {N} {V} the {N} of the {N}",
    "the {N} and the {N} {V} another {A} {N} after the {N}",
    "in the {N}, the {N} {V} that the {N} was {A}",
    "officials {V} the {N} on the {A} {N} and {V} the {N}",
    "according to the {N}, one {A} {N} was {V} near the {N}",
    "no {N} of the {N} was {V} before the {A} {N}",
    "the {N} for {N} and {N} {V} its {A} {N} to the {N}",
    "this {N} is {A}, and the {N} will be {V} by the {N}",
    "with the {N} {V}, the {N} of {N} remains {A}",
    "some {N} from the {A} {N} {V} {N} in the {N}",
    "{A} {N} and {A} {N} {V} the {N} at the {N}",
    "the {N} {V} that it had not {V} the {A} {N}",
)
_REAL = {"N": _NOUNS, "A": _ADJECTIVES, "V": _VERBS}
_WORDS_OF_A_SENTENCE = 10
STEEPNESS = 1.05
"""How much rarer each word is than the one before it: 1 is Zipf's own."""


def syllables(random_: random.Random, count: int) -> str:
    """A pronounceable run of syllables."""
    return "".join(
        random_.choice(_ONSETS) + random_.choice(_VOWELS) + random_.choice(_CODAS) * (place + 1 == count)
        for place in range(count)
    )


def composed(random_: random.Random, count: int, endings: tuple[str, ...]) -> Iterator[str]:
    """Different made-up words, the short ones first, as frequent words are."""
    seen: set[str] = set()
    while len(seen) < count:
        length = 1 if len(seen) < count // 50 else 2 if len(seen) < count // 3 else 3
        word = syllables(random_, length) + random_.choice(endings)
        if word not in seen:
            seen.add(word)
            yield word


class Wording:
    """Sentences of made-up words. `nouns`: how many different ones to compose."""

    def __init__(self, random_: random.Random, nouns: int) -> None:
        sizes = {"N": nouns, "A": nouns // 8, "V": nouns // 12}
        words = {slot: _words(random_, slot, size) for slot, size in sizes.items()}
        self._draws = {slot: Zipf(random_, words[slot], STEEPNESS) for slot in words}
        self.noun, self.adjective, self.verb = self._draws["N"], self._draws["A"], self._draws["V"]
        self._pattern = Zipf(random_, [_compiled(pattern) for pattern in _PATTERNS], 0.3)

    def clause(self) -> str:
        """About ten words, without a capital or a full stop."""
        pattern, slots = self._pattern()
        return pattern % tuple(self._draws[slot]() for slot in slots)

    def sentence(self) -> str:
        clause = self.clause()
        return f"{clause[0].upper()}{clause[1:]}."

    def text(self, words: int) -> str:
        """Sentences of about so many words together."""
        return " ".join(self.sentence() for _ in range(max(1, round(words / _WORDS_OF_A_SENTENCE))))


def _words(random_: random.Random, slot: str, size: int) -> list[str]:
    """The real words that go into the slot, and as many composed ones after them."""
    return [*dict.fromkeys(_REAL[slot].split()), *composed(random_, size, _ENDINGS[slot])]


def _compiled(pattern: str) -> tuple[str, str]:
    """The pattern for `%`, and the letters of its slots in order."""
    slots = "".join(part[0] for part in pattern.split("{")[1:])
    return pattern.replace("{N}", "%s").replace("{A}", "%s").replace("{V}", "%s"), slots
