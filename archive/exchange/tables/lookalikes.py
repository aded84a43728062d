"""Names that deceive the eye: characters that turn the writing round or are not seen, letters of another script.

Free of Django but for its translations, and of the database: pure functions on text. The rules follow Unicode
Technical Report 36 and Technical Standard 39 (mixed-script confusables) in the small: only whole words that mix Latin,
Cyrillic or Greek with a letter that looks like one of another of these are told, not every word of two scripts.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides, isolates, and their ends: what follows is read in another direction than it is stored."""

UNSEEN = frozenset("\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")
"""Characters without a width. U+200C and U+200D, which Persian, Hindi and emoji need, are none of them."""

SCRIPTS = {
    "LATIN": re.compile("[A-Za-z\u00c0-\u024f]"),
    "CYRILLIC": re.compile("[\u0400-\u052f]"),
    "GREEK": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
}

LOOK_ALIKES = {
    "LATIN": frozenset("ABCEHIJKMNOPSTXYZaceghijkopqsuvwxyrnd"),
    "CYRILLIC": frozenset("АВСЕНІЈКМОРЅТХУԚԜѴасеіјорѕхуһԁԛԝѵгпЗЬбк"),
    "GREEK": frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαονρικυχωηγϲ"),
}
"""Of each script the letters that look like one of another."""

WORD = re.compile(r"[^\W\d_]+")


def deceptive(text: str) -> list[str]:
    """Sentences on what in a name deceives the eye; none for an honest one, and at most one of each kind."""
    if text.isascii():
        return []
    found = []
    if turning := _first_among(TURNING, text):
        reason = _("It holds %(character)s, which makes it read in another order than it is written.")
        found.append(reason % {"character": shown_character(turning)})
    if unseen := _first_among(UNSEEN, text):
        found.append(_("It holds %(character)s, which is not seen.") % {"character": shown_character(unseen)})
    # Most names are of one script, and then so are their words.
    if sum(script.search(text) is not None for script in SCRIPTS.values()) > 1:
        found += [told for word in WORD.findall(text) for told in _mixed(word)][:1]
    return found


def _first_among(characters: frozenset[str], text: str) -> str:
    if characters.isdisjoint(text):
        return ""
    return next(character for character in text if character in characters)


def shown_character(character: str) -> str:
    """`U+202E (right-to-left override)`."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"


def _mixed(word: str) -> list[str]:
    if word.isascii():
        return []
    letters = {script: found for script, pattern in SCRIPTS.items() if (found := pattern.findall(word))}
    if len(letters) < 2:
        return []
    # The script of the fewest letters is the intruder's.
    intruder = min(letters, key=lambda script: len(letters[script]))
    letter = next((letter for letter in letters[intruder] if letter in LOOK_ALIKES[intruder]), "")
    if not letter:
        return []
    reason = _("In the word “%(word)s” the letter %(character)s looks like one of another script.")
    return [reason % {"word": word[:40], "character": shown_character(letter)}]
