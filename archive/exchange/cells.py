"""The grammar of cells: what stands in one cell of a file, free of records and of the database.

A list separates its items with `|`; a qualifier follows `:`; the stations of a chain are joined by `>`. In every
list cell these three and `\\` are written with a `\\` before them. Nothing is trimmed. Reading a cell that breaks
the grammar raises `CellError`.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from archive.documents.values import parse_decimal

Parts = tuple[str, ...]
"""An item with its qualifiers, unescaped: `slug:role` is `("slug", "role")`."""

_SPECIAL = re.compile(r"[|:>\\]")
_TOKEN = re.compile(r"\\(.?)|([|:>])|[^\\|:>]+", re.DOTALL)
_FORMULA = re.compile(r"'*[=+@\t\r-]")
_GUARDED = re.compile(r"'+[=+@\t\r-]")
_WHOLE_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")


class CellError(ValueError):
    """A cell, or one item of it, cannot be read; the text says why, for a person."""


# Formulas


def guard(cell: str) -> str:
    """The cell as a spreadsheet shows it and never runs it: one `'` before what could begin a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell without the one `'` that `guard` put before it."""
    return cell[1:] if _GUARDED.match(cell) else cell


# Lists


def escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def join_parts(parts: Iterable[str]) -> str:
    """One item: `("slug", "role")` → `slug:role`."""
    return ":".join(escape(part) for part in parts)


def join_items(items: Iterable[str]) -> str:
    return "|".join(items)


def join_stations(stations: Iterable[str]) -> str:
    return ">".join(stations)


def split_items(cell: str) -> list[Parts]:
    """The items of a list cell, which is not a chain: a bare `>` is read as itself. Raises CellError."""
    return [stations[0] for stations in _split(cell, in_chains=False)]


def split_chains(cell: str) -> list[list[Parts]]:
    """The chains of a cell, each a list of stations. Raises CellError."""
    return _split(cell, in_chains=True)


def _split(cell: str, *, in_chains: bool) -> list[list[Parts]]:
    if not cell:
        return []
    found = _split_plain(cell, in_chains=in_chains) if "\\" not in cell else _split_escaped(cell, in_chains=in_chains)
    _refuse_empty_items(found)
    _refuse_repeated_items(found)
    return found


def _split_plain(cell: str, *, in_chains: bool) -> list[list[Parts]]:
    """Of a cell in which nothing is escaped, as in most."""
    items = (item.split(">") if in_chains else (item,) for item in cell.split("|"))
    return [[tuple(station.split(":")) for station in item] for item in items]


def _split_escaped(cell: str, *, in_chains: bool) -> list[list[Parts]]:
    items: list[list[list[str]]] = [[[""]]]
    for token in _TOKEN.finditer(cell):
        escaped, separator = token.group(1), token.group(2)
        if separator == "|":
            items.append([[""]])
        elif separator == ":":
            items[-1][-1].append("")
        elif separator == ">" and in_chains:
            items[-1].append([""])
        else:
            items[-1][-1][-1] += token.group() if escaped is None else _unescaped(escaped)
    return [[tuple(station) for station in item] for item in items]


def _unescaped(character: str) -> str:
    if not character:
        raise CellError(_("A single \\ stands at the end; write \\\\ for the character itself."))
    if not _SPECIAL.fullmatch(character):
        message = _("\\%(character)s means nothing; a \\ stands only before | : > and \\.")
        raise CellError(message % {"character": character})
    return character


def _refuse_empty_items(items: list[list[Parts]]) -> None:
    for number, stations in enumerate(items, start=1):
        if stations == [("",)]:
            raise CellError(_("Item %(number)s is empty.") % {"number": number})


def _refuse_repeated_items(items: list[list[Parts]]) -> None:
    seen: set[tuple[Parts, ...]] = set()
    for stations in items:
        item = tuple(stations)
        if item in seen:
            raise CellError(_("“%(item)s” stands twice.") % {"item": join_stations(map(join_parts, stations))})
        seen.add(item)


def checked_parts(parts: Parts, *, least: int = 1, most: int) -> Parts:
    """The parts, if there are as many as there may be and none is empty. Raises CellError."""
    if not parts[0]:
        message = _("“%(item)s” has nothing before its “:”.")
    elif "" in parts:
        message = _("“%(item)s” has nothing after a “:”.")
    elif len(parts) > most:
        message = _("“%(item)s” has one “:” too many; write \\: for the character itself.")
    elif len(parts) < least:
        message = _("“%(item)s” lacks what comes after the “:”.")
    else:
        return parts
    raise CellError(message % {"item": join_parts(parts)})


# Numbers


def plain_decimal(text: str) -> str:
    """The same text, if it is a plain decimal as `Decimal` and people read it alike. Raises CellError."""
    try:
        if not text.isascii() or "_" in text:
            raise ValueError(text)
        parse_decimal(text)
    except ValueError:
        message = _("“%(text)s” is not a plain decimal: no exponent, no +, no separators, no needless zeros.")
        raise CellError(message % {"text": text}) from None
    return text


def whole_number(text: str) -> int:
    """A whole number from 0 to 10¹⁸ in ASCII digits, without needless zeros. Raises CellError."""
    if not _WHOLE_NUMBER.fullmatch(text):
        raise CellError(_("“%(text)s” is not a whole number.") % {"text": text})
    return int(text)


# Figures


class FigureText(NamedTuple):
    """A figure's numbers are plain decimals or None; `unit` is one word; `of` may be empty."""

    low: str | None
    best: str | None
    high: str | None
    unit: str
    of: str


