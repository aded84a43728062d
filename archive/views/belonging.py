"""Pages of what belongs to one record, newest first: the events of an actor, the statements about a topic.

They are read from the index of the lists, so that a page costs the same of twenty records and of a hundred thousand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from archive.models import Compiled, Listing, Statement
from archive.timeline.facets import List
from archive.timeline.filters import Selection
from archive.timeline.keyset import Page
from archive.timeline.pages import listing_page
from archive.timeline.ranges import Range
from archive.timeline.selected import Selected
from archive.views.statement_cards import for_cards, with_denials

PAGE_SIZE = 25


@dataclass(frozen=True)
class Belonging(Selection):
    """The records of a list that have one of these values of a facet, named as the index names them."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def narrows(self) -> bool:
        return True

    @cached_property
    def _selected(self) -> Selected:
        return Selected(self.of, Range(), self.values)


def belonging(
    of: List, facet: str, keys: Sequence[int], request: HttpRequest | None = None, size: int = PAGE_SIZE
) -> Page[Listing]:
    """The page that the address asks for by its cursor; without a request the first. Raises FilterError."""
    cursor = request.GET.get("cursor", "") if request else ""
    selection = Belonging(of, cursor=cursor, values={facet: [str(key) for key in keys]})
    selected = selection.selected()
    selected.prepare(selected.key("is", "dated"))
    return listing_page(selection, size)


def statements_of(found: Page[Listing]) -> list[Any]:
    """The published statements of a page in its order, ready for their cards and with `denied`; one query."""
    keys = [row.record_id for row in found.records]
    statements = {statement.pk: statement for statement in _by_key(keys)} if keys else {}
    return [statements[key] for key in keys if key in statements]


def _chosen(keys: Sequence[int]) -> QuerySet[Statement]:
    return with_denials(for_cards(Statement.objects.published().filter(pk__in=keys))).order_by()


_by_key = Compiled(_chosen)
