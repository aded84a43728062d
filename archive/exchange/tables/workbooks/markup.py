"""XML in a stream, with what it may cost: no document type, no entities, no endless tags, no endless nothing."""

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.workbooks.plain import NotPlain, is_utf8

LONGEST_TAG = 2 * 1024**2
"""bytes of one tag or comment, which the parser keeps as a whole"""
MOST_IDLE_TAGS = 1_000_000
PLAIN_COST = 0.2
"""What mark-up costs that need not go through the parser."""
MOST_IDLE_BYTES = 32 * 1024**2
"""So much may stand in a part without anything that is kept: rows that are formatted and empty, for the most."""


class Reader:
    """What is to be done with the elements of a part. Names are local: without namespace and prefix.

    `text` gathers character data while `keeps_text`; whoever starts to keep some clears it first.
    """

    row_end = b""
    """The tag that ends a row, if rows may be taken as plain mark-up."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.keeps_text = False
        self.between_rows = False
        """whether a row may begin here"""
        self.kept = 0
        """how much has been kept of the part, in whatever unit: as long as it grows, the part may go on"""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def refuse_long_text(self) -> None:
        """Called between pieces of the part while text is kept. Raises FileFault."""

    def take_plain(self, rows: str) -> None:
        """Read whole rows without the parser. Raises NotPlain before it has kept anything, and FileFault."""
        raise NotPlain


def parse(pieces: Iterable[bytes], reader: Reader) -> Iterator[None]:
    """Give the elements to the reader; yields after each piece, for the reader to be emptied. Raises FileFault.

    It also yields before it raises: what stands before an error is good.
    """
    parser = _Parser(reader)
    for piece in _in_rows(pieces, reader):
        plain = parser.took_plain(piece)
        if not plain:
            yield from parser.fed(piece)
        yield
        parser.refuse_endless_nothing(piece, PLAIN_COST if plain else 1)
    yield from parser.fed(b"", True)
    yield


def _in_rows(pieces: Iterable[bytes], reader: Reader) -> Iterator[bytes]:
    """The same bytes, in pieces that end where rows do as far as there are any."""
    rest = b""
    for piece in pieces:
        rest += piece
        end = rest.rfind(reader.row_end) + len(reader.row_end) if reader.row_end in rest else 0
        if not end and (not reader.between_rows or len(rest) > LONGEST_TAG):
            end = len(rest)
        if end:
            yield rest[:end]
            rest = rest[end:]
    if rest:
        yield rest


class _Parser:
    """Expat, with what it may cost."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._fed = self._kept = self._lines_passed_over = 0
        self._tags = self._idle = 0.0
        self._may_be_plain: bool | None = None
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = reader.start
        self._expat.EndElementHandler = reader.end
        self._expat.CharacterDataHandler = reader.text.append
        self._expat.StartDoctypeDeclHandler = _refuse_document_type
        self._expat.EntityDeclHandler = _refuse_document_type

    def took_plain(self, piece: bytes) -> bool:
        """Whether the reader could do without the parser, which then never sees these rows."""
        if self._may_be_plain is None:
            self._may_be_plain = bool(self._reader.row_end) and is_utf8(piece)
        if not self._may_be_plain or not self._reader.between_rows:
            return False
        try:
            self._reader.take_plain(piece.decode())
        except (NotPlain, UnicodeDecodeError):
            return False
        self._lines_passed_over += piece.count(b"\n")
        return True

    def fed(self, piece: bytes, last: bool = False) -> Iterator[None]:
        """Feed the parser; yields only if it then has to raise."""
        reader = self._reader
        # After a comment that is not closed yet, what looks like a row is none.
        if b"<!" in piece or b"<?" in piece[1:]:
            self._may_be_plain = False
        try:
            self._expat.Parse(piece, last)
        except FileFault:
            yield
            raise
        except expat.ExpatError as error:
            yield
            line = error.lineno + self._lines_passed_over
            values = {"error": expat.errors.messages[error.code], "line": line}
            reason = _("The workbook is damaged: %(error)s in line %(line)s of its mark-up.") % values
            raise FileFault(Fault(0, "", reason)) from None
        self._fed += len(piece)
        if self._fed - self._expat.CurrentByteIndex > LONGEST_TAG + len(piece):
            raise _harmful()
        if reader.keeps_text:
            reader.refuse_long_text()
        else:
            reader.text.clear()

    def refuse_endless_nothing(self, piece: bytes, cost: float) -> None:
        self._tags += piece.count(b"<") * cost
        self._idle += len(piece) * cost
        if self._reader.kept != self._kept:
            self._tags, self._idle, self._kept = 0.0, 0.0, self._reader.kept
        elif self._tags > MOST_IDLE_TAGS or self._idle > MOST_IDLE_BYTES:
            reason = _("The sheet goes on without end, and nothing stands in it.")
            raise FileFault(Fault(0, "", reason, expected=_("a workbook without the empty rows")))


def read_small(pieces: Iterable[bytes], reader: Reader) -> None:
    """Give all elements of a small part to the reader. Raises FileFault."""
    for _piece in parse(pieces, reader):
        pass


class Locals(dict[str, str]):
    """Names without their prefix, found out once each."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(":")[2]
        return found


def _refuse_document_type(*_arguments: Any) -> NoReturn:
    reason = _("The workbook declares a document type or entities, which no spreadsheet program writes.")
    raise FileFault(Fault(0, "", reason))


def _harmful() -> FileFault:
    reason = _("The workbook has a tag that is longer than %(limit)s bytes, which no spreadsheet program writes.")
    return FileFault(Fault(0, "", reason % {"limit": f"{LONGEST_TAG:,}"}))
