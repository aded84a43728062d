"""The batch importer: files of the archive's own columns into the archive, behind commands, admin and mapping alike.

A file is read twice in a stream: first to find which records its rows are about (`finding`), then to check each row
and foresee what it would do (`examining`). Both write into a scratch file on disk and nowhere else; that is the
preview. The import writes what stands there (`writing`), in one transaction, if the archive is still the one that
was looked at; otherwise it looks once more, while nobody else can write.
"""

import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.utils.translation import gettext as _

from archive.exchange.files import File
from archive.exchange.importing.examining import Examination
from archive.exchange.importing.scratch import Noted, Scratch
from archive.exchange.importing.writing import write
from archive.exchange.report import WRITTEN, Report
from archive.exchange.tables import Table
from archive.models import ArchiveVersion
from archive.workflow import SYSTEM, act, system_user

__all__ = ["Examined", "examine", "import_files"]

Files = Sequence[tuple[File, Table]]
Opener = Callable[[], Files]
Tell = Callable[[str, int], object]
"""Told the step (find, examine, write, follow) and how many rows it has done; what it raises breaks everything off."""


class _TakenBack(Exception):
    """Nothing of the act is to be kept."""


class Examined:
    """Files that were looked at: `report` tells what they would do, `write` does it. `path` is the scratch file.

    `files` may be what opens them: they are read only to be looked at.
    """

    def __init__(self, files: Files | Opener, by: Any, names: Sequence[str], path: Path, tell: Tell) -> None:
        self.by, self.names, self.path, self._files, self._tell = by, names, path, files, tell
        self.scratch = Scratch(path)

    def report(self, *, is_dry_run: bool = True, takes_good_rows: bool = False) -> Report:
        return Report(self.names, self.scratch, is_dry_run=is_dry_run, takes_good_rows=takes_good_rows)

    def examine(self) -> None:
        """Look at everything; nothing is written."""
        version = ArchiveVersion.current()
        files = self._files() if callable(self._files) else self._files
        Examination(self.scratch, self.by, self._tell).run(files)
        self.scratch.note(archive_version=version)

    def write(self, *, takes_good_rows: bool = False, reason: str = "") -> Report:
        """Write all rows or, if any is wrong, none; with `takes_good_rows` those that are right."""
        report = self.report(is_dry_run=False, takes_good_rows=takes_good_rows)
        if not report.is_written or not self._has_something_to_write():
            return report
        try:
            with act(self.by if self.by.pk else system_user(), reason or self._reason()) as this:
                if this.archive_version != self.scratch.fact("archive_version") + 1:
                    self._examine_again()
                if not report.is_written or not self._has_something_to_write():
                    raise _TakenBack
                self.scratch.note(act=str(this.id))
                write(self.scratch, this, self._tell)
        except _TakenBack:
            pass
        except IntegrityError as error:
            message = _("The database refused these records: %(error)s") % {"error": error}
            self.scratch.fault([Noted(0, 0, -1, "", message, "", "")])
        return report

    def _reason(self) -> str:
        return _("Import of %(file)s") % {"file": ", ".join(self.names)}

    def _has_something_to_write(self) -> bool:
        return any(self.report().counts[result] for result in WRITTEN)

    def _examine_again(self) -> None:
        """Somebody changed the archive meanwhile; from here on nobody can."""
        self.scratch.empty()
        self.examine()


def examine(
    files: Files, user: Any, names: Sequence[str], path: Path, tell: Tell = lambda step, rows: None
) -> Examined:
    """Look at files as `user` (None: the system user) would import them together; `path`: a scratch file to be made."""
    examined = Examined(files, user or _system(), names, path, tell)
    examined.examine()
    return examined


def import_files(  # noqa: PLR0913 (each is a choice of its own)
    files: Files,
    user: Any = None,
    *,
    names: Sequence[str],
    dry_run: bool = False,
    takes_good_rows: bool = False,
    tell: Tell = lambda step, rows: None,
) -> Report:
    """Import files together in one act, all rows or, if anything is wrong, none.

    The history's reason is “Import of NAMES”. Never raises for what is wrong with a file.
    """
    folder = tempfile.mkdtemp(prefix="dateline-import-")
    examined = examine(files, user, names, Path(folder, "scratch"), tell)
    report = examined.report() if dry_run else examined.write(takes_good_rows=takes_good_rows)
    # It lives as long as somebody may ask the report for a page of it.
    weakref.finalize(report, shutil.rmtree, folder, ignore_errors=True)
    return report


def _system() -> Any:
    """The system user as it will be, for a look that writes nothing."""
    people = get_user_model()
    return people.objects.filter(username=SYSTEM).first() or people(username=SYSTEM, is_active=False)
