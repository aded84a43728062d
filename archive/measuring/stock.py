"""What the site's pages are compared with: a view that does nothing, and Django's own list as it comes.

The addresses of the site, and those of the yardsticks, while it is measured.
"""

import os
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import ListView

from archive.measuring.clock import server_process
from archive.models import Event
from archive.timeline.keyset import PAGE_SIZE

_LIST = """<!doctype html><title>Events</title><ul>
{% for event in page_obj %}<li><a href="/events/{{ event.slug }}/">{{ event.title }}</a> {{ event.when }}
{% for participant in event.participants.all %}
<a href="/actors/{{ participant.actor.slug }}/">{{ participant.actor.name }}</a>
{% endfor %}</li>{% endfor %}</ul>
<p>Page {{ page_obj.number }} of {{ page_obj.paginator.num_pages }}</p>"""


def empty(_request: HttpRequest) -> HttpResponse:
    """The yardstick."""
    return HttpResponse("<!doctype html><title>Nothing</title>")


class StockList(ListView):
    """The same 50 rows with their actors, by Django's ListView and Paginator."""

    paginate_by = PAGE_SIZE

    def get_queryset(self) -> QuerySet[Event]:
        events = Event.objects.published().prefetch_related("participants__actor")
        return events.order_by("-sort_day", "-first_second", "-slug")

    def render_to_response(self, context: dict[str, Any], **_options: Any) -> HttpResponse:
        template = engines["django"].from_string(_LIST)
        return HttpResponse(template.render(context, self.request))


def processes(_request: HttpRequest) -> JsonResponse:
    """Who works for these pages: this process, and PostgreSQL's for its connection (null: not on this machine)."""
    return JsonResponse({"site": os.getpid(), "database": server_process()})


urlpatterns: list[URLPattern | URLResolver] = [
    path("measured/empty/", empty),
    path("measured/list/", StockList.as_view()),
    path("measured/processes/", processes),
    path("", include("config.urls")),
]
handler400 = "archive.views.errors.bad_request"
handler404 = "archive.views.errors.not_found"
