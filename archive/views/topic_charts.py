"""`/topics/<slug>/voices/`: who spoke about a topic, and when: a row for each speaker, all on one axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.charts.bars import Bar, Label, labels, stacked
from archive.charts.periods import Period, borders
from archive.models import Actor, Topic
from archive.timeline.facets import STATEMENTS
from archive.timeline.ranges import Range
from archive.timeline.selected import Selected
from archive.views.actor_cards import actor_card
from archive.views.addresses import page_url, record_url
from archive.views.cards import ActorCard
from archive.views.chart_times import telling_periods
from archive.views.figure_charts import units_of
from archive.views.hierarchy import within
from archive.views.number_words import count_words
from archive.views.record_pages import head, record_page, render_record
from archive.views.totals import records_words

MOST_SPEAKERS = 10
HEIGHT = 40


@dataclass(frozen=True)
class Voice:
    """A row of the chart; `speaker` is None for all others together, who have no bars. `counts` by period."""

    speaker: ActorCard | None
    total: str
    url: str
    counts: Sequence[int]
    bars: Sequence[Bar]

    @property
    def numbers(self) -> list[str]:
        return [count_words(count) for count in self.counts]


@dataclass(frozen=True)
class Voices:
    """In words, `most` is what the highest bar of any row stands for, `not_drawn` what lies far before or after."""

    rows: Sequence[Voice]
    periods: Sequence[Period]
    most: str = ""
    not_drawn: str = ""
    height: int = HEIGHT

    @property
    def labels(self) -> list[Label]:
        return labels([period.name for period in self.periods])

    @property
    def by_period(self) -> list[tuple[str, list[str]]]:
        """For the table: each period in words, and how often each spoke in it."""
        columns = zip(*(row.numbers for row in self.rows), strict=True)
        return [(period.name, list(numbers)) for period, numbers in zip(self.periods, columns, strict=True)]


@record_page("topic", Topic.objects.all)
def voices(request: HttpRequest, record: Topic) -> HttpResponse:
    """Nine queries, however many statements there are about the topic and what lies within it."""
    topics = [str(key) for key in Topic.objects.published().filter(within(record)).values_list("pk", flat=True)]
    selected = Selected(STATEMENTS, Range(), {"topic": topics})
    title = _("Who spoke about it, and when: %(topic)s") % {"topic": record.name}
    words = _("Statements about %(topic)s by speaker, over time.") % {"topic": record.name}
    context = {
        "topic": record,
        "topic_url": record_url("topic", record.slug),
        "voices": voices_of(selected, record.slug),
        "units": list(units_of(selected, [("topic", record.slug)])),
        "total": records_words(STATEMENTS.name, selected.total),
    }
    return render_record(request, record, head(record, title, words), context, "archive/topic_voices.html")


def voices_url(topic: Topic) -> str:
    return f"{record_url('topic', topic.slug)}voices/"


def voices_of(selected: Selected, topic: str) -> Voices:
    """The most frequent speakers of the selected statements, and all others in one row."""
    known = _speakers(selected)
    keys = [selected.keys & selected.with_value("speaker", str(actor.pk)) for actor in known]
    others = selected.keys.difference(*keys) if keys else selected.keys
    rows = [*keys, others] if others else keys
    found = telling_periods(selected, selected.keys)
    counts = [_by_period(selected, some, found) for some in rows]
    drawn, dated = sum(map(sum, counts)), len(selected.keys & selected.flagged("dated"))
    # All rows have one measure, or a reader would take a little for a lot. All others together would flatten everybody.
    most = max((count for row in counts[: len(known)] for count in row), default=1)
    made = zip([*known, None], rows, counts, strict=False)
    return Voices(
        [_voice(*row, most, topic) for row in made],
        found,
        records_words(STATEMENTS.name, most),
        records_words(STATEMENTS.name, dated - drawn) if dated > drawn else "",
    )


def _speakers(selected: Selected) -> list[Actor]:
    found = [int(key) for key, _count in selected.counts("speaker", MOST_SPEAKERS)]
    public = Actor.objects.published().select_related("portrait").in_bulk(found)
    return [public[key] for key in found if key in public]


def _by_period(selected: Selected, keys: BitMap, found: Sequence[Period]) -> list[int]:
    return [len(some) for some in selected.beginning(keys, borders(found))[1:-1]] if found else []


def _voice(actor: Actor | None, keys: BitMap, counts: Sequence[int], most: int, topic: str) -> Voice:
    parameters = {"topic": topic} | ({"speaker": actor.slug} if actor else {})
    return Voice(
        speaker=actor_card(actor) if actor else None,
        total=records_words(STATEMENTS.name, len(keys)),
        url=f"{page_url('archive:statements')}?{urlencode(parameters)}",
        counts=counts,
        bars=stacked([[count] for count in counts], HEIGHT, most) if actor else [],
    )
