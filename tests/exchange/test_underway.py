"""An import goes on without its browser, is seen from outside, stops when asked, and outlives its server."""

import json
import os
import time
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from archive.exchange import underway
from archive.exchange.importing import Examined
from archive.exchange.underway import Folder, progress, steps, tasks
from archive.models import Change, Import, ImportState, Topic
from archive.models.waiting import patience
from archive.verification import verify
from archive.workflow import Edited
from tests.archive_factory import ArchiveFactory

pytestmark = pytest.mark.django_db


def stop():
    raise SystemExit


FILE = b"slug,name\r\ngas,Gas\r\noil,Oil\r\n"


def bring(user, content=FILE, plural="topics"):
    held = underway.take_in([content], user, plural, "file.csv")
    underway.examine_soon(held)
    return held


@pytest.fixture
def queue(settings, monkeypatch):
    """What was asked of the background, to be done when the test says so."""
    asked = []
    for name in ("examine_import", "write_import", "undo_import"):
        task = getattr(tasks, name)
        monkeypatch.setattr(tasks, name, Later(task.func, asked))
    return asked


class Later:
    def __init__(self, func, asked):
        self.func, self.asked = func, asked

    def enqueue(self, *values, **options):
        self.asked.append(lambda: self.func(*values, **options))


def many(number):
    return b"slug,name\r\n" + b"".join(b"t%d,Topic\r\n" % n for n in range(number))


def test_a_small_file_is_looked_at_at_once_and_a_large_one_in_the_background(editor, queue, monkeypatch):
    monkeypatch.setattr(steps, "SMALL", 100)
    assert bring(editor, many(100)).state == ImportState.EXAMINED
    assert queue == []
    large = bring(editor, many(700))
    assert (large.state, large.counts) == (ImportState.WAITING, {})
    (look,) = queue
    look()
    large.refresh_from_db()
    assert (large.state, large.counts["new"]) == (ImportState.EXAMINED, 700)


def test_looking_writes_nothing_but_the_import_itself(editor):
    bring(editor)
    assert not Topic.objects.exists()
    assert not Change.objects.exists()


def test_the_files_lie_where_nobody_else_reads_them(editor):
    folder = Folder(bring(editor).uuid)
    assert folder.upload.read_bytes() == FILE
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_how_far_it_is_can_be_seen_from_outside_while_it_writes(editor, monkeypatch):
    """Not by way of the database, which the import's own transaction may keep for itself."""
    monkeypatch.setattr(progress, "NOTED_EVERY", 0)
    held, seen = bring(editor, many(1200)), []
    write = tasks._write

    def watched(row, mine, tell):
        def both(step, rows):
            tell(step, rows)
            row.refresh_from_db()
            seen.append((step, rows, underway.standing(row)))

        write(row, mine, both)

    monkeypatch.setattr(tasks, "_write", watched)
    underway.confirm(held, takes_good_rows=False)
    written = [(rows, told.step, told.rows, told.total) for step, rows, told in seen if step == "write"]
    assert written == [(500, "write", 500, 1200), (1000, "write", 1000, 1200), (1200, "write", 1200, 1200)]
    assert all(told.is_alive for _step, _rows, told in seen if told)


def test_it_is_done_if_and_only_if_it_is_written(editor, monkeypatch):
    """What its row says is part of the transaction that writes it."""
    held = bring(editor)

    def fail(self):
        raise RuntimeError("the machine stops here")

    with monkeypatch.context() as patched:
        patched.setattr("archive.workflow.writing_many.Writer.follow", fail)
        underway.confirm(held, takes_good_rows=False)
    held.refresh_from_db()
    assert (held.state, held.act) == (ImportState.FAILED, None)
    assert "Nothing was changed" in held.problem
    assert not Topic.objects.exists()

    underway.begin_again(held)
    with monkeypatch.context() as patched:
        # Stopped right after the commit, as a process is: nothing more is noted, and nothing more is needed.
        write = Examined.write
        patched.setattr(Examined, "write", lambda *values, **options: (write(*values, **options), stop()))
        underway.confirm(held, takes_good_rows=False)
    held.refresh_from_db()
    assert Topic.objects.count() == 2
    assert (held.state, held.rows) == (ImportState.DONE, 2)
    assert set(Change.objects.values_list("act", flat=True)) == {held.act}


def test_a_task_that_was_stopped_with_its_server_is_told_and_begun_again(editor, queue):
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    Import.objects.filter(pk=held.pk).update(begun_at=timezone.now())
    with progress.Progress(Folder(held.uuid), held.attempt):
        held.refresh_from_db()
        assert underway.standing(held).is_alive
        assert not underway.is_stopped(held)
    silent = time.time() - progress.PATIENCE - 1
    os.utime(Folder(held.uuid).progress, (silent, silent))
    assert underway.is_stopped(held)
    underway.begin_again(held)
    assert (held.state, held.counts["new"]) == (ImportState.EXAMINED, 2)
    # Whatever was left of the first try is not heard any more.
    queue[0]()
    assert not Topic.objects.exists()


def test_a_late_writer_takes_back_what_it_wrote(editor, queue, monkeypatch):
    """It was taken for dead, and somebody began again while it wrote."""
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    note_done = tasks._note_done

    def begun_again(row, mine, examined, rows):
        Import.objects.filter(pk=row.pk).update(attempt=row.attempt + 1)
        note_done(row, mine, examined, rows)

    monkeypatch.setattr(tasks, "_note_done", begun_again)
    queue[0]()
    assert not Topic.objects.exists()
    assert not Change.objects.exists()


