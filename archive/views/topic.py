"""`/topics/<slug>/`: what it covers, what happened and what was said about it."""

from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.dates import UNDATED
from archive.models import Event, Statement, Topic
from archive.timeline.keyset import by_date, page
from archive.views.brief_events import brief_events, for_brief
from archive.views.grouping import by_month
from archive.views.hierarchy import parts, wholes, wholes_loaded, within
from archive.views.paging import keyset_links
from archive.views.record_pages import head, record_page, render_record
from archive.views.statement_cards import for_cards, statement_cards
from archive.views.topic_charts import voices_url

MOST_STATEMENTS = 12


def _records() -> QuerySet[Topic]:
    return Topic.objects.select_related(wholes_loaded())


@record_page("topic", _records)
def topic(request: HttpRequest, record: Topic) -> HttpResponse:
    """Nine queries at most, however much there is about the topic."""
    order = by_date(newest_first=True)
    events: Any = page(
        for_brief(Event.objects.published().filter(topics__in=_covered(record)).distinct()),
        order,
        order.read_cursor(request.GET.get("cursor", "")),
        size=25,
    )
    statements = statement_cards(_statements(record))
    description = record.description or _("%(topic)s: events and statements, each with its source.") % {
        "topic": record.name
    }
    context = {
        "topic": record,
        "wholes": wholes(record),
        "parts": parts(record),
        "years": by_month(events.records, brief_events(events.records)),
        "pages": keyset_links(request, events, {}),
        "voices_url": voices_url(record),
        "statements": statements[:MOST_STATEMENTS],
        "more_statements": len(statements) > MOST_STATEMENTS,
        "event_list": f"{reverse('archive:timeline')}?topic={record.slug}",
        "statement_list": f"{reverse('archive:statements')}?topic={record.slug}",
    }
    return render_record(request, record, head(record, record.name, description), context)


def _covered(record: Topic) -> QuerySet[Any, Any]:
    """The topic and those within it."""
    return Topic.objects.published().filter(within(record)).values("pk")


def _statements(record: Topic) -> QuerySet[Statement]:
    about = Statement.topics.through._default_manager.filter(topic__in=_covered(record)).values("statement")
    statements = for_cards(Statement.objects.published().filter(pk__in=about))
    dated_first = Case(When(sort_day=UNDATED, then=1), default=0)
    return statements.order_by(dated_first, "-sort_day", "slug")[: MOST_STATEMENTS + 1]
