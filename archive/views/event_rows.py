"""Published events as plain rows: what lists and tiles show of them, without making model instances."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language

from archive.dates import EDTF, display, parse
from archive.models import Compiled, Event

FIELDS = (
    *("pk", "slug", "title", "when", "first_day", "last_day", "first_second", "last_second", "sort_day"),
    *("language", "summary", "factuality", "kind__name", "kind__slug"),
)


class EventRow(NamedTuple):
    """One published event; the fields of the same names, and those of its kind."""

    pk: int
    slug: str
    title: str
    date_text: str
    first_day: int | None
    last_day: int | None
    first_second: int | None
    last_second: int | None
    sort_day: int
    language: str
    summary: str
    factuality: str
    kind: str
    kind_slug: str

    @property
    def date(self) -> EDTF | None:
        return parse(self.date_text) if self.date_text else None

    @property
    def date_words(self) -> str:
        return _words(self.date_text, get_language())


@lru_cache(maxsize=8192)
def _words(date_text: str, _language: str | None) -> str:
    """Kept, for to put a date into words takes longer than to read the event that has it."""
    return display(date_text)


def event_rows(keys: Iterable[int]) -> dict[int, EventRow]:
    """Those of the events with these primary keys that are published; one query."""
    return {row[0]: EventRow(*row) for row in _events(list(keys))}


_events = Compiled(lambda keys: Event.objects.published().filter(pk__in=keys).order_by().values_list(*FIELDS))
