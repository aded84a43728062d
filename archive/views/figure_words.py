"""Figures of statements as a person says them: “as many as 175,000 troops”."""

from decimal import Decimal

from django.utils.translation import gettext as _

from archive.models import Figure
from archive.views.number_words import value_words

# What is counted may be said by where it is ("within 200 kilometers of the border") or by what it is ("Russia").
PREPOSITIONS = frozenset(
    [
        "about",
        "above",
        "across",
        "along",
        "around",
        "at",
        "before",
        "below",
        "beyond",
        "by",
        "for",
        "from",
        "in",
        "inside",
        "near",
        "of",
        "on",
        "per",
        "since",
        "to",
        "under",
        "until",
        "with",
        "within",
    ]
)


def figure_words(figure: Figure) -> str:
    """The number with its bounds, its unit and what it counts."""
    counted = f"{number_words(figure)} {figure.unit}"
    if not figure.of:
        return counted
    if figure.of.split()[0].casefold() in PREPOSITIONS:
        return _("%(counted)s %(where)s") % {"counted": counted, "where": figure.of}
    return _("%(counted)s of %(what)s") % {"counted": counted, "what": figure.of}


def number_words(figure: Figure) -> str:
    """“as many as 175,000”, “100,000 to 120,000”."""
    low, best, high = (_words(value) for value in (figure.low, figure.best, figure.high))
    words = {"low": low, "best": best, "high": high}
    if best and low and high:
        return _("%(best)s (from %(low)s to %(high)s)") % words
    if best and low:
        return _("%(best)s, at least %(low)s,") % words
    if best and high:
        return _("%(best)s, at most %(high)s,") % words
    if low and high:
        return low if low == high else _("%(low)s to %(high)s") % words
    if high:
        return _("as many as %(high)s") % words
    return _("at least %(low)s") % words if low else best


def label_words(figure: Figure) -> str:
    """The same for beside a mark that shows the rest: “127,000”, “90,000–120,000”, “as many as 175,000”."""
    low, best, high = (_words(value) for value in (figure.low, figure.best, figure.high))
    if best:
        return best
    if low and high and low != high:
        return _("%(low)s–%(high)s") % {"low": low, "high": high}
    return number_words(figure)


def _words(value: Decimal | None) -> str:
    return "" if value is None else value_words(value)
