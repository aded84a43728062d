"""Names of the values that the index counts: of records those that are published, of codes their words."""

from collections.abc import Collection, Sequence
from functools import cache

from archive.models import Compiled
from archive.timeline.facets import Facet, FixedFacet, RecordFacet
from archive.timeline.filters import Choice


def named(facet: Facet, keys: Collection[str]) -> dict[str, Choice]:
    """The choices that these values of the index are, by value; a record that is not public is left out. One query."""
    if isinstance(facet, FixedFacet):
        return {key: Choice(key, facet.value_name(key), key) for key in keys}
    rows = _rows(facet)([int(key) for key in keys])
    return {str(pk): Choice(slug, name, str(pk), *language) for pk, slug, name, *language in rows}


@cache
def _rows(facet: RecordFacet) -> Compiled:
    fields = ["pk", "slug", facet.name_field, *(["language"] if facet.has_language else [])]
    return Compiled(lambda keys: facet.records().filter(pk__in=keys).order_by().values_list(*fields))


def counted(facet: Facet, counts: Sequence[tuple[str, int]]) -> list[tuple[Choice, int]]:
    """The same with their counts, in the order given."""
    names = named(facet, [value for value, _count in counts])
    return [(names[value], count) for value, count in counts if value in names]
