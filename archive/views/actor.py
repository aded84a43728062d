"""`/actors/<slug>/`: who it is, which posts it held, what it said, what was said about it, and what it took part in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.models import (
    Actor,
    ActorId,
    ActorName,
    Event,
    Membership,
    Participant,
    Source,
    Statement,
    StatementLink,
    StatementLinkKind,
)
from archive.models.countries import COUNTRIES
from archive.timeline.errors import FilterError
from archive.timeline.keyset import by_date, page
from archive.views.actor_cards import actor_card
from archive.views.actor_charts import ABOUT, SAID, SIDES, TOOK_PART, Activity, activity, activity_url, company_url
from archive.views.actor_posts import PostCard, posts
from archive.views.addresses import record_url
from archive.views.brief_events import brief_events, for_brief
from archive.views.cards import LinkCard, StatementCard
from archive.views.dates import date_card
from archive.views.grouping import by_month
from archive.views.names import names_and_identifiers
from archive.views.paging import keyset_links
from archive.views.record_pages import Head, corrections_of, head, record_page, render_record
from archive.views.statement_cards import for_cards, source_counts, statement_card

# Of an actor with more, the room for a full list of those it appears with is kept free.
FEW_EVENTS = 3


def _records() -> QuerySet[Actor]:
    return Actor.objects.select_related("kind", "portrait")


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
        "publishes": Source.objects.published().filter(publisher=record).exists(),
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


def _tabs(record: Actor, deeds: Activity, chosen: str) -> list[dict[str, Any]]:
    names = {SAID: _("Said"), ABOUT: _("Said about"), TOOK_PART: _("Took part in")}
    url = record_url("actor", record.slug)
    return [
        {"name": names[side], "count": deeds.totals[side], "url": f"{url}?show={side}#list", "chosen": side == chosen}
        for side in SIDES
    ]


def _whole_list(record: Actor, side: str) -> str:
    """The same list where it can be narrowed further."""
    addresses = {
        SAID: f"{reverse('archive:statements')}?speaker={record.slug}",
        ABOUT: f"{reverse('archive:statements')}?about={record.slug}",
        TOOK_PART: f"{reverse('archive:timeline')}?actor={record.slug}",
    }
    return addresses[side]


def _list(request: HttpRequest, record: Actor, side: str) -> tuple[Any, list[Any], Any]:
    """A page of the list, newest first: records, their cards, the pages beside it; four queries at most."""
    order = by_date(newest_first=True)
    found: Any = page(_of_side(record)[side](), order, order.read_cursor(request.GET.get("cursor", "")), size=25)
    links = keyset_links(request, found, {"show": side})
    if side == TOOK_PART:
        return found.records, brief_events(found.records), links
    counts = source_counts("statement", [item.pk for item in found.records])
    cards = [_card(item, counts, with_speaker=side == ABOUT) for item in found.records]
    return found.records, cards, links


def _card(item: Any, counts: dict[int, int], *, with_speaker: bool) -> StatementCard:
    card = replace(statement_card(item, counts.get(item.pk, 0)), denied=item.denied)
    if with_speaker or card.speaker is None:
        return card
    # Whose page it is need not be said again; the post of that day is news.
    return replace(card, speaker=None, venue=" · ".join(part for part in (card.speaker.note, card.venue) if part))


def _of_side(record: Actor) -> dict[str, Callable[[], QuerySet[Any]]]:
    public = Statement.objects.published()
    denying = StatementLink.objects.filter(to=OuterRef("pk"), kind=StatementLinkKind.DENIES, statement__in=public)
    statements = for_cards(public).annotate(denied=Exists(denying))
    about = Statement.about_actors.through._default_manager.filter(actor=record).values("statement")
    took_part = Participant.objects.filter(actor=record).values("event")
    return {
        SAID: lambda: statements.filter(speaker=record),
        ABOUT: lambda: statements.filter(pk__in=about),
        TOOK_PART: lambda: for_brief(Event.objects.published().filter(pk__in=took_part)),
    }


def _memberships(record: Actor) -> tuple[list[LinkCard], list[LinkCard]]:
    """(what the actor is part of, what is part of it), each with its time; one query."""
    public = Actor.objects.published()
    rows = Membership.objects.filter(Q(member=record, group__in=public) | Q(group=record, member__in=public))
    groups: list[LinkCard] = []
    members: list[LinkCard] = []
    for row in rows.select_related("member", "group").order_by("sort_day", "group__slug", "member__slug"):
        upwards = row.member_id == record.pk
        other = row.group if upwards else row.member
        card = LinkCard(other.name, record_url("actor", other.slug), other.language, note=row.date_words)
        (groups if upwards else members).append(card)
    return groups, members
