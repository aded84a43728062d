"""What stands beside a figure: who said it, as what, when, in which sources, and who rejects it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.models import Citation, Source, Statement, StatementLink, StatementLinkKind, publicity
from archive.views import columns
from archive.views.actor_cards import actor_card, post_on, post_words, posts_of
from archive.views.addresses import record_url
from archive.views.cards import ActorCard, DateCard, LinkCard
from archive.views.dates import date_card

MOST_LINKS, MOST_SOURCES = 400, 2
NAMED = ("title", "slug", "language")
AGAINST = (StatementLinkKind.DENIES, StatementLinkKind.CONTRADICTS)


@dataclass(frozen=True)
class StatementOfFigures:
    """`text` is the quote or else the summary; `sources` are at most two of those that carry it."""

    url: str
    speaker: ActorCard
    said_on: DateCard | None
    language: str
    text: str
    is_quote: bool
    sources: Sequence[LinkCard]


@dataclass(frozen=True)
class Opposition:
    """“Denied by”, and a link to the statement that does so, by the name of its speaker and its day."""

    words: str
    by: LinkCard


def statements_of_figures(statements: Sequence[Statement]) -> dict[int, StatementOfFigures]:
    """By primary key; two queries, with speaker and post loaded."""
    posts = posts_of(statement.speaker for statement in statements if not statement.position_id)
    sources = _sources([statement.pk for statement in statements])
    return {
        statement.pk: StatementOfFigures(
            url=record_url("statement", statement.slug),
            speaker=actor_card(
                statement.speaker,
                post_words(statement.position) or post_on(posts, statement.speaker, statement),
            ),
            said_on=date_card(statement),
            language=statement.language,
            text=statement.quote or statement.summary,
            is_quote=bool(statement.quote),
            sources=sources.get(statement.pk, ()),
        )
        for statement in statements
    }


def _sources(keys: list[int]) -> dict[int, list[LinkCard]]:
    cited = Citation.objects.filter(publicity(Source, "source"), statement__in=keys)
    found: dict[int, list[LinkCard]] = defaultdict(list)
    loaded = cited.select_related("source").only(
        "statement_id", *columns.under("source", ("title", "slug", "language"))
    )
    for citation in loaded.order_by("statement", "order"):
        source = citation.source
        card = LinkCard(source.title, record_url("source", source.slug), source.language)
        here = found[citation.statement_id or 0]
        if card not in here and len(here) < MOST_SOURCES:
            here.append(card)
    return found


def oppositions(statements: Sequence[Statement]) -> tuple[Mapping[int, list[Opposition]], list[tuple[int, int]]]:
    """What public statements deny or contradict these, or are denied by them: in words by primary key, and as pairs."""
    keys = [statement.pk for statement in statements]
    links = {
        link.pk: link for own, other in (("statement", "to"), ("to", "statement")) for link in _links(keys, own, other)
    }
    found: dict[int, list[Opposition]] = defaultdict(list)
    pairs = []
    for _key, link in sorted(links.items()):
        pairs.append((link.statement_id, link.to_id))
        found[link.to_id].append(Opposition(_passive(link.kind), _link_to(link.statement)))
        found[link.statement_id].append(Opposition(_active(link.kind), _link_to(link.to)))
    return found, pairs


def _links(keys: list[int], own: str, other: str) -> QuerySet[StatementLink]:
    """Links from one end: an index leads to these statements, and what is found is looked at for its publicity."""
    found = StatementLink.objects.filter(publicity(Statement, other), kind__in=AGAINST, **{f"{own}__in": keys})
    ends = ("slug", "said_on", *columns.DATES, "speaker__name", "speaker__language")
    loaded = found.select_related("statement__speaker", "to__speaker")
    return loaded.only("kind", *columns.under("statement", ends), *columns.under("to", ends)).order_by("pk")[
        :MOST_LINKS
    ]


def _passive(kind: str) -> str:
    return _("Denied by") if kind == StatementLinkKind.DENIES else _("Contradicted by")


def _active(kind: str) -> str:
    return _("Denies") if kind == StatementLinkKind.DENIES else _("Contradicts")


def _link_to(statement: Statement) -> LinkCard:
    speaker = statement.speaker
    return LinkCard(speaker.name, record_url("statement", statement.slug), speaker.language, note=statement.date_words)
