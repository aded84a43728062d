"""How far a task is, told through a file, for its own transaction may keep the database from being written to.

The task says that it is alive by touching the file every few seconds, also while one step takes long; a file that
nobody has touched for a while is that of a task that was stopped with its process.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from threading import Event, Thread
from types import TracebackType
from typing import Self

from archive.exchange.underway.folders import Folder

#: seconds between two notes of how far it is, and between two signs of life
NOTED_EVERY = 0.3
BEAT = 2
#: seconds without a sign of life after which a task is taken for dead
PATIENCE = 15


class Cancelled(Exception):
    """Somebody asked to stop."""


@dataclass(frozen=True)
class Standing:
    """`step`: find, examine, write, follow, take back; `rows` of `total` (0: not known) are done, `rate` a second.

    `silent`: seconds since the last sign of life.
    """

    attempt: int
    step: str = ""
    rows: int = 0
    total: int = 0
    rate: float = 0
    silent: float = 0

    @property
    def is_alive(self) -> bool:
        return self.silent < PATIENCE

    @property
    def seconds_left(self) -> int | None:
        """None: that cannot be told."""
        return round((self.total - self.rows) / self.rate) if self.rate and self.total >= self.rows > 0 else None


class Progress:
    """Called by the importer with the step and how many rows it has done. Raises Cancelled if somebody wants it to.

    Use it as a context: within it the task shows that it is alive.
    """

    def __init__(self, folder: Folder, attempt: int, total: int = 0) -> None:
        self.folder, self.attempt, self.total = folder, attempt, total
        self._step, self._begun, self._noted = "", 0.0, 0.0
        self._is_over = Event()

    def __call__(self, step: str, rows: int) -> None:
        if self.folder.stop.exists():
            raise Cancelled
        now = time.monotonic()
        if step != self._step:
            self._step, self._begun, self._noted = step, now, 0.0
        if step == "find":
            # Each row is found before one is examined, so the second reading knows how many there are.
            self.total = rows
        if now - self._noted >= NOTED_EVERY:
            self._noted = now
            self._note(rows, now)

    def _note(self, rows: int, now: float) -> None:
        seconds = now - self._begun
        total = 0 if self._step == "find" else self.total
        standing = Standing(self.attempt, self._step, rows, total, rows / seconds if seconds > 0.1 else 0)
        beside = self.folder.progress.with_suffix(".new")
        beside.write_text(json.dumps(asdict(standing)), encoding="utf-8")
        beside.replace(self.folder.progress)

    def __enter__(self) -> Self:
        self.folder.stop.unlink(missing_ok=True)
        self._note(0, time.monotonic())
        self._heart = Thread(target=self._beat, daemon=True, name="dateline-import-heart")
        self._heart.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._heart.join()

    def _beat(self) -> None:
        while not self._is_over.wait(BEAT):
            try:
                os.utime(self.folder.progress)
            except FileNotFoundError:
                return


def read_progress(folder: Folder) -> Standing | None:
    """What a task noted last; None: none has begun."""
    try:
        silent = time.time() - folder.progress.stat().st_mtime
        noted = json.loads(folder.progress.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Standing(**{**noted, "silent": max(0.0, silent)})
