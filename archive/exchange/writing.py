"""Rows to text as RFC 4180 has it: CRLF, and quotes only where it requires them."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

Row = list[str]


def lines(rows: Iterable[Sequence[str]], delimiter: str = ",") -> Iterator[str]:
    """Each row as one record with its CRLF. A cell is quoted if it holds the delimiter, a quote, CR or LF.

    What a line needs is seen from the whole of it: `csv.writer`, which looks at each character, takes four times as
    long.
    """
    for row in rows:
        line = delimiter.join(row)
        if '"' in line or "\n" in line or "\r" in line:
            line = delimiter.join([_quoted(cell, delimiter) for cell in row])
        elif line.count(delimiter) >= len(row):
            line = delimiter.join([f'"{cell}"' if delimiter in cell else cell for cell in row])
        yield line + "\r\n"


def _quoted(cell: str, delimiter: str) -> str:
    if delimiter in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return f'"{cell.replace(chr(34), chr(34) * 2)}"'
    return cell


def write_file(path: Path, pieces: Iterable[bytes]) -> None:
    """Write to `path` whole or not at all: readers see the old file until the new one is complete.

    Raises OSError; what stood there before then still stands.
    """
    path = path.resolve()
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with path.open("wb") as device:
            device.writelines(pieces)
        return
    with whole_file(path) as file:
        file.writelines(pieces)


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
