"""The folder of an import: the file as it came, what was found in it, how far the work is."""

import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone


class Folder:
    """Nobody but the site reads it. `upload` is the file, `scratch` what was found, `left` what an undo would leave."""

    def __init__(self, uuid: Any) -> None:
        self.path = Path(settings.IMPORTS_ROOT, str(UUID(str(uuid))))

    def make(self) -> None:
        """Also again, for what comes after its files were deleted."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)

    @property
    def upload(self) -> Path:
        return self.path / "upload"

    @property
    def scratch(self) -> Path:
        return self.path / "scratch"

    @property
    def left(self) -> Path:
        return self.path / "left"

    @property
    def progress(self) -> Path:
        return self.path / "progress.json"

    @property
    def stop(self) -> Path:
        return self.path / "stop"

    @property
    def has_upload(self) -> bool:
        return self.upload.is_file()

    def keep(self, pieces: Iterable[bytes]) -> int:
        """Keep the upload and return its size in bytes."""
        size = 0
        with self.upload.open("wb") as file:
            self.upload.chmod(0o600)
            for piece in pieces:
                size += file.write(piece)
        return size

    def forget_findings(self) -> None:
        for path in (self.scratch, self.left, self.progress, self.stop):
            path.unlink(missing_ok=True)

    def remove(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def remove_old(now: Any = None) -> int:
    """Delete the folders of imports that are older than `IMPORT_DAYS`, but for those at work; how many there were."""
    root, oldest = Path(settings.IMPORTS_ROOT), (now or timezone.now()) - timedelta(days=settings.IMPORT_DAYS)
    gone = [path for path in root.iterdir() if _is_old(path, oldest.timestamp())] if root.is_dir() else []
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return len(gone)


def _is_old(folder: Path, oldest: float) -> bool:
    """Whether nothing in the folder was touched since."""
    return folder.is_dir() and all(path.stat().st_mtime < oldest for path in (folder, *folder.iterdir()))
