"""What a language says speech, days and numbers with: a table for each, the rules are the same for all."""

from archive.proposals.languages.english import ENGLISH
from archive.proposals.languages.french import FRENCH
from archive.proposals.languages.german import GERMAN
from archive.proposals.languages.polish import POLISH
from archive.proposals.languages.russian import RUSSIAN
from archive.proposals.languages.spanish import SPANISH
from archive.proposals.languages.table import NEUTRAL, Cue, Language
from archive.proposals.languages.ukrainian import UKRAINIAN

LANGUAGES: dict[str, Language] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "pl": POLISH,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
}

__all__ = ["LANGUAGES", "Cue", "Language", "language_of"]


def language_of(code: str) -> Language:
    """The table of a language (BCP 47). Of an unknown one English is tried; of one without a table only marks."""
    main = code.partition("-")[0].lower()
    return LANGUAGES.get(main, NEUTRAL) if main else ENGLISH
