"""What a statement is tied to: the statements that it denies, repeats or answers and those that do so to it, and
the events, actors and topics that it is about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.utils.translation import gettext as _

from archive.dates import display
from archive.models import Actor, Event, Statement, StatementLink, Topic
from archive.views.addresses import record_url
from archive.views.cards import LinkCard, StatementCard
from archive.views.statement_cards import statement_card

Linked = list[tuple[str, list[StatementCard]]]


def linked_statements(record: Statement) -> Linked:
    """Published statements linked with this one, either way, each group under the words for it; one query."""
    public = Statement.objects.published()
    links = StatementLink.objects.filter(Q(statement=record, to__in=public) | Q(to=record, statement__in=public))
    ends = [
        f"{end}__{part}"
        for end in ("statement", "to")
        for part in ("speaker__portrait", "position__organisation", "cue")
    ]
    found: dict[str, list[Statement]] = {}
    for link in links.select_related(*ends):
        outward = link.statement_id == record.pk
        found.setdefault(link.kind if outward else f"{link.kind}_here", []).append(
            link.to if outward else link.statement
        )
    return [(words, _cards(found[name])) for name, words in _headings().items() if name in found]


def _headings() -> dict[str, str]:
    return {
        "denies_here": _("Denied by"),
        "contradicts_here": _("Contradicted by"),
        "corrects_here": _("Corrected by"),
        "repeats_here": _("Repeated by"),
        "responds_to_here": _("Answered by"),
        "denies": _("It denies"),
        "contradicts": _("It contradicts"),
        "corrects": _("It corrects"),
        "repeats": _("It repeats"),
        "responds_to": _("It responds to"),
    }


def _cards(statements: Iterable[Statement]) -> list[StatementCard]:
    ordered = sorted(statements, key=lambda item: (item.sort_day, item.first_second or 0, item.slug))
    return [statement_card(item) for item in ordered]


def subjects(record: Statement) -> dict[str, list[LinkCard]]:
    """What the statement is about, by kind: `event actor topic`; one query."""
    selections = [
        _columns("event", Event.objects.published().filter(statements_about=record), "title", F("when")),
        _columns("actor", Actor.objects.published().filter(statements_about=record), "name", Value("", CharField())),
        _columns("topic", Topic.objects.published().filter(statements=record), "name", Value("", CharField())),
    ]
    about: dict[str, list[LinkCard]] = {}
    for kind, slug, name, language, when in sorted(selections[0].union(*selections[1:], all=True)):
        about.setdefault(kind, []).append(LinkCard(name, record_url(kind, slug), language, note=display(when)))
    return about


def _columns(kind: str, records: Any, name: str, when: Any) -> Any:
    return records.order_by().values_list(Value(kind, CharField()), "slug", F(name), "language", when)
