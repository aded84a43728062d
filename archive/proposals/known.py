"""Whom the archive knows: names, other names and posts, found by the words of a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from archive.dates import EDTFError, parse
from archive.models import Actor, ActorName, Position, Term, Vocabulary
from archive.proposals.nations import SEATS, country_meant
from archive.proposals.tokens import TOKEN, fold, folded

PERSON = "person"
STATE = "state"
_ARTICLES = frozenset({"the", "die", "der", "das", "la", "le", "les", "el", "los", "las"})
_MEDIA = re.compile(r"news|agency|broadcast|press|media|journal|radio|television|magazine")
#: words that the name of an office has; what is not in it is looked for by its name alone
_OFFICES = re.compile(
    r"(?i)ministr|council|staff|office|service|agency|institute|department|committee|commission|court|police|bank|"
    r"directorate|command|guard|government|parliament|union|mission|embassy"
)
#: words of offices that say nothing, and those that are spelt in two ways
_EMPTY = frozenset({"of", "the", "for", "and", "s", "in", "on", "affairs", "federal", "national"})
_SAME = {"defence": "defense", "foreign": "foreign", "organisation": "organization", "centre": "center"}
_SHORT = 3


class KnownActor(NamedTuple):
    """An actor of the archive; `kind` is a slug of the vocabulary, `country` two letters or ""."""

    uuid: str
    name: str
    kind: str = ""
    country: str = ""
    other_names: tuple[str, ...] = ()


class KnownPosition(NamedTuple):
    """A post: UUIDs of the post, the person and the organisation; its title; when it was held (EDTF or "")."""

    uuid: str
    person: str
    organisation: str
    title: str
    held: str = ""


class Name(NamedTuple):
    """A name as it is looked for: its folded words, whether each is written with a capital, and whose it is."""

    words: tuple[str, ...]
    written: tuple[str, ...]
    uuid: str


class Known:
    """The actors, posts and cues of an archive. Names are taken apart only when a text has their first word."""

    def __init__(
        self,
        actors: Iterable[KnownActor] = (),
        positions: Iterable[KnownPosition] = (),
        cues: Iterable[str] = (),
    ) -> None:
        self.actors = {actor.uuid: actor for actor in actors}
        self.cues = frozenset(cues)
        self.held_by: dict[str, list[KnownPosition]] = defaultdict(list)
        for position in positions:
            self.held_by[position.person].append(position)
        self._raw: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._names: dict[str, tuple[Name, ...]] = {}
        self._meanings: dict[str, list[frozenset[str]]] = {}
        first_words: dict[str, str] = {}
        for actor in self.actors.values():
            for name in (actor.name, *actor.other_names):
                self._raw[_first_word(name, first_words)].append((name, actor.uuid))

    def starting_with(self, word: str) -> tuple[Name, ...]:
        """The names whose first word is this folded one, the longest first."""
        if word not in self._raw:
            return ()
        if word not in self._names:
            names = {_name(name, uuid) for name, uuid in self._raw[word]}
            self._names[word] = tuple(sorted(names, key=lambda name: (-len(name.words), name.words, name.uuid)))
        return self._names[word]

    @cached_property
    def by_stem(self) -> dict[str, set[str]]:
        """First words by their first three letters, for languages that bend names."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self._raw:
            found[word[:_SHORT]].add(word)
        return found

    @cached_property
    def by_last_word(self) -> dict[str, str]:
        """The one person (UUID) that has this word, as written, as the last of a name; "" where several have."""
        found: dict[str, str] = {}
        for actor in self.actors.values():
            if actor.kind == PERSON:
                for name in (actor.name, *actor.other_names):
                    last = name[name.rfind(" ") + 1 :]
                    found[last] = actor.uuid if found.get(last, actor.uuid) == actor.uuid else ""
        return found

    @cached_property
    def states(self) -> dict[str, str]:
        """The state of each country: country → UUID, where there is just one."""
        found: dict[str, list[str]] = defaultdict(list)
        for actor in self.actors.values():
            if actor.kind == STATE and actor.country:
                found[actor.country].append(actor.uuid)
        return {country: uuids[0] for country, uuids in found.items() if len(uuids) == 1}

    @cached_property
    def offices(self) -> dict[frozenset[str], set[str]]:
        """UUIDs of offices by the words of their names, whatever their order: “Ministry of Defence of Russia”."""
        found: dict[frozenset[str], set[str]] = defaultdict(set)
        for actor in self.actors.values():
            for name in (actor.name, *actor.other_names):
                if actor.kind != PERSON and _OFFICES.search(name):
                    found[self.meaning(folded(name))].add(actor.uuid)
        return found

    def meaning(self, words: Iterable[str]) -> frozenset[str]:
        """The words of an office's name that say which it is; a state's adjective or seat counts as the state."""
        return frozenset(self._meaning(word) for word in words if word not in _EMPTY)

    def meanings(self, uuid: str) -> list[frozenset[str]]:
        """What each name of an actor says."""
        if uuid not in self._meanings:
            actor = self.actors[uuid]
            self._meanings[uuid] = [self.meaning(folded(name)) for name in (actor.name, *actor.other_names)]
        return self._meanings[uuid]

    def _meaning(self, word: str) -> str:
        if country := country_meant(word):
            return self._state_words.get(country, word)
        if word.endswith(("ian", "an")) and word[:-1] in self._raw:
            return word[:-1]
        return _SAME.get(word, word)

    @cached_property
    def _state_words(self) -> dict[str, str]:
        """The first word of each state's name, by country."""
        return {country: folded(self.actors[uuid].name)[0] for country, uuid in self.states.items()}

    def office(self, words: Sequence[str]) -> str | None:
        """The UUID of the one office that these words mean; None where there is none or more than one."""
        uuids = self.offices.get(self.meaning(words), set())
        return next(iter(uuids)) if len(uuids) == 1 else None

    def state_meant(self, word: str) -> str | None:
        """The UUID of the state whose seat of government a folded word is: “Moscow”."""
        return self.states.get(SEATS.get(word, ""))

    def is_person(self, uuid: str | None) -> bool:
        return bool(uuid) and self.actors[str(uuid)].kind == PERSON

    def is_medium(self, uuid: str | None) -> bool:
        """Whether it is a news agency, a broadcaster or a paper, as far as its kind says."""
        return bool(uuid) and bool(_MEDIA.search(self.actors[str(uuid)].kind))

    @cached_property
    def titled(self) -> dict[str, list[KnownPosition]]:
        """Posts by the folded last word of their title: “minister”."""
        found: dict[str, list[KnownPosition]] = defaultdict(list)
        for posts in self.held_by.values():
            for post in posts:
                found[folded(post.title)[-1] if folded(post.title) else ""].append(post)
        return found

    def posts_on(self, person: str | None, day: int | None) -> list[KnownPosition]:
        """The posts that a person surely held on a day (its number); with no day, all."""
        return [post for post in self.held_by.get(person or "", ()) if _is_held(post.held, day)]


