"""How the same bytes look in one encoding and another, so that a person can choose by eye."""

import re
import unicodedata
from dataclasses import dataclass

# A run of letters with at least one byte that is not ASCII.
_TELLING = re.compile(rb"[A-Za-z]{0,24}[\x80-\xff][A-Za-z\x80-\xff]{0,24}")
# Signs of control, and what stands where there is no character: nobody writes these.
_NOT_WRITTEN = ("Cc", "Cf", "Cn", "Co", "So")
MOST_SAMPLES = 4
SHOWN_ENCODINGS = 8

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1250": "windows-1250 (cp1250)",
    "cp1251": "windows-1251 (cp1251)",
    "cp1252": "windows-1252 (cp1252)",
    "cp1253": "windows-1253",
    "cp1254": "windows-1254",
    "cp1255": "windows-1255",
    "cp1256": "windows-1256",
    "cp1257": "windows-1257",
}


@dataclass(frozen=True)
class EncodingChoice:
    """An encoding that the bytes can be read in, and what some telling words look like in it."""

    name: str
    label: str
    samples: str


def encoding_choices(content: bytes, encodings: list[str], chosen: str) -> list[EncodingChoice]:
    """The likeliest encodings, the chosen one among them, those that read the words alike only once."""
    words = list(dict.fromkeys(found.group() for found in _TELLING.finditer(content[:400_000])))[:MOST_SAMPLES]
    choices: dict[str, EncodingChoice] = {}
    for name in dict.fromkeys([chosen, *encodings]):
        looks = "  ".join(word.decode(name, "replace") for word in words)
        if name != chosen and any(unicodedata.category(character) in _NOT_WRITTEN for character in looks):
            continue
        # Two encodings in which nothing here differs are one choice.
        choices.setdefault(looks or name, EncodingChoice(name, encoding_label(name), looks))
    return list(choices.values())[:SHOWN_ENCODINGS]


def encoding_label(name: str) -> str:
    return _NAMES.get(name, name.upper())
