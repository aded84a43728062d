"""`/actors/`: everybody who acts or speaks, by name."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive.models import Actor, publicity
from archive.timeline.filters import read_selection
from archive.timeline.keyset import by_name, page
from archive.timeline.totals import totals
from archive.views.actor_cards import actor_card
from archive.views.cards import NamedCard
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_letter


@require_safe
def actor_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET, "actor")
    order = by_name()
    cursor = order.read_cursor(selection.cursor)
    # As `published()`, but looked at in the order of names: SQLite would first collect all that are public.
    actors = selection.apply(Actor.objects.filter(publicity(Actor))).select_related("kind", "portrait")
    found = page(actors, order, cursor)
    context = {
        "letters": by_letter(_entries(found.records), lambda entry: entry.name),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found, dated=False),
        "data_query": request.META.get("QUERY_STRING", ""),
    }
    return render(request, "archive/actor_list.html", context)


def _entries(actors: Iterable[Actor]) -> list[NamedCard]:
    loaded = list(actors)
    keys = [actor.pk for actor in loaded]
    statements, events = totals("statement.speaker", keys), totals("event.actor", keys)
    return [
        NamedCard(
            actor.name,
            actor=actor_card(actor, actor.kind.name),
            counts=tuple(_counts(statements.get(actor.pk, 0), events.get(actor.pk, 0))),
        )
        for actor in loaded
    ]


def _counts(statements: int, events: int) -> Iterable[str]:
    if statements:
        yield ngettext("%(count)d statement", "%(count)d statements", statements) % {"count": statements}
    if events:
        yield ngettext("%(count)d event", "%(count)d events", events) % {"count": events}