def _is_held(held: str, day: int | None) -> bool:
    if not held or day is None:
        return True
    try:
        when = parse(held)
    except EDTFError:
        return False
    after = when.first_day is None or when.first_day <= day
    return after and (when.last_day is None or day <= when.last_day)


def _first_word(name: str, kept: dict[str, str]) -> str:
    """The folded first word of a name, behind an article."""
    for found in TOKEN.finditer(name):
        word = found.group()
        if word not in kept:
            kept[word] = fold(word)
        if kept[word] not in _ARTICLES or found.end() == len(name):
            return kept[word]
    return ""


def _name(name: str, uuid: str) -> Name:
    words = [(fold(found.group()), found.group()) for found in TOKEN.finditer(name)]
    if len(words) > 1 and words[0][0] in _ARTICLES:
        words = words[1:]
    return Name(tuple(word for word, _written in words), tuple(written for _word, written in words), uuid)


def known_to_archive() -> Known:
    """Everybody in the archive, of any status, read anew: four queries."""
    other_names: dict[int, list[str]] = defaultdict(list)
    for pk, name in ActorName.objects.order_by("actor_id", "order").values_list("actor_id", "name"):
        other_names[pk].append(name)
    rows = Actor.objects.order_by("pk").values_list("pk", "uuid", "name", "kind__slug", "country")
    actors = (
        KnownActor(str(uuid), name, kind, country, tuple(other_names.get(pk, ())))
        for pk, uuid, name, kind, country in rows
    )
    posts = Position.objects.order_by("pk").values_list("uuid", "person__uuid", "organisation__uuid", "title", "held")
    positions = (KnownPosition(str(uuid), str(person), str(at), title, held) for uuid, person, at, title, held in posts)
    terms = Term.objects.filter(vocabulary=Vocabulary.CUE).values_list("slug", flat=True)
    return Known(actors, positions, terms)
