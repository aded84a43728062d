"""Who and what a made-up archive is about: terms, topics, places, actors with their posts.

Of each there are many more in a large archive, and the first are in it most often.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from archive.documents import Document
from archive.documents.values import sort_key
from archive.generating import naming
from archive.generating.chance import Weighted
from archive.generating.countries import COUNTRIES_OF_THE_WORLD, Country
from archive.generating.dating import TODAY, dating
from archive.generating.ledger import Ledger, is_published
from archive.generating.vocabulary import TERMS
from archive.generating.wording import Wording
from archive.models import (
    Actor,
    ActorId,
    ActorName,
    Membership,
    Place,
    PlaceName,
    Position,
    Status,
    Term,
    Topic,
    Vocabulary,
)
from archive.models.countries import COUNTRIES

ORGANISATIONS = tuple(slug for slug, _name in TERMS[Vocabulary.ACTOR_KIND] if slug != "person")
#: the most frequent ones are public, whatever chance says: an archive is about them
ALWAYS_PUBLIC = 10
_POSTS = ("Minister", "Spokesperson", "Director", "Chief of staff", "Ambassador", "Commander", "Adviser", "Editor")


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """What others need to know of a record of the cast; `number` is its primary key."""

    number: int
    uuid: str
    name: str
    is_public: bool = True
    country: str = ""
    posts: list[tuple[int, str]] = field(default_factory=list)
    """Of a person: (primary key, UUID) of each position."""


@dataclass(frozen=True)
class Cast:
    """All of it, each list with the most frequent first."""

    terms: dict[str, dict[str, int]]
    """Vocabulary → slug → primary key."""
    topics: list[Member]
    places: list[Member]
    actors: list[Member]
    publishers: list[Member]


def sizes(events: int) -> dict[str, int]:
    """How many of each there are in an archive of so many events."""
    return {
        "topics": 6 + round(events**0.45),
        "places": len(COUNTRIES_OF_THE_WORLD) + 8 + round(events**0.6),
        "actors": 24 + round(events**0.72),
    }


class Casting:
    """Makes the cast and writes it into the ledger."""

    def __init__(self, random_: random.Random, wording: Wording, ledger: Ledger) -> None:
        self._random, self._wording, self._ledger = random_, wording, ledger
        self._positions = 0
        self._actor_status = Weighted(random_, {Status.PUBLISHED: 97, Status.DRAFT: 2, Status.IN_REVIEW: 1})
        self._actor_kind = Weighted(random_, {"person": 62, **dict.fromkeys(ORGANISATIONS, 38 / len(ORGANISATIONS))})

    def cast(self, events: int) -> Cast:
        wanted = sizes(events)
        self._terms = self._make_terms()
        self._topics = self._make_topics(wanted["topics"])
        self._places = self._make_places(wanted["places"])
        self._actors: list[Member] = []
        self._groups: list[Member] = []
        for number in range(1, wanted["actors"] + 1):
            self._make_actor(number)
            if self._ledger.rows.is_full:
                self._ledger.rows.flush()
        publishers = [actor for actor in self._groups if actor.is_public]
        return Cast(self._terms, self._topics, self._places, self._actors, publishers)

    def _document(self, kind: str, number: int, /, **values: Any) -> Document:
        return {"record": kind, "uuid": self._ledger.uuid(kind, number), **values}

    # Terms and topics

    def _make_terms(self) -> dict[str, dict[str, int]]:
        numbers: dict[str, dict[str, int]] = {}
        number = 0
        for vocabulary, terms in TERMS.items():
            numbers[vocabulary] = {}
            for slug, name in terms:
                number += 1
                numbers[vocabulary][slug] = number
                self._make_term(number, str(vocabulary), slug, name)
        return numbers

    def _make_term(self, number: int, vocabulary: str, slug: str, name: str) -> None:
        document = self._document("term", number, slug=slug, vocabulary=vocabulary, name=name, description="")
        self._ledger.dependent(Term, number, document, name, vocabulary, name, "")

    def _make_topics(self, count: int) -> list[Member]:
        names = naming.subjects()
        topics: list[Member] = []
        for number in range(1, count + 1):
            again, place = divmod(number - 1, len(names))
            name = names[place] if not again else f"{names[place]} {again + 1}"
            topics.append(self._make_topic(number, name, topics))
        return topics

    def _make_topic(self, number: int, name: str, topics: list[Member]) -> Member:
        wider = next((topic for topic in topics if name.startswith(f"{topic.name} ")), None)
        values = {"name": name, "part_of": wider.uuid if wider else None, "language": "en"}
        values["description"] = self._wording.text(12)
        document = self._document("topic", number, slug=naming.slug_of(name, number), **values)
        part_of = wider.number if wider else None
        self._ledger.dependent(Topic, number, document, name, name, part_of, "en", values["description"])
        return Member(number, document["uuid"], name)

    # Places

    def _make_places(self, count: int) -> list[Member]:
        countries = COUNTRIES_OF_THE_WORLD[: max(1, count // 2)]
        wholes = {}
        for number, country in enumerate(countries, 1):
            point = (country.latitude, country.longitude, round(country.spread * 100_000))
            wholes[country] = self._make_place(number, COUNTRIES[country.code], country.code, None, point)
        cities = [self._make_city(number, countries, wholes) for number in range(len(countries) + 1, count + 1)]
        # Most happens in towns; a country alone is named now and then.
        return [*cities, *wholes.values()]

    def _make_city(self, number: int, countries: list[Country], wholes: dict[Country, Member]) -> Member:
        country = countries[min(int(self._random.expovariate(1 / 14)), len(countries) - 1)]
        name = naming.city(self._random)
        latitude = self._random.gauss(country.latitude, country.spread / 2)
        longitude = self._random.gauss(country.longitude, country.spread / 2)
        point = (latitude, longitude, self._random.choice((None, 100, 500, 2000, 5000, 20000)))
        return self._make_place(number, name, country.code, wholes[country], point)

    def _make_place(
        self, number: int, name: str, country: str, whole: Member | None, point: tuple[float, float, int | None]
    ) -> Member:
        latitude, longitude = (_plain(f"{degrees:.4f}") for degrees in point[:2])
        uncertainty = None if point[2] is None else str(point[2])
        names = self._other_names(name, 0.3)
        document = self._document(
            "place",
            number,
            slug=naming.slug_of(name, number),
            name=name,
            other_names=names,
            country=country,
            part_of=whole.uuid if whole else None,
            latitude=latitude,
            longitude=longitude,
            uncertainty_m=uncertainty,
            external_ids=[],
        )
        part_of = whole.number if whole else None
        self._ledger.dependent(Place, number, document, name, name, country, part_of, latitude, longitude, uncertainty)
        for order, other in enumerate(names):
            self._ledger.rows.add(PlaceName, number, other["name"], other["language"], order)
        return Member(number, document["uuid"], name, country=country)

    def _other_names(self, name: str, share: float) -> list[dict[str, str]]:
        if self._random.random() >= share:
            return []
        return [{"name": naming.in_cyrillic(name), "language": self._random.choice(("uk", "ru"))}]

    # Actors

    def _make_actor(self, number: int) -> None:
        country = self._random.choice(self._places).country
        kind = "state" if number % 7 == 1 and number < 50 else self._actor_kind()
        is_person = kind == "person"
        name = self._name_of(kind, country, number)
        status = Status.PUBLISHED if number <= ALWAYS_PUBLIC else self._actor_status()
        active = dating(self._active(is_person=is_person))
        names = self._other_names(name, 0.5 if is_person else 0.1)
        groups = self._memberships(is_person=is_person)
        identifiers = self._identifiers(number)
        description = self._wording.text(20)
        document = self._document(
            "actor",
            number,
            slug=naming.slug_of(name, number),
            status=str(status),
            name=name,
            kind=kind,
            other_names=names,
            part_of=sorted(({"group": group.uuid, "during": during} for group, during in groups), key=sort_key),
            country=country,
            active=active.text,
            external_ids=identifiers,
            language="en",
            description=description,
            portrait=None,
        )
        kind_number = self._terms[Vocabulary.ACTOR_KIND][kind]
        values = (name, kind_number, country, active.text, "en", description, None)
        self._ledger.curated(Actor, number, document, name, active, *values)
        self._add_parts(number, names, identifiers, groups)
        member = Member(number, document["uuid"], name, is_published(document), country)
        self._actors.append(member)
        if is_person:
            self._add_posts(member)
        else:
            self._groups.append(member)

    def _name_of(self, kind: str, country: str, number: int) -> str:
        if kind == "person":
            return f"{self._random.choice(naming.given_names())} {naming.surname(self._random)}"
        if kind == "state" and number < 50:
            return COUNTRIES[country]
        topic = self._random.choice(self._topics).name
        place = self._random.choice(self._places).name
        return naming.organisation(self._random, country=COUNTRIES[country], place=place, topic=topic)

    def _active(self, *, is_person: bool) -> str:
        if self._random.random() < 0.5:
            return ""
        year = self._random.randrange(1930, 2000)
        end = f"{year + self._random.randrange(40, 90)}" if is_person and self._random.random() < 0.2 else ".."
        return f"{year}/{end}"

    def _memberships(self, *, is_person: bool) -> list[tuple[Member, str]]:
        if not self._groups or self._random.random() >= (0.4 if is_person else 0.2):
            return []
        group = self._random.choice(self._groups)
        year = self._random.randrange(1985, TODAY.year)
        return [(group, self._random.choice(("", f"{year}/..", f"{year}/{year + 4}")))]

    def _identifiers(self, number: int) -> list[dict[str, str]]:
        return [{"scheme": "wikidata", "value": f"Q{9_000_000_000 + number}"}] if self._random.random() < 0.4 else []

    def _add_parts(
        self,
        number: int,
        names: list[dict[str, str]],
        identifiers: list[dict[str, str]],
        groups: list[tuple[Member, str]],
    ) -> None:
        rows = self._ledger.rows
        for order, other in enumerate(names):
            rows.add(ActorName, number, other["name"], other["language"], order)
        for identifier in identifiers:
            rows.add(ActorId, number, identifier["scheme"], identifier["value"])
        for group, during in groups:
            rows.add(Membership, *dating(during).bounds, number, group.number, during)

    def _add_posts(self, person: Member) -> None:
        if not self._groups or self._random.random() >= 0.5:
            return
        self._positions += 1
        number, organisation = self._positions, self._random.choice(self._groups)
        title = self._random.choice(_POSTS)
        year = self._random.randrange(1990, TODAY.year)
        held = dating(self._random.choice(("", f"{year}/..", f"{year}-03/{year + 5}-02")))
        document = self._document(
            "position",
            number,
            slug=naming.slug_of(f"{person.name} {title}", number),
            person=person.uuid,
            organisation=organisation.uuid,
            title=title,
            held=held.text,
        )
        values = (person.number, organisation.number, title, held.text)
        self._ledger.dependent(Position, number, document, f"{title}, {organisation.name}", *held.bounds, *values)
        person.posts.append((number, document["uuid"]))


def _plain(number: str) -> str:
    """The number without needless zeros, as documents have it."""
    text = number.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
