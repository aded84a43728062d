"""What a person does with an import: brings it, decides, stops it, begins again, takes it back."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from archive.exchange.importing.scratch import Scratch
from archive.exchange.report import Report
from archive.exchange.underway import tasks
from archive.exchange.underway.folders import Folder, remove_old
from archive.exchange.underway.progress import Standing, read_progress
from archive.exchange.underway.tables import has_own_columns, names_of
from archive.models import Import, ImportState
from archive.workflow import Edited

#: rows that are looked at while the person waits
SMALL = 2_000
#: bytes beyond which nobody waits even to find that out
SMALL_FILE = 4_000_000
#: after so long without anybody to begin it, a person is told
UNATTENDED = timedelta(seconds=20)


def take_in(pieces: Iterable[bytes], user: Any, kind: str, name: str, **values: Any) -> Import:
    """Keep a file that comes in pieces of bytes. `values` are further fields of the row, such as `told`."""
    remove_old()
    held = Import(by=user, by_name=(user.get_full_name() or user.username)[:150], kind=kind, file_name=name[:255])
    for field, value in values.items():
        setattr(held, field, value)
    folder = Folder(held.uuid)
    folder.make()
    held.size = folder.keep(pieces)
    held.save()
    return held


def examine_soon(held: Import) -> None:
    """Look at a file: at once if it is small, so that the person sees what was found; else in the background.

    One with columns of its own first waits for them to be mapped.
    """
    if not held.mapping and not has_own_columns(held):
        _begin(held, ImportState.MAPPING)
        return

    def within_reason(step: str, rows: int) -> None:
        if step == "find" and rows > SMALL:
            raise tasks.NotNow

    _begin(held, ImportState.WAITING)
    if held.size > SMALL_FILE:
        tasks.examine_import.enqueue(held.pk, held.attempt)
        held.refresh_from_db()
        return
    try:
        tasks.examine(held.pk, held.attempt, within_reason)
    except tasks.NotNow:
        _begin(held, ImportState.WAITING)
        tasks.examine_import.enqueue(held.pk, held.attempt)
    held.refresh_from_db()


def read_differently(held: Import, told: dict[str, Any]) -> None:
    """Look at the file again, read as `told`."""
    held.told = told
    held.save(update_fields=["told"])
    examine_soon(held)


def remap(held: Import, mapping: dict[str, Any]) -> None:
    """Lead its columns otherwise. What was found before is no longer true."""
    held.mapping = mapping
    Import.objects.filter(pk=held.pk).update(mapping=mapping)
    if held.state != ImportState.MAPPING:
        _begin(held, ImportState.MAPPING)


def begin_again(held: Import) -> None:
    """Look at the file anew, whatever became of it. Whoever is still at work on it is not heard any more."""
    examine_soon(held)


def confirm(held: Import, *, takes_good_rows: bool) -> bool:
    """Have what was looked at written, in the background. False: it was not waiting for that."""
    if not _move(held, (ImportState.EXAMINED,), ImportState.WRITING, takes_good_rows=takes_good_rows):
        return False
    Folder(held.uuid).progress.unlink(missing_ok=True)
    tasks.write_import.enqueue(held.pk, held.attempt)
    return True


def cancel(held: Import) -> None:
    """Ask whoever is at work to stop; an import that nobody works on is cancelled at once."""
    folder = Folder(held.uuid)
    if folder.path.is_dir():
        folder.stop.touch()
    now = standing(held)
    is_at_work = held.begun_at is not None and now is not None and now.is_alive
    if is_at_work or held.state == ImportState.UNDOING:
        return
    states = [state for state in ImportState if state not in (ImportState.DONE, ImportState.UNDONE)]
    _move(held, states, ImportState.CANCELLED, ended_at=timezone.now())


def look_at_undo(held: Import, user: Any) -> None:
    """Find out what undoing it as `user` would do: at once if it is small, else in the background."""
    if _move(held, (ImportState.DONE,), ImportState.UNDOING, undone={}):
        Folder(held.uuid).make()
        if sum(held.counts.get(name, 0) for name in ("new", "changed", "revised")) <= SMALL:
            tasks.undo_import.func(held.pk, held.attempt, user.pk, str(Edited.LEAVE), is_look=True)
        else:
            _enqueue_undo(held, user, Edited.LEAVE, is_look=True)
        held.refresh_from_db()


def undo(held: Import, user: Any, edited: Edited) -> bool:
    """Take back all that the import did, as `user`, in the background. False: there is nothing to be taken back."""
    if not _move(held, (ImportState.DONE,), ImportState.UNDOING):
        return False
    _enqueue_undo(held, user, edited)
    return True


def _enqueue_undo(held: Import, user: Any, edited: Edited, *, is_look: bool = False) -> None:
    folder = Folder(held.uuid)
    folder.make()
    folder.progress.unlink(missing_ok=True)
    tasks.undo_import.enqueue(held.pk, held.attempt, user.pk, str(edited), is_look=is_look)


def standing(held: Import) -> Standing | None:
    """How far the work on it is; None: nobody has begun it, or it is not under way.

    Whether it was stopped with its process is `is_alive`. The row itself may be behind: it is written when all is done.
    """
    found = read_progress(Folder(held.uuid)) if held.is_under_way and held.begun_at else None
    return found if found and found.attempt == held.attempt else None


def is_stopped(held: Import) -> bool:
    """Whether the work on it has ended without a word: its process is gone."""
    if not held.is_under_way or held.begun_at is None:
        return False
    now = standing(held)
    return not now.is_alive if now else timezone.now() - held.begun_at > UNATTENDED


def is_unattended(held: Import) -> bool:
    """Whether nobody has begun it for a while: others are before it, or no worker runs."""
    return held.is_under_way and held.begun_at is None and timezone.now() - held.asked_at > UNATTENDED


def recover(held: Import) -> None:
    """A stopped undo is a done import again: nothing of it was kept."""
    if held.state == ImportState.UNDOING and is_stopped(held):
        _move(held, (ImportState.UNDOING,), ImportState.DONE, problem=_("Undoing it was stopped. Nothing was undone."))


def report_of(held: Import) -> Report | None:
    """What was found when it was looked at; None: its files are no longer here."""
    path = Folder(held.uuid).scratch
    if not path.is_file():
        return None
    return Report(names_of(held), Scratch(path), is_dry_run=True, takes_good_rows=held.takes_good_rows)


def _begin(held: Import, state: ImportState) -> None:
    Folder(held.uuid).forget_findings()
    if not _move(held, [one for one in ImportState if one not in (ImportState.DONE, ImportState.UNDOING)], state):
        held.refresh_from_db()


def _move(held: Import, states: Iterable[ImportState], state: ImportState, **values: Any) -> bool:
    """Give it another state if it has one of `states`; it is a new attempt, and nobody has begun it."""
    mine = Import.objects.filter(pk=held.pk, attempt=held.attempt, state__in=list(states))
    values = {"problem": "", "begun_at": None, "asked_at": timezone.now(), "ended_at": None, **values}
    moved = mine.update(state=state, attempt=held.attempt + 1, **values)
    held.refresh_from_db()
    return bool(moved)
