"""Cards of actors, with the post that a person held on the day in question."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from archive.models import Actor, Compiled, Dated, Position
from archive.views import columns
from archive.views.addresses import record_url
from archive.views.cards import ActorCard
from archive.views.images import picture_card

Posts = Mapping[int, list[Position]]


def actor_card(actor: Actor, note: str = "") -> ActorCard:
    """The actor must be published, with `portrait` loaded where it has one."""
    return ActorCard(
        name=actor.name,
        url=record_url("actor", actor.slug),
        language=actor.language,
        note=note,
        portrait=picture_card(actor.portrait),
    )


def post_words(position: Position | None) -> str:
    """What `title_words` says of a public post; "" of any other, or of none."""
    if position is None or not position.is_published:
        return ""
    return title_words(position.title, position.organisation.name)


def title_words(title: str, organisation: str) -> str:
    """“Foreign Minister, Russia”; the title alone where it names the organisation already."""
    return title if organisation in title else f"{title}, {organisation}"


def posts_of(actors: Iterable[Actor]) -> Posts:
    """The dated public posts of these people, by the person's primary key, in one query."""
    people: Collection[int] = {actor.pk for actor in actors}
    posts: dict[int, list[Position]] = defaultdict(list)
    for position in _posts_of(sorted(people)) if people else ():
        posts[position.person_id].append(position)
    return posts


def _dated_posts(people: Sequence[int]) -> QuerySet[Position]:
    positions = Position.objects.published().filter(person__in=people).exclude(held="")
    loaded = positions.select_related("organisation").only("person", "held", *columns.DATES, *columns.POSITION)
    return loaded.order_by("sort_day", "slug")


_posts_of = Compiled(_dated_posts)


def post_on(posts: Posts, actor: Actor, record: Dated) -> str:
    """What the actor was on the day of this record; the latest post where several fit, "" where none is known."""
    held = [position for position in posts.get(actor.pk, ()) if _overlap(position, record)]
    return post_words(held[-1]) if held and record.date_text else ""


def _overlap(one: Dated, other: Dated) -> bool:
    def before(last: int | None, first: int | None) -> bool:
        return last is not None and first is not None and last < first

    return not before(one.last_day, other.first_day) and not before(other.last_day, one.first_day)
