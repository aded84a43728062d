"""Cards of statements. Load them with `for_cards()`: two queries for the whole list, however long."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from archive.models import (
    Citation,
    Compiled,
    Source,
    Statement,
    StatementKind,
    StatementLink,
    StatementLinkKind,
    publicity,
)
from archive.views import columns
from archive.views.actor_cards import actor_card, post_words
from archive.views.addresses import record_url
from archive.views.cards import StatementCard
from archive.views.dates import date_card

KIND_WORDS = dict(StatementKind.choices)
CARD_RELATIONS = ("speaker__portrait", "position__organisation", "cue")


def for_cards(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """With speaker, post and cue, and of each no more than a card shows, so that none asks for them one by one."""
    return statements.select_related(*CARD_RELATIONS).only(*columns.STATEMENT)


def with_denials(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """With `denied`: that a published statement denies it."""
    denying = StatementLink.objects.filter(
        publicity(Statement, "statement"), to=OuterRef("pk"), kind=StatementLinkKind.DENIES
    )
    return statements.annotate(denied=Exists(denying))


def statement_card(statement: Statement, sources: int = 0) -> StatementCard:
    """`sources` is how many sources carry it; 0 says nothing about them."""
    return StatementCard(
        url=record_url("statement", statement.slug),
        quote=statement.quote,
        summary=statement.summary,
        language=statement.language,
        summary_language=statement.language,
        speaker=actor_card(statement.speaker, post_words(statement.position)),
        cue=statement.cue.name if statement.cue else "",
        kind=str(KIND_WORDS[statement.kind]),
        said_on=date_card(statement),
        venue=statement.venue,
        counts=(source_words(sources),) if sources else (),
    )


def statement_cards(statements: Iterable[Statement]) -> list[StatementCard]:
    """One more query: how many sources carry each."""
    loaded = list(statements)
    counts = source_counts("statement", [statement.pk for statement in loaded])
    return [statement_card(statement, counts.get(statement.pk, 0)) for statement in loaded]


def source_counts(carried: str, keys: list[int]) -> dict[int, int]:
    """How many published sources each event or statement (`carried`) cites, by primary key."""
    return dict(_COUNTING[carried](keys)) if keys else {}


def _source_counts(carried: str, keys: Sequence[int]) -> QuerySet[Any, Any]:
    cited = Citation.objects.filter(publicity(Source, "source"), **{f"{carried}__in": keys}).order_by()
    return cited.values_list(carried).annotate(Count("source", distinct=True))


_COUNTING = {
    "event": Compiled(lambda keys: _source_counts("event", keys)),
    "statement": Compiled(lambda keys: _source_counts("statement", keys)),
}


def source_words(count: int) -> str:
    return ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
