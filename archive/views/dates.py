"""Dates of records as the pages show them."""

import re

from archive.models import Dated
from archive.views.cards import DateCard

# What HTML's time element can say of a date: a year, month or day of four digits, nothing left open.
MACHINE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def date_card(record: Dated) -> DateCard | None:
    """None for a record without a date."""
    if not record.date_text:
        return None
    first, last = record.first_day, record.last_day
    return DateCard(
        words=record.date_words,
        machine=record.date_text if MACHINE.fullmatch(record.date_text) else "",
        spans_days="/" in record.date_text and (first is None or last is None or first < last),
    )
