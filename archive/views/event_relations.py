"""What an event is tied to: its topics, its parts, events linked with it, and those before and after it."""

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from archive.dates import UNDATED, display
from archive.models import Event, EventLink, EventLinkKind, Topic
from archive.views.addresses import record_url
from archive.views.cards import LinkCard

MOST_LINKED = 100

Related = dict[str, list[LinkCard]]


def relations(record: Event) -> Related:
    """Cards by relation, in one query: `topic part earlier later`, and kinds of links as `led_to`, `led_to_here`."""
    related: Related = {}
    for relation, slug, name, language, when, _day in _rows(record):
        kind = "topic" if relation == "topic" else "event"
        card = LinkCard(name, record_url(kind, slug), language, note=display(when))
        related.setdefault(relation, []).append(card)
    return related


def linked(related: Related) -> list[tuple[str, list[LinkCard]]]:
    """The links with other events, both ways, each under the words for them."""
    related_to = related.get("related_to", []) + related.get("related_to_here", [])
    groups = [
        (_("It led to"), related.get("led_to", [])),
        (_("What led to it"), related.get("led_to_here", [])),
        (_("It responds to"), related.get("responds_to", [])),
        (_("Responses to it"), related.get("responds_to_here", [])),
        (_("Related"), list(dict.fromkeys(related_to))),
    ]
    return [(words, cards) for words, cards in groups if cards]


def _rows(record: Event) -> list[tuple[str, str, str, str, str, int]]:
    events = Event.objects.published()
    selections = [_topics(record), _events("part", events.filter(part_of=record))]
    for kind in EventLinkKind.values:
        links = EventLink.objects.filter(kind=kind)
        selections.append(_events(kind, events.filter(pk__in=links.filter(event=record).values("to"))))
        selections.append(_events(f"{kind}_here", events.filter(pk__in=links.filter(to=record).values("event"))))
    selections += [_events(relation, found, 1) for relation, found in _in_time(record)]
    first, *rest = selections
    rows = list(first.union(*rest, all=True))
    return sorted(rows, key=lambda row: (row[5], row[1]))


def _topics(record: Event) -> QuerySet[Any, Any]:
    topics = Topic.objects.published().filter(events=record)
    return _columns(topics, "topic", "name", Value("", CharField()), Value(0)).order_by()


def _events(relation: str, events: QuerySet[Event], most: int = MOST_LINKED) -> QuerySet[Any, Any]:
    """A compound query knows no LIMIT in its parts, so the limit stands one level deeper."""
    chosen = Event.objects.filter(pk__in=events.values("pk")[:most])
    return _columns(chosen, relation, "title", F("when"), F("sort_day")).order_by()


def _columns(records: QuerySet[Any], relation: str, name: str, when: Any, day: Any) -> QuerySet[Any, Any]:
    return records.values_list(Value(relation, CharField()), "slug", F(name), "language", when, day)


def _in_time(record: Event) -> Iterator[tuple[str, QuerySet[Event]]]:
    """The dated event just before and the one just after, in the order of the design."""
    if record.sort_day == UNDATED:
        return
    events = Event.objects.published().filter(sort_day__lt=UNDATED).annotate(second=Coalesce("first_second", 0))
    for relation, comparison, sign in (("earlier", "lt", "-"), ("later", "gt", "")):
        day = {"sort_day": record.sort_day}
        second = {**day, "second": record.first_second or 0}
        beyond = (
            Q(**{f"sort_day__{comparison}": record.sort_day})
            | Q(**day, **{f"second__{comparison}": record.first_second or 0})
            | Q(**second, **{f"slug__{comparison}": record.slug})
        )
        yield relation, events.filter(beyond).order_by(f"{sign}sort_day", f"{sign}second", f"{sign}slug")
