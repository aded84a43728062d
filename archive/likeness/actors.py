"""Actors that are perhaps the same: by their names in any script, by registers that know them both."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from archive.likeness.pairs import LEAST_SCORE, Alike, Blocks, best
from archive.models import Actor, ActorId, ActorName
from archive.search.folding import folded_words
from archive.search.sounds import sound

# Names whose letters are this alike, with the words in order of the alphabet (0 to 100).
_ALIKE = 90
# A word of one name is a misspelling of one of the other's (0 to 1).
_SAME_WORD = 0.9


@dataclass
class _Names:
    """What is known of an actor: `written` maps folded names (words in order of the alphabet) to how they stand."""

    kind: int
    written: dict[tuple[str, ...], str] = field(default_factory=dict)
    main: tuple[str, ...] = ()
    ids: set[tuple[str, str]] = field(default_factory=set)


def alike_actors() -> Iterator[Alike]:
    """All pairs, whatever the status of the actors."""
    actors = _read()
    blocks = Blocks()
    for key, names in actors.items():
        blocks.add(_keys(names), key)
    for one, other in blocks.pairs():
        score, reasons = best(_scored(actors[one], actors[other]))
        if score >= LEAST_SCORE:
            yield Alike(one, other, score, reasons)


def _read() -> dict[int, _Names]:
    actors: dict[int, _Names] = {}
    for key, kind, name in Actor.objects.order_by("pk").values_list("pk", "kind", "name").iterator():
        actors[key] = _Names(kind)
        actors[key].main = _note(actors[key], name)
    for key, name in ActorName.objects.values_list("actor", "name").iterator():
        _note(actors[key], name)
    for key, scheme, value in ActorId.objects.values_list("actor", "scheme", "value").iterator():
        actors[key].ids.add((scheme, value))
    return actors


def _note(names: _Names, name: str) -> tuple[str, ...]:
    words = tuple(sorted(folded_words(name)))
    if words:
        names.written.setdefault(words, name)
    return words


def _keys(names: _Names) -> Iterator[object]:
    yield from names.ids
    for words in names.written:
        yield words
        yield from (("sound", sound(word)) for word in words if sound(word))


def _scored(one: _Names, other: _Names) -> Iterator[tuple[int, str, str]]:
    for scheme, value in sorted(one.ids & other.ids):
        yield 100, "id", f"{scheme}:{value}"
    same = sorted(one.written.keys() & other.written.keys())
    # Two offices may have the same name; a person and a group seldom are one.
    off = 0 if one.kind == other.kind else 15
    for words in same:
        yield (97 if words in (one.main, other.main) else 90) - off, "name", one.written[words]
    if not same and one.kind == other.kind:
        yield from _nearly(one, other)


def _nearly(one: _Names, other: _Names) -> Iterator[tuple[int, str, str]]:
    nearest = max(
        ((_likeness(mine, theirs), mine, theirs) for mine in one.written for theirs in other.written),
        key=lambda item: item[0],
        default=None,
    )
    if nearest and nearest[0]:
        score, mine, theirs = nearest
        yield score, "spelling", f"{one.written[mine]} / {other.written[theirs]}"


def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How far two names may be one, 0 to 95: the same sounds, the same letters but for a few, or initials."""
    if min(len(one), len(other)) < 2:
        return 0
    if len(one) == len(other) and [sound(word) or word for word in one] == [sound(word) or word for word in other]:
        return 92
    letters = ratio(" ".join(one), " ".join(other))
    if letters >= _ALIKE and _word_by_word(one, other):
        return int(letters * 0.95)
    return 78 if _initials(one, other) or _initials(other, one) else 0


def _word_by_word(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each word has its like: “Jens Stoltenberg” is not “Jens Spahn”, and the first army is not the second."""
    if len(one) != len(other):
        return False
    return all(
        mine == theirs or (mine.isalpha() and theirs.isalpha() and JaroWinkler.similarity(mine, theirs) >= _SAME_WORD)
        for mine, theirs in zip(one, other, strict=True)
    )


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one is the other with first names cut to their letters: “V. Putin”, “Vladimir Putin”."""
    letters = [word for word in short if len(word) == 1]
    rest = [word for word in short if len(word) > 1]
    if not letters or not rest or not set(rest) <= set(long):
        return False
    first = [word[0] for word in long if word not in rest]
    return bool(first) and set(letters) <= set(first) and len(letters) <= len(first)
