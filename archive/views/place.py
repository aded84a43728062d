"""`/places/<slug>/`: where it lies, what lies within it, and what happened and was said there."""

from collections.abc import Sequence

from django.db.models import Case, QuerySet, When
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.dates import UNDATED
from archive.models import Compiled, Place, PlaceId, PlaceName, Statement, publicity
from archive.models.countries import COUNTRIES
from archive.timeline.facets import EVENTS
from archive.views.addresses import page_url
from archive.views.belonging import belonging
from archive.views.brief_events import listed_briefly
from archive.views.grouping import by_month
from archive.views.hierarchy import keys_within, parts, wholes, wholes_columns, wholes_loaded
from archive.views.names import names_and_identifiers
from archive.views.paging import keyset_links
from archive.views.place_words import position_words
from archive.views.record_pages import head, record_page, render_record
from archive.views.statement_cards import for_cards, statement_cards

MOST_STATEMENTS = 12


def _records() -> QuerySet[Place]:
    shown = ("uuid", "country", "latitude", "longitude", "uncertainty_m")
    return Place.objects.select_related(wholes_loaded()).only(*wholes_columns(shown))


@record_page("place", _records)
def place(request: HttpRequest, record: Place) -> HttpResponse:
    """Ten queries at most, however much happened there."""
    found = belonging(EVENTS, "place", keys_within(record), request)
    events, cards = listed_briefly(found.records)
    names, identifiers = names_and_identifiers(record, PlaceName, PlaceId, "place")
    context = {
        "place": record,
        "country": COUNTRIES.get(record.country, ""),
        "position": position_words(record),
        "names": names,
        "identifiers": identifiers,
        "wholes": wholes(record),
        "parts": parts(record),
        "years": by_month(events, cards),
        "pages": keyset_links(request, found, {}),
        "statements": statement_cards(_made_at([event.pk for event in events]) if events else ()),
        "whole_list": f"{page_url('archive:timeline')}?place={record.slug}",
    }
    return render_record(request, record, head(record, record.name, _description(record)), context)


def _statements(events: Sequence[int]) -> QuerySet[Statement]:
    """The latest that were made at the events of the page."""
    statements = for_cards(Statement.objects.filter(publicity(Statement), event__in=events))
    dated_first = Case(When(sort_day=UNDATED, then=1), default=0)
    return statements.order_by(dated_first, "-sort_day", "slug")[:MOST_STATEMENTS]


_made_at = Compiled(_statements)


def _description(record: Place) -> str:
    names = [record.name, *(link.name for link in reversed(wholes(record))), COUNTRIES.get(record.country, "")]
    where = ", ".join(dict.fromkeys(filter(None, names)))
    position = position_words(record)
    words = _("%(place)s: what happened there and what was said, each with its source.") % {"place": where}
    return f"{words} {position}".strip()
