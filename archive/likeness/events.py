"""Events that are perhaps the same: on the same day, with the same people, in like words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz.fuzz import token_set_ratio

from archive.likeness.pairs import LEAST_SCORE, Alike, Blocks
from archive.models import Event, EventPlace, Participant
from archive.search.folding import folded

# Shares of a hundred: the words of the title, the people, the kind, the places.
_TITLE, _PEOPLE, _KIND, _PLACES = 50, 35, 8, 7


@dataclass
class _Event:
    title: str
    folded: str
    kind: int
    first_day: Any
    last_day: Any
    people: set[int] = field(default_factory=set)
    places: set[int] = field(default_factory=set)


def alike_events() -> Iterator[Alike]:
    """All pairs of dated events, whatever their status."""
    events = _read()
    blocks = Blocks()
    for key, event in events.items():
        blocks.add(_keys(event), key)
    for one, other in blocks.pairs():
        if pair := _compared(one, other, events):
            yield pair


def _read() -> dict[int, _Event]:
    rows = Event.objects.exclude(first_day=None).exclude(last_day=None).order_by("pk")
    events = {
        key: _Event(title, folded(title), kind, first, last)
        for key, title, kind, first, last in rows.values_list("pk", "title", "kind", "first_day", "last_day").iterator()
    }
    for key, actor in Participant.objects.order_by().values_list("event", "actor").iterator():
        if key in events:
            events[key].people.add(actor)
    for key, place in EventPlace.objects.order_by().values_list("event", "place").iterator():
        if key in events:
            events[key].places.add(place)
    return events


def _keys(event: _Event) -> Iterator[object]:
    # Two days that are next to each other share one of these.
    days = {event.first_day, event.first_day + 1}
    yield from ((day, person) for day in days for person in event.people)
    yield from ((day, event.folded) for day in days)


def _compared(one: int, other: int, events: dict[int, _Event]) -> Alike | None:
    mine, theirs = events[one], events[other]
    if mine.first_day > theirs.last_day + 1 or theirs.first_day > mine.last_day + 1:
        return None
    title = token_set_ratio(mine.folded, theirs.folded)
    shared = mine.people & theirs.people
    people = len(shared) / len(mine.people | theirs.people) if shared else 0.0
    score = _TITLE * title / 100 + _PEOPLE * people
    score += _KIND * (mine.kind == theirs.kind) + _PLACES * bool(mine.places & theirs.places)
    if not mine.people and not theirs.people:
        score += _PEOPLE * (title >= 95)
    if score < LEAST_SCORE or title < 45:
        return None
    return Alike(one, other, min(round(score), 99), tuple(_reasons(mine, theirs, title, len(shared))))


def _reasons(mine: _Event, theirs: _Event, title: float, shared: int) -> Iterator[tuple[str, str]]:
    same = mine.first_day == theirs.first_day and mine.last_day == theirs.last_day
    yield ("day", "") if same else ("days", "")
    if shared:
        yield "people", str(shared)
    yield ("title", "") if mine.folded == theirs.folded else ("words", str(round(title)))
    if mine.places & theirs.places:
        yield "place", ""
