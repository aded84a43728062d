"""Writing files whose name is their content's hash: whole or not at all, and never twice."""

import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.files.storage.filesystem import FileSystemStorage


def originals() -> Storage:
    """Where originals lie; no address leads there."""
    return storages["originals"]


def original_name(sha256: str) -> str:
    return f"images/{sha256[:2]}/{sha256}"


def read_original(sha256: str) -> bytes:
    """Raises FileNotFoundError."""
    with originals().open(original_name(sha256)) as file:
        return bytes(file.read())


def keep(storage: Storage, name: str, content: bytes) -> None:
    """Write `content` under exactly this name, unless it is there. Nobody ever sees half of it.

    No transaction is waited for: a file that nothing refers to is unreachable, and the next try finds it there.
    """
    if storage.exists(name):
        return
    if isinstance(storage, FileSystemStorage):
        _replace(Path(storage.path(name)), content, storage)
    else:
        storage.save(name, ContentFile(content))


def _replace(path: Path, content: bytes, storage: FileSystemStorage) -> None:
    mode = storage.directory_permissions_mode
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o777 if mode is None else mode)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        permissions = storage.file_permissions_mode
        Path(temporary).chmod(0o644 if permissions is None else permissions)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
