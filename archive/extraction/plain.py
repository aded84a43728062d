"""What can be guessed from the words of a text alone."""

import re

from charset_normalizer.cd import coherence_ratio

from archive.extraction.reading import Proposals

#: characters: fewer say nothing of the language, and more say nothing new
ENOUGH, SAMPLE = 150, 20_000
LONGEST_TITLE = 200
FIRST_LINES = 12
#: how much of the words has to be small words of a language, and of the letters as usual in one
CLEAR, SURE = 0.08, 0.5

#: languages in letters of their own, by what charset-normalizer calls them
LANGUAGES = {
    **{"Arabic": "ar", "Bulgarian": "bg", "Chinese": "zh", "Farsi": "fa", "Greek": "el", "Hebrew": "he"},
    **{"Hindi": "hi", "Japanese": "ja", "Kazakh": "kk", "Korean": "ko", "Russian": "ru", "Serbian": "sr"},
    **{"Thai": "th", "Ukrainian": "uk"},
}
#: those in Latin letters, by small words that every text has and other languages have not
WORDS = {
    "cs": "a se na je že v to s z do jako ale podle které jsou",
    "da": "og det at en den til er som på de med han af for ikke",
    "de": "der die und das nicht ist zu den mit von dem sich auf ein für",
    "en": "the of and to in that was for is on with he it as by",
    "es": "de la que el en los del las por con una para su al lo",
    "et": "ja on ei et kui see oma ka mis aga oli tema selle või pole",
    "fi": "ja on ei että se oli joka mutta hän myös kun ovat sen mukaan ole",
    "fr": "de la le et les des en un du une que est pour dans qui",
    "hr": "je i u da na se su za od koji što nije kako bi ali",
    "hu": "a az és hogy nem is egy volt de meg csak már ez szerint azt",
    "it": "di che e la il un per è in non del una sono con della",
    "lt": "ir kad yra su į iš bet kaip tai buvo jo už nuo apie dėl",
    "nl": "de van het een en in dat op te zijn met voor niet die is",
    "no": "og i det som på er at en til av for har med ikke den",
    "pl": "w i na z do że się nie jest o po od za przez jak",
    "pt": "de a o que e do da em um para com não uma os no",
    "ro": "de și în a la că cu din pe nu un care o mai fost",
    "sk": "a sa na je že v to s z do ako ale podľa ktoré sú",
    "sl": "je in v na da za se so ki ne pa bi tudi po kot",
    "sv": "och att det i som en på är av för med den till har inte",
    "tr": "ve bir bu da de için ile olarak çok daha ne kadar gibi sonra var",
    "vi": "của và là có cho không được trong một với các người này đã những",
}
_BYLINE = re.compile(
    r"(?:By|Von|Par|Por|Di|Door)\s+((?:[A-Z\u00c0-\u017e][\w.’'-]*(?:,\s|\s|$|and\s|und\s|et\s)*){1,8})$"
)
_UKRAINIAN, _RUSSIAN = re.compile("[іїєґ]", re.I), re.compile("[ыэъё]", re.I)


def guess_language(text: str, proposals: Proposals) -> None:
    proposals.add("language", language_of(text), "text", "letters")


def guess_heading(text: str, proposals: Proposals) -> None:
    """Add what the first lines suggest: a title, and who wrote it."""
    lines = [line for line in (line.strip() for line in text[:20_000].splitlines()) if line]
    if lines and len(lines[0]) <= LONGEST_TITLE:
        proposals.add("title", lines[0], "text", "first line")
    for line in lines[1:FIRST_LINES]:
        if found := _BYLINE.fullmatch(line):
            proposals.add("byline", found[1], "text", "byline")
            break


def language_of(text: str) -> str:
    """The language by its small words or its letters, as BCP 47; empty if that is not clear."""
    sample = text[:SAMPLE]
    if len(sample) < ENOUGH:
        return ""
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = sorted(((_share(words, small), language) for language, small in WORDS.items()), reverse=True)
    if counts[0][0] > CLEAR and counts[0][0] > counts[1][0] * 1.1:
        return counts[0][1]
    found = [(name, ratio) for name, ratio in coherence_ratio(sample) if name in LANGUAGES]
    if not found or found[0][1] < SURE:
        return ""
    return _cyrillic(sample, LANGUAGES[found[0][0]])


def _share(words: list[str], small: str) -> float:
    """How much of the words are these small ones."""
    known = frozenset(small.split())
    return sum(word in known for word in words) / len(words) if words else 0


def _cyrillic(text: str, language: str) -> str:
    """Letters that only one of them has tell Russian and Ukrainian apart better than how often others stand."""
    ukrainian, russian = len(_UKRAINIAN.findall(text)), len(_RUSSIAN.findall(text))
    if language not in ("ru", "uk", "sr", "bg") or not (ukrainian or russian):
        return language
    return "uk" if ukrainian > russian else "ru"