def join_figure(figure: FigureText) -> str:
    low, best, high = figure.low, figure.best, figure.high
    if low is None and high is None:
        numbers = best or ""
    elif best is None:
        numbers = f"{low or ''}..{high or ''}"
    else:
        numbers = f"{low or ''}..{best}..{high or ''}"
    return f"{numbers} {figure.unit}" + (f" of {figure.of}" if figure.of else "")


def split_figure(text: str) -> FigureText:
    """`best`, `low..high` or `low..best..high`, a unit, and perhaps ` of …`. Raises CellError."""
    numbers, _space, rest = text.partition(" ")
    unit, space, of = rest.partition(" ")
    if not unit:
        raise CellError(_("“%(text)s” lacks its unit, one word after the number.") % {"text": text})
    if space and (not of.startswith("of ") or of == "of "):
        raise CellError(_("“%(text)s”: after the unit comes nothing, or “of” and what is counted.") % {"text": text})
    return FigureText(*_bounds(numbers), unit, of.removeprefix("of "))


def _bounds(text: str) -> tuple[str | None, str | None, str | None]:
    given = [plain_decimal(number) if number else None for number in text.split("..")]
    match given:
        case [best] if best is not None:
            return None, best, None
        case [low, high] if low is not None or high is not None:
            _refuse_reversed(text, low, high)
            return low, None, high
        case [low, best, high] if best is not None:
            _refuse_reversed(text, low, best, high)
            return low, best, high
    raise CellError(_("“%(text)s” is not a number or a range such as 90000..120000.") % {"text": text})


def _refuse_reversed(text: str, *numbers: str | None) -> None:
    known = [Decimal(number) for number in numbers if number is not None]
    if known != sorted(known):
        raise CellError(_("“%(text)s” does not go from low to high.") % {"text": text})


# Citations


class CitedText(NamedTuple):
    """A citation as written: `version` None: the latest; `start` None: no span."""

    source: str
    version: int | None = None
    start: int | None = None
    end: int | None = None
    fixity: str = ""
    supports: str = ""


def join_citation(citation: CitedText) -> str:
    source = citation.source if citation.version is None else f"{citation.source}@{citation.version}"
    span = (f"{citation.start}-{citation.end}", citation.fixity) if citation.start is not None else ()
    return join_parts((source, *span, *([citation.supports] if citation.supports else [])))


def split_citation(parts: Parts) -> CitedText:
    """`source[@version][:start-end:hhhhhhhh][:supports]`. Raises CellError."""
    checked_parts(parts, most=4)
    source, version = _source_and_version(parts[0])
    if len(parts) < 3:
        return CitedText(source, version, supports=parts[1] if len(parts) == 2 else "")
    start, dash, end = parts[1].partition("-")
    if not dash:
        raise CellError(_("“%(text)s” is not a span such as 120-164.") % {"text": parts[1]})
    if not re.fullmatch("[0-9a-f]{8}", parts[2]):
        message = _("“%(text)s” is not the first eight hexadecimal digits, in small letters, of a SHA-256.")
        raise CellError(message % {"text": parts[2]})
    supports = parts[3] if len(parts) == 4 else ""
    return CitedText(source, version, whole_number(start), whole_number(end), parts[2], supports)


def _source_and_version(text: str) -> tuple[str, int | None]:
    source, at, version = text.partition("@")
    if not at:
        return source, None
    number = whole_number(version)
    if number == 0:
        raise CellError(_("“%(text)s”: versions are 1, 2, 3 and so on.") % {"text": text})
    return source, number


# Chains


def join_chain(stations: Iterable[tuple[str, str]]) -> str:
    """Each station as (actor, source), either of them empty."""
    return join_stations(join_parts(station if station[1] else station[:1]) for station in stations)


def split_chain(stations: list[Parts]) -> list[tuple[str, str]]:
    """At least two stations, each `actor`, `actor:source` or `:source`, the last `:source`. Raises CellError."""
    chain = join_stations(map(join_parts, stations))
    if len(stations) < 2:
        raise CellError(_("“%(chain)s” has one station; a chain has at least two, joined by >.") % {"chain": chain})
    found = [_station(parts) for parts in stations]
    if found[-1][0]:
        message = _("“%(chain)s” does not end with a source alone, such as :daily-news-2021.")
        raise CellError(message % {"chain": chain})
    return found


def _station(parts: Parts) -> tuple[str, str]:
    station = join_parts(parts)
    if parts == ("",):
        raise CellError(_("A station of a chain is empty."))
    if len(parts) > 2:
        raise CellError(_("The station “%(station)s” has one “:” too many.") % {"station": station})
    if len(parts) == 2 and not parts[1]:
        raise CellError(_("The station “%(station)s” has nothing after its “:”.") % {"station": station})
    return parts[0], parts[1] if len(parts) == 2 else ""
