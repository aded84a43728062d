"""`/statements/<slug>/`: who said what, in which words, and through whose mouths they came."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from archive.models import Compiled, Figure, Statement
from archive.models.language_names import language_name
from archive.views import columns
from archive.views.actor_cards import actor_card, post_on, post_words, posts_of
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, LinkCard
from archive.views.cited_paragraphs import paragraph_cards, with_surroundings
from archive.views.dates import date_card
from archive.views.evidence_cards import chains_of, citations_with_sources, disclosure_of, ground_cards
from archive.views.figure_charts import compare_links
from archive.views.figure_words import figure_words
from archive.views.record_pages import corrections_of, head, record_page, render_record
from archive.views.statement_relations import linked_statements, subjects


def _records() -> QuerySet[Statement]:
    own = ("uuid", "spoken_in", "date_basis", "credibility", "credibility_basis", "cue__is_public", *columns.STATEMENT)
    made_at = (*columns.under("event", columns.EVENT), "event__status")
    loaded = Statement.objects.select_related("speaker__portrait", "position__organisation", "cue", "event")
    return loaded.only(*own, *made_at)


_citations = Compiled(lambda statement: with_surroundings(citations_with_sources(Q(statement=statement))))
_figures = Compiled(lambda statement: Figure.objects.filter(statement=statement))


@record_page("statement", _records)
def statement(request: HttpRequest, record: Statement) -> HttpResponse:
    """Twelve queries at most, however much belongs to the statement."""
    citations = _citations(record.pk)
    disclosure = disclosure_of(citations)
    grounds = ground_cards(citations, disclosure)
    speaker = speaker_card(record)
    given = _figures(record.pk)
    context = {
        "statement": record,
        "words": record.quote or record.summary,
        "speaker": speaker,
        "said_on": date_card(record),
        "event": _made_at(record),
        "cue": record.cue.name if record.cue and record.cue.is_published else "",
        "chains": chains_of([record.pk]).get(("statement", record.pk), []),
        "paragraphs": paragraph_cards(citations, disclosure, record.quote),
        "wordless": [ground for ground in grounds if not ground.words],
        "figures": [figure_words(figure) for figure in given],
        "compared": compare_links(given),
        "linked": linked_statements(record),
        "about": subjects(record),
        "corrections": corrections_of(record),
        "spoken_in": language_name(record.spoken_in) if record.spoken_in != record.language else "",
    }
    return render_record(request, record, head(record, title_of(record), _description(record, speaker)), context)


def title_of(record: Statement) -> str:
    """“Sergei Lavrov: “do everything””."""
    words = f"“{record.quote}”" if record.quote else record.summary
    return _("%(speaker)s: %(words)s") % {"speaker": record.speaker.name, "words": words}


def speaker_card(record: Statement) -> ActorCard:
    """The speaker with the post held then: the one that the statement names, else the one held on that day."""
    post = post_words(record.position)
    if not record.position_id:
        post = post_on(posts_of([record.speaker]), record.speaker, record)
    return actor_card(record.speaker, post)


def _made_at(record: Statement) -> LinkCard | None:
    made_at = record.event
    if made_at is None or not made_at.is_published:
        return None
    return LinkCard(made_at.title, record_url("event", made_at.slug), made_at.language, note=made_at.date_words)


def _description(record: Statement, speaker: ActorCard) -> str:
    who = ", ".join(part for part in (speaker.name, speaker.note, record.date_words) if part)
    words = " – ".join(part for part in (f"“{record.quote}”" if record.quote else "", record.summary) if part)
    return f"{who}: {words}"
