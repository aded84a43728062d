"""Reading what an address asks for: days, facets, order, and the place in the list.

Raises `FilterError` (400) for a value that cannot be and `UnknownRecord` (404) for a record that is not there.
Parameters that are left empty, as a form sends them, and parameters that nobody knows are passed over.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Model, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.models import Address
from archive.timeline.errors import FilterError, UnknownRecord
from archive.timeline.facets import Facet, FixedFacet, RecordFacet
from archive.timeline.ranges import Range, read_range

NEWEST, OLDEST = "newest", "oldest"
MOST_VALUES = 20
MOST_OFFERED = 200
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One value that a facet may take: `value` as in the address, `key` as in the database."""

    value: str
    name: str
    key: Any
    language: str = ""


@dataclass(frozen=True)
class ReadFacet:
    """A facet with what is chosen of it and what else it offers, both by name."""

    facet: Facet
    chosen: tuple[Choice, ...]
    offered: tuple[Choice, ...]


@dataclass(frozen=True)
class Selection:
    """All that an address asks for."""

    days: Range
    facets: tuple[ReadFacet, ...]
    order: str = ""
    cursor: str = ""

    @property
    def newest_first(self) -> bool:
        return self.order != OLDEST

    @property
    def narrows(self) -> bool:
        return bool(self.days) or any(read.chosen for read in self.facets)

    def apply(self, records: QuerySet[Any], *, with_days: bool = True) -> QuerySet[Any]:
        """The records that are asked for, each once."""
        condition = Q()
        for read in self.facets:
            if read.chosen:
                condition &= read.facet.condition([choice.key for choice in read.chosen])
        found = records.filter(condition)
        if with_days and self.days:
            return found.overlapping(self.days.first_day, self.days.last_day)  # type: ignore[attr-defined]
        return found

    def parameters(self, *, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """The selection as it stands in an address, without its place in the list; in one order, always the same."""
        pairs = [("from", self.days.from_text), ("to", self.days.to_text), ("order", self.order)]
        pairs += [(read.facet.parameter, choice.value) for read in self.facets for choice in read.chosen]
        return [pair for pair in pairs if pair[1] and pair != without]


def read_selection(parameters: QueryDict, facets: Sequence[Facet], *, dated: bool = True) -> Selection:
    """One query reads what is chosen and offered of all facets together."""
    days = read_range(_single(parameters, "from"), _single(parameters, "to")) if dated else Range()
    order = _single(parameters, "order") if dated else ""
    if order not in ("", NEWEST, OLDEST):
        raise FilterError(_("“order” is “newest” or “oldest”."))
    wanted = {facet.parameter: _values(parameters, facet) for facet in facets}
    records = _records([facet for facet in facets if isinstance(facet, RecordFacet)], wanted)
    return Selection(
        days=days,
        facets=tuple(_read(facet, wanted[facet.parameter], records) for facet in facets),
        order="" if order == NEWEST else order,
        cursor=_single(parameters, "cursor"),
    )


def _single(parameters: QueryDict, name: str) -> str:
    values = {value for value in parameters.getlist(name) if value}
    if len(values) > 1:
        raise FilterError(_("“%(name)s” stands in the address more than once.") % {"name": name})
    return values.pop() if values else ""


def _values(parameters: QueryDict, facet: Facet) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value for value in parameters.getlist(facet.parameter) if value))
    if len(values) > MOST_VALUES:
        raise FilterError(
            _("“%(name)s” stands in the address too often; %(number)s values are the most.")
            % {"name": facet.parameter, "number": MOST_VALUES}
        )
    if isinstance(facet, FixedFacet):
        _require(
            facet, values, facet.choices.keys(), _("It is one of: %(known)s.") % {"known": ", ".join(facet.choices)}
        )
    else:
        proper = [value for value in values if len(value) <= 100 and SLUG.fullmatch(value)]
        _require(facet, values, proper, _("It is the last part of a record's address, such as “sergei-lavrov”."))
    return values


def _require(facet: Facet, values: Iterable[str], allowed: Any, expected: str) -> None:
    for value in values:
        if value not in allowed:
            problem = _("“%(name)s” cannot be “%(value)s”.") % {"name": facet.parameter, "value": value[:100]}
            raise FilterError(f"{problem} {expected}")


def _read(facet: Facet, wanted: tuple[str, ...], records: dict[str, list[Choice]]) -> ReadFacet:
    if isinstance(facet, FixedFacet):
        choices = {value: Choice(value, str(name), value) for value, name in facet.choices.items()}
        chosen = [choices[value] for value in wanted]
    else:
        choices = {choice.value: choice for choice in records[facet.parameter]}
        chosen = [choices.get(value) or _moved(facet, value) for value in wanted]
    taken = {choice.value: choice for choice in chosen}
    return ReadFacet(
        facet,
        chosen=tuple(taken.values()),
        offered=tuple(choice for choice in choices.values() if choice.value not in taken),
    )


def _records(facets: Sequence[RecordFacet], wanted: dict[str, tuple[str, ...]]) -> dict[str, list[Choice]]:
    """What is offered of each facet, at most 200 each, and what is asked for, in one query."""
    found: dict[str, list[Choice]] = {facet.parameter: [] for facet in facets}
    if not facets:
        return found
    first, *rest = [_rows(facet, wanted[facet.parameter]) for facet in facets]
    for parameter, key, slug, name, language in first.union(*rest, all=True):
        found[parameter].append(Choice(slug, name, key, language))
    for choices in found.values():
        choices.sort(key=lambda choice: (choice.name.casefold(), choice.value))
    return found


def _rows(facet: RecordFacet, wanted: tuple[str, ...]) -> QuerySet[Any, Any]:
    offered = facet.offered().order_by("slug").values("pk")[:MOST_OFFERED]
    records = facet.records().filter(Q(pk__in=offered) | Q(slug__in=wanted)).order_by()
    language = F("language") if facet.has_language else Value("", CharField())
    return records.values_list(
        Value(facet.parameter, CharField()), "pk", "slug", F(facet.name_field), language, named=False
    )


def _moved(facet: RecordFacet, slug: str) -> Choice:
    """The record that once had this slug. Raises UnknownRecord."""
    former = Address.objects.filter(kind=facet.kind, slug=slug).values("record_uuid")
    record: Model | None = facet.records().filter(uuid__in=former).first()
    if record is None:
        raise UnknownRecord(
            _("There is no public record “%(slug)s” to filter by “%(name)s”.") % {"slug": slug, "name": facet.parameter}
        )
    fields = vars(record)
    return Choice(fields["slug"], fields[facet.name_field], record.pk, fields.get("language", ""))
