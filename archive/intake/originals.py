"""Originals of sources: the bytes as they came, under their hash, in the storage that no address leads to."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import Storage, storages
from django.utils.translation import gettext as _

from archive.extraction.kinds import kind_of_content
from archive.extraction.reading import Unreadable
from archive.images.keeping import keep
from archive.models import Capture, Intake

#: what a browser is told that the file is called, by media type; never what it could run
ENDINGS = {"text/html": "html", "application/pdf": "pdf", "text/plain": "txt"}


def _storage() -> Storage:
    return storages["originals"]


def keep_original(content: bytes) -> tuple[str, str]:
    """Its name in the storage and its SHA-256; the same bytes are kept once."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"sources/{sha256[:2]}/{sha256}"
    keep(_storage(), name, content)
    return name, sha256


def read_original(name: str) -> bytes:
    """Raises FileNotFoundError."""
    with _storage().open(name) as file:
        return bytes(file.read())


def let_go(name: str) -> None:
    """Delete an original that nothing in the archive refers to any more, neither now nor in its history."""
    if name and not _is_referred_to(name):
        _storage().delete(name)


def _is_referred_to(name: str) -> bool:
    # A pending revision and every version of the history name an original by its place. Whatever was taken came with
    # an intake of which the row stays.
    return Capture.objects.filter(original=name).exists() or Intake.objects.filter(original=name).exists()


def original_problems() -> Iterator[str]:
    """A sentence for each original of a source that is missing or altered; for `verify`."""
    held = Capture.objects.exclude(original="").select_related("source").order_by("source__slug", "number")
    for capture in held.iterator(chunk_size=200):
        try:
            found = hashlib.sha256(read_original(capture.original)).hexdigest()
        except FileNotFoundError:
            found = ""
        if found != capture.original_sha256:
            message = _("The original of %(source)s@%(number)s is missing or is not the file that was taken in.")
            yield message % {"source": capture.source.slug, "number": capture.number}


def media_type_of(content: bytes) -> str:
    """What the bytes of an original are; empty where that is not told by them."""
    try:
        return kind_of_content(content)
    except Unreadable:
        return ""
