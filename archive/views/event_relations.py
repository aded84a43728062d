"""What an event is tied to: its topics, its parts, events linked with it, and those before and after it."""

from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from archive.dates import UNDATED, display
from archive.models import Compiled, Event, EventLink, Listing, Topic, publicity
from archive.timeline.keyset import DATED, Cursor, by_date, rows_of
from archive.views.addresses import record_url
from archive.views.cards import LinkCard

# What of an event with thousands of parts fits on its page.
MOST_PARTS = 100

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
    if record.sort_day == UNDATED:
        rows = _undated(record.pk)
    else:
        rows = _dated(record.pk, record.sort_day, record.first_second or 0, record.slug)
    return sorted(rows, key=lambda row: (row[5], row[1]))


def _tied(record: int) -> list[QuerySet[Any, Any]]:
    parts = Event.objects.published().filter(part_of=record)
    here = Concat("kind", Value("_here"), output_field=CharField())
    outwards, inwards = _links("event", "to", record, F("kind")), _links("to", "event", record, here)
    return [_topics(record), _events("part", parts.values("pk")[:MOST_PARTS]), outwards, inwards]


def _links(own: str, other: str, record: int, relation: Any) -> QuerySet[Any, Any]:
    """The links at whose end `own` the record is, with the public event at their `other` end."""
    links = EventLink.objects.filter(publicity(Event, other), **{own: record}).order_by()
    end = (F(f"{other}__{column}") for column in ("slug", "title", "language", "when", "sort_day"))
    return links.values_list(relation, *end)


def _topics(record: int) -> QuerySet[Any, Any]:
    topics = Topic.objects.published().filter(events=record)
    return _columns(topics, "topic", "name", Value("", CharField()), Value(0)).order_by()


def _events(relation: str, keys: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """A compound query knows no LIMIT in its parts, so the limit stands one level deeper, in `keys`."""
    chosen = Event.objects.published().filter(pk__in=keys)
    return _columns(chosen, relation, "title", F("when"), F("sort_day")).order_by()


def _columns(records: QuerySet[Any], relation: str, name: str, when: Any, day: Any) -> QuerySet[Any, Any]:
    return records.values_list(Value(relation, CharField()), "slug", F(name), "language", when, day)


def _in_time(day: int, second: int, slug: str) -> list[QuerySet[Any, Any]]:
    """The dated events nearest before and after, each by one step into the index of the lists."""
    listed = Listing.objects.filter(list="event")
    selections = []
    for relation, newest_first in (("earlier", True), ("later", False)):
        dated = by_date(newest_first=newest_first).segments[DATED]
        beyond = rows_of(listed, dated, Cursor(DATED, (day, second, slug), forward=True), forward=True)
        selections.append(_events(relation, beyond.values("record_id")[:1]))
    return selections


def _together(selections: list[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    first, *rest = selections
    return first.union(*rest, all=True)


_undated = Compiled(lambda record: _together(_tied(record)))
_dated = Compiled(lambda record, day, second, slug: _together([*_tied(record), *_in_time(day, second, slug)]))
