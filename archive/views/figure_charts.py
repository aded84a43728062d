"""`/figures/`: the units in which figures are given; with `unit=`, all figures of that unit on one chart.

Which statements give a figure of a unit, in which order, and how many there are, comes from the index of the lists. A
page holds the figures of at most 50 statements, 4 of each, in the order of the days on which they were said.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from archive.charts.agreement import Claim, Group, groups
from archive.charts.ranges import Mark, Values, mark, numbers
from archive.charts.scales import Scale, scale
from archive.dates import UNDATED
from archive.models import Figure, Statement
from archive.timeline.errors import FilterError
from archive.timeline.filters import NEWEST, OLDEST, Selection, read_selection
from archive.timeline.pages import listing_page, records_of
from archive.timeline.selected import Selected
from archive.views.addresses import page_url
from archive.views.cards import LinkCard
from archive.views.figure_cards import Opposition, StatementOfFigures, oppositions, statements_of_figures
from archive.views.figure_words import figure_words, label_words
from archive.views.filtering import address, filter_view, page_links
from archive.views.number_words import value_words
from archive.views.totals import records_words

MOST_STATEMENTS, MOST_OF_ONE = 50, 4
MOST_UNITS = 200


@dataclass(frozen=True)
class Row:
    """A figure on the chart: who said it and when, its number and its place on the axis, and all in words."""

    said: StatementOfFigures
    number: str
    words: str
    what: str
    mark: Mark
    values: Sequence[str]
    oppositions: Sequence[Opposition]
    more: str = ""


@dataclass(frozen=True)
class Block:
    """Figures that stand together; `why` says in words what is between them, "" for one that stands alone."""

    rows: Sequence[Row]
    why: str = ""


@dataclass(frozen=True)
class Tick:
    """`at` in percent of the axis."""

    at: float
    words: str
    anchor: str


@dataclass(frozen=True)
class Chart:
    """`note` says where the axis begins, if not at zero."""

    blocks: Sequence[Block]
    ticks: Sequence[Tick]
    note: str

    @property
    def rows(self) -> list[Row]:
        return [row for block in self.blocks for row in block.rows]


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """At most twelve queries, however many figures there are."""
    selection = read_selection(request.GET, "statement")
    if selection.order != NEWEST and request.GET.get("order") != NEWEST:
        selection = replace(selection, order=OLDEST)
    units = [choice.value for read in selection.facets if read.facet.parameter == "unit" for choice in read.chosen]
    if len(units) > 1:
        raise FilterError(_("Only figures of one unit can be compared; take all but one of them away."))
    if not units:
        return _unit_list(request, selection)
    return _one_unit(request, selection, units[0])


def _unit_list(request: HttpRequest, selection: Selection) -> HttpResponse:
    narrowed = [pair for pair in selection.filters() if pair[0] != "unit"]
    context = {
        "units": list(units_of(selection.selected(), narrowed, MOST_UNITS)),
        "filters": filter_view(request.path, selection),
    }
    return render(request, "archive/figure_units.html", context)


def units_of(selected: Selected, parameters: Sequence[tuple[str, str]], most: int = 12) -> Iterator[LinkCard]:
    """Units of the figures that the selected statements give, the most frequent first, each a link to its chart."""
    for unit, count in selected.counts("unit", most):
        words = records_words(selected.of.name, count)
        yield LinkCard(unit, figures_url(unit, parameters), note=words)


def figures_url(unit: str, parameters: Sequence[tuple[str, str]] = ()) -> str:
    return f"{page_url('archive:figures')}?{urlencode([('unit', unit), *parameters])}"


def compare_links(given: Sequence[Figure]) -> list[LinkCard]:
    """For a statement's page: where the figures it gives are compared with others of their units."""
    return [
        LinkCard(_("Compare with other figures of %(unit)s") % {"unit": unit}, figures_url(unit))
        for unit in dict.fromkeys(figure.unit for figure in given)
    ]


