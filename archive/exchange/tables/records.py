"""Records of CSV: strict RFC 4180 with any delimiter and quote, so that no cell is lost or moved in silence.

Two readers give the same: Python's own, in C, for what is provably plain, and a strict one for the rest, which says
of every error where and what it is. A piece of text that ends outside of quotes is plain when

- it holds no NUL, and every carriage return in it stands before a line feed;
- every quote stands at the beginning or the end of a cell, or is doubled within quotes. Between two quotes that are
  not within a quoted cell there is then nothing, or something that begins and ends with a separator.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.limits import LONGEST_CELL, LONGEST_ROW, MOST_COLUMNS, SHOWN, beyond, too_long, too_wide

Record = tuple[int, list[str]]
"""The number of a record, from 1, and its cells."""

QUICK_LONGEST = 512 * 1024
"""code points of a piece that may be taken apart at once, whatever it holds"""


def read_records(pieces: Iterable[str], delimiter: str = ",", quote: str = '"') -> Iterator[Record]:
    """(row number, cells) of every record in a text that comes in pieces. Raises FileFault where it breaks RFC 4180.

    Line ends are CRLF or LF; within quotes they belong to the cell, as they stand. An empty line is one empty cell.
    Without a quote, quotes are characters as any other. What stands before an error is given before it is raised.
    """
    strict = _Strict(delimiter, quote)
    number = 1
    for text in _whole_records(pieces, strict):
        for cells in _plain_records(text, delimiter, quote) or strict.records(text):
            yield number, cells
            number += 1
        strict.number = number


def _whole_records(pieces: Iterable[str], strict: "_Strict") -> Iterator[str]:
    """The same text in pieces that end where a record does."""
    quote = strict.quote
    pending: list[str] = []
    length = quotes = 0
    bearable = LONGEST_CELL
    for piece in pieces:
        end = _end_of_records(piece, quote, quotes)
        if end:
            yield "".join([*pending, piece[:end]])
            pending, length, quotes, bearable = [], 0, 0, LONGEST_CELL
        pending.append(piece[end:])
        length += len(piece) - end
        quotes += piece.count(quote, end) if quote else 0
        if length > bearable:
            strict.refuse_endless("".join(pending))
            bearable = LONGEST_ROW
    if length:
        yield "".join(pending)


def _end_of_records(piece: str, quote: str, quotes: int) -> int:
    """Where in the piece its last whole record ends, with so many quotes of a record before it; 0: nowhere."""
    end = piece.rfind("\n") + 1
    if not quote:
        return end
    quotes += piece.count(quote, 0, end)
    # Outside of quotes their number is even.
    while end and quotes % 2:
        opening = piece.rfind(quote, 0, end)
        if opening < 0:
            return 0
        earlier = piece.rfind("\n", 0, opening) + 1
        quotes -= piece.count(quote, earlier, end)
        end = earlier
    return end


def _plain_records(text: str, delimiter: str, quote: str) -> list[list[str]] | None:
    """The cells, if the text is plain; None: the strict reader is asked."""
    if len(text) > QUICK_LONGEST or "\0" in text:
        return None
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return None
    if not quote or quote not in text:
        lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        found = [line.split(delimiter) for line in lines]
    elif _quotes_are_plain(text, delimiter, quote):
        lines_of = io.StringIO(text, newline="\n")
        try:
            reader = csv.reader(lines_of, delimiter=delimiter, quotechar=quote, strict=True)
            found = [cells or [""] for cells in reader]
        except csv.Error:
            return None
    else:
        return None
    return found if max(map(len, found)) <= MOST_COLUMNS else None


def _quotes_are_plain(text: str, delimiter: str, quote: str) -> bool:
    outside = text.split(quote)[::2]
    begins, ends = (delimiter, "\r", "\n"), (delimiter, "\n")
    first, last = outside[0], outside[-1]
    if (first and not first.endswith(ends)) or (last and not last.startswith(begins)):
        return False
    between = set(outside[1:-1])
    between.discard("")
    return all(part.startswith(begins) and part.endswith(ends) for part in between)


class Unclosed(FileFault):
    """A quoted cell without an end; `length` is that of what follows the quote, in code points."""

    def __init__(self, fault: Fault, length: int) -> None:
        super().__init__(fault)
        self.length = length


class _Strict:
    """Takes records apart cell by cell. `number` is that of the record at hand."""

    def __init__(self, delimiter: str, quote: str) -> None:
        self.delimiter = delimiter
        self.quote = quote
        self.number = 1

    def records(self, text: str) -> Iterator[list[str]]:
        """The cells of each record of a text that ends where a record does, or where the file does."""
        start = end = quotes = 0
        while end < len(text):
            line = end
            end = text.find("\n", line) + 1 or len(text)
            quotes += text.count(self.quote, line, end) if self.quote else 0
            if quotes % 2 == 0 or end == len(text):
                yield self.cells(text[start:end])
                self.number += 1
                start, quotes = end, 0

    def cells(self, record: str) -> list[str]:
        body = record[:-1].removesuffix("\r") if record.endswith("\n") else record
        if len(body) > LONGEST_ROW:
            reason = _("The row is longer than %(limit)s characters.")
            raise beyond(reason, LONGEST_ROW, Fault(self.number, "", ""))
        if not self.quote or self.quote not in body:
            return self._unquoted(body)
        cells: list[str] = []
        start = 0
        while start <= len(body):
            if len(cells) == MOST_COLUMNS:
                raise too_wide(self.number)
            cell, start = self._cell(body, start, len(cells))
            cells.append(cell)
        return cells

    def refuse_endless(self, record: str) -> None:
        """Refuse the beginning of a record that has gone on beyond all limits, if it can have no good end."""
        try:
            # A carriage return at its end may stand before a line feed.
            self.cells(record.removesuffix("\r"))
        except Unclosed as unclosed:
            if unclosed.length > LONGEST_CELL:
                reason = _("The cell is longer than %(limit)s characters, or the quote that opens it is never closed.")
                raise beyond(reason, LONGEST_CELL, unclosed.fault) from None

    def _unquoted(self, body: str) -> list[str]:
        if body.count(self.delimiter) >= MOST_COLUMNS:
            raise too_wide(self.number)
        cells = body.split(self.delimiter)
        if "\r" in body or "\0" in body or len(body) > LONGEST_CELL:
            for position, cell in enumerate(cells):
                self._refuse_controls(cell, position)
        return cells

    def _cell(self, body: str, start: int, position: int) -> tuple[str, int]:
        """The cell that begins at `start`, and where the next one does (beyond the end: none)."""
        if body[start : start + 1] != self.quote:
            end = body.find(self.delimiter, start)
            end = len(body) if end < 0 else end
            cell = body[start:end]
            if self.quote in cell:
                raise self._fault(position, _("A quote stands within a cell that is not quoted."), cell)
            self._refuse_controls(cell, position)
            return cell, end + 1
        end = self._closing_quote(body, start + 1, position)
        cell = body[start + 1 : end].replace(self.quote * 2, self.quote)
        self._refuse_nul_or_length(cell, position)
        after = body[end + 1 : end + 2]
        if after not in ("", self.delimiter):
            reason = _("“%(text)s” follows the closing quote.") % {"text": body[end + 1 : end + 20]}
            raise self._fault(position, reason, cell)
        return cell, end + 2

    def _closing_quote(self, body: str, start: int, position: int) -> int:
        at = start
        while (at := body.find(self.quote, at)) >= 0:
            if body[at + 1 : at + 2] != self.quote:
                return at
            at += 2
        fault = self._fault(position, _("The quote that opens this cell is never closed."), body[start:]).fault
        raise Unclosed(fault, len(body) - start)

    def _refuse_controls(self, cell: str, position: int) -> None:
        self._refuse_nul_or_length(cell, position)
        if "\r" in cell:
            raise self._fault(position, _("A carriage return stands alone outside of quotes."), cell)

    def _refuse_nul_or_length(self, cell: str, position: int) -> None:
        if "\0" in cell:
            raise self._fault(position, _("The cell holds a NUL character."), cell.replace("\0", "␀"))
        if len(cell) > LONGEST_CELL:
            raise too_long(self.number, f"{position + 1}", cell)

    def _fault(self, position: int, reason: str, value: str) -> FileFault:
        expected = _("a cell in quotes, with every quote inside it doubled")
        return FileFault(Fault(self.number, f"{position + 1}", reason, value[:SHOWN], expected))
