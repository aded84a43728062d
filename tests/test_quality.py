"""Looks at the code itself: style, types, migrations, and what may lie where."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.installation import PROJECT

pytestmark = pytest.mark.quality

TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "README.md", "LICENSE"),
    *("archive", "config", "fixtures", "templates", "tests"),
}
PLACES_OF_ONE_MACHINE = re.compile(rb"(^|[^\w.])/(work|farm|root|home)/[a-z]")
# In pieces, for this file is looked at too.
PLACES_OF_PACKAGES = re.compile(
    rb"index[-]url|find[-]links|\"resolved\"[:] *\"http|python[h]osted\.org|/[s]imple/?[\"\s]"
)
LONGEST_FILE = 400


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def module(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", *arguments)


def tracked_files() -> list[Path]:
    """What git keeps and what stands on the disk, as paths below the project."""
    names = run("git", "ls-files", "-z").stdout.split("\0")
    return [Path(name) for name in names if name and (PROJECT / name).is_file()]


def written_by_us(path: Path) -> bool:
    return "vendor" not in path.parts and ".min." not in path.name


@pytest.mark.parametrize(
    "arguments",
    [("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet"), ("mypy",)],
    ids=["lint", "format", "types"],
)
def test_the_code_is_in_order(arguments):
    answer = module(*arguments)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_change_of_the_records_has_its_migration():
    answer = run(sys.executable, "manage.py", "makemigrations", "--check", "--dry-run")
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_nothing_lies_about_at_the_top():
    top_level = {path.parts[0] for path in tracked_files()}
    assert {name for name in top_level if not name.startswith(".")} <= TOP_LEVEL


@pytest.mark.parametrize(
    "pattern", [PLACES_OF_ONE_MACHINE, PLACES_OF_PACKAGES], ids=["this machine", "a package index"]
)
def test_nothing_depends_on_where_it_was_written(pattern):
    found = [
        f"{path}: {match.group().decode(errors='replace')}"
        for path in tracked_files()
        if written_by_us(path) and path != Path("tests/test_quality.py")
        for match in [pattern.search((PROJECT / path).read_bytes())]
        if match
    ]
    assert found == []


def test_no_file_is_longer_than_somebody_reads_in_one_go():
    long = {
        str(path): lines
        for path in tracked_files()
        if path.suffix in {".py", ".js", ".css", ".html"} and written_by_us(path)
        if "migrations" not in path.parts
        for lines in [len((PROJECT / path).read_text(encoding="utf-8").splitlines())]
        if lines > LONGEST_FILE
    }
    assert long == {}
