"""`/actors/<slug>/`: who it is, which posts it held, what it said, what was said about it, and what it took part in."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Actor,
    ActorId,
    ActorName,
    Compiled,
    Membership,
    Source,
    publicity,
)
from archive.models.countries import COUNTRIES
from archive.timeline.errors import FilterError
from archive.timeline.facets import EVENTS, STATEMENTS, List
from archive.views import columns
from archive.views.actor_cards import actor_card
from archive.views.actor_charts import ABOUT, SAID, SIDES, TOOK_PART, Activity, activity, activity_url, company_url
from archive.views.actor_posts import PostCard, posts
from archive.views.addresses import page_url, record_url
from archive.views.belonging import belonging, statements_of
from archive.views.brief_events import listed_briefly
from archive.views.cards import LinkCard, StatementCard
from archive.views.dates import date_card
from archive.views.grouping import by_month
from archive.views.names import names_and_identifiers
from archive.views.paging import keyset_links
from archive.views.record_pages import Head, corrections_of, head, record_page, render_record
from archive.views.statement_cards import source_counts, statement_card

#: the list of each side, and its facet that the actor is a value of
FACETS: dict[str, tuple[List, str]] = {
    SAID: (STATEMENTS, "speaker"),
    ABOUT: (STATEMENTS, "about"),
    TOOK_PART: (EVENTS, "actor"),
}
# What of a council with thousands of members fits on its page.
MOST_MEMBERSHIPS = 300
# Of an actor with more, the room for a full list of those it appears with is kept free.
FEW_EVENTS = 3


def _records() -> QuerySet[Actor]:
    own = ("uuid", "country", "active", "description", "kind__name", *columns.DATES, "last_second", *columns.ACTOR)
    publishes = Exists(Source.objects.filter(publicity(Source), publisher=OuterRef("pk")))
    return Actor.objects.select_related("kind", "portrait").only(*own).annotate(publishes=publishes)


@record_page("actor", _records)
def actor(request: HttpRequest, record: Actor) -> HttpResponse:
    """Twelve queries at most, however much the actor did."""
    deeds = activity(record, however_much=False)
    side = _side(request, deeds)
    own, others = posts(record, timezone.localdate().toordinal())
    now = [post for post in own if post.is_now]
    groups, members = _memberships(record)
    names, identifiers = names_and_identifiers(record, ActorName, ActorId, "actor")
    records, cards, pages = _list(request, record, side)
    context = {
        "actor": record,
        "card": actor_card(record),
        "country": COUNTRIES.get(record.country, ""),
        "active": date_card(record),
        "names": names,
        "identifiers": identifiers,
        "now": now,
        "posts": own,
        "held_here": others,
        "part_of": groups,
        "members": members,
        "activity": deeds,
        "activity_url": activity_url(record),
        "company_url": company_url(record) if deeds.totals[TOOK_PART] else "",
        "company_room": "company" if deeds.totals[TOOK_PART] > FEW_EVENTS else "few",
        "tabs": _tabs(record, deeds, side),
        "side": side,
        "years": by_month(records, cards),
        "pages": pages,
        "whole_list": _whole_list(record, side),
        "publishes": record.publishes,  # type: ignore[attr-defined]
        "corrections": corrections_of(record),
    }
    return render_record(request, record, _head(record, now, deeds), context)


def _head(record: Actor, now: list[PostCard], deeds: Activity) -> Head:
    post = f"{now[-1].title}, {now[-1].other.name}" if now else record.kind.name
    does = _("%(said)d statements, %(about)d about it, %(events)d events.") % deeds.totals
    return head(record, record.name, f"{record.name}: {post}. {record.description or does}")


def _side(request: HttpRequest, deeds: Activity) -> str:
    """Which list is shown: the one asked for, else the first that has something. Raises FilterError."""
    asked = request.GET.get("show", "")
    if asked and asked not in SIDES:
        raise FilterError(_("“show” is one of: %(known)s.") % {"known": ", ".join(SIDES)})
    return asked or next((side for side in SIDES if deeds.totals[side]), SAID)


class _Tab(NamedTuple):
    name: str
    total: int
    url: str
    chosen: bool


def _tabs(record: Actor, deeds: Activity, chosen: str) -> list[_Tab]:
    names = {SAID: _("Said"), ABOUT: _("Said about"), TOOK_PART: _("Took part in")}
    url = record_url("actor", record.slug)
    return [_Tab(names[side], deeds.totals[side], f"{url}?show={side}#list", side == chosen) for side in SIDES]


def _whole_list(record: Actor, side: str) -> str:
    """The same list where it can be narrowed further."""
    addresses = {
        SAID: f"{page_url('archive:statements')}?speaker={record.slug}",
        ABOUT: f"{page_url('archive:statements')}?about={record.slug}",
        TOOK_PART: f"{page_url('archive:timeline')}?actor={record.slug}",
    }
    return addresses[side]


def _list(request: HttpRequest, record: Actor, side: str) -> tuple[Any, list[Any], Any]:
    """A page of the list, newest first: records, their cards, the pages beside it; four queries at most."""
    found = belonging(*FACETS[side], [record.pk], request)
    links = keyset_links(request, found, {"show": side})
    if side == TOOK_PART:
        return *listed_briefly(found.records), links
    statements = statements_of(found)
    counts = source_counts("statement", [item.pk for item in statements])
    cards = [_card(item, counts, with_speaker=side == ABOUT) for item in statements]
    return statements, cards, links


def _card(item: Any, counts: dict[int, int], *, with_speaker: bool) -> StatementCard:
    card = replace(statement_card(item, counts.get(item.pk, 0)), denied=item.denied)
    if with_speaker or card.speaker is None:
        return card
    # Whose page it is need not be said again; the post of that day is news.
    return replace(card, speaker=None, venue=" · ".join(part for part in (card.speaker.note, card.venue) if part))


def _memberships(record: Actor) -> tuple[list[LinkCard], list[LinkCard]]:
    """(what the actor is part of, what is part of it), each with its time; one query."""
    groups: list[LinkCard] = []
    members: list[LinkCard] = []
    for row in _memberships_of(record.pk):
        upwards = row.member_id == record.pk
        other = row.group if upwards else row.member
        card = LinkCard(other.name, record_url("actor", other.slug), other.language, note=row.date_words)
        (groups if upwards else members).append(card)
    return groups, members


def _of_member_or_group(actor: int) -> QuerySet[Membership]:
    both_public = publicity(Actor, "member") & publicity(Actor, "group")
    rows = Membership.objects.filter(both_public, Q(member=actor) | Q(group=actor)).select_related("member", "group")
    ends = (*columns.under("member", columns.LINK), *columns.under("group", columns.LINK))
    loaded = rows.only(Membership.date_field, *columns.DATES, *ends)
    return loaded.order_by("sort_day", "group__slug", "member__slug")[:MOST_MEMBERSHIPS]


_memberships_of = Compiled(_of_member_or_group)
