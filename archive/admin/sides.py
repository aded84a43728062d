"""A record in a few lines, beside another one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.models.countries import COUNTRIES
from archive.views.addresses import FOLDERS, record_url


@dataclass(frozen=True)
class Side:
    """`lines` tell what tells it apart; `address` is its public one, whether it is public or not."""

    record: Any
    lines: list[str]
    url: str
    address: str

    @property
    def title(self) -> str:
        return str(self.record)


def sides(kind: str, records: Iterable[Any]) -> Iterator[Side]:
    """In the order given; a fixed number of queries, whatever the number of records."""
    found = list(records)
    prefetch_related_objects(found, *_NEEDED.get(kind, ()))
    for record in found:
        lines = [line for line in _LINES.get(kind, _nothing)(record) if line]
        url = reverse(f"admin:archive_{kind}_change", args=[record.pk])
        yield Side(record, lines, url, record_url(kind, record.slug) if kind in FOLDERS else "")


_NEEDED = {
    "actor": ("kind", "other_names"),
    "event": ("kind", "participants__actor", "places__place"),
    "source": ("kind", "publisher"),
    "statement": ("speaker",),
    "position": ("person", "organisation"),
}


def _actor(actor: Any) -> Iterator[str]:
    yield " · ".join(part for part in (str(actor.kind), COUNTRIES.get(actor.country, ""), actor.date_words) if part)
    yield ", ".join(str(name) for name in actor.other_names.all())


def _event(event: Any) -> Iterator[str]:
    places = ", ".join(str(row.place) for row in event.places.all())
    yield " · ".join(part for part in (event.date_words, str(event.kind), places) if part)
    yield ", ".join(str(row.actor) for row in event.participants.all())


def _source(source: Any) -> Iterator[str]:
    yield " · ".join(str(part) for part in (source.publisher, source.date_words, source.kind) if part)
    yield source.url


def _statement(statement: Any) -> Iterator[str]:
    yield " · ".join(part for part in (str(statement.speaker), statement.date_words) if part)


def _position(position: Any) -> Iterator[str]:
    yield _("%(person)s at %(organisation)s") % {"person": position.person, "organisation": position.organisation}


def _nothing(_record: Any) -> Iterator[str]:
    return iter(())


_LINES = {
    "actor": _actor,
    "event": _event,
    "source": _source,
    "statement": _statement,
    "position": _position,
}