def test_a_task_that_nobody_begins_is_told(editor, queue):
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    assert not underway.is_unattended(held)
    Import.objects.filter(pk=held.pk).update(asked_at=timezone.now() - timedelta(minutes=1))
    held.refresh_from_db()
    assert underway.is_unattended(held)
    assert underway.standing(held) is None


@pytest.mark.parametrize("step", ["examine", "write"])
def test_it_stops_when_asked_and_leaves_nothing(editor, step, monkeypatch):
    held = bring(editor, many(1200))
    begun = tasks.Progress.__call__

    def asked_to_stop(self, now, rows):
        if now == step:
            underway.cancel(Import.objects.get(pk=held.pk))
        begun(self, now, rows)

    monkeypatch.setattr(tasks.Progress, "__call__", asked_to_stop)
    if step == "write":
        underway.confirm(held, takes_good_rows=False)
    else:
        underway.begin_again(held)
    held.refresh_from_db()
    assert held.state == ImportState.CANCELLED
    assert not Topic.objects.exists()


def test_what_nobody_has_begun_is_cancelled_at_once(editor, queue):
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    underway.cancel(held)
    assert held.state == ImportState.CANCELLED
    queue[0]()
    assert not Topic.objects.exists()


def test_undoing_is_stopped_without_harm(editor, queue):
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    queue.pop()()
    held.refresh_from_db()
    underway.undo(held, editor, Edited.LEAVE)
    Import.objects.filter(pk=held.pk).update(begun_at=timezone.now() - timedelta(minutes=2))
    held.refresh_from_db()
    assert underway.is_stopped(held)
    underway.recover(held)
    assert (held.state, held.problem) == (ImportState.DONE, "Undoing it was stopped. Nothing was undone.")
    assert Topic.objects.count() == 2


def test_it_is_undone_whole_and_verified(editor, monkeypatch):
    monkeypatch.setattr(steps, "SMALL", 100)
    held = bring(editor, many(1200))
    underway.confirm(held, takes_good_rows=False)
    held.refresh_from_db()
    underway.look_at_undo(held, editor)
    assert (held.state, held.undone["removed"]) == (ImportState.DONE, 1200)
    assert Topic.objects.count() == 1200
    underway.undo(held, editor, Edited.LEAVE)
    held.refresh_from_db()
    assert (held.state, held.undone, held.undone_by_name) == (ImportState.UNDONE, {"removed": 1200}, "editor")
    assert not Topic.objects.exists()
    assert verify() == []


def test_whoever_may_not_work_here_any_more_imports_nothing(editor):
    held = bring(editor)
    editor.is_active = False
    editor.save()
    underway.confirm(Import.objects.get(pk=held.pk), takes_good_rows=False)
    held.refresh_from_db()
    assert held.state == ImportState.FAILED
    assert "may not work here any more" in held.problem
    assert not Topic.objects.exists()


def test_old_files_are_deleted_and_the_record_of_the_import_stays(editor, settings):
    old, new = bring(editor), bring(editor)
    long_ago = (timezone.now() - timedelta(days=settings.IMPORT_DAYS + 1)).timestamp()
    for path in (*Folder(old.uuid).path.iterdir(), Folder(old.uuid).path):
        os.utime(path, (long_ago, long_ago))
    assert underway.remove_old() == 1
    assert not Folder(old.uuid).path.exists()
    assert Folder(new.uuid).has_upload
    assert Import.objects.count() == 2
    assert underway.report_of(old) is None


def test_time_left_is_told_by_the_rate():
    standing = underway.Standing(1, "write", 500, 1500, rate=100.0)
    assert standing.seconds_left == 10
    assert underway.Standing(1, "find", 500, 0, rate=100.0).seconds_left is None


def test_progress_is_never_half_written(editor, monkeypatch):
    monkeypatch.setattr(progress, "NOTED_EVERY", 0)
    folder = Folder(bring(editor).uuid)
    with progress.Progress(folder, 1) as tell:
        for rows in range(200):
            tell("write", rows)
            assert json.loads(folder.progress.read_text())["rows"] == rows


def test_a_command_takes_an_act_back(editor, capsys):
    held = bring(editor)
    underway.confirm(held, takes_good_rows=False)
    held.refresh_from_db()
    call_command("undo_import", str(held.act), dry_run=True)
    assert capsys.readouterr().out == "2 removed. Dry run: nothing was written.\n"
    ArchiveFactory().topic("Pipelines", part_of=Topic.objects.get(slug="gas"), slug="pipelines")
    call_command("undo_import", str(held.act), user="editor")
    told = capsys.readouterr()
    assert told.out == "1 needed, 1 removed.\n"
    assert told.err == "topic gas: The topic “pipelines” names it.\n"
    assert verify() == []


def test_waiting_for_others_is_as_long_as_was_said():
    def waits():
        sql = "PRAGMA busy_timeout" if connection.vendor == "sqlite" else "SHOW lock_timeout"
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return str(cursor.fetchone()[0])

    before = waits()
    with patience(7):
        assert waits() in ("7000", "7s")
        with patience(0.2):
            assert waits() in ("200", "200ms")
        assert waits() in ("7000", "7s")
    assert waits() == before
