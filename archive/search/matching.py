"""Which entries fit a query: all of them where they are few, otherwise a bounded set of the most important ones.

A word that stands in every third record cannot be ranked within a page's time by looking at all its hits. So of more
than `COUNTED` entries only the `RANKED` most important that have everything in the title or in a name, and the
`RANKED` most important of all, are ranked; how many there are is then told from a sample of one record in 64, which
is off by a few per cent. What is important is in the entries' numbers (see `archive.search.places`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from archive.models import SearchEntry
from archive.search.engines import Engine
from archive.search.expressions import Expression, sections_with
from archive.search.places import KIND_CODES, SAMPLED, kind_and_record, kind_code, record_of
from archive.search.query import Query

#: up to so many entries are all found, and their records counted exactly
COUNTED = 2000
#: so many of each sort are ranked
RANKED = 300
# Of a selection of no more records than these each is looked at by itself.
_LOOKED_AT = 1000
# Of a wide selection in which a frequent word is rare, the search gives up after so many hits outside it.
_SCANNED, _SCANNED_AT_ONCE = 60_000, 10_000
# Sections of long texts with an excluded word beyond these are not looked for.
_SECTIONS = 20_000

#: kind → primary keys of the records that may be found; kinds that are not named have none
Within = Mapping[str, BitMap]
_Fits = Callable[[int], bool]


@dataclass(frozen=True)
class Matches:
    """Numbers of entries to be ranked, and how many records there are in all, about so many or exactly."""

    numbers: list[int]
    total: int
    is_exact: bool


def find(engine: Engine, query: Query, wanted: Expression, within: Within | None) -> Matches:
    fits = _fitting(engine, query, within)
    first = engine.first(wanted, COUNTED + 1)
    if len(first) <= COUNTED:
        return _all(engine, wanted, list(filter(fits, first)))
    if within is not None and sum(map(len, within.values())) <= _LOOKED_AT:
        numbers = [number for number in _entries(within) if fits(number)]
        return _all(engine, wanted, engine.among(wanted, numbers))
    about = _records(filter(fits, engine.sampled(wanted))) * SAMPLED
    numbers = sorted(
        {*filter(fits, engine.first(wanted.in_title, RANKED)), *_most_important(engine, wanted, first, fits)}
    )
    return Matches(
        numbers, rounded(max(about, _records(numbers), 0 if within is not None else COUNTED)), is_exact=False
    )


def _all(engine: Engine, wanted: Expression, numbers: list[int]) -> Matches:
    """All that there are; of very many those are ranked that come first."""
    total = _records(numbers)
    if len(numbers) > RANKED:
        named = set(numbers).intersection(engine.first(wanted.in_title, COUNTED))
        numbers = sorted({*sorted(named)[:RANKED], *numbers[:RANKED]})
    return Matches(numbers, total, is_exact=True)


def _most_important(engine: Engine, wanted: Expression, first: list[int], fits: _Fits) -> list[int]:
    found = list(filter(fits, first))
    scanned = len(first)
    while len(found) < RANKED and scanned < _SCANNED and first:
        first = engine.first(wanted, _SCANNED_AT_ONCE, after=first[-1])
        found += filter(fits, first)
        scanned += len(first)
    return found[:RANKED]


def _records(numbers: Iterable[int]) -> int:
    return len(set(map(kind_and_record, numbers)))


def _entries(within: Within) -> Iterator[int]:
    for kind, keys in within.items():
        yield from SearchEntry.objects.filter(kind=kind, record_id__in=list(keys)).values_list("pk", flat=True)


def _fitting(engine: Engine, query: Query, within: Within | None) -> _Fits:
    """Whether an entry's record may be found: it is in the selection, and no section of it has an excluded word."""
    banned = _banned(engine, query)
    if within is None:
        return (lambda number: kind_and_record(number) not in banned) if banned else lambda number: True
    allowed = [within.get(kind, BitMap()) for kind in KIND_CODES]
    return lambda number: record_of(number) in allowed[kind_code(number)] and kind_and_record(number) not in banned


def _banned(engine: Engine, query: Query) -> set[int]:
    return {
        kind_and_record(number)
        for sections in sections_with(query.excluded)
        for number in engine.first(sections, _SECTIONS)
    }


def rounded(total: int) -> int:
    """To two digits, as a count that is told with “about”."""
    return round(total, 2 - len(str(total))) if total >= 100 else total
