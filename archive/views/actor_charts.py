"""An actor in drawings: its activity over time, and who it appears with (`/actors/<slug>/company/`).

Both come from the index of the lists, so that they cost the same for an actor of ten events and of a hundred thousand.
"""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pyroaring import BitMap

from archive.charts.bars import Bar, Label, labels, shares, stacked
from archive.charts.periods import Period, borders, periods
from archive.dates import UNDATED
from archive.models import Actor, Listing
from archive.timeline.errors import UnknownRecord
from archive.timeline.facets import EVENTS, STATEMENTS
from archive.timeline.filters import SLUG, Selection
from archive.timeline.keyset import Page
from archive.timeline.pages import listing_page
from archive.timeline.postings import read
from archive.timeline.ranges import Range
from archive.timeline.remembering import Key
from archive.timeline.selected import Selected
from archive.views.actor_cards import actor_card
from archive.views.addresses import record_url
from archive.views.brief_events import listed_briefly
from archive.views.cards import ActorCard
from archive.views.chart_times import MOST_MONTHS, MOST_PERIODS, telling_periods, telling_periods_of_days
from archive.views.grouping import by_month
from archive.views.number_words import count_words
from archive.views.paging import keyset_links
from archive.views.record_pages import head, record_page, render_record
from archive.views.totals import records_words

SAID, ABOUT, TOOK_PART = "said", "about", "events"
SIDES = (SAID, ABOUT, TOOK_PART)
HEIGHT = 72
#: of so many records the days are read one by one; of more, they are counted with bitmaps
READ_ONE_BY_ONE = 300
SIDE_COMPANY, MOST_COMPANY = 8, 24


# Activity


@dataclass(frozen=True)
class Activity:
    """`totals` counts all that is public, dated or not, by side; `counts` what begins in each period, by side."""

    totals: Mapping[str, int]
    periods: Sequence[Period] = ()
    counts: Sequence[Sequence[int]] = ()
    height: int = HEIGHT
    is_left_out: bool = False
    not_drawn: int = 0

    @property
    def bars(self) -> list[Bar]:
        return stacked(self.counts, self.height)

    @property
    def labels(self) -> list[Label]:
        return labels([period.name for period in self.periods])

    @property
    def rows(self) -> list[tuple[str, Sequence[str]]]:
        """For the table: the period in words, and its numbers."""
        rows = zip(self.periods, self.counts, strict=True)
        return [(period.name, [count_words(count) for count in column]) for period, column in rows]

    @property
    def most_words(self) -> str:
        """How much the highest bar stands for."""
        most = max(map(sum, self.counts), default=0)
        return ngettext("%(count)s record", "%(count)s records", most) % {"count": count_words(most)}

    @property
    def not_drawn_words(self) -> str:
        """What lies too far before or after the rest; "" for nothing."""
        words = ngettext("%(count)s record", "%(count)s records", self.not_drawn)
        return words % {"count": count_words(self.not_drawn)} if self.not_drawn else ""

    @property
    def is_drawn(self) -> bool:
        """One month is said better in words than in a drawing."""
        return len(self.periods) > 1


def activity(actor: Actor, *, however_much: bool = True) -> Activity:
    """What is dated only to a year counts in the month in which its time begins. Two to twelve queries.

    Of an actor with many records only the totals are given unless `however_much`; `is_left_out` then says so.
    """
    own = read(_keys(actor).values())
    keys = {side: own[key] for side, key in _keys(actor).items()}
    totals = {side: len(some) for side, some in keys.items()}
    if sum(totals.values()) <= READ_ONE_BY_ONE:
        return _counted_one_by_one(keys, totals)
    return _counted_with_bitmaps(keys, totals) if however_much else Activity(totals, is_left_out=True)


def _keys(actor: Actor) -> dict[str, Key]:
    """The bitmaps of the index that hold what an actor said, what was said about it, and what it took part in."""
    value = str(actor.pk)
    return {SAID: ("statement.speaker", value), ABOUT: ("statement.about", value), TOOK_PART: ("event.actor", value)}


def _counted_one_by_one(keys: Mapping[str, BitMap], totals: Mapping[str, int]) -> Activity:
    days = _days(keys)
    dated = {side: [days[LISTED[side], key] for key in keys[side] if (LISTED[side], key) in days] for side in SIDES}
    found = telling_periods_of_days([day for some in dated.values() for day in some])
    if not found:
        return Activity(totals)
    firsts = borders(found)
    columns = [Counter(bisect(firsts, day) - 1 for day in dated[side]) for side in SIDES]
    counts = [[column[number] for column in columns] for number in range(len(found))]
    return Activity(totals, found, counts, not_drawn=sum(map(len, dated.values())) - sum(map(sum, counts)))


LISTED = {SAID: STATEMENTS.name, ABOUT: STATEMENTS.name, TOOK_PART: EVENTS.name}


def _days(keys: Mapping[str, BitMap]) -> dict[tuple[str, int], int]:
    """The day on which each of the dated begins, by list and primary key."""
    wanted = Q(list=STATEMENTS.name, record_id__in=list(keys[SAID] | keys[ABOUT]))
    wanted |= Q(list=EVENTS.name, record_id__in=list(keys[TOOK_PART]))
    rows = Listing.objects.filter(wanted, sort_day__lt=UNDATED).values_list("list", "record_id", "sort_day")
    return {(listed, key): day for listed, key, day in rows}


