"""The posts of a person over time, drawn as bars on one scale of days; and who held posts at an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from archive.models import Actor, Compiled, Position
from archive.views import columns
from archive.views.addresses import record_url
from archive.views.cards import DateCard, LinkCard
from archive.views.dates import date_card

SCALE = 1000
# What of an office with thousands of holders fits on a page.
MOST_POSTS = 300
THINNEST = 8


@dataclass(frozen=True)
class PostCard:
    """A post: `other` is the organisation of a person, or the person at an organisation.

    `start` and `width` place its bar on a scale of 1000; no width, no bar. `is_now` says that it is held today.
    """

    title: str
    other: LinkCard
    held: DateCard | None
    start: int
    width: int
    is_now: bool
    opens: bool
    closes: bool


def posts(actor: Actor, today: int) -> tuple[list[PostCard], list[PostCard]]:
    """(the actor's own posts, posts that others held at it), oldest first; one query. `today` is a day number."""
    loaded = _positions(actor.pk)
    own = [position for position in loaded if position.person_id == actor.pk]
    others = [position for position in loaded if position.organisation_id == actor.pk]
    return (
        [_card(post, post.organisation, own, today) for post in own],
        [_card(post, post.person, others, today) for post in others],
    )


def _held_by_or_at(actor: int) -> QuerySet[Position]:
    positions = Position.objects.published().filter(Q(person=actor) | Q(organisation=actor))
    ends = (*columns.under("person", columns.LINK), *columns.under("organisation", columns.LINK))
    loaded = positions.select_related("person", "organisation").only("title", "held", "last_day", *columns.DATES, *ends)
    return loaded.order_by("sort_day", "slug")[:MOST_POSTS]


_positions = Compiled(_held_by_or_at)


def _card(position: Position, other: Actor, beside: Sequence[Position], today: int) -> PostCard:
    first, last = _scale(beside, today)
    start, end = _ends(position, first, last)
    known = bool(position.held)
    return PostCard(
        title=position.title,
        other=LinkCard(other.name, record_url("actor", other.slug), other.language),
        held=date_card(position),
        start=_on_scale(start, first, last),
        width=max(THINNEST, _on_scale(end, first, last) - _on_scale(start, first, last)) if known else 0,
        is_now=known and start <= today and (position.last_day is None or today <= position.last_day),
        opens=known and position.first_day is None,
        closes=known and position.last_day is None,
    )


def _scale(positions: Sequence[Position], today: int) -> tuple[int, int]:
    """The first and the last day that the bars reach; an open end reaches to today."""
    days = [day for post in positions for day in (post.first_day, post.last_day) if day is not None]
    return min([*days, today]), max([*days, today])


def _ends(position: Position, first: int, last: int) -> tuple[int, int]:
    start = first if position.first_day is None else position.first_day
    return start, last if position.last_day is None else position.last_day


def _on_scale(day: int, first: int, last: int) -> int:
    return round((day - first) / max(1, last - first) * SCALE)
