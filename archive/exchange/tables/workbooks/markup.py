"""XML in a stream, with what it may cost: no document type, no entities, no endless tags, no endless nothing."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault

LONGEST_TAG = 2 * 1024**2
"""bytes of one tag or comment, which the parser keeps as a whole"""
MOST_IDLE_TAGS = 6_000_000
MOST_IDLE_BYTES = 128 * 1024**2
"""So much may stand in a part without anything that is kept: rows that are formatted and empty, for the most."""


class Reader:
    """What is to be done with the elements of a part. Names are local: without namespace and prefix.

    `text` gathers character data while `keeps_text`; whoever starts to keep some clears it first.
    """

    def __init__(self) -> None:
        self.text: list[str] = []
        self.keeps_text = False
        self.kept = 0
        """how much has been kept of the part, in whatever unit: as long as it grows, the part may go on"""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def refuse_long_text(self) -> None:
        """Called between pieces of the part while text is kept. Raises FileFault."""


def parse(pieces: Iterable[bytes], reader: Reader) -> Iterator[None]:
    """Give the elements to the reader; yields after each piece, for the reader to be emptied. Raises FileFault.

    It also yields before it raises: what stands before an error is good.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.EntityDeclHandler = _refuse_document_type
    fed = tags = idle = kept = 0
    for piece in pieces:
        yield from _fed(parser.Parse, piece)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > LONGEST_TAG:
            raise _harmful()
        if reader.keeps_text:
            reader.refuse_long_text()
        else:
            reader.text.clear()
        yield
        tags, idle = tags + piece.count(b"<"), idle + len(piece)
        if reader.kept != kept:
            tags, idle, kept = 0, 0, reader.kept
        elif tags > MOST_IDLE_TAGS or idle > MOST_IDLE_BYTES:
            reason = _("The sheet goes on without end, and nothing stands in it.")
            raise FileFault(Fault(0, "", reason, expected=_("a workbook without the empty rows")))
    yield from _fed(parser.Parse, b"", True)
    yield


def read_small(pieces: Iterable[bytes], reader: Reader) -> None:
    """Give all elements of a small part to the reader. Raises FileFault."""
    for _piece in parse(pieces, reader):
        pass


class Locals(dict[str, str]):
    """Names without their prefix, found out once each."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(":")[2]
        return found


def _fed(parse_piece: Callable[..., Any], *arguments: Any) -> Iterator[None]:
    """Feed the parser; yields only if it then has to raise."""
    try:
        parse_piece(*arguments)
    except FileFault:
        yield
        raise
    except expat.ExpatError as error:
        yield
        values = {"error": expat.errors.messages[error.code], "line": error.lineno}
        reason = _("The workbook is damaged: %(error)s in line %(line)s of its mark-up.") % values
        raise FileFault(Fault(0, "", reason)) from None


def _refuse_document_type(*_arguments: Any) -> NoReturn:
    reason = _("The workbook declares a document type or entities, which no spreadsheet program writes.")
    raise FileFault(Fault(0, "", reason))


def _harmful() -> FileFault:
    reason = _("The workbook has a tag that is longer than %(limit)s bytes, which no spreadsheet program writes.")
    return FileFault(Fault(0, "", reason % {"limit": f"{LONGEST_TAG:,}"}))
