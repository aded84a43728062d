"""`/topics/`: what events and statements are about."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive.models import Topic
from archive.timeline.filters import read_selection
from archive.timeline.keyset import by_name, page
from archive.timeline.totals import totals
from archive.views.addresses import record_url
from archive.views.cards import LinkCard, NamedCard
from archive.views.filtering import filter_view, page_links
from archive.views.grouping import by_letter


@require_safe
def topic_list(request: HttpRequest) -> HttpResponse:
    selection = read_selection(request.GET)
    order = by_name()
    cursor = order.read_cursor(selection.cursor)
    found = page(Topic.objects.published().select_related("part_of"), order, cursor)
    context = {
        "letters": by_letter(_entries(found.records), lambda entry: entry.name),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found, dated=False),
    }
    return render(request, "archive/topic_list.html", context)


def _entries(topics: Iterable[Topic]) -> list[NamedCard]:
    loaded = list(topics)
    keys = [topic.pk for topic in loaded]
    events, statements = totals("event.topic", keys), totals("statement.topic", keys)
    return [
        NamedCard(
            topic.name,
            link=LinkCard(topic.name, record_url("topic", topic.slug), topic.language, _wider(topic)),
            description=topic.description,
            counts=tuple(_counts(events.get(topic.pk, 0), statements.get(topic.pk, 0))),
        )
        for topic in loaded
    ]


def _wider(topic: Topic) -> str:
    return topic.part_of.name if topic.part_of and topic.part_of.is_published else ""


def _counts(events: int, statements: int) -> Iterable[str]:
    if events:
        yield ngettext("%(count)d event", "%(count)d events", events) % {"count": events}
    if statements:
        yield ngettext("%(count)d statement", "%(count)d statements", statements) % {"count": statements}
