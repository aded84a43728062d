"""What of an archive is asked for: its busiest actor and topic, its middle and last page, frequent and rare words."""

import re
from collections import Counter
from typing import Any
from urllib.parse import urlencode

from archive.measuring.results import PageFailed
from archive.models import UNDATED, Actor, Event, FacetTotal, Listing, Topic
from archive.timeline.keyset import UNDATED_ONES, Cursor, by_date
from archive.views.addresses import record_url

_WORD = re.compile(r"[a-z]{3,}")
SAMPLE = 2000
SOMETIMES = 0.01
"""A word in so much of the texts is neither frequent nor rare."""
_IN_ORDER = ("-sort_day", "-second", "-slug")


def listed() -> int:
    """How many published events there are. Raises `PageFailed` where there is none."""
    total = FacetTotal.objects.filter(facet="event.is", value="all").values_list("total", flat=True).first()
    if not total:
        raise PageFailed("There is no published event: there is nothing to measure.")
    return total


def busiest(facet: str, model: Any, place: int = 0) -> str:
    """The slug of the published record that the most events are filed under, or of the next ones; "" for none."""
    totals = FacetTotal.objects.filter(facet=f"event.{facet}").order_by("-total", "value")
    for key in totals.values_list("value", flat=True)[place : place + 20]:
        slug = model.objects.published().filter(pk=key).values_list("slug", flat=True).first()
        if slug:
            return slug
    return ""


def list_pages() -> dict[str, str]:
    """The pages of the timeline that are measured: what it is → its address. Raises `PageFailed`."""
    listed()
    dated = Listing.objects.filter(list="event", sort_day__lt=UNDATED).order_by(*_IN_ORDER)
    middle = dated[dated.count() // 2]
    cursor = by_date(newest_first=True).cursor(middle, forward=True)
    # Going backwards from behind the greatest slug of all.
    end = Cursor(UNDATED_ONES, (0, "z" * 100), forward=False)
    actor, topic = busiest("actor", Actor), busiest("topic", Topic)
    return {
        "first page": "/",
        "middle page": f"/?{urlencode({'cursor': str(cursor)})}",
        "last page": f"/?{urlencode({'cursor': str(end)})}",
        "of the busiest actor": f"/?{urlencode({'actor': actor})}",
        "of the busiest actor and topic": f"/?{urlencode({'actor': actor, 'topic': topic})}",
    }


def record_pages() -> dict[str, str]:
    """Pages of single records: what it is → its address."""
    rows = Listing.objects.filter(list="event")
    heaviest = rows.order_by("-weight", "slug").first()
    typical = rows.order_by("record_id")[listed() // 2]
    pages = {
        "event page": record_url("event", typical.slug),
        "event page, the weightiest": record_url("event", heaviest.slug if heaviest else typical.slug),
    }
    if slug := busiest("actor", Actor):
        pages["actor page, the busiest"] = record_url("actor", slug)
    if slug := busiest("actor", Actor, 30):
        pages["actor page"] = record_url("actor", slug)
    return pages


def words() -> dict[str, str]:
    """Words of events in the Latin alphabet: `frequent`, `sometimes`, `rare` and `another` that is frequent."""
    texts = Event.objects.published().order_by("pk").values_list("title", "summary")[:SAMPLE]
    found = Counter(word for title, summary in texts for word in set(_WORD.findall(f"{title} {summary}".lower())))
    if len(found) < 4:
        raise PageFailed("There are not enough words: there is nothing to search for.")
    ranked = [word for word, _count in sorted(found.items(), key=lambda item: (-item[1], item[0]))]
    wanted = max(2, round(SOMETIMES * min(SAMPLE, listed())))
    medium = min(ranked, key=lambda word: (abs(found[word] - wanted), word))
    return {"frequent": ranked[0], "another": ranked[3], "sometimes": medium, "rare": ranked[-1]}
