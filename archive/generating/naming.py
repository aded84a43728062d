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
_MATTERS = """
security policy reform safety rights disputes control talks supply law monitoring aid fraud funding standards
"""
_SOUNDS = {"sh": "ш", "ch": "ч", "kh": "х", "ts": "ц", "zh": "ж", "yu": "ю", "ya": "я"}
_LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхійклмнопкрстуввкиз", strict=True))
_TABLE = str.maketrans({**_LETTERS, **{letter.upper(): other.upper() for letter, other in _LETTERS.items()}})
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
    for sound, letter in _SOUNDS.items():
        text = text.replace(sound, letter).replace(sound.capitalize(), letter.upper())
    return text.translate(_TABLE)


def slug_of(title: str, number: int) -> str:
    """An address from a title, which its number makes the only one of its kind."""
    words = _NOT_A_SLUG.sub("-", title.lower()).strip("-")
    if len(words) > SLUG_OF_TITLE:
        words = words[:SLUG_OF_TITLE].rpartition("-")[0] or words[:SLUG_OF_TITLE]
    return f"{words}-{number}" if words else str(number)
