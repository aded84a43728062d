"""JSON as rows of cells: a list of objects, or an object on each line, read in a stream.

The names of the first object are the header, row 1; objects count from row 2. Each later object has the same names,
in any order. A value is one cell: a text as it is, a number as a plain decimal as written, `true` and `false` as TRUE
and FALSE, `null` as an empty cell, a list of such values as its items joined by `|`, each escaped as a list cell
demands. Objects and lists within a value are refused, as is a name that stands twice.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from archive.exchange.cells import escape
from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, SHOWN, beyond, too_long, too_wide
from archive.exchange.tables.numbers import plain_number, plain_whole
from archive.exchange.tables.records import Record

NEAR_THE_END = 64
"""An error so near to the end of what is there may be gone when there is more."""

_UNSTORABLE_WRITTEN = re.compile(r"\\u(?:0000|[dD][89abAB]|[dD][c-fC-F])")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

Pairs = tuple[tuple[str, Any], ...]
"""An object as written: a dict would lose a name that stands twice."""


def read_list_of_objects(pieces: Iterable[str]) -> Iterator[Record]:
    """The rows of a list of objects in a text that comes in pieces. Raises FileFault."""
    window = _Window(pieces)
    if window.next_character() != "[":
        raise _no_list()
    window.at += 1
    rows = _Rows()
    following = window.next_character()
    if following == "]":
        raise _no_list()
    while following != "]":
        if following != "{":
            raise _no_object(rows.number)
        yield from rows.of(*window.object(rows.number))
        following = window.next_character()
        if following not in ("]", ","):
            raise _broken(rows.number, _("a comma or the end of the list is missing"))
        if following == ",":
            window.at += 1
            following = window.next_character()
    window.at += 1
    if window.next_character():
        raise _broken(rows.number, _("something follows the end of the list"))


def read_lines_of_objects(pieces: Iterable[str]) -> Iterator[Record]:
    """The rows of JSON Lines in a text that comes in pieces; empty lines are passed over. Raises FileFault."""
    rows = _Rows()
    for line in _lines(pieces, rows):
        stripped = line.strip()
        if not stripped:
            continue
        if stripped[0] != "{":
            raise _no_object(rows.number)
        try:
            found = DECODER.decode(stripped)
        except (ValueError, RecursionError) as error:
            raise _broken(rows.number, _said(error)) from None
        yield from rows.of(found, stripped)


class _Rows:
    """Objects to cells in the order of the first one's names. `number` is that of the next row."""

    def __init__(self) -> None:
        self.header: tuple[str, ...] = ()
        self.number = 2

    def of(self, pairs: Pairs, written: str) -> Iterator[Record]:
        """The row that an object makes, and the header before the first. `written`: its text, or more of it."""
        names, values = zip(*pairs, strict=True) if pairs else ((), ())
        if not self.header:
            self._begin(names)
            yield 1, list(self.header)
        if names != self.header:
            values = self._in_order(pairs, names)
        # Most objects have nothing but texts, which are cells as they are.
        cells = list(values) if set(map(type, values)) == {str} else [*map(self._cell, values, range(len(values)))]
        if _UNSTORABLE_WRITTEN.search(written):
            self._refuse_unstorable(cells)
        if len(written) > LONGEST_CELL and max(map(len, cells)) > LONGEST_CELL:
            column = next(at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL)
            raise too_long(self.number, self.header[column], cells[column])
        yield self.number, cells
        self.number += 1

    def _begin(self, names: tuple[str, ...]) -> None:
        if len(names) > MOST_COLUMNS:
            raise too_wide(self.number)
        if not names:
            raise FileFault(Fault(self.number, "", _("The object is empty."), expected=_("a name for each column")))
        self._refuse_twice(names)
        self.header = names

    def _in_order(self, pairs: Pairs, names: tuple[str, ...]) -> tuple[Any, ...]:
        self._refuse_twice(names)
        if set(names) != set(self.header):
            reason = _("The object does not have the same names as the first one.")
            raise FileFault(Fault(self.number, "", reason, _differing(names, self.header), ", ".join(self.header)))
        by_name = dict(pairs)
        return tuple(by_name[name] for name in self.header)

    def _refuse_twice(self, names: tuple[str, ...]) -> None:
        if len(set(names)) == len(names):
            return
        name = next(name for at, name in enumerate(names) if name in names[:at])
        expected = _("each name once")
        raise FileFault(Fault(self.number, name, _("The name stands twice in the object."), expected=expected))

    def _cell(self, value: Any, position: int) -> str:
        if isinstance(value, list):
            items = [self._plain(item, position) for item in value]
            if "" in items:
                raise self._wrong(position, _("An item of the list is empty."), json.dumps(value, ensure_ascii=False))
            return "|".join(map(escape, items))
        return self._plain(value, position)

    def _plain(self, value: Any, position: int) -> str:
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        raise self._wrong(position, _("The value is an object or a list within a list."), "")

    def _refuse_unstorable(self, cells: list[str]) -> None:
        for position, cell in enumerate(cells):
            if "\0" in cell:
                raise self._wrong(position, _("The cell holds a NUL character."), cell.replace("\0", "␀"))
            if _LONE_SURROGATE.search(cell):
                shown = cell.encode("utf-8", "replace").decode()
                raise self._wrong(position, _("The cell holds half a character (a lone surrogate)."), shown)

    def _wrong(self, position: int, reason: str, value: str) -> FileFault:
        expected = _("a text, a number, true, false, null, or a list of these")
        return FileFault(Fault(self.number, self.header[position], reason, value[:SHOWN], expected))


