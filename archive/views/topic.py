"""`/topics/<slug>/`: what it covers, what happened and what was said about it."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.models import Topic
from archive.timeline.facets import EVENTS, STATEMENTS
from archive.views.addresses import page_url
from archive.views.belonging import belonging, statements_of
from archive.views.brief_events import listed_briefly
from archive.views.grouping import by_month
from archive.views.hierarchy import DEPTH, keys_within, parts, wholes, wholes_columns, wholes_loaded
from archive.views.paging import keyset_links
from archive.views.record_pages import head, record_page, render_record
from archive.views.statement_cards import statement_cards
from archive.views.topic_charts import voices_url

MOST_STATEMENTS = 12


def _records() -> QuerySet[Topic]:
    shown = ("uuid", "description", *(f"{'part_of__' * step}language" for step in range(DEPTH + 1)))
    return Topic.objects.select_related(wholes_loaded()).only(*wholes_columns(shown))


@record_page("topic", _records)
def topic(request: HttpRequest, record: Topic) -> HttpResponse:
    """Nine queries at most, however much there is about the topic."""
    covered = keys_within(record)
    found = belonging(EVENTS, "topic", covered, request)
    events, cards = listed_briefly(found.records)
    statements = statement_cards(statements_of(belonging(STATEMENTS, "topic", covered, size=MOST_STATEMENTS + 1)))
    description = record.description or _("%(topic)s: events and statements, each with its source.") % {
        "topic": record.name
    }
    context = {
        "topic": record,
        "wholes": wholes(record),
        "parts": parts(record),
        "years": by_month(events, cards),
        "pages": keyset_links(request, found, {}),
        "voices_url": voices_url(record),
        "statements": statements[:MOST_STATEMENTS],
        "more_statements": len(statements) > MOST_STATEMENTS,
        "event_list": f"{page_url('archive:timeline')}?topic={record.slug}",
        "statement_list": f"{page_url('archive:statements')}?topic={record.slug}",
    }
    return render_record(request, record, head(record, record.name, description), context)
