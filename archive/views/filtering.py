"""A selection as the page shows it: chips that can be taken away one by one, and the form to add to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from archive.timeline.facets import Facet
from archive.timeline.filters import OLDEST, Choice, Selection
from archive.timeline.keyset import Page
from archive.views.cards import FilterChip, PageLinks


@dataclass(frozen=True)
class FilterField:
    """One facet in the form: a select that adds a value to those already chosen."""

    facet: Facet
    chosen: Sequence[Choice]

    @property
    def identifier(self) -> str:
        return f"filter-{self.facet.parameter}"


@dataclass(frozen=True)
class FilterView:
    """All that `archive/parts/filters.html` needs."""

    path: str
    selection: Selection
    fields: Sequence[FilterField]
    chips: Sequence[FilterChip]
    dated: bool

    @property
    def clear_url(self) -> str:
        return address(self.path, [("order", self.selection.order)] if self.selection.order else [])

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


def filter_view(path: str, selection: Selection, *, dated: bool = True) -> FilterView:
    return FilterView(
        path=path,
        selection=selection,
        fields=[FilterField(read.facet, read.chosen) for read in selection.facets],
        chips=list(_chips(path, selection)),
        dated=dated,
    )


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
