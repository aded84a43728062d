"""What a file is, by its content: neither its name nor what anybody says of it counts."""

import re

from archive.extraction.encodings import marked
from archive.extraction.reading import HTML, PDF, PLAIN, Unreadable

_PAGE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<(?:p|div|article|h1|meta|title)(?:\s[^<>]*)?>", re.I
)
_OTHERS = {
    b"PK\x03\x04": "office",
    b"\xd0\xcf\x11\xe0": "office",
    b"{\\rtf": "office",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"RIFF": "picture",
    b"\x1f\x8b": "packed",
    b"Rar!": "packed",
    b"7z\xbc\xaf": "packed",
}


def kind_of_content(content: bytes) -> str:
    """`text/html`, `application/pdf` or `text/plain`. Raises Unreadable for everything else."""
    if not content.strip():
        raise Unreadable("empty")
    if b"%PDF-" in content[:1024]:
        return PDF
    for beginning, code in _OTHERS.items():
        if content.startswith(beginning):
            raise Unreadable(code)
    mark = marked(content)
    head = content[:8192]
    if mark == "utf-16":
        head = head.replace(b"\x00", b"")
    elif b"\x00" in content:
        raise Unreadable("binary")
    return HTML if _PAGE.search(head) else PLAIN
