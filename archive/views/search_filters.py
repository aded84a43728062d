"""The filters of the lists, applied to a search: who may be found, and the chips that say so.

A filter narrows every kind of record that has it, and a kind that has not is left out: with `actor=…` events are
found, with `speaker=…` statements, with `from=…` all that has a date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from pyroaring import BitMap

from archive.timeline.errors import FilterError, UnknownRecord
from archive.timeline.facets import LISTS, List
from archive.timeline.filters import Selection, read_selection
from archive.views.cards import FilterChip
from archive.views.filtering import FilterField, address

DAYS = ("from", "to")
#: what the form on the page offers; addresses may name every filter of every list
OFFERED = ("actor", "topic", "place", "source")


@dataclass(frozen=True)
class SearchFilters:
    """`selections` by kind of record; without any filter all of them are empty and `within` is None."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    selections: Mapping[str, Selection] = field(default_factory=dict)

    @property
    def within(self) -> dict[str, BitMap] | None:
        """The primary keys that may be found, by kind. Reads one query's bitmaps for each kind."""
        if not self.asked:
            return None
        return {kind: selection.selected().keys for kind, selection in self.selections.items()}

    def parameters(self, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """As they stand in an address; what was typed as a name is the record's slug."""
        return [pair for pair in self._chosen() if pair != without]

    def _chosen(self) -> dict[tuple[str, str], None]:
        pairs = (pair for selection in self.selections.values() for pair in selection.filters())
        return dict.fromkeys(pairs)

    def chips(self, path: str, others: list[tuple[str, str]]) -> Iterator[FilterChip]:
        """One for each filter; its address is the page without it."""
        for (name, value), (label, words, language) in self._named().items():
            yield FilterChip(label, words, address(path, [*others, *self.parameters((name, value))]), language)

    def _named(self) -> dict[tuple[str, str], tuple[str, str, str]]:
        named: dict[tuple[str, str], tuple[str, str, str]] = {}
        for selection in self.selections.values():
            if selection.days.from_text:
                named["from", selection.days.from_text] = _("From"), selection.days.from_words, ""
            if selection.days.to_text:
                named["to", selection.days.to_text] = _("To"), selection.days.to_words, ""
            for read in selection.facets:
                for choice in read.chosen:
                    pair = read.facet.parameter, choice.value
                    named.setdefault(pair, (str(read.facet.label), choice.name, choice.language))
        return named

    @property
    def fields(self) -> list[FilterField]:
        """The form's fields, with what is chosen; filters that it does not offer are handed on unseen."""
        facets = [facet for facet in LISTS["event"].facets if facet.parameter in OFFERED]
        events = self.selections.get("event")
        chosen = {read.facet.parameter: read.chosen for read in events.facets} if events else {}
        return [FilterField(facet, chosen.get(facet.parameter, ())) for facet in facets]

    @property
    def kept(self) -> list[tuple[str, str]]:
        shown = {
            pair for item in self.fields for pair in ((item.facet.parameter, choice.value) for choice in item.chosen)
        }
        return [pair for pair in self.parameters() if pair not in shown and pair[0] not in DAYS]

    def day(self, name: str) -> str:
        """`from` or `to` as it was typed."""
        return next((value for known, value in self.asked if known == name), "")


def read_filters(parameters: QueryDict, kinds: frozenset[str]) -> SearchFilters:
    """Raises FilterError or UnknownRecord for what no list can be narrowed by.

    `kinds`: values of `kind` that name a kind of record, which is no filter.
    """
    names = {*DAYS, *(facet.parameter for listed in LISTS.values() for facet in listed.facets)}
    asked = [
        (name, value)
        for name, values in parameters.lists()
        for value in values
        if name in names and value and not (name == "kind" and value in kinds)
    ]
    if not asked:
        return SearchFilters()
    selections = dict(_selections(asked))
    return SearchFilters(asked, selections)


def _selections(asked: list[tuple[str, str]]) -> Iterator[tuple[str, Selection]]:
    problem: FilterError | UnknownRecord | None = None
    narrowed = 0
    for listed in LISTS.values():
        if not all(_has(listed, name) for name, _value in asked):
            continue
        try:
            yield listed.name, read_selection(_as_address(asked), listed.name)
        except (FilterError, UnknownRecord) as error:
            # A kind of event is no kind of statement; what is known nowhere is an error.
            problem = problem if isinstance(problem, FilterError) else error
        else:
            narrowed += 1
    if problem and not narrowed:
        raise problem


def _has(listed: List, name: str) -> bool:
    return listed.dated if name in DAYS else listed.facet(name) is not None


def _as_address(asked: list[tuple[str, str]]) -> QueryDict:
    address = QueryDict(mutable=True)
    for name, value in asked:
        address.appendlist(name, value)
    return address
