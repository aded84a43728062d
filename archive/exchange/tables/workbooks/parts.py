"""The parts of a workbook, which is a zip: looked at with suspicion, then inflated in a stream.

Nothing is ever written to a disk, and no part is opened that was not asked for by name, so a zip within a zip is never
looked into. What the directory of the zip says is checked before anything is inflated, and what is inflated is never
more than it says.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext as _

from archive.exchange.faults import Fault, FileFault
from archive.exchange.tables.kinds import locked
from archive.exchange.tables.limits import beyond

PIECE = 64 * 1024
LARGEST_DIRECTORY = 1024 * 1024
"""bytes of the zip's own directory; that of a workbook has some kilobytes"""
MOST_INFLATED = 2 * 1024**3
"""bytes of all parts together"""
LOCAL_HEADER = 30
"""bytes that stand at least before each part"""
SMALL = 16 * 1024**2
"""bytes: no bomb"""
MOST_PACKED = 250
"""A table's mark-up is packed to a twentieth, at the very best to a two-hundredth; a bomb to a thousandth."""

SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OverflowError, struct.error, RuntimeError)
"""What reading a zip raises that is cut off or made up; the last for a way of packing that zipfile does not know."""


class Parts:
    """The parts of a zip that was found harmless. `names` are theirs, in their order."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = [info.filename for info in archive.infolist()]

    def stream(self, name: str, most: int = MOST_INFLATED) -> Iterator[bytes]:
        """The bytes of a part in pieces. Raises FileFault if it is missing, damaged, or has more bytes than `most`."""
        left = most
        try:
            with self._archive.open(name) as part:
                while piece := part.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise _too_large(name, most)
                    yield piece
        except KeyError:
            raise FileFault(Fault(0, "", _("The workbook lacks its part %(name)s.") % {"name": name})) from None
        except FileFault:
            raise
        except SPOILT:
            raise _damaged() from None


class _Careful:
    """A file of which nobody reads much at once: the directory of a zip is read in one go, whatever size it claims."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        read = self._file.read(size if 0 <= size <= LARGEST_DIRECTORY else LARGEST_DIRECTORY + 1)
        if len(read) > LARGEST_DIRECTORY:
            raise zipfile.BadZipFile("a directory of that size")
        return read


@contextmanager
def open_parts(path: Path) -> Iterator[Parts]:
    """The parts of the zip at the path. Raises FileFault for one that is damaged, locked, or means harm."""
    with path.open("rb") as file:
        try:
            archive = zipfile.ZipFile(_Careful(file))
        except SPOILT:
            raise _damaged() from None
        with archive:
            _refuse_harm(archive)
            yield Parts(archive)


def _refuse_harm(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    for part in parts:
        if part.flag_bits & 0x1:
            raise locked()
        if _leads_out(part.filename):
            reason = _("The workbook holds a part whose name leads out of it.")
            raise FileFault(Fault(0, "", reason, part.filename, _("names such as xl/workbook.xml")))
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise FileFault(Fault(0, "", _("The workbook is packed in a way that no spreadsheet program uses.")))
    _refuse_twice([part.filename for part in parts])
    _refuse_bombs(parts)
    _refuse_overlaps(parts, archive.start_dir)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or name[1:2] == ":"


def _refuse_twice(names: list[str]) -> None:
    if len(set(names)) < len(names):
        name = next(name for at, name in enumerate(names) if name in names[:at])
        raise FileFault(Fault(0, "", _("The workbook holds a part twice."), name))


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.file_size > SMALL and part.file_size > part.compress_size * MOST_PACKED:
            raise _bomb()
    if sum(part.file_size for part in parts) > MOST_INFLATED:
        raise _too_large("", MOST_INFLATED)


def _refuse_overlaps(parts: list[zipfile.ZipInfo], directory: int) -> None:
    """Parts that share their bytes multiply them: together they are as large as one likes, and the zip is small."""
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    if places and places[0][0] < 0:
        raise _damaged()
    for (start, size), (following, _size) in pairwise([*places, (directory, 0)]):
        if start + LOCAL_HEADER + size > following:
            raise _bomb()


def _bomb() -> FileFault:
    reason = _("This is a zip bomb: a small file that unpacks to a huge one. It was not unpacked.")
    return FileFault(Fault(0, "", reason))


def _too_large(name: str, most: int) -> FileFault:
    reason = _("Unpacked, the workbook has more than %(limit)s bytes. Please save the sheet as CSV.")
    return beyond(reason, most, Fault(0, "", "", name))


def _damaged() -> FileFault:
    expected = _("the whole file, as the spreadsheet program saved it")
    return FileFault(Fault(0, "", _("The workbook is damaged or cut off."), expected=expected))
