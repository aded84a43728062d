"""A BagIt bag in a zip: written in one pass, and read only if every byte of it is what its manifest says."""

import hashlib
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Self

from django.utils.translation import gettext as _

FOLDER = "dateline"
PAYLOAD = "data"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE = 1 << 20
#: how hard zlib tries: 6, which is usual, takes twice as long for a file that is 6 % smaller
_LEVEL = 4
#: bytes of the payload that wait to be packed
_WAITING = 1 << 23
#: text shrinks to a twentieth, JSON that repeats itself to a fiftieth; what shrinks more than this is a bomb
MOST_SHRUNK = 250
#: bytes of a file under which it may shrink as it likes
SMALL = 1 << 20
# What zipfile raises for a file that is cut off, altered, locked (RuntimeError) or packed in a way that it cannot read
# (a RuntimeError as well).
SPOILT = (zipfile.BadZipFile, EOFError, OSError, RuntimeError)


class PackageError(ValueError):
    """Why a package cannot be read; nothing was written."""


@dataclass(frozen=True)
class Packed:
    """A file of the payload as it was written: its path below `data/`, SHA-256 and length in bytes."""

    path: str
    sha256: str
    length: int


class BagWriter:
    """Add the payload file by file, then `finish`. Memory holds a few megabytes of it, and a line for each file.

    The files are packed in a thread beside the one that makes them: zlib leaves the other one alone meanwhile.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._entry: Any = None
        self._packing = ThreadPoolExecutor(1)
        self._waiting: deque[tuple[int, Future[object]]] = deque()
        self._waiting_bytes = 0
        self.packed: list[Packed] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._packing.shutdown(cancel_futures=True)
        if self._entry:
            self._entry.close()
        self._zip.close()

    def add(self, path: str, pieces: Iterable[bytes]) -> Packed:
        """Write a file of the payload, `path` being its place below `data/`."""
        packed = Packed(path, *self._write(f"{PAYLOAD}/{path}", pieces))
        self.packed.append(packed)
        return packed

    def finish(self, information: dict[str, str]) -> None:
        """Write the tag files. `information` goes into `bag-info.txt`."""
        oxum = f"{sum(item.length for item in self.packed)}.{len(self.packed)}"
        tags = {
            "bagit.txt": DECLARATION,
            "bag-info.txt": "".join(
                f"{name}: {text}\n" for name, text in {**information, "Payload-Oxum": oxum}.items()
            ),
            MANIFEST: "".join(f"{item.sha256}  {PAYLOAD}/{item.path}\n" for item in self.packed),
        }
        hashes = {name: self._write(name, [text.encode()])[0] for name, text in tags.items()}
        self._write(TAG_MANIFEST, ["".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode()])
        self._wait_for_all_but(0)

    def _write(self, path: str, pieces: Iterable[bytes]) -> tuple[str, int]:
        digest, length = hashlib.sha256(), 0
        self._beside(0, self._open, f"{FOLDER}/{path}")
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            self._beside(len(piece), self._pack, piece)
        self._beside(0, self._close)
        return digest.hexdigest(), length

    # In the thread beside

    def _beside(self, length: int, work: Callable[..., object], *arguments: object) -> None:
        """Have it done after what waits already. Raises OSError if something before it failed."""
        self._waiting.append((length, self._packing.submit(work, *arguments)))
        self._waiting_bytes += length
        self._wait_for_all_but(_WAITING)

    def _wait_for_all_but(self, most: int) -> None:
        while self._waiting and (self._waiting_bytes > most or not most or self._waiting[0][1].done()):
            length, done = self._waiting.popleft()
            done.result()
            self._waiting_bytes -= length

    def _open(self, name: str) -> None:
        self._entry = self._zip.open(name, "w", force_zip64=True)

    def _pack(self, piece: bytes) -> None:
        self._entry.write(piece)

    def _close(self) -> None:
        self._entry.close()
        self._entry = None
        # The same whatever this machine is; as for the day, a zip has its first one where none is given.
        entry = self._zip.infolist()[-1]
        entry.external_attr, entry.create_system = 0o100644 << 16, 3


class BagReader:
    """A bag whose manifest was checked. Raises PackageError for what is no bag, or not what it says it is."""

    def __init__(self, file: BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except SPOILT as error:
            raise PackageError(_("This is not a zip file.")) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist() if not entry.is_dir()}
        self.folder = self._folder()
        for entry in self._entries.values():
            _require_harmless(entry)
        self.manifest = self._read_manifest()
        self._require_same_files()

    def _folder(self) -> str:
        folders = {name.partition("/")[0] for name in self._entries}
        if len(folders) != 1 or f"{min(folders)}/bagit.txt" not in self._entries:
            raise PackageError(_("This is not a package of Dateline: it holds no BagIt bag."))
        return min(folders)

    def _read_manifest(self) -> dict[str, str]:
        """Path below `data/` → SHA-256."""
        name = f"{self.folder}/{MANIFEST}"
        if name not in self._entries:
            raise PackageError(_("The package has no %(file)s.") % {"file": MANIFEST})
        found = {}
        for line in self._read(name).decode("utf-8", "replace").splitlines():
            digest, _space, path = line.partition("  ")
            if not path.startswith(f"{PAYLOAD}/"):
                raise PackageError(_("The manifest names a file outside of the payload: %(file)s.") % {"file": path})
            found[path.removeprefix(f"{PAYLOAD}/")] = digest
        return found

    def _require_same_files(self) -> None:
        inside = f"{self.folder}/{PAYLOAD}/"
        there = {name.removeprefix(inside) for name in self._entries if name.startswith(inside)}
        for name in sorted(there ^ self.manifest.keys())[:1]:
            message = _("%(file)s is not in the manifest.") if name in there else _("%(file)s is missing.")
            raise PackageError(message % {"file": f"{PAYLOAD}/{name}"})

    def check(self) -> None:
        """Compare every file with the manifest. Raises PackageError, naming the first that differs."""
        for path, expected in self.manifest.items():
            digest = hashlib.sha256()
            for piece in self.pieces(path):
                digest.update(piece)
            if digest.hexdigest() != expected:
                raise PackageError(
                    _("%(file)s is not what the manifest says: its SHA-256 differs.") % {"file": f"{PAYLOAD}/{path}"}
                )

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file of the payload in pieces. Raises PackageError if it is missing or spoilt."""
        name = f"{self.folder}/{PAYLOAD}/{path}"
        if name not in self._entries:
            raise PackageError(_("%(file)s is missing.") % {"file": f"{PAYLOAD}/{path}"})
        try:
            with self._zip.open(self._entries[name]) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except SPOILT as error:
            raise PackageError(_("%(file)s cannot be unpacked.") % {"file": f"{PAYLOAD}/{path}"}) from error

    def lines(self, path: str) -> Iterator[str]:
        """The lines of a text file of the payload, without their ends."""
        rest = b""
        for piece in self.pieces(path):
            *whole, rest = (rest + piece).split(b"\n")
            yield from (line.decode() for line in whole)
        if rest:
            yield rest.decode()

    def paths(self, folder: str) -> list[str]:
        """Paths of the payload below a folder of it, in order."""
        return sorted(path for path in self.manifest if path.startswith(f"{folder}/"))

    def length(self, folder: str) -> int:
        """Bytes of all files below a folder of the payload."""
        inside = f"{self.folder}/{PAYLOAD}/{folder}/"
        return sum(entry.file_size for name, entry in self._entries.items() if name.startswith(inside))

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except SPOILT as error:
            raise PackageError(_("%(file)s cannot be unpacked.") % {"file": name}) from error


def _require_harmless(entry: zipfile.ZipInfo) -> None:
    """Raises PackageError for what would leave its folder, is locked, or blows up."""
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in path.parts[0]:
        raise PackageError(_("The package holds a file that would leave its folder: %(file)s.") % {"file": path})
    if entry.flag_bits & 0x1:
        raise PackageError(_("%(file)s is locked with a password.") % {"file": path})
    if entry.file_size > SMALL and entry.file_size > MOST_SHRUNK * max(1, entry.compress_size):
        raise PackageError(
            _("%(file)s would become %(times)s times as large, as no file of an archive does.")
            % {"file": path, "times": entry.file_size // max(1, entry.compress_size)}
        )
