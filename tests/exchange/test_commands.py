"""`import_csv` and `export_csv`, as one types them."""

import io
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from archive.models import ArchiveVersion, Topic
from archive.workflow import act, system_user, withdraw
from config.installation import PROJECT
from tests.archive_factory import ArchiveFactory
from tests.exchange.tables import exported

pytestmark = pytest.mark.django_db

GOOD = b"slug,name\r\ntalks,Talks\r\n"


def run(*arguments, stdin=b"", monkeypatch=None):
    """What stands on the standard output and on standard error."""
    out, err = io.StringIO(), io.StringIO()
    if monkeypatch:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_file_is_imported_and_one_line_says_so(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(GOOD)
    assert run("import_csv", "topics", str(path)) == ("mine.csv: 1 new.\n", "")
    assert run("import_csv", "topics", str(path)) == ("mine.csv: 1 unchanged.\n", "")


@pytest.mark.parametrize("file", [(), ("-",)])
def test_without_a_file_the_standard_input_is_read_and_messages_go_to_standard_error(file, monkeypatch):
    assert run("import_csv", "topics", *file, stdin=GOOD, monkeypatch=monkeypatch) == ("", "topics.csv: 1 new.\n")
    assert Topic.objects.get().name == "Talks"


def test_a_dry_run_writes_nothing_and_says_so(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_bytes(GOOD)
    out, _err = run("import_csv", "topics", str(path), "--dry-run")
    assert out == "mine.csv: 1 new. Dry run: nothing was written.\n"
    assert not Topic.objects.exists()


def test_every_error_is_told_and_the_command_fails(tmp_path):
    path = tmp_path / "events.csv"
    path.write_bytes(b"slug,title,when\r\na,A,\r\nb,B,2021-13\r\n")
    err = io.StringIO()
    with pytest.raises(CommandError, match=r"^events\.csv: 3 errors in 2 rows; nothing was written\.$"):
        call_command("import_csv", "events", str(path), stderr=err)
    assert "events.csv, row 3, column when: “2021-13”: There is no month 13." in err.getvalue()
    assert len(err.getvalue().splitlines()) == 3


def test_an_import_as_a_user_has_that_users_rights(tmp_path, editor):
    ArchiveFactory().actor("Anna", slug="anna")
    path = tmp_path / "actors.csv"
    path.write_bytes(b"slug,name\r\nanna,Anna Berg\r\n")
    out, _err = run("import_csv", "actors", str(path), "--as", "editor")
    assert out == "actors.csv: 1 changed, waiting for approval.\n"
    path.write_bytes(b"slug,name,kind,status\r\nnew,N,person,published\r\n")
    with pytest.raises(CommandError):
        call_command("import_csv", "actors", str(path), "--as", "editor", stderr=io.StringIO())
    with pytest.raises(CommandError, match="There is no user 'nobody'"):
        call_command("import_csv", "actors", str(path), "--as", "nobody")


@pytest.mark.parametrize("command", ["import_csv", "export_csv"])
@pytest.mark.parametrize("kind", ["event", "images", "people", ""])
def test_an_unknown_kind_is_refused(command, kind):
    with pytest.raises(CommandError, match="invalid choice"):
        call_command(command, kind)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_csv", "topics", str(tmp_path / "none.csv"))
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("import_csv", "topics", str(tmp_path))


def test_an_export_writes_the_file_and_says_how_many(tmp_path):
    ArchiveFactory().topic(slug="talks", description="one\ntwo")
    path = tmp_path / "topics.csv"
    assert run("export_csv", "topics", str(path)) == (f"topics.csv: 1 row exported to {path}.\n", "")
    assert path.read_bytes().decode() == exported("topics")
    assert list(tmp_path.iterdir()) == [path]


def test_an_export_can_be_of_what_changed_since_and_of_what_is_gone(tmp_path):
    archive = ArchiveFactory()
    kept, gone = archive.event(slug="kept"), archive.event(slug="gone")
    version = ArchiveVersion.current()
    archive.event(slug="new", status="draft")
    with act(system_user(), "taken back") as this:
        withdraw([gone], this)
    path, stones = tmp_path / "events.csv", tmp_path / "gone.csv"
    told, _err = run("export_csv", "events", str(path), "--since", f"v{version}", "--gone", str(stones))
    assert told == f"events.csv: 2 rows exported to {path}. Next time: --since v{ArchiveVersion.current()}.\n"
    slugs = [line.split(b",")[0] for line in path.read_bytes().splitlines()]
    assert slugs == [b"slug", b"gone", b"new"]
    header, stone = stones.read_text().splitlines()
    assert header == "record,uuid,slug,gone,on,to"
    assert stone.startswith(f"event,{gone.uuid},gone,withdrawn,")
    assert kept.slug not in stones.read_text()


@pytest.mark.parametrize(
    ("given", "reason"), [(("--since", "soon"), "no moment"), (("--gone", "gone.csv"), "needs --since")]
)
def test_an_export_since_no_moment_is_refused(given, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("export_csv", "events", "-", *given)


@pytest.mark.parametrize("file", [(), ("-",)])
def test_without_a_file_the_export_goes_to_the_standard_output_alone(file):
    ArchiveFactory().topic(slug="talks")
    out, err = run("export_csv", "topics", *file)
    assert out == exported("topics")
    assert err == "topics.csv: 1 row exported to the standard output.\n"


def test_an_export_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "topics.csv"
    path.write_text("old")

    def broken(export):
        yield b"slug\r\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("archive.management.commands.export_csv.Export.csv", broken)
    with pytest.raises(CommandError, match="No space left on device"):
        call_command("export_csv", "topics", str(path))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_csv", "topics", str(tmp_path / "none" / "topics.csv"))


def test_as_a_program_an_import_with_errors_ends_with_another_exit_status(tmp_path):
    path = tmp_path / "topics.csv"
    path.write_bytes(b"slug\r\n")
    command = [sys.executable, "manage.py", "import_csv", "nothing", str(path)]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False)
    assert ended.returncode != 0
    assert ended.stdout == b""


def test_the_system_user_is_not_made_by_a_dry_run(tmp_path, django_user_model):
    path = tmp_path / "topics.csv"
    path.write_bytes(GOOD)
    django_user_model.objects.all().delete()
    run("import_csv", "topics", str(path), "--dry-run")
    assert not django_user_model.objects.exists()
    run("import_csv", "topics", str(path))
    assert list(django_user_model.objects.all()) == [system_user()]
