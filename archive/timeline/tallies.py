"""How many of a selection each value of each facet would find: what stands beside the filters.

Values of a facet widen each other, so a facet is counted under the other facets' choices alone: the number beside a
value is what it adds, or, chosen, what it holds. The numbers are exact. Which values stand there is exact for
selections of up to 4,000 records; of larger ones those among the 400 most frequent of the whole list.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archive.models import Compiled, Listing
from archive.timeline.facets import Facet
from archive.timeline.filters import Choice, Selection
from archive.timeline.naming import named
from archive.timeline.selected import Selected

MOST_VALUES = 12
COUNTED_ONE_BY_ONE = 4_000

Counts = list[tuple[str, int]]


@dataclass(frozen=True)
class Tally:
    """A facet with its chosen values first, then the most frequent; `more` where there are others."""

    facet: Facet
    values: Sequence[tuple[Choice, int, bool]]
    more: bool


def tallies(selection: Selection, most: int = MOST_VALUES) -> list[Tally]:
    """One for each facet of the list; a few queries and one for the names of each facet's records."""
    selected = selection.selected()
    selected.prepare()
    plain = [read.facet.parameter for read in selection.facets if not read.chosen]
    counts = _counts(selected, plain, most + 1)
    found = []
    for read in selection.facets:
        name = read.facet.parameter
        if read.chosen:
            others = selection.without(name).selected()
            others.borrow(selected)
            counts[name] = _counts(others, [name], most + 1)[name]
            chosen = [(choice.key, others.count_of(name, choice.key)) for choice in read.chosen]
        else:
            chosen = []
        found.append(_tally(read.facet, chosen, counts[name], most))
    return found


def _counts(selected: Selected, facets: Sequence[str], most: int) -> dict[str, Counts]:
    if selected.narrows and selected.total <= COUNTED_ONE_BY_ONE:
        return _one_by_one(selected, facets, most)
    return {facet: selected.counts(facet, most) for facet in facets}


def _one_by_one(selected: Selected, facets: Sequence[str], most: int) -> dict[str, Counts]:
    """From the rows of the records themselves: they say under which values they are filed."""
    tokens: Counter[str] = Counter()
    keys = list(selected.keys)
    for start in range(0, len(keys), 900):
        for text in _tokens(selected.of.name, keys[start : start + 900]):
            tokens.update(text.split())
    counts: dict[str, Counts] = defaultdict(list)
    for token, count in tokens.items():
        facet, sign, value = token.partition(":")
        if sign:
            counts[facet].append((value, count))
    return {facet: sorted(counts[facet], key=lambda item: (-item[1], item[0]))[:most] for facet in facets}


_tokens = Compiled(
    lambda listed, keys: (
        Listing.objects.filter(list=listed, record_id__in=keys).order_by().values_list("keys", flat=True)
    )
)


def _tally(facet: Facet, chosen: Counts, counts: Counts, most: int) -> Tally:
    taken = {key for key, _count in chosen}
    rest = [(key, count) for key, count in counts if key not in taken]
    names = named(facet, [key for key, _count in [*chosen, *rest[:most]]])
    values = [(names[key], count, True) for key, count in chosen if key in names]
    values += [(names[key], count, False) for key, count in rest[:most] if key in names]
    return Tally(facet, values, more=len(rest) > most)
