"""Numbers as people write them: plain decimals, whatever form a file keeps them in."""

import re
from decimal import Decimal, InvalidOperation

ALL_DIGITS = 15
"""So many decimal digits a double keeps; what a program writes beyond them is noise of the binary form."""
_PLAIN = re.compile(r"(?:-(?!0$))?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
MOST_DIGITS = 400
"""A number with more of them, written out, is a mistake or an attack."""


def plain_number(text: str) -> str:
    """The same number without exponent, `+` and needless zeros: `1.20E3` → `1200`. Raises ValueError."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(text) from None
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(text)  # infinite, or no number
    if abs(exponent) > MOST_DIGITS or len(text) > MOST_DIGITS:
        raise ValueError(text)
    written = format(number, "f")
    if "." in written:
        written = written.rstrip("0").removesuffix(".")
    return "0" if written in ("-0", "") else written


def plain_whole(text: str) -> str:
    """A whole number of JSON, which has no needless zeros but `-0`."""
    return "0" if text == "-0" else text


def plain_double(number: float) -> str:
    """A number that a program kept with 53 binary digits, as it shows it: with at most 15 decimal ones.

    0.1 + 0.2 is 0.3 here as in every spreadsheet, not 0.30000000000000004.
    """
    return plain_number(f"{number:.15g}")


def shown_number(text: str) -> str:
    """A number that a spreadsheet wrote, as it shows it. A whole one keeps all its digits. Raises ValueError."""
    # Nearly all are written as they are shown; and a whole number keeps its digits, for it may be a key.
    text = text.removesuffix(".0")
    if _PLAIN.fullmatch(text) and (len(text) <= ALL_DIGITS or ("." not in text and len(text) <= MOST_DIGITS)):
        return text
    digits = sum(map(str.isdecimal, text.upper().partition("E")[0].lstrip("-0.")))
    return plain_number(text) if digits <= ALL_DIGITS else plain_double(float(text))
