"""The plain values of documents: numbers, identifiers and texts as they must be, and the order of the rest."""

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

_SORTED = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def plain(number: Decimal) -> str:
    """A plain decimal: no exponent, no needless zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def unstorable(text: str) -> Any:
    """Why a database cannot hold this text, or None: NUL (PostgreSQL) and lone surrogates (UTF-8)."""
    found = _UNSTORABLE.search(text)
    if found and found.group() == "\x00":
        return _("A NUL character cannot be stored.")
    if found:
        return _("Half a character (a lone surrogate) cannot be stored.")
    return None


def is_uuid(value: Any) -> bool:
    """Whether it is a UUID in its usual form, in small letters."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def sort_key(value: Any) -> str:
    """The order of what nobody put in order: that of its canonical JSON."""
    return _SORTED.encode(value)


def parse_decimal(text: str) -> Decimal:
    """A plain decimal. Raises ValueError for exponents, signs of plus, separators and needless zeros."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    if not number.is_finite() or plain(number) != text:
        raise ValueError(text)
    return number
