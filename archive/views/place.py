"""`/places/<slug>/`: where it lies, what lies within it, and what happened and was said there."""

from typing import Any

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.dates import UNDATED
from archive.models import Event, EventPlace, Place, PlaceId, PlaceName, Statement
from archive.models.countries import COUNTRIES
from archive.timeline.keyset import by_date, page
from archive.views.brief_events import brief_events, for_brief
from archive.views.grouping import by_month
from archive.views.hierarchy import parts, wholes, wholes_loaded, within
from archive.views.names import names_and_identifiers
from archive.views.paging import keyset_links
from archive.views.place_words import position_words
from archive.views.record_pages import head, record_page, render_record
from archive.views.statement_cards import for_cards, statement_cards

MOST_STATEMENTS = 12


def _records() -> QuerySet[Place]:
    return Place.objects.select_related(wholes_loaded())


@record_page("place", _records)
def place(request: HttpRequest, record: Place) -> HttpResponse:
    """Ten queries at most, however much happened there."""
    order = by_date(newest_first=True)
    there = _events(record)
    events: Any = page(for_brief(there), order, order.read_cursor(request.GET.get("cursor", "")), size=25)
    names, identifiers = names_and_identifiers(record, PlaceName, PlaceId, "place")
    context = {
        "place": record,
        "country": COUNTRIES.get(record.country, ""),
        "position": position_words(record),
        "names": names,
        "identifiers": identifiers,
        "wholes": wholes(record),
        "parts": parts(record),
        "years": by_month(events.records, brief_events(events.records)),
        "pages": keyset_links(request, events, {}),
        "statements": statement_cards(_statements(there)),
        "whole_list": f"{reverse('archive:timeline')}?place={record.slug}",
    }
    return render_record(request, record, head(record, record.name, _description(record)), context)


def _events(record: Place) -> QuerySet[Event]:
    """At the place or anywhere within it."""
    rows = EventPlace.objects.filter(within(record, "place"), place__in=Place.objects.published())
    return Event.objects.published().filter(pk__in=rows.values("event"))


def _statements(there: QuerySet[Event]) -> QuerySet[Statement]:
    """The latest that were made at events there."""
    statements = for_cards(Statement.objects.published().filter(event__in=there))
    dated_first = Case(When(sort_day=UNDATED, then=1), default=0)
    return statements.order_by(dated_first, "-sort_day", "slug")[:MOST_STATEMENTS]


def _description(record: Place) -> str:
    names = [record.name, *(link.name for link in reversed(wholes(record))), COUNTRIES.get(record.country, "")]
    where = ", ".join(dict.fromkeys(filter(None, names)))
    position = position_words(record)
    words = _("%(place)s: what happened there and what was said, each with its source.") % {"place": where}
    return f"{words} {position}".strip()