def _one_unit(request: HttpRequest, selection: Selection, unit: str) -> HttpResponse:
    found = listing_page(selection, MOST_STATEMENTS)
    published = Statement.objects.published().select_related("speaker__portrait", "position__organisation")
    statements = records_of(found, published)
    total = selection.selected().total
    context = {
        "unit": unit,
        "chart": _chart(statements, unit),
        "filters": filter_view(request.path, selection),
        "pages": page_links(request.path, selection, found),
        "all_units": page_url("archive:figures"),
        "turned": _turned(request.path, selection),
        "order_words": _order_words(selection, unit),
        "total": records_words(selection.of.name, total),
    }
    return render(request, "archive/figures.html", context)


def _order_words(selection: Selection, unit: str) -> str:
    if selection.newest_first:
        return _("Who said how many %(unit)s and when, the latest first.") % {"unit": unit}
    return _("Who said how many %(unit)s and when, the earliest first.") % {"unit": unit}


def _turned(path: str, selection: Selection) -> LinkCard:
    """The same the other way round in time."""
    if selection.newest_first:
        return LinkCard(_("Earliest first"), address(path, selection.filters()))
    return LinkCard(_("Latest first"), address(path, [*selection.filters(), ("order", NEWEST)]))


def _chart(statements: Sequence[Statement], unit: str) -> Chart:
    given = list(_figures(statements, unit))
    values = [Values(figure.low, figure.best, figure.high) for figure, _more in given]
    axis = scale(numbers(values))
    against, opposed = oppositions(statements)
    said = statements_of_figures(statements)
    rows = [
        Row(
            said=said[figure.statement_id],
            number=label_words(figure),
            words=figure_words(figure),
            what=figure.of,
            mark=mark(value, axis),
            values=["" if number is None else value_words(number) for number in (value.low, value.best, value.high)],
            oppositions=against.get(figure.statement_id, ()),
            more=more,
        )
        for (figure, more), value in zip(given, values, strict=True)
    ]
    together = groups(_claims(statements, given, values), opposed)
    blocks = [Block([rows[number] for number in group.claims], _why(group)) for group in together]
    return Chart(blocks, _ticks(axis), _axis_note(axis, unit))


def _figures(statements: Sequence[Statement], unit: str) -> Iterator[tuple[Figure, str]]:
    """The figures in the order of their statements; with the last of one, how many more of it are not shown."""
    given: dict[int, list[Figure]] = defaultdict(list)
    for figure in Figure.objects.filter(statement__in=[statement.pk for statement in statements], unit=unit):
        given[figure.statement_id].append(figure)
    for statement in statements:
        own = given[statement.pk]
        more = len(own) - MOST_OF_ONE
        words = ngettext("and %(count)d more figure", "and %(count)d more figures", more) % {"count": more}
        for number, figure in enumerate(own[:MOST_OF_ONE], start=1):
            yield figure, words if more > 0 and number == MOST_OF_ONE else ""


def _claims(
    statements: Sequence[Statement], given: Sequence[tuple[Figure, str]], values: Sequence[Values]
) -> list[Claim]:
    dates = {statement.pk: statement for statement in statements}
    return [
        Claim(
            said=figure.statement_id,
            values=value,
            what=figure.of,
            first_day=dates[figure.statement_id].first_day,
            last_day=dates[figure.statement_id].last_day,
            dated=dates[figure.statement_id].sort_day != UNDATED,
        )
        for (figure, _more), value in zip(given, values, strict=True)
    ]


def _why(group: Group) -> str:
    if group.opposed and group.apart:
        return _("These figures conflict: their ranges have no number in common, and one speaker rejects the other.")
    if group.apart:
        return _("These figures conflict: for the same thing and time, their ranges have no number in common.")
    return _("These figures conflict: one speaker rejects what the other says.") if group.opposed else ""


def _ticks(axis: Scale) -> list[Tick]:
    last = len(axis.ticks) - 1
    return [
        Tick(axis.at(value), value_words(value), "start" if number == 0 else "end" if number == last else "middle")
        for number, value in enumerate(axis.ticks)
    ]


def _axis_note(axis: Scale, unit: str) -> str:
    if axis.ticks[0] <= 0 <= axis.ticks[-1]:
        return ""
    return _("The axis does not begin at zero but at %(number)s %(unit)s.") % {
        "number": value_words(axis.ticks[0]),
        "unit": unit,
    }
