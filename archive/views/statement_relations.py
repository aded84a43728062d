"""What a statement is tied to: the statements that it denies, repeats or answers and those that do so to it, and
the events, actors and topics that it is about."""

from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils.translation import gettext as _

from archive.dates import display
from archive.models import Actor, Compiled, Event, Statement, StatementLink, Topic, publicity
from archive.views import columns
from archive.views.addresses import record_url
from archive.views.cards import LinkCard, StatementCard
from archive.views.statement_cards import CARD_RELATIONS, statement_card

MOST_LINKED = 100

Linked = list[tuple[str, list[StatementCard]]]


def linked_statements(record: Statement) -> Linked:
    """Published statements linked with this one, either way, each group under the words for it; two queries."""
    found: dict[str, list[Statement]] = {}
    for kind, statement in _links(record.pk):
        found.setdefault(kind, []).append(statement)
    return [(words, _cards(found[name])) for name, words in _headings().items() if name in found]


def _links(record: int) -> list[tuple[str, Statement]]:
    """The statements at the other ends, each with the kind of its link, `…_here` for one that leads here."""
    outward = [(link.kind, link.to) for link in _from_here(record)]
    return outward + [(f"{link.kind}_here", link.statement) for link in _to_here(record)]


def _ends(own: str, other: str, record: int) -> QuerySet[StatementLink]:
    links = StatementLink.objects.filter(publicity(Statement, other), **{own: record})
    loaded = links.select_related(*(f"{other}__{path}" for path in CARD_RELATIONS))
    return loaded.only("kind", *columns.under(other, columns.STATEMENT)).order_by("kind", "pk")[:MOST_LINKED]


_from_here = Compiled(lambda record: _ends("statement", "to", record))
_to_here = Compiled(lambda record: _ends("to", "statement", record))


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
    about: dict[str, list[LinkCard]] = {}
    for kind, slug, name, language, when in sorted(_subjects(record.pk)):
        about.setdefault(kind, []).append(LinkCard(name, record_url(kind, slug), language, note=display(when)))
    return about


def _subjects_of(record: int) -> QuerySet[Any, Any]:
    events = Event.objects.published().filter(statements_about=record)
    actors = Actor.objects.published().filter(statements_about=record)
    topics = Topic.objects.published().filter(statements=record)
    nothing = Value("", CharField())
    return _columns("event", events, "title", F("when")).union(
        _columns("actor", actors, "name", nothing), _columns("topic", topics, "name", nothing), all=True
    )


_subjects = Compiled(_subjects_of)


def _columns(kind: str, records: Any, name: str, when: Any) -> Any:
    return records.order_by().values_list(Value(kind, CharField()), "slug", F(name), "language", when)
