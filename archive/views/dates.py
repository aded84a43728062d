"""Dates of records as the pages show them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from django.utils.translation import get_language

from archive.dates import display
from archive.views.cards import DateCard

# What HTML's time element can say of a date: a year, month or day of four digits, nothing left open.
MACHINE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?", re.ASCII)


class HasDate(Protocol):
    """A dated record, or a row of one."""

    @property
    def date_text(self) -> str: ...
    @property
    def first_day(self) -> int | None: ...
    @property
    def last_day(self) -> int | None: ...


def date_card(record: HasDate) -> DateCard | None:
    """None for a record without a date."""
    return date_cards()(record)


def date_cards() -> Callable[[HasDate], DateCard | None]:
    """The same for many records: the reader's language is asked for once."""
    language = get_language()

    def card(record: HasDate) -> DateCard | None:
        text = record.date_text
        return _card(text, record.first_day, record.last_day, language) if text else None

    return card


@lru_cache(maxsize=4096)
def _card(text: str, first: int | None, last: int | None, _language: str | None) -> DateCard:
    """Kept, for many records have the same date; its words are those of the language that is active."""
    return DateCard(
        words=display(text),
        machine=text if MACHINE.fullmatch(text) else "",
        spans_days="/" in text and (first is None or last is None or first < last),
    )