class _Window:
    """As much of a text as is needed; `at` is where to read on."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._pieces = iter(pieces)
        self.text = ""
        self.at = 0

    def next_character(self) -> str:
        """The next one that is no white space, where `at` then stands; empty at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self._more():
                return ""

    def object(self, number: int) -> tuple[Pairs, str]:
        """The object that begins here, and its text. Raises FileFault."""
        while True:
            try:
                found, end = DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                self._refuse_endless(error, number)
            except (ValueError, RecursionError) as error:
                raise _broken(number, _said(error)) from None
            else:
                written = self.text[self.at : end]
                self.at = end
                return found, written

    def _refuse_endless(self, error: json.JSONDecodeError, number: int) -> None:
        """Get more of the text if that can mend the error. Raises FileFault."""
        cut_off = error.pos > len(self.text) - NEAR_THE_END or error.msg.startswith("Unterminated string")
        if not cut_off:
            raise _broken(number, _said(error)) from None
        if len(self.text) - self.at > LONGEST_ROW:
            reason = _("The row is longer than %(limit)s characters.")
            raise beyond(reason, LONGEST_ROW, Fault(number, "", "")) from None
        if not self._more():
            raise _broken(number, _said(error)) from None

    def _more(self) -> bool:
        """At least as much again as there is, so that what is long is not read over and over."""
        rest = self.text[self.at :]
        gained: list[str] = []
        length = 0
        for piece in self._pieces:
            gained.append(piece)
            length += len(piece)
            if length > len(rest):
                break
        self.text, self.at = rest + "".join(gained), 0
        return length > 0


def _lines(pieces: Iterable[str], rows: _Rows) -> Iterator[str]:
    pending: list[str] = []
    length = 0
    for piece in pieces:
        *whole, last = piece.split("\n")
        for line in whole:
            yield "".join([*pending, line]) if pending else line
            pending, length = [], 0
        pending.append(last)
        length += len(last)
        if length > LONGEST_ROW:
            raise beyond(_("The row is longer than %(limit)s characters."), LONGEST_ROW, Fault(rows.number, "", ""))
    yield "".join(pending)


def _differing(names: tuple[str, ...], header: tuple[str, ...]) -> str:
    return ", ".join([*(name for name in names if name not in header), *(name for name in header if name not in names)])


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(_("%(name)s is no number") % {"name": name})


def _number(text: str) -> str:
    try:
        return plain_number(text)
    except ValueError:
        raise ValueError(_("%(number)s cannot be written out") % {"number": text[:40]}) from None


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def _broken(number: int, said: str) -> FileFault:
    return FileFault(Fault(number, "", _("This is not JSON: %(error)s.") % {"error": said}))


def _no_list() -> FileFault:
    return FileFault(Fault(0, "", _("The file has no list of objects."), expected=_("one object for each record")))


def _no_object(number: int) -> FileFault:
    return FileFault(Fault(number, "", _("This is not an object."), expected=_("one object for each record")))


DECODER = json.JSONDecoder(
    object_pairs_hook=tuple,
    parse_float=_number,
    parse_int=plain_whole,
    parse_constant=_refuse_constant,
)
