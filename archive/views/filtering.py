"""A selection as the page shows it: chips that can be taken away one by one, and the form to add to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.timeline.facets import Facet, FixedFacet, RecordFacet
from archive.timeline.filters import OLDEST, Choice, Selection
from archive.timeline.keyset import Page
from archive.views.addresses import page_url
from archive.views.cards import FilterChip, PageLinks

#: facets with more values than this are typed, not chosen from a list
MOST_OPTIONS = 12
#: where each list stands
LIST_NAMES = {"event": "timeline", "statement": "statements", "source": "sources", "actor": "actors"}


@dataclass(frozen=True)
class FilterField:
    """One facet in the form: a select or a field to type in, which adds a value to those already chosen."""

    facet: Facet
    chosen: Sequence[Choice]

    @property
    def identifier(self) -> str:
        return f"filter-{self.facet.parameter}"

    @cached_property
    def label(self) -> str:
        return _words(self.facet, get_language())[0]

    @cached_property
    def options(self) -> list[tuple[str, str]]:
        """Values and names, where they are few and fixed; what is chosen already is not offered again."""
        taken = {choice.value for choice in self.chosen}
        return [option for option in _words(self.facet, get_language())[1] if option[0] not in taken]

    @cached_property
    def suggestions(self) -> str:
        """Where names are suggested while somebody types; empty for what is no record."""
        if not isinstance(self.facet, RecordFacet):
            return ""
        asked = [("facet", self.facet.parameter)]
        if self.facet.parameter == "kind":
            # The kinds of events, of sources and of actors are vocabularies of their own.
            asked.append(("of", self.facet.kind.partition("_")[0]))
        return address(page_url("archive:suggest"), asked)


@lru_cache(maxsize=256)
def _words(facet: Facet, _language: str | None) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The facet's label, and the values and names of one whose values are few and fixed."""
    choices = facet.choices if isinstance(facet, FixedFacet) else {}
    few = choices if len(choices) <= MOST_OPTIONS else {}
    return str(facet.label), tuple((value, str(name)) for value, name in few.items())


@dataclass(frozen=True)
class FilterView:
    """All that `archive/parts/filters.html` needs. `path` is the page's own, `list_path` that of the list."""

    path: str
    selection: Selection
    fields: Sequence[FilterField]
    chips: Sequence[FilterChip]
    dated: bool
    total_words: str = ""
    list_path: str = ""

    @cached_property
    def kept(self) -> list[tuple[str, str]]:
        """What the form hands on unseen: the order, the view and the lanes."""
        seen = {"from", "to", *(field.facet.parameter for field in self.fields)}
        return [pair for pair in self.selection.parameters() if pair[0] not in seen]

    @property
    def clear_url(self) -> str:
        return address(self.path, self.kept)

    @cached_property
    def facets_url(self) -> str:
        if not self.fields:
            return ""
        of = [] if self.selection.of.name == "event" else [("of", self.selection.of.name)]
        return address(page_url("archive:facets"), [*of, *self.selection.parameters()])

    @property
    def order_links(self) -> list[tuple[str, str, bool]]:
        """The words, the address and whether it is the order of this page."""
        pairs = [pair for pair in self.selection.parameters() if pair[0] != "order"]
        return [
            (_("Newest first"), address(self.path, pairs), self.selection.newest_first),
            (_("Oldest first"), address(self.path, [*pairs, ("order", OLDEST)]), not self.selection.newest_first),
        ]


def address(path: str, parameters: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(parameters)}" if parameters else path


def filter_view(path: str, selection: Selection, *, total_words: str = "") -> FilterView:
    return FilterView(
        path=path,
        selection=selection,
        fields=[FilterField(read.facet, read.chosen) for read in selection.facets],
        chips=list(_chips(path, selection)),
        dated=selection.of.dated,
        total_words=total_words,
        list_path=list_path(selection.of.name) if selection.of.name else path,
    )


def list_path(name: str) -> str:
    return page_url(f"archive:{LIST_NAMES[name]}")


def _chips(path: str, selection: Selection) -> Sequence[FilterChip]:
    def chip(name: str, value: str, parameter: tuple[str, str], language: str = "") -> FilterChip:
        return FilterChip(name, value, address(path, selection.parameters(without=parameter)), language)

    days = selection.days
    chips = []
    if days.from_text:
        chips.append(chip(_("From"), days.from_words, ("from", days.from_text)))
    if days.to_text:
        chips.append(chip(_("To"), days.to_words, ("to", days.to_text)))
    for read in selection.facets:
        for choice in read.chosen:
            parameter = (read.facet.parameter, choice.value)
            chips.append(chip(str(read.facet.label), choice.name, parameter, choice.language))
    return chips


def page_links(path: str, selection: Selection, page: Page, *, dated: bool = True) -> PageLinks:
    """Links to the pages beside this one, named by what lies there."""

    def link(cursor: str) -> str:
        return address(path, [*selection.parameters(), ("cursor", cursor)]) if cursor else ""

    later, earlier = (_("Later"), _("Earlier")) if dated else (_("Back"), _("More"))
    if dated and not selection.newest_first:
        later, earlier = earlier, later
    return PageLinks(newer=link(page.before), older=link(page.after), newer_words=later, older_words=earlier)
