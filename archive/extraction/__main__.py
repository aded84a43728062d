"""Reads one document in a process that can do nothing else, and ends."""

import json
import logging
import resource
import socket
import sys
from dataclasses import asdict
from typing import Any, NoReturn

from archive.extraction.days import day_in_address
from archive.extraction.encodings import choose, declared_in_page
from archive.extraction.kinds import kind_of_content
from archive.extraction.reading import HTML, LONGEST_TEXT, PDF, Order, Proposals, Reading, Unreadable

#: bytes of address space; the readers need about 300 MB for a page of 20 MB
MEMORY = 2 * 1024**3


def confine(seconds: int) -> None:
    """Take from this process what it does not need: memory without end, time without end, the network."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def refuse(*_arguments: Any, **_options: Any) -> NoReturn:
        raise OSError("a document is read without the network")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse


def read(order: Order, content: bytes) -> Reading:
    """The reading of a document; a problem stands in it, with whatever was found before."""
    reading, proposals = Reading(), Proposals()
    try:
        reading.media_type = order.media_type or kind_of_content(content)
        reading.text = _text(order, content, reading, proposals)
        if len(reading.text) > LONGEST_TEXT:
            raise Unreadable("too long")
    except Unreadable as unreadable:
        reading.text, reading.problem = "", unreadable.code
    except MemoryError:
        reading.text, reading.problem = "", "too large inside"
    proposals.add("issued", day_in_address(order.address), "address", "day")
    if reading.text:
        from archive.extraction.plain import guess_heading, guess_language  # noqa: PLC0415 - as below

        guess_language(reading.text, proposals)
        if reading.media_type != HTML:
            guess_heading(reading.text, proposals)
    reading.proposals = [asdict(item) for item in proposals.found]
    return reading


def _text(order: Order, content: bytes, reading: Reading, proposals: Proposals) -> str:
    # Only what this document needs is loaded: each reader takes a fifth to half a second.
    if reading.media_type == PDF:
        from archive.extraction.portable_documents import read_pdf  # noqa: PLC0415

        return _storable(read_pdf(content, proposals))
    declared = [order.declared, *([declared_in_page(content)] if reading.media_type == HTML else [])]
    reading.encoding, reading.encodings = choose(content, order.encoding, declared)
    characters = content.decode(reading.encoding)
    if reading.media_type != HTML:
        return characters
    from archive.extraction.pages import read_page  # noqa: PLC0415

    return _storable(read_page(characters, order.address, order.manner, proposals))


def _storable(text: str) -> str:
    """Without what no database keeps. Only for what a reader put together: a plain text is never touched."""
    return "".join(c for c in text if c != "\x00" and not "\ud800" <= c <= "\udfff") if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    return "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text)


def main() -> None:
    logging.disable()
    order = json.loads(sys.stdin.buffer.readline())
    confine(order.pop("seconds"))
    reading = read(Order(**order), sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(asdict(reading)).encode())


if __name__ == "__main__":
    main()
