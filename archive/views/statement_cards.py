"""Cards of statements. Load them with `for_cards()`: two queries for the whole list, however long."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from archive.models import Citation, Source, Statement
from archive.views.actor_cards import actor_card, post_words
from archive.views.addresses import record_url
from archive.views.cards import StatementCard
from archive.views.dates import date_card

CARD_RELATIONS = ("speaker__portrait", "position__organisation", "cue")


def for_cards(statements: QuerySet[Statement]) -> QuerySet[Statement]:
    """With speaker, post and cue, so that no card asks for them one by one."""
    return statements.select_related(*CARD_RELATIONS)


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
        kind=statement.get_kind_display(),
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
    cited: QuerySet[Any, Any] = Citation.objects.filter(
        **{f"{carried}__in": keys}, source__in=Source.objects.published()
    )
    return dict(cited.values_list(carried).annotate(Count("source", distinct=True)))


def source_words(count: int) -> str:
    return ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
