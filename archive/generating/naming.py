"""Names of made-up people, organisations, places and subjects, and how they are written in Cyrillic."""

import random
import re

from archive.generating.wording import syllables

_GIVEN = """
Adam Agnes Ahmed Aisha Akira Alan Alena Alexei Amina Ana Andriy Anton Astrid Bogdan Boris Carla Carlos Chen Clara
Daniel Daria David Dmytro Edith Elena Emeka Emil Erik Fatima Felix Galina Georg Grace Halyna Hana Hassan Helena Ibrahim
Igor Ines Irina Ivan Jana Jean Jonas Jorge Joseph Julia Kateryna Kofi Larysa Lena Lucia Maksym Marcus Maria Mehmet Mei
Mikhail Nadia Natalia Nikolai Nina Olena Oleh Omar Paul Petro Petra Piotr Ravi Rosa Samir Sara Serhiy Sofia Stefan Taras
Tatiana Thomas Vera Viktor Wei William Yaroslav Yuki Yusuf Zofia
"""
_SURNAME_ENDINGS = ("enko", "ov", "ova", "sky", "sen", "mann", "son", "ez", "etti", "ian", "uk", "wood", "oglu", "ic")
_CITY_ENDINGS = ("grad", "burg", "ville", "ton", "abad", "sk", "ia", "ford", "mouth", "ar", "ona", "ovo", "stadt", "")
_BODIES = (
    "Ministry of {topic} of {country}",
    "{country} Office for {topic}",
    "Armed Forces of {country}",
    "{surname} News Agency",
    "{city} {noun} Council",
    "{surname} {noun} Group",
    "Alliance for {topic}",
    "{city} Institute of {topic}",
)
_FIELDS = """
Border Energy Trade Food Water Election Prison Refugee Press Nuclear Naval Arms Currency Labour Health Climate Language
Railway Grain Telecommunications Mining Housing Fisheries Aviation Intelligence Sanctions Migration Cyber Land Tax
"""
_MATTERS = "security policy reform safety rights disputes control talks supply law monitoring aid fraud funding standards"
_CYRILLIC = {
    **{"shch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "ye": "є", "yi": "ї"},
    **dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхійклмнопкрстуввкиз", strict=True)),
}
_LETTERS = re.compile("|".join(sorted(_CYRILLIC, key=len, reverse=True)), re.IGNORECASE)
_NOT_A_SLUG = re.compile(r"[^a-z0-9]+")
SLUG_OF_TITLE = 60


def given_names() -> list[str]:
    return _GIVEN.split()


def surname(random_: random.Random) -> str:
    return (syllables(random_, random_.choice((1, 1, 2))) + random_.choice(_SURNAME_ENDINGS)).capitalize()


def city(random_: random.Random) -> str:
    return (syllables(random_, random_.choice((1, 2, 2))) + random_.choice(_CITY_ENDINGS)).capitalize()


def organisation(random_: random.Random, *, country: str, place: str, topic: str) -> str:
    """Such as "Ministry of Border security of Ukraine"."""
    return random_.choice(_BODIES).format(
        country=country, city=place, topic=topic, surname=surname(random_), noun=random_.choice(_FIELDS.split())
    )


def subjects() -> list[str]:
    """Names of topics: fields first, then what matters in them."""
    fields, matters = _FIELDS.split(), _MATTERS.split()
    return [*fields, *(f"{field} {matter}" for matter in matters for field in fields)]


def in_cyrillic(text: str) -> str:
    """The text letter by letter in Cyrillic, so that it can be found by either writing."""
    return _LETTERS.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    found = match.group()
    letter = _CYRILLIC[found.lower()]
    return letter.upper() if found[0].isupper() else letter


def slug_of(title: str, number: int) -> str:
    """An address from a title, which its number makes the only one of its kind."""
    words = _NOT_A_SLUG.sub("-", title.lower()).strip("-")
    if len(words) > SLUG_OF_TITLE:
        words = words[:SLUG_OF_TITLE].rpartition("-")[0] or words[:SLUG_OF_TITLE]
    return f"{words}-{number}" if words else str(number)
