"""Rows to text as RFC 4180 has it: CRLF, and quotes only where it requires them."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Row = list[str]


def lines(rows: Iterable[Row], delimiter: str = ",") -> Iterator[str]:
    """Each row as one record with its CRLF. A cell is quoted if it holds the delimiter, a quote, CR or LF."""
    needs_quotes = re.compile(f'[{delimiter}"\r\n]').search
    for row in rows:
        quoted = (f'"{cell.replace(chr(34), chr(34) * 2)}"' if needs_quotes(cell) else cell for cell in row)
        yield delimiter.join(quoted) + "\r\n"


def write_file(path: Path, text: Iterable[str]) -> None:
    """Write UTF-8 to `path` whole or not at all: readers see the old file until the new one is complete.

    Raises OSError; what stood there before then still stands.
    """
    path = path.resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("w", encoding="utf-8", newline="") as device:
            device.writelines(text)
        return
    with whole_file(path) as file:
        for piece in text:
            file.write(piece.encode())


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its place at `path` when it is complete, and leaves nothing if it never is."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