def _counted_with_bitmaps(keys: Mapping[str, BitMap], totals: Mapping[str, int]) -> Activity:
    lists = {listed.name: Selected(listed, Range(), {}) for listed in (STATEMENTS, EVENTS)}
    dated = {side: some & lists[LISTED[side]].flagged("dated") for side, some in keys.items()}
    spans = [telling_periods(lists[LISTED[side]], some) for side, some in dated.items() if some]
    if not spans:
        return Activity(totals)
    # One axis for all three: where they differ, the longest periods that any of them asks for.
    ends = [day for span in spans for day in (span[0].first_day, borders(span)[-1] - 1)]
    found = periods(min(ends), max(ends), MOST_MONTHS, MOST_PERIODS)
    firsts = borders(found)
    columns = [[len(some) for some in lists[LISTED[side]].beginning(dated[side], firsts)[1:-1]] for side in SIDES]
    not_drawn = sum(map(len, dated.values())) - sum(map(sum, columns))
    return Activity(totals, found, list(zip(*columns, strict=True)), not_drawn=not_drawn)


def activity_url(actor: Actor) -> str:
    return f"{record_url('actor', actor.slug)}activity/"


@record_page("actor", Actor.objects.all)
def activity_page(request: HttpRequest, record: Actor) -> HttpResponse:
    """`/actors/<slug>/activity/`: the drawing alone, for whose counting the actor's own page does not wait."""
    words = _("How often %(actor)s spoke, was spoken of and took part, over time.") % {"actor": record.name}
    page_head = head(record, _("Activity: %(actor)s") % {"actor": record.name}, words)
    context = {"actor": record, "actor_url": record_url("actor", record.slug), "activity": activity(record)}
    return render_record(request, record, page_head, context, "archive/actor_activity.html")


# Company


@dataclass(frozen=True)
class Companion:
    """`share` is the length of its bar in percent; `url` leads to the events that both took part in."""

    actor: ActorCard
    events: str
    share: float
    url: str


def _records() -> QuerySet[Actor]:
    return Actor.objects.select_related("portrait")


@record_page("actor", _records)
def company(request: HttpRequest, record: Actor) -> HttpResponse:
    """Who took part in the same events, the most frequent first; with `with=`, the events that both took part in."""
    if slug := request.GET.get("with", ""):
        return _together(request, record, slug)
    companions = list(_companions(record))
    words = _("Who took part in the same events as %(actor)s, the most frequent first.") % {"actor": record.name}
    context = {
        "actor": record,
        "nearest": companions[:SIDE_COMPANY],
        "others": companions[SIDE_COMPANY:],
        "is_cut": len(companions) == MOST_COMPANY,
        "actor_url": record_url("actor", record.slug),
        "events_url": f"{record_url('actor', record.slug)}?show={TOOK_PART}#list",
    }
    page_head = head(record, _("Who %(actor)s appears with") % {"actor": record.name}, words)
    return render_record(request, record, page_head, context, "archive/actor_company.html")


def company_url(actor: Actor, companion: str = "") -> str:
    address = f"{record_url('actor', actor.slug)}company/"
    return f"{address}?with={companion}" if companion else address


def _companions(record: Actor) -> Iterator[Companion]:
    """At most `MOST_COMPANY`; those who are not public are passed over."""
    value = str(record.pk)
    together = Selected(EVENTS, Range(), {"actor": [value]})
    found = [(int(key), count) for key, count in together.counts("actor", MOST_COMPANY + 1) if key != value]
    found = found[:MOST_COMPANY]
    public = Actor.objects.published().select_related("portrait").in_bulk([key for key, _count in found])
    for (key, count), share in zip(found, shares([count for _key, count in found]), strict=True):
        if actor := public.get(key):
            events = records_words(EVENTS.name, count)
            yield Companion(actor_card(actor), events, share, company_url(record, actor.slug))


class _Both(Selected):
    """Those that have all the values of each facet, where a selection of a list wants one of them."""

    @cached_property
    def in_values(self) -> BitMap:
        self.prepare()
        keys = [self.with_value(facet, value) for facet, values in self.values.items() for value in values]
        return BitMap.intersection(*keys)


@dataclass(frozen=True)
class _Meeting(Selection):
    actors: tuple[str, ...] = ()

    @property
    def narrows(self) -> bool:
        return True

    @cached_property
    def _selected(self) -> Selected:
        return _Both(EVENTS, Range(), {"actor": self.actors})


def _together(request: HttpRequest, record: Actor, slug: str) -> HttpResponse:
    """A page of the events that both took part in, newest first. Raises UnknownRecord, FilterError."""
    other = _records().published().filter(slug=slug).first() if SLUG.fullmatch(slug) else None  # type: ignore[attr-defined]
    if other is None:
        raise UnknownRecord(_("There is no public actor “%(slug)s”.") % {"slug": slug[:100]})
    selection = _Meeting(EVENTS, cursor=request.GET.get("cursor", ""), actors=(str(record.pk), str(other.pk)))
    found: Page[Any] = listing_page(selection, size=25)
    events, cards = listed_briefly(found.records)
    total = selection.selected().total
    names = {"actor": record.name, "other": other.name}
    context = {
        "actors": [actor_card(record), actor_card(other)],
        "years": by_month(events, cards),
        "pages": keyset_links(request, found, {"with": slug}),
        "total": records_words(EVENTS.name, total),
        "company_url": company_url(record),
        "actor": record,
    }
    title = _("%(actor)s and %(other)s") % names
    words = _("Events that both took part in: %(actor)s and %(other)s.") % names
    page_head = head(record, title, words)
    return render_record(request, record, page_head, context, "archive/actors_together.html")
