"""How many published records are filed under a value, at all times: read, not counted."""

from collections.abc import Iterable

from archive.models import Compiled, FacetTotal


def totals(facet: str, keys: Iterable[int]) -> dict[int, int]:
    """By primary key, how many records of a list (`event.actor`: events) have these records; one query.

    A record under which nothing is filed is left out.
    """
    values = [str(key) for key in keys]
    return {int(value): total for value, total in _totals(facet, values)} if values else {}


_totals = Compiled(
    lambda facet, values: FacetTotal.objects.filter(facet=facet, value__in=values).values_list("value", "total")
)
