"""What the letters of a text say about its encoding: which language they make, read in one encoding or another.

The bytes of `è à ê` in windows-1252 are `č ŕ ę` in windows-1250, both of them letters; but no language writes the
three as often as each other's neighbours. So each language is a short list of its letters beyond ASCII, the commonest
first, whose frequencies fall as Zipf has it; the likeliest pair of encoding and language is taken.
"""

import math
from collections import Counter
from itertools import pairwise

LETTERS = {
    "cp1252": (
        *("éàèêçôîùûâœëïæ", "üäöß", "óíáéñúü", "ãçáéíóõâêàú", "àèòùéì", "äöå", "øåæé", "ëéïöü", "áíðéóþæöúý"),
        *("äöõü", "çèàéòíóúï"),
    ),
    "cp1250": (
        *("ąęłóżśćńź", "íáéěřýčžšůúťďňó", "áíéčžýšúľťňôďäóŕĺ", "éáőöóüíűú", "ăîâșțşţ", "čšžćđ", "čšž", "ëç"),
        *("äöüß",),
    ),
    "cp1251": (
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        "оанивретскідлмпуязьгбчйхцжїшюєщф’ґ",
        "аиоентрсвлкдпмзъгубчщцйжшхюяф",
        "аоиенртсјкувдмплзгбцшчжхњћљђфџ",
    ),
    "cp1253": ("αοιετσνηυρπκμλςίάγέδόχύήθώφβξζψ",),
    "cp1254": ("ıüşğçöâîû",),
    "cp1255": ("יוהלאארתבשמנםדקעפגחכטסזץןךף",),
    "cp1256": ("الينمروتبعدسفهكقحجشصطخذضزثغئءةأإى",),
    "cp1257": ("ėšųžįąūčę", "āīšņēūļžģķč", "äõüöšž"),
}

#: encodings of one byte for a character, the commoner first: of two that fit alike, the first is taken
ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp1257", "cp1255", "cp1256", "iso8859-15", "iso8859-2"),
    *("koi8-r", "koi8-u", "mac-roman", "cp850", "cp852", "cp866", "iso8859-5", "iso8859-7"),
)
COMMON = frozenset(LETTERS)
SELDOM = 0.1
"""So much less likely is an encoding that is seldom used."""

NEUTRAL = frozenset("„“”‘’‚‹›«»–—…•§°€£©®™·№´¨\xa0¿¡ºª½¼¾²³µ×±")
"""What any language may write, and what therefore says little."""

RARE, ODD, CONTROL = math.log(1e-4), math.log(3e-2), math.log(1e-8)


def _frequencies(letters: str) -> dict[str, float]:
    weights = {letter: 1 / rank for rank, letter in enumerate(letters, start=1)}
    total = sum(weights.values())
    return {letter: weight / total for letter, weight in weights.items()}


def _mixture(languages: list[dict[str, float]]) -> dict[str, float]:
    """Words of all the languages of an encoding, as in a list of places."""
    letters = {letter for language in languages for letter in language}
    return {letter: sum(language.get(letter, 0) for language in languages) / len(languages) for letter in letters}


def _all_logarithms() -> list[dict[str, float]]:
    groups = [[_frequencies(letters) for letters in group] for group in LETTERS.values()]
    found = [language for languages in groups for language in (*languages, _mixture(languages))]
    return [{letter: math.log(frequency) for letter, frequency in language.items()} for language in found]


LOGARITHMS = _all_logarithms()


def likely_encodings(sample: bytes) -> list[tuple[str, float]]:
    """(encoding, how likely its characters are: the mean logarithm, near −2 for a language), the likeliest first.

    Only those that the sample can be read in.
    """
    found = []
    for encoding in ENCODINGS:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        found.append((encoding, _likelihood(text) - (0 if encoding in COMMON else SELDOM)))
    return sorted(found, key=lambda pair: -pair[1])


def _likelihood(text: str) -> float:
    counted = Counter(character for character in text if character >= "\x80")
    total = sum(counted.values())
    if not total:
        return 0.0
    unlikely_case = 0.5 * _capitals_within_words(text)
    return max(_sum(counted, logarithms) for logarithms in LOGARITHMS) / total - unlikely_case / total


def _sum(counted: Counter[str], logarithms: dict[str, float]) -> float:
    return sum(count * _logarithm(character, logarithms) for character, count in counted.items())


def _logarithm(character: str, logarithms: dict[str, float]) -> float:
    if character in NEUTRAL:
        return ODD
    if character < "\xa0":
        return CONTROL
    return logarithms.get(character.lower(), RARE)


def _capitals_within_words(text: str) -> int:
    """How often a capital beyond ASCII follows a small letter, as the letters of another encoding seem to do."""
    return sum(after >= "\x80" and after.isupper() and before.islower() for before, after in pairwise(text))
