"""What is done in the background: by a thread of the demo's server, or by `manage.py db_worker`.

Each begins with its attempt, which nobody else can begin, and ends with what became of it in the import's row. What
goes wrong stands there too, and nowhere else.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from archive.exchange.faults import FileFault
from archive.exchange.importing import Examined
from archive.exchange.importing import examine as look_at
from archive.exchange.importing.scratch import Noted
from archive.exchange.mapping import MappingError
from archive.exchange.report import WRITTEN, Report
from archive.exchange.underway.folders import Folder
from archive.exchange.underway.progress import Cancelled, Progress
from archive.exchange.underway.tables import files_of, names_of, table_of, tell_in_own_words
from archive.exchange.underway.taking_back import keep_left
from archive.models import ArchiveVersion, Import, ImportState
from archive.models.waiting import is_locked, patience
from archive.workflow import Edited, Undoing, act

logger = logging.getLogger(__name__)

#: seconds for which a task waits for another one that writes
LONGEST_WAIT = 3600

Tell = Callable[[str, int], object]
#: does the work on an import; the query is that of its row, as long as the attempt is the latest
Work = Callable[[Import, Any, Tell], None]


class NotNow(Exception):
    """It takes too long to be waited for."""


class _Superseded(Exception):
    """Somebody began again meanwhile, or cancelled it."""


class _Impossible(Exception):
    """Why it cannot be done, in words for a person."""


@task()
def examine_import(pk: int, attempt: int) -> None:
    """Look at an import; its row says then what was found."""
    examine(pk, attempt)


@task()
def write_import(pk: int, attempt: int) -> None:
    """Write an import that was looked at; its row says that it is done in the transaction that writes it."""
    _work(pk, attempt, ImportState.WRITING, _write)


@task()
def undo_import(pk: int, attempt: int, user: int, edited: str, *, is_look: bool = False) -> None:
    """Take an import back, as the person with this primary key; or only look at what that would do."""
    do = look_at_undo if is_look else _take_back
    by = get_user_model().objects.get(pk=user)
    _work(pk, attempt, ImportState.UNDOING, lambda held, mine, tell: do(held, mine, tell, by, Edited(edited)))


def examine(pk: int, attempt: int, within: Tell = lambda step, rows: None) -> None:
    """The same as `examine_import`; `within` hears of each step too, and may raise NotNow."""

    def work(held: Import, mine: Any, note: Tell) -> None:
        def tell(step: str, rows: int) -> None:
            note(step, rows)
            within(step, rows)

        _examine(held, mine, tell)

    _work(pk, attempt, ImportState.EXAMINING, work)


def _work(pk: int, attempt: int, state: ImportState, work: Work) -> None:
    """Begin, if nobody has, and note how it ended."""
    mine = Import.objects.filter(pk=pk, attempt=attempt)
    if not mine.filter(begun_at=None).update(begun_at=timezone.now(), state=state):
        return
    held = mine.get()
    is_undo = state == ImportState.UNDOING
    ending, problem = ImportState.DONE if is_undo else ImportState.FAILED, ""
    try:
        with patience(LONGEST_WAIT), Progress(Folder(held.uuid), attempt, _expected(held)) as tell:
            work(held, mine, tell)
        return
    except NotNow:
        raise
    except _Superseded:
        return
    except Cancelled:
        ending = ImportState.DONE if is_undo else ImportState.CANCELLED
        problem = _("It was stopped. Nothing was undone.") if is_undo else ""
    except (_Impossible, FileFault, MappingError) as error:
        problem = str(error)
    except Exception as error:
        problem = _failure(held, error)
    mine.update(state=ending, problem=problem, ended_at=timezone.now())


def _failure(held: Import, error: Exception) -> str:
    if isinstance(error, OperationalError) and is_locked(error):
        return _("Others were writing for too long. Nothing was changed; try again.")
    logger.exception("Import %s failed.", held.uuid)
    return _("Something went wrong that is not the file's fault. Nothing was changed; the server's log says more.")


def _expected(held: Import) -> int:
    """How many records will be written."""
    return sum(held.counts.get(str(result), 0) for result in WRITTEN)


def _examine(held: Import, mine: Any, tell: Tell) -> None:
    scratch = Folder(held.uuid).scratch
    scratch.unlink(missing_ok=True)
    files = files_of(held)
    examined = look_at(files, _person(held), names_of(held), scratch, tell)
    tell_in_own_words(files, examined.scratch)
    examined.scratch.fault(
        Noted(len(files) - 1, it.row, -1, it.column, str(it.reason), it.value, str(it.expected), is_warning=True)
        for it in table_of(held).warnings
    )
    found = counts_of(examined.report())
    examined.scratch.close()
    if not mine.update(state=ImportState.EXAMINED, counts=found, seen={}, ended_at=timezone.now()):
        raise _Superseded


def _person(held: Import) -> Any:
    if held.by is None or not held.by.is_active:
        raise _Impossible(_("Who brought this file may not work here any more. Somebody else has to bring it."))
    return held.by


def counts_of(report: Report) -> dict[str, int]:
    """Numbers of rows by what becomes of them, and of what is wrong."""
    return {
        **{str(result): number for result, number in report.counts.items()},
        "faults": report.fault_count,
        "wrong_rows": report.wrong_rows,
        "warnings": report.warning_count,
    }


def _write(held: Import, mine: Any, tell: Tell) -> None:
    def note(step: str, rows: int) -> None:
        tell(step, rows)
        if step == "follow":
            # Within the import's own transaction: it is written if and only if its row says so.
            _note_done(held, mine, examined, rows)

    files: list[Any] = []

    def opened() -> list[Any]:
        # Only if the archive was changed since is the file read once more.
        files.extend(files_of(held))
        return files

    examined = Examined(opened, _person(held), names_of(held), Folder(held.uuid).scratch, note)
    reason = _("Import of %(file)s") % {"file": held.file_name}
    report = examined.write(takes_good_rows=held.takes_good_rows, reason=reason)
    if files:
        tell_in_own_words(files, examined.scratch)
    if not mine.filter(state=ImportState.DONE).exists():
        _note_not_written(held, mine, report)
    examined.scratch.close()


def _note_done(held: Import, mine: Any, examined: Examined, rows: int) -> None:
    found = counts_of(examined.report())
    done = {"act": examined.scratch.fact("act"), "counts": found, "seen": _seen(held, found), "rows": rows}
    if not mine.filter(state=ImportState.WRITING).update(state=ImportState.DONE, ended_at=timezone.now(), **done):
        raise _Superseded


def _note_not_written(held: Import, mine: Any, report: Report) -> None:
    """Since the preview something became wrong, or nothing is left to be written."""
    found = counts_of(report)
    values = {"counts": found, "seen": _seen(held, found), "ended_at": timezone.now()}
    if found["faults"]:
        problem = _("The archive was changed since you looked, and something is wrong now. Nothing was written.")
        mine.update(state=ImportState.EXAMINED, problem=problem if values["seen"] else "", **values)
    else:
        mine.update(state=ImportState.DONE, **values)


def _seen(held: Import, found: dict[str, int]) -> dict[str, int]:
    """What the person saw, if it is not what was found now."""
    return {} if found == held.counts else held.counts


def look_at_undo(held: Import, mine: Any, tell: Tell, by: Any, edited: Edited) -> None:
    """Note what undoing an import would do; it stays done."""
    fated = Undoing(held.act, by, edited, tell).look() if held.act else iter(())
    version = ArchiveVersion.current()
    counts = keep_left(Folder(held.uuid), fated)
    mine.update(state=ImportState.DONE, undone={"version": version, "user": by.pk, **counts})


def _take_back(held: Import, mine: Any, tell: Tell, by: Any, edited: Edited) -> None:
    if held.act is None:
        raise _Impossible(_("It wrote nothing, so there is nothing to be undone."))
    name = (by.get_full_name() or by.username)[:150]
    with act(by, _("Undo of the import of %(file)s") % {"file": held.file_name}) as this:
        counts = keep_left(Folder(held.uuid), Undoing(held.act, by, edited, tell).take_back(this))
        done = {"undo_act": this.id, "undone": counts, "undone_by_name": name, "ended_at": timezone.now()}
        if not mine.filter(state=ImportState.UNDOING).update(state=ImportState.UNDONE, **done):
            raise _Superseded
