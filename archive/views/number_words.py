"""Numbers as a person reads them."""

from decimal import Decimal

from django.utils.formats import number_format

from archive.documents.values import plain


def count_words(count: int) -> str:
    """“150,000”."""
    return str(count) if -1000 < count < 1000 else number_format(count, force_grouping=True)


def value_words(value: Decimal) -> str:
    """“175,000”, “0.5”: without needless zeros."""
    return number_format(plain(value), force_grouping=True)
