"""From the bytes of a file to its characters, in pieces, so that memory does not grow with the file."""

import codecs
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault

MARK = "\ufeff"
PIECE = 64 * 1024
"""bytes that are read at a time"""

SHOWN_AS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-16": "UTF-16"}
"""The names of encodings as people know them, beside `windows-125x`."""


def shown_encoding(encoding: str) -> str:
    """An encoding as people call it: `windows-1252` for `cp1252`."""
    if encoding.startswith("cp125"):
        return f"windows-{encoding[2:]}"
    return SHOWN_AS.get(encoding, encoding)


def pieces_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def decoded(data: Iterable[bytes], encoding: str = "utf-8") -> Iterator[str]:
    """The characters in pieces, without the byte-order mark. Raises FileFault, after whole lines, for what is none."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines, first = 1, True
    for piece, last in _with_last(data):
        try:
            text = decoder.decode(piece, last)
        except UnicodeDecodeError as error:
            before = error.object[: error.start].decode(encoding, "ignore")
            whole = before[: before.rfind("\n") + 1]
            yield whole.removeprefix(MARK) if first else whole
            raise _undecodable(error, encoding, lines + before.count("\n")) from None
        lines += text.count("\n")
        yield text.removeprefix(MARK) if first else text
        first = first and not text


def _with_last(data: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    for piece in data:
        yield piece, False
    yield b"", True


def _undecodable(error: UnicodeDecodeError, encoding: str, line: int) -> FileFault:
    byte = error.object[error.start] if error.start < len(error.object) else 0
    values = {"line": line, "encoding": shown_encoding(encoding), "byte": f"0x{byte:02X}"}
    reason = _("Line %(line)s is not %(encoding)s (byte %(byte)s).") % values
    return FileFault(Fault(0, "", reason, expected=_("a file saved as %(encoding)s") % values))
