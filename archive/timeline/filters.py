"""Reading what an address asks for: days, facets, order, the view, the lanes, and the place in the list.

Raises `FilterError` (400) for a value that cannot be and `UnknownRecord` (404) for a record that is not there.
Parameters that are left empty, as a form sends them, and parameters that nobody knows are passed over. A record is
named by its slug; in a form somebody may type its name instead.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.models import Address, Compiled
from archive.timeline.errors import FilterError, UnknownRecord
from archive.timeline.facets import LISTS, PLAIN, Facet, FixedFacet, List, RecordFacet
from archive.timeline.ranges import Range, read_range
from archive.timeline.selected import Selected

NEWEST, OLDEST = "newest", "oldest"
VIEWS = ("", "map", "calendar")
LANES_BY = ("actor", "kind", "topic", "country")
LANE_ORDERS = ("", "name")
MOST_VALUES, MOST_LANES = 20, 12
LONGEST_NAME = 300
LONGEST_VALUE = 50
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


@dataclass(frozen=True)
class Choice:
    """One value that a facet may take: `value` as in the address, `key` as in the index."""

    value: str
    name: str
    key: str
    language: str = ""


@dataclass(frozen=True)
class ReadFacet:
    """A facet with what is chosen of it."""

    facet: Facet
    chosen: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Selection:
    """All that an address asks for."""

    of: List
    days: Range = field(default_factory=Range)
    facets: tuple[ReadFacet, ...] = ()
    order: str = ""
    cursor: str = ""
    view: str = ""
    by: str = ""
    lanes: tuple[Choice, ...] = ()
    lane_order: str = ""
    folded: tuple[str, ...] = ()

    @property
    def newest_first(self) -> bool:
        return self.order != OLDEST

    @property
    def narrows(self) -> bool:
        return bool(self.days) or self.has_values

    @property
    def has_values(self) -> bool:
        return any(read.chosen for read in self.facets)

    @cached_property
    def _selected(self) -> Selected:
        values = {read.facet.parameter: [choice.key for choice in read.chosen] for read in self.facets if read.chosen}
        return Selected(self.of, self.days, values)

    def selected(self) -> Selected:
        """Who fits, as bitmaps of the index; read from the database when first asked."""
        return self._selected

    def without_days(self) -> "Selection":
        return replace(self, days=Range(), cursor="")

    def without(self, parameter: str) -> "Selection":
        """The same with nothing chosen of one facet."""
        facets = tuple(read if read.facet.parameter != parameter else ReadFacet(read.facet) for read in self.facets)
        return replace(self, facets=facets, cursor="")

    def apply(self, records: QuerySet[Any], *, with_days: bool = True) -> QuerySet[Any]:
        """The records that are asked for, each once, as a query: for files and feeds that stream them."""
        condition = Q()
        for read in self.facets:
            if read.chosen:
                condition &= read.facet.tie.condition([choice.key for choice in read.chosen])
        found = records.filter(condition)
        if with_days and self.days:
            return found.overlapping(self.days.first_day, self.days.last_day)  # type: ignore[attr-defined]
        return found

    def parameters(self, *, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """The selection as it stands in an address, without its place in the list; in one order, always the same."""
        pairs = [("view", self.view), ("by", self.by), ("lanes", self.lane_order)]
        pairs += [("lane", lane.value) for lane in self.lanes]
        pairs += [("folded", value) for value in self.folded]
        pairs += [("order", self.order)]
        return [pair for pair in [*self.filters(), *pairs] if pair[1] and pair != without]

    def filters(self) -> list[tuple[str, str]]:
        """What narrows, as it stands in an address."""
        pairs = [("from", self.days.from_text), ("to", self.days.to_text)]
        pairs += [(read.facet.parameter, choice.value) for read in self.facets for choice in read.chosen]
        return [pair for pair in pairs if pair[1]]


def read_selection(parameters: QueryDict, of: str = "") -> Selection:
    """What the address asks of the list `of` (of none: only an order and a place). At most one query, for records."""
    listed = LISTS.get(of, PLAIN)
    days = read_range(_single(parameters, "from"), _single(parameters, "to")) if listed.dated else Range()
    order = _one_of(parameters, "order", (NEWEST, OLDEST)) if listed.dated else ""
    drawn = listed.name == "event"
    by = _one_of(parameters, "by", LANES_BY) if drawn else ""
    wanted = {facet.parameter: _values(parameters, facet.parameter, facet) for facet in listed.facets}
    lane_facet = listed.facet(by) if by else None
    lanes = _values(parameters, "lane", lane_facet, MOST_LANES) if lane_facet else ()
    records = _records(listed, wanted, lane_facet, lanes)
    return Selection(
        of=listed,
        days=days,
        facets=tuple(ReadFacet(facet, _choices(facet, wanted[facet.parameter], records)) for facet in listed.facets),
        order="" if order == NEWEST else order,
        cursor=_single(parameters, "cursor"),
        view=_one_of(parameters, "view", VIEWS) if drawn else "",
        by=by,
        lanes=_choices(lane_facet, lanes, records) if lane_facet else (),
        lane_order=_one_of(parameters, "lanes", LANE_ORDERS) if drawn else "",
        folded=_values(parameters, "folded", lane_facet, MOST_LANES) if lane_facet else (),
    )


def _single(parameters: QueryDict, name: str) -> str:
    values = {value for value in parameters.getlist(name) if value}
    if len(values) > 1:
        raise FilterError(_("“%(name)s” stands in the address more than once.") % {"name": name})
    return values.pop() if values else ""


def _one_of(parameters: QueryDict, name: str, known: Sequence[str]) -> str:
    value = _single(parameters, name)
    if value and value not in known:
        words = ", ".join(item for item in known if item)
        if "," not in words:
            raise FilterError(_("“%(name)s” can only be “%(known)s”.") % {"name": name, "known": words})
        raise FilterError(_("“%(name)s” is one of: %(known)s.") % {"name": name, "known": words})
    return value


def _values(parameters: QueryDict, name: str, facet: Facet, most: int = MOST_VALUES) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(_coded(facet, value) for value in parameters.getlist(name) if value))
    if len(values) > most:
        raise FilterError(
            _("“%(name)s” stands in the address too often; %(number)s values are the most.")
            % {"name": name, "number": most}
        )
    for value in values:
        _require(name, value, facet)
    return values


def _coded(facet: Facet, value: str) -> str:
    """A fixed value as it is, or the one whose name somebody typed: “Ukraine” is UA."""
    if isinstance(facet, RecordFacet) or value in facet.choices:
        return value
    wanted = value.casefold()
    return next((code for code, name in facet.choices.items() if str(name).casefold() == wanted), value)


def _require(name: str, value: str, facet: Facet) -> None:
    if isinstance(facet, RecordFacet):
        fits = len(value) <= LONGEST_NAME and "\0" not in value and value.isprintable()
        expected = _("It is the last part of a record's address, such as “sergei-lavrov”, or its name.")
    elif facet.choices:
        fits = value in facet.choices
        known = ", ".join(facet.choices) if len(facet.choices) <= MOST_VALUES else _("codes of two letters, such as UA")
        expected = _("It is one of: %(known)s.") % {"known": known}
    else:
        fits = len(value) <= LONGEST_VALUE and value.isprintable() and bool(re.match(facet.pattern, value))
        expected = str(facet.expected)
    if not fits:
        problem = _("“%(name)s” cannot be “%(value)s”.") % {"name": name, "value": value[:100]}
        raise FilterError(f"{problem} {expected}")


Records = dict[tuple[str, str], Choice]


def _choices(facet: Facet, wanted: Iterable[str], records: Records) -> tuple[Choice, ...]:
    if isinstance(facet, FixedFacet):
        return tuple(Choice(value, facet.value_name(value), value) for value in wanted)
    chosen = (records.get((facet.parameter, value)) or _otherwise_named(facet, value) for value in wanted)
    return tuple({choice.value: choice for choice in chosen}.values())


def _records(
    listed: List, wanted: dict[str, tuple[str, ...]], lane_facet: Facet | None, lanes: Sequence[str]
) -> Records:
    """What is asked for by its slug, by facet and slug, in one query."""
    slugs = {facet.parameter: {*wanted[facet.parameter]} for facet in listed.facets if isinstance(facet, RecordFacet)}
    if isinstance(lane_facet, RecordFacet):
        slugs[lane_facet.parameter] |= {*lanes}
    asked = {name: sorted(filter(SLUG.fullmatch, values)) for name, values in slugs.items()}
    asked = {name: values for name, values in asked.items() if values}
    if not asked:
        return {}
    return {
        (parameter, slug): Choice(slug, name, str(key), language)
        for parameter, key, slug, name, language in _by_slugs(listed.name, tuple(asked))(*asked.values())
    }


@cache
def _by_slugs(listed: str, parameters: tuple[str, ...]) -> Compiled:
    """The records of these facets by their slugs, a list of slugs for each facet."""
    facets = [facet for facet in LISTS[listed].facets if facet.parameter in parameters]

    def build(*slugs: Sequence[str]) -> QuerySet[Any, Any]:
        first, *rest = [_rows(facet, some) for facet, some in zip(facets, slugs, strict=True)]
        return first.union(*rest, all=True) if rest else first

    return Compiled(build)


def _rows(facet: Any, slugs: Sequence[str]) -> QuerySet[Any, Any]:
    language = F("language") if facet.has_language else Value("", CharField())
    return (
        facet.records()
        .filter(slug__in=slugs)
        .order_by()
        .values_list(Value(facet.parameter, CharField()), "pk", "slug", F(facet.name_field), language, named=False)
    )


def _otherwise_named(facet: RecordFacet, value: str) -> Choice:
    """The record that once had this slug, or that has this name. Raises UnknownRecord."""
    former = Address.objects.filter(kind=facet.kind, slug=value).values("record_uuid")
    record = facet.records().filter(uuid__in=former).first() if SLUG.fullmatch(value) else None
    record = record or facet.records().filter(**{f"{facet.name_field}__iexact": value}).order_by("slug").first()
    if record is None:
        raise UnknownRecord(
            _("There is no public record “%(slug)s” to filter by “%(name)s”.")
            % {"slug": value, "name": facet.parameter}
        )
    fields = vars(record)
    return Choice(fields["slug"], fields[facet.name_field], str(record.pk), fields.get("language", ""))
